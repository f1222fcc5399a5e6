"""A text of the page whose source says something else now."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.placeholders import visible_text


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find a translation in the page for which there is none on file.

    It translates what the source said before it was brought in again, or was written by hand.
    """
    if (
        pair.recorded is None
        and pair.target is not None
        and not pair.shows_source
        and not pair.is_address
    ):
        yield Finding(
            code="translation.source_changed",
            severity="warn",
            pair=pair,
            message=_(
                "The source has changed since this was translated. Translate the segment again, "
                "then save the draft."
            ),
            quote=visible_text(pair.target),
        )
