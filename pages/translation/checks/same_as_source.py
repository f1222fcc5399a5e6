"""A translation that repeats the source word for word."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.placeholders import visible_text

LONGEST_PLAUSIBLE = 3
"""Names, Latin terms and abbreviations of up to this many words are often the same in both."""


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find a segment of more than three words that was "translated" into the source's own words.

    Someone saved it like that, perhaps for a reason (a title, a quotation), so it is a warning.
    """
    if pair.recorded is None or pair.is_address or pair.error:
        return
    words = visible_text(pair.recorded)
    if words == visible_text(pair.source) and len(words.split()) > LONGEST_PLAUSIBLE:
        yield Finding(
            code="translation.same_as_source",
            severity="warn",
            pair=pair,
            message=_(
                "The translation repeats the source word for word. Check that this is meant."
            ),
            quote=words,
        )
