"""The marks that open a question and an exclamation: in Spanish, and in Spanish only."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.checks.texts import is_comparable
from pages.translation.placeholders import visible_text


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find a question or an exclamation that nothing opens, or closes."""
    if not is_comparable(pair):
        return
    text = visible_text(pair.target or "")
    if pair.target_language == "en":
        if found := next((mark for mark in "¿¡" if mark in text), ""):
            yield Finding(
                code="translation.opening_mark",
                severity="warn",
                pair=pair,
                message=_("“%(mark)s” is Spanish: English has no opening mark.") % {"mark": found},
                quote=text,
            )
        return
    for opening, closing in (("¿", "?"), ("¡", "!")):
        if text.count(closing) > text.count(opening):
            yield Finding(
                code="translation.opening_mark",
                severity="warn",
                pair=pair,
                message=_("“%(closing)s” needs an opening “%(opening)s” in Spanish.")
                % {"opening": opening, "closing": closing},
                quote=text,
            )
        elif text.count(opening) > text.count(closing):
            yield Finding(
                code="translation.opening_mark",
                severity="warn",
                pair=pair,
                message=_("“%(opening)s” is opened and never closed with “%(closing)s”.")
                % {"opening": opening, "closing": closing},
                quote=text,
            )
