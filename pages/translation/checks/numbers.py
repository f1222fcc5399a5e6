"""Numbers: the same on both sides, in the form of the language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.checks.texts import is_comparable, said, words

_NUMBER: Final = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})+(?![\d])|\d+(?:[.,]\d+)?")
_GROUPED: Final = re.compile(r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+")
_DECIMAL_COMMA: Final = re.compile(r"(?<![\d.,])\d+,\d{1,2}(?!\d)")

_COUNTING: Final = {
    "en": (
        "zero",
        "one once single",
        "two twice double both pair half",
        "three thrice",
        *["four", "five", "six", "seven", "eight", "nine", "ten", "eleven"],
        "twelve dozen",
    ),
    "es": (
        "cero",
        "uno una un vez",
        "dos ambos ambas doble par medio media mitad",
        "tres",
        *["cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once"],
        "doce docena",
    ),
}
_SPELLED: Final = {
    language: {word: str(value) for value, row in enumerate(rows) for word in row.split()}
    for language, rows in _COUNTING.items()
}
_SPELLED["en"] |= {"fifteen": "15", "twenty": "20", "thirty": "30", "hundred": "100"}
_SPELLED["es"] |= {"quince": "15", "veinte": "20", "treinta": "30", "cien": "100", "ciento": "100"}
"""Numbers as words, and words that stand for one: “twice” for 2, “la mitad” for 2 as well."""


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find a number in digits that the other side does not have, in digits or as a word."""
    if not is_comparable(pair):
        return
    target = pair.target or ""
    before, after = numbers(pair.source), numbers(target)
    lost = list((before - after - spelled(target, pair.target_language)).elements())
    added = list((after - before - spelled(pair.source, pair.source_language)).elements())
    if lost or added:
        yield Finding(
            code="translation.number",
            severity="block",
            pair=pair,
            message=_message(lost, added),
            quote=said(target),
        )
    if pair.target_language == "es" and (found := _DECIMAL_COMMA.search(said(target))):
        yield Finding(
            code="translation.decimal_comma",
            severity="warn",
            pair=pair,
            message=_("“%(number)s” has a decimal comma: this site writes a point.")
            % {"number": found.group()},
            quote=said(target),
        )


def numbers(html: str) -> Counter[str]:
    """Return the numbers of a segment that are written in digits, each in one form.

    Thousands lose their separators, decimals have a point: ``1,274`` and ``1 274`` are ``1274``,
    ``0,5`` is ``0.5``.
    """
    found: Counter[str] = Counter()
    for match in _NUMBER.finditer(said(html)):
        text = match.group()
        if _GROUPED.fullmatch(text):
            text = re.sub(r"\D", "", text)
        text = text.replace(",", ".").strip()
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        found[text.lstrip("0") or "0"] += 1
    return found


def spelled(html: str, language: str) -> Counter[str]:
    """Return the numbers of a segment that are written as words: “twice” is ``2``."""
    values = _SPELLED.get(language, {})
    return Counter(values[word] for word in words(html) if word in values)


def _message(lost: list[str], added: list[str]) -> str:
    if lost and added:
        return _("The source says %(lost)s, and the translation %(added)s. Correct the number.") % {
            "lost": ", ".join(lost),
            "added": ", ".join(added),
        }
    if lost:
        return _("The translation lacks a number of the source: %(lost)s.") % {
            "lost": ", ".join(lost)
        }
    return _("The translation has a number that the source lacks: %(added)s.") % {
        "added": ", ".join(added)
    }
