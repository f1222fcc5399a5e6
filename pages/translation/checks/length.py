"""A translation that is far shorter or longer than its source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.checks.texts import is_comparable, said

LONG_ENOUGH: Final = 40
"""Characters; the length of shorter texts says nothing."""

SHORTEST: Final = 0.55
LONGEST: Final = 2.1


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find a pair whose lengths say that something was left out or added."""
    if not is_comparable(pair):
        return
    source, target = said(pair.source), said(pair.target or "")
    if max(len(source), len(target)) < LONG_ENOUGH:
        return
    ratio = len(target) / max(len(source), 1)
    if not SHORTEST <= ratio <= LONGEST:
        yield Finding(
            code="translation.length",
            severity="warn",
            pair=pair,
            message=_(
                "The translation is far shorter than the source. Check that nothing is missing."
            )
            if ratio < SHORTEST
            else _("The translation is far longer than the source. Check that nothing was added."),
            quote=target,
        )
