"""Checks on pairs of segments. Each is one file: a pair goes in, findings come out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pages.translation.checks import (
    citation_lost,
    machine_unconfirmed,
    not_saved,
    place_missing,
    same_as_source,
    segment_error,
    source_moved,
    untranslated,
)
from pages.translation.checks.finding import Finding, SegmentPair

__all__ = ["CHECKS", "Finding", "SegmentPair", "examine"]

CHECKS: tuple[Callable[[SegmentPair], Iterator[Finding]], ...] = (
    untranslated.check,
    segment_error.check,
    citation_lost.check,
    machine_unconfirmed.check,
    not_saved.check,
    place_missing.check,
    source_moved.check,
    same_as_source.check,
)
"""All checks, in the order in which their findings are shown."""


def examine(pairs: Iterable[SegmentPair]) -> list[Finding]:
    """Return the findings of every check on every pair: by check, then by position."""
    examined = list(pairs)
    return [finding for check in CHECKS for pair in examined for finding in check(pair)]
