"""The marks that open a question and an exclamation in Spanish."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.checks.texts import is_comparable
from pages.translation.placeholders import visible_text


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find a question or an exclamation that nothing opens."""
    if not is_comparable(pair) or pair.target_language != "es":
        return
    text = visible_text(pair.target or "")
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
