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
"""Bounds of the translation's length as a share of its source's."""

SENTENCE: Final = 80
"""Characters up to which a text is one sentence, which may well be said in half as many words."""

SHORTEST_SENTENCE: Final = 0.45
LONGEST_SENTENCE: Final = 2.3


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find a pair whose lengths say that something was left out or added."""
    if not is_comparable(pair):
        return
    source, target = said(pair.source), said(pair.target or "")
    if max(len(source), len(target)) < LONG_ENOUGH:
        return
    ratio = len(target) / max(len(source), 1)
    is_sentence = max(len(source), len(target)) <= SENTENCE
    shortest, longest = (
        (SHORTEST_SENTENCE, LONGEST_SENTENCE) if is_sentence else (SHORTEST, LONGEST)
    )
    if not shortest <= ratio <= longest:
        yield Finding(
            code="translation.length",
            severity="warn",
            pair=pair,
            message=_(
                "The translation is far shorter than the source. Check that nothing is missing."
            )
            if ratio < shortest
            else _("The translation is far longer than the source. Check that nothing was added."),
            quote=target,
        )
