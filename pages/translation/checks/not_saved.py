"""A translation on file that the page in question does not contain yet."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.placeholders import visible_text


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find a segment that was translated or changed after the page was saved.

    It blocks where the page still shows the source language. Where the page shows an earlier
    translation, that text was checked when it was saved, so it is only warned about.
    """
    if pair.recorded is None or pair.error or pair.target is None or pair.is_address:
        return
    if visible_text(pair.target) == visible_text(pair.recorded):
        return
    yield Finding(
        code="translation.not_saved",
        severity="block" if pair.shows_source else "warn",
        pair=pair,
        message=_(
            "This segment was translated after the page was saved. Save the draft again to take "
            "it over."
        ),
        quote=visible_text(pair.recorded),
    )
