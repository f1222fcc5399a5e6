"""A segment that nobody has translated: the page would show the source language."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.checks.same_as_source import LONGEST_PLAUSIBLE
from pages.translation.placeholders import visible_text


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find a segment without a translation on file that still shows the source.

    An address in the source language harms nobody's health, so it is only warned about.
    """
    if pair.recorded is None and not pair.error and pair.shows_source:
        if pair.is_address:
            yield Finding(
                code="translation.address_untranslated",
                severity="warn",
                pair=pair,
                message=_(
                    "The page's address is still in the source language. Translate the segment "
                    "“Slug”, so that readers can recognise the page by its address."
                ),
                quote=visible_text(pair.source),
            )
        else:
            yield Finding(
                code="translation.untranslated",
                severity="block",
                pair=pair,
                message=_("This segment is not translated. Translate it."),
                quote=visible_text(pair.source),
            )


def check_file(pair: SegmentPair) -> Iterator[Finding]:
    """Find an entry of a bilingual file without a translation, or with the source in its place."""
    is_long = len(visible_text(pair.source).split()) > LONGEST_PLAUSIBLE
    if pair.target is None or (pair.shows_source and is_long):
        yield Finding(
            code="translation.untranslated",
            severity="block",
            pair=pair,
            message=_("This segment is not translated. Translate it."),
            quote=visible_text(pair.source),
        )
