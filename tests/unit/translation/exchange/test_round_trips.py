"""Whatever goes out comes back the same, through translate-toolkit too."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as options

from pages.translation.exchange.inline import comparable
from pages.translation.exchange.judging import SegmentStatus, judge
from pages.translation.exchange.reading import read
from pages.translation.exchange.values import ExportUnit
from tests.factories.exchange import (
    WRITERS,
    a_document,
    saved_again,
    standing,
    units,
)

KEPT = {SegmentStatus.UNCHANGED, SegmentStatus.EMPTY}


def verdicts(content: bytes, exported: list[ExportUnit]) -> list[tuple[SegmentStatus, str]]:
    (document,) = read(content, name="file")
    assert not document.damage
    assert len(document.units) == len(exported)
    found = judge(document.units, standing(exported), exported_at=document.exported_at)
    return [(verdict.status, verdict.reason) for verdict in found]


@pytest.mark.parametrize("kind", WRITERS)
@given(exported=units())
@options(max_examples=150, deadline=None)
def test_a_file_brought_back_as_it_is_changes_nothing(
    kind: str, exported: list[ExportUnit]
) -> None:
    content = WRITERS[kind](a_document(*exported))
    for status, reason in verdicts(content, exported):
        assert status in KEPT, reason


@pytest.mark.parametrize("kind", WRITERS)
@given(exported=units())
@options(max_examples=150, deadline=None)
def test_a_file_that_a_tool_has_opened_and_saved_changes_nothing(
    kind: str, exported: list[ExportUnit]
) -> None:
    content = saved_again(WRITERS[kind](a_document(*exported)), kind)
    for status, reason in verdicts(content, exported):
        assert status in KEPT, reason


@pytest.mark.parametrize("kind", WRITERS)
@given(exported=units())
@options(max_examples=60, deadline=None)
def test_what_was_translated_meanwhile_is_exactly_what_is_imported(
    kind: str, exported: list[ExportUnit]
) -> None:
    """The file has translations of segments that had none; they come in letter by letter."""
    content = WRITERS[kind](a_document(*exported))
    (document,) = read(content, name="file")
    before = [
        ExportUnit(path=unit.path, position=1, place="", source=unit.source) for unit in exported
    ]
    found = judge(document.units, standing(before), overwrites=True)
    for verdict, unit in zip(found, exported, strict=True):
        if verdict.status is SegmentStatus.IMPORTED:
            assert comparable(verdict.text) == comparable(unit.target)
        elif unit.target and verdict.status is not SegmentStatus.EMPTY:
            assert "placeholder" in verdict.reason
