"""When an answer becomes another because time passes, to the microsecond."""

import datetime

import pytest

from pages.delivery.review_state import review_status
from pages.delivery.serving.entries import Entry
from pages.delivery.serving.rendering import changed_by_itself, changes_by_itself

DUE = datetime.datetime(2026, 6, 15, 12, tzinfo=datetime.UTC)
SOON = DUE - datetime.timedelta(days=30)
TICK = datetime.timedelta(microseconds=1)
SECOND = datetime.timedelta(seconds=1)
DAY = datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("now", "last", "following"),
    [
        (SOON - DAY, None, SOON),
        (SOON - TICK, None, SOON),
        (SOON, SOON, DUE),
        (SOON + TICK, SOON, DUE),
        (DUE - TICK, SOON, DUE),
        (DUE, DUE, None),
        (DUE + 400 * DAY, DUE, None),
    ],
)
def test_the_last_turn_and_the_next_are_told(now, last, following):
    assert changed_by_itself(due=DUE, now=now) == last
    assert changes_by_itself(due=DUE, now=now) == following


@pytest.mark.parametrize("turn", [SOON, DUE])
def test_the_status_is_another_from_the_turn_on_and_not_before(turn):
    before, after = (review_status(due=DUE, now=now) for now in (turn - TICK, turn))
    assert before != after


def test_what_is_never_due_never_turns():
    assert changed_by_itself(due=None, now=DUE) is None
    assert changes_by_itself(due=None, now=DUE) is None


def entry(*, due, changed_at):
    return Entry(
        page_id=1,
        page_type="pages.ConditionPage",
        language="en",
        path="0001",
        answer="{}",
        item="{}",
        links="",
        due=due,
        changed_at=changed_at,
        targets=None,
    )


@pytest.mark.parametrize(
    ("changed_at", "now", "expected"),
    [
        (SOON - DAY, SOON - TICK, SOON - DAY),
        (SOON - DAY, SOON + SECOND, SOON),
        (SOON - DAY, DUE + SECOND, DUE),
        (SOON + DAY, DUE - TICK, SOON + DAY),
        (SOON + DAY, DUE + SECOND, DUE),
        (DUE + DAY, DUE + 2 * DAY, DUE + DAY),
    ],
)
def test_an_answer_is_as_new_as_its_text_or_its_last_turn(changed_at, now, expected):
    assert entry(due=DUE, changed_at=changed_at).dated(now=now) == (expected, None)


@pytest.mark.parametrize("later", [TICK, SECOND - TICK])
def test_within_its_own_second_an_answer_has_no_date_yet(later):
    for due, changed_at, turn in ((None, SOON, SOON), (DUE, SOON - DAY, DUE)):
        dated = entry(due=due, changed_at=changed_at).dated(now=turn + later)
        assert dated == (None, turn + SECOND)


def test_what_is_not_on_record_has_no_date():
    assert entry(due=DUE, changed_at=None).dated(now=DUE + DAY) == (None, None)
