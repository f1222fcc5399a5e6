"""Findings become blockers: one for each kind, with the number of segments and a few quotes."""

from pages.translation.checks import SegmentPair, examine
from pages.translation.readiness import QUOTE_LENGTH, as_blockers


def untranslated(index: int, words: str) -> SegmentPair:
    """Return a pair that nobody has translated."""
    return SegmentPair(index=index, path=f"body.{index}.text", source=words, target=words)


def test_findings_of_one_kind_are_one_blocker_with_their_number_and_the_first_quotes() -> None:
    [blocker] = as_blockers(
        examine([untranslated(index, f"Sentence {index}") for index in range(5)])
    )
    assert (blocker.code, blocker.severity, blocker.field) == (
        "translation.untranslated",
        "block",
        "body",
    )
    assert str(blocker.message).startswith("5 segments are not translated")
    assert blocker.quote == "Sentence 0 · Sentence 1 · Sentence 2"


def test_a_single_finding_speaks_for_itself() -> None:
    [blocker] = as_blockers(examine([untranslated(0, "Sentence")]))
    assert str(blocker.message).startswith("1 segment is not translated")


def test_a_long_quote_is_cut() -> None:
    [blocker] = as_blockers(examine([untranslated(0, "word " * 60)]))
    assert len(blocker.quote) <= QUOTE_LENGTH
    assert blocker.quote.endswith("…")


def test_several_other_findings_are_counted_in_words() -> None:
    pairs = [
        SegmentPair(
            index=index,
            path="title",
            source="Pain",
            target="Dolor",
            recorded="Dolor",
            origin="machine",
        )
        for index in range(2)
    ]
    [blocker] = as_blockers(examine(pairs))
    assert str(blocker.message).startswith("2 segments: A machine translated")
