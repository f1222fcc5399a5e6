"""A segment of the source for which the page in question has no place."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.placeholders import visible_text


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find text that came into the source after the page was last saved."""
    if pair.target is None and not pair.is_address:
        yield Finding(
            code="translation.source_changed",
            severity="warn",
            pair=pair,
            message=_(
                "The source has text that this version of the page does not have. Save the draft "
                "again, then translate what is new."
            ),
            quote=visible_text(pair.source),
        )
