"""Numbers where they stand in a segment, in digits or as a word, read in either language.

What numbers, ranges, comparisons and frequencies have in common.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from pages.translation.checks.texts import plain

_COUNTING: Final[Mapping[str, str]] = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce "
    "quince dieciseis diecisiete dieciocho diecinueve veinte",
}
_TENS: Final[Mapping[str, str]] = {
    "en": "thirty forty fifty sixty seventy eighty ninety hundred",
    "es": "treinta cuarenta cincuenta sesenta setenta ochenta noventa cien",
}
_MORE: Final[dict[str, dict[str, str]]] = {
    "en": {"twice": "2", "thrice": "3"},
    "es": {"una": "1", "un": "1"},
}
WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    language: {word: str(value) for value, word in enumerate(counting.split())}
    | {word: str(value * 10) for value, word in enumerate(_TENS[language].split(), start=3)}
    | _MORE[language]
    for language, counting in _COUNTING.items()
}
"""Words for whole numbers, folded, by language."""

DIGITS: Final = r"\d+(?:[.,\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?"
_MARK: Final = re.compile(r"\D")

NUMBER: Final[Mapping[str, str]] = {
    language: rf"(?:{DIGITS}|\b(?:{'|'.join(sorted(words, key=len, reverse=True))})\b)"
    for language, words in WORDS.items()
}
"""Regular expression of a number, for a folded text of a language; it has no groups."""

_ANY: Final = {language: re.compile(pattern) for language, pattern in NUMBER.items()}


def value_of(text: str, language: str) -> str:
    """Return a number, as it stands in a folded text, in one form.

    Thousands lose their separators, decimals have a point: ``1,274``, ``1 274`` and ``1.274.000``
    are whole, ``1.274`` is not, as in Mexico; ``0,5`` is ``0.5``, “two” is ``2``.
    """
    if text in WORDS[language]:
        return WORDS[language][text]
    marks = _MARK.findall(text)
    parts = _MARK.split(text)
    is_decimal = bool(marks) and (
        len(set(marks)) > 1
        or (len(marks) == 1 and (marks[0] == "." or len(parts[-1]) != 3 or parts[0] == "0"))
    )
    fraction = parts.pop().rstrip("0") if is_decimal else ""
    whole = "".join(parts).lstrip("0") or "0"
    return f"{whole}.{fraction}" if fraction else whole


@lru_cache(maxsize=4096)
def values(html: str, language: str) -> frozenset[str]:
    """Return every number that a segment has, in digits or as a word."""
    return frozenset(
        value_of(match.group(), language) for match in _ANY[language].finditer(plain(html))
    )
