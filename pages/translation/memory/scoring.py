"""How alike two sources are, in percent, and what a reader must not miss between them.

Pure functions of two segments. The score says how much of the old translation can be kept; it says
nothing of medicine. So a number, a unit or a count that differs is named beside it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from pages.translation.checks.dose import measures
from pages.translation.checks.numbers import numbers, spelled
from pages.translation.memory.fitting import shape
from pages.translation.memory.words import plain, words

EXACT: Final = 100
"""The same text to the letter, with placeholders and formatting of the same kinds."""

SAME_WORDS: Final = 99
"""The same words; capitals, punctuation, formatting or placeholders differ."""

MOST_ALIKE: Final = 98
"""The most that different words can have, however long the sentence around them."""

NUMBERS_COST: Final = 10
"""What a number, a unit or a count that differs takes away."""

_SIGN: Final = re.compile(r"[<>≤≥±=]|(?:(?<=[\s(])|^)[-\u2212\u2013](?=\d)")
"""What turns a number around, and is no word: less than, at least, minus."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two sources are.

    Attributes:
        score: 0 to 100; 100 only for the same text with the same kinds of placeholders.
        number_differs: whether a number, a unit or a count (“twice”) is another.
    """

    score: int
    number_differs: bool


def likeness(wanted: str, known: str, *, language: str) -> Likeness:
    """Compare the source that is to be translated with one that was.

    Args:
        wanted: HTML of a segment.
        known: likewise.
        language: the language of both, of two letters.
    """
    first, second = words(wanted), words(known)
    if first == second:
        is_same = plain(wanted) == plain(known) and shape(wanted) == shape(known)
        score = EXACT if is_same else SAME_WORDS
        turned = _SIGN.findall(plain(wanted)) != _SIGN.findall(plain(known))
        return Likeness(score - NUMBERS_COST if turned else score, number_differs=turned)
    score = min(MOST_ALIKE, int(fuzz.ratio(first, second)))
    if differs := counted(wanted, language) != counted(known, language):
        score = max(0, score - NUMBERS_COST)
    return Likeness(score, number_differs=differs)


@lru_cache(maxsize=8192)
def counted(html: str, language: str) -> frozenset[tuple[str, int]]:
    """Return what a segment counts: numbers in digits or as words, and measures.

    “Un” and “una” are articles as well, so that one as a Spanish word does not count.
    """
    found: Counter[str] = numbers(html) + spelled(html, language)
    if language == "es":
        found["1"] = numbers(html)["1"]
    found += Counter(
        {f"{number} {unit}": count for (number, unit), count in measures(html).items()}
    )
    return frozenset((what, count) for what, count in found.items() if count)
