"""Ranges: “2 to 4 weeks” is “de 2 a 4 semanas”, not “4 a 2”, and not two numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext as _

from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.checks.quantities import NUMBER, value_of, values
from pages.translation.checks.texts import is_comparable, plain, said

_UNIT: Final = (
    r"(?:\s?(?:%|°\s?[cf]|mg|ml|g|kg|cm|mm|(?:minut|hour|day|week|month|year|point)[a-z]*"
    r"|horas?|dias?|semanas?|mes(?:es)?|años?|puntos?))?"
)
_DASH: Final = r"\s?[-–—]\s?"
_RANGE: Final = {
    "en": re.compile(
        rf"(?:between\s+({NUMBER['en']}){_UNIT}\s+and\s+({NUMBER['en']}))"
        rf"|(?:({NUMBER['en']}){_UNIT}(?:{_DASH}|\s+(?:up\s+)?to\s+|\s+through\s+)({NUMBER['en']}))"
    ),
    "es": re.compile(
        rf"(?:entre\s+(?:l[ao]s\s+)?({NUMBER['es']}){_UNIT}\s+y\s+(?:l[ao]s\s+)?({NUMBER['es']}))"
        rf"|(?:({NUMBER['es']}){_UNIT}(?:{_DASH}|\s+(?:a|hasta)\s+)(?:l[ao]s\s+)?({NUMBER['es']}))"
    ),
}
_EITHER: Final = {
    "en": re.compile(rf"({NUMBER['en']}){_UNIT}\s+or\s+({NUMBER['en']})"),
    "es": re.compile(rf"({NUMBER['es']}){_UNIT}\s+[ou]\s+({NUMBER['es']})"),
}
"""“2 or 3 weeks”, which stands for a range where nothing is between the two."""

Span = tuple[str, str]


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find a range that is turned around, or that only one side has, of numbers that both have."""
    if not is_comparable(pair):
        return
    source, target = pair.source, pair.target or ""
    before, after = ranges(source, pair.source_language), ranges(target, pair.target_language)
    lost = _missing(before, after, target, pair.target_language)
    gained = _missing(after, before, source, pair.source_language)
    if lost or gained:
        yield Finding(
            code="translation.range",
            severity="block",
            pair=pair,
            message=_(
                "A range, from %(first)s to %(last)s, is not the same on both sides. Compare them."
            )
            % dict(zip(("first", "last"), (lost or gained)[0], strict=True)),
            quote=said(target),
        )


@lru_cache(maxsize=4096)
def ranges(html: str, language: str) -> frozenset[Span]:
    """Return the ranges of a segment as first and last number: ``("2", "4")``."""
    return _spans(_RANGE[language], html, language)


def _missing(
    wanted: frozenset[Span], there: frozenset[Span], html: str, language: str
) -> list[Span]:
    """Return the ranges that are not there, though both of their numbers are."""
    open_ranges = wanted - there
    if not open_ranges:
        return []
    numbers, either = values(html, language), _spans(_EITHER[language], html, language)
    return sorted(
        span
        for span in open_ranges
        if span[0] != span[1]
        and numbers.issuperset(span)
        and not (span in either and float(span[1]) - float(span[0]) == 1)
    )


def _spans(pattern: re.Pattern[str], html: str, language: str) -> frozenset[Span]:
    found = set()
    for match in pattern.finditer(plain(html)):
        first, last = (group for group in match.groups() if group is not None)
        found.add((value_of(first, language), value_of(last, language)))
    return frozenset(found)
