"""Checks on pairs of segments. Each is one file: a pair goes in, findings come out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pages.translation.checks import (
    accents,
    acronyms,
    agreement,
    citation_lost,
    citation_moved,
    comparisons,
    consistency,
    dates,
    dose,
    false_friends,
    frequency,
    hedging,
    laterality,
    left_in_source,
    length,
    link_language,
    lists,
    machine_unconfirmed,
    markup,
    negation,
    not_saved,
    numbers,
    opposites,
    place_missing,
    quotes,
    ranges,
    same_as_source,
    segment_error,
    source_moved,
    spanish_marks,
    statutory,
    term_forbidden,
    term_missing,
    typing_slips,
    untranslated,
)
from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.glossary.values import Glossary

__all__ = [
    "CHECKS",
    "LANGUAGE_CHECKS",
    "Finding",
    "SegmentPair",
    "compare",
    "examine",
    "glossary_findings",
]

LANGUAGE_CHECKS: tuple[Callable[[SegmentPair], Iterator[Finding]], ...] = (
    numbers.check,
    ranges.check,
    comparisons.check,
    dose.check,
    frequency.check,
    laterality.check,
    opposites.check,
    statutory.check,
    dates.check,
    negation.check,
    hedging.check,
    markup.check,
    lists.check,
    link_language.check,
    acronyms.check,
    false_friends.check,
    left_in_source.check,
    length.check,
    accents.check,
    spanish_marks.check,
    quotes.check,
    typing_slips.check,
    agreement.check,
)
"""Those that compare what the two languages say. Between English and Spanish alone."""

CHECKS: tuple[Callable[[SegmentPair], Iterator[Finding]], ...] = (
    untranslated.check,
    segment_error.check,
    citation_lost.check,
    citation_moved.check,
    machine_unconfirmed.check,
    not_saved.check,
    place_missing.check,
    source_moved.check,
    same_as_source.check,
    *LANGUAGE_CHECKS,
)
"""All checks, in the order in which their findings are shown."""


def examine(pairs: Iterable[SegmentPair]) -> list[Finding]:
    """Return the findings of every check on every pair: by check, then by position."""
    examined = list(pairs)
    found = [finding for check in CHECKS for pair in examined for finding in check(pair)]
    return found + list(consistency.check_all(examined))


def glossary_findings(pairs: Iterable[SegmentPair], glossary: Glossary) -> list[Finding]:
    """Return what the glossary says to pairs of segments: by check, then by position.

    Forbidden terms, terms of the source that the translation has not, and words that disagree with
    a noun whose gender only the glossary knows.
    """
    if not glossary:
        return []
    examined = list(pairs)
    nouns = agreement.nouns_of_glossary(glossary)
    return [
        *(one for pair in examined for one in term_forbidden.check(pair, glossary)),
        *(one for pair in examined for one in term_missing.check(pair, glossary)),
        *(one for pair in examined for one in agreement.check(pair, nouns)),
    ]


def compare(pairs: Iterable[SegmentPair]) -> list[Finding]:
    """Return what the two languages say differently, and where placeholders are lost, by position.

    For bilingual files, whose segments stand in no page.
    """
    examined = list(pairs)
    checks = (citation_lost.check, citation_moved.check, *LANGUAGE_CHECKS)
    found = [finding for check in checks for pair in examined for finding in check(pair)]
    found += [finding for pair in examined for finding in untranslated.check_file(pair)]
    found += consistency.check_all(examined)
    return sorted(found, key=lambda finding: finding.pair.index)
