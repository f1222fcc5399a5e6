"""Months and days of the week: the same on both sides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.checks.texts import is_comparable, said

_NAMED: Final = """
January enero, February febrero, March marzo, April abril, May mayo, June junio, July julio,
August agosto, September septiembre, October octubre, November noviembre, December diciembre,
Monday lunes, Tuesday martes, Wednesday miércoles, Thursday jueves, Friday viernes, Saturday sábado,
Sunday domingo
"""
_PAIRS: Final = [tuple(both.split()) for both in _NAMED.split(",")]
_ENGLISH: Final = [english for english, _spanish in _PAIRS]
_SPANISH: Final = [spanish for _english, spanish in _PAIRS]
_WORD: Final = re.compile(r"[^\W\d_]+")
_OTHER_FORMS: Final = {"setiembre": "septiembre", "sábados": "sábado", "domingos": "domingo"}


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find a month or a day of the week that is another in the translation, or is missing."""
    if not is_comparable(pair):
        return
    target = pair.target or ""
    if _named(pair.source, pair.source_language) != _named(target, pair.target_language):
        yield Finding(
            code="translation.date",
            severity="warn",
            pair=pair,
            message=_("A month or a day of the week is not that of the source."),
            quote=said(target),
        )


def _named(html: str, language: str) -> Counter[int]:
    """Count the months and days that are named, by their place in the lists.

    English ones have a capital, which tells May from “may”; a verb at the beginning of a sentence
    has one too, so there they count for nothing.
    """
    text = said(html)
    found: Counter[int] = Counter()
    for match in _WORD.finditer(text):
        word = match.group()
        if language == "en":
            begins = (
                not text[: match.start()].strip() or text[: match.start()].rstrip()[-1] in ".?!"
            )
            word = word.removesuffix("s") if word.endswith("days") else word
            if word in _ENGLISH and not (begins and word in ("May", "March")):
                found[_ENGLISH.index(word)] += 1
        else:
            word = _OTHER_FORMS.get(word.lower(), word.lower())
            if word in _SPANISH:
                found[_SPANISH.index(word)] += 1
    return found


def named_dates(html: str, language: str) -> Counter[int]:
    """Return the months and days of the week of a segment, by their place in the lists."""
    return _named(html, language)
