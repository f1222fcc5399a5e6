"""A translation on file that cannot be used, so that the page falls back to the source."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.placeholders import visible_text


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find a segment whose translation was refused, for instance for a tag that is not allowed."""
    if pair.error:
        yield Finding(
            code="translation.error",
            severity="block",
            pair=pair,
            message=_("This translation cannot be used: %(error)s Correct the segment.")
            % {"error": pair.error},
            quote=visible_text(pair.recorded or pair.source),
        )
