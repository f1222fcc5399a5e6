import datetime

import pytest

from pages.review.expiry import Step, due_step

END = datetime.datetime(2026, 6, 30, 12, tzinfo=datetime.UTC)


def before(**span):
    return END - datetime.timedelta(**span)


@pytest.mark.parametrize(
    ("now", "step"),
    [
        (before(days=31), None),
        (before(days=30, seconds=1), None),
        (before(days=30), Step.MONTH_AHEAD),
        (before(days=8), Step.MONTH_AHEAD),
        (before(days=7), Step.WEEK_AHEAD),
        (before(seconds=1), Step.WEEK_AHEAD),
        (before(), Step.OVERDUE),
        (before(days=-400), Step.OVERDUE),
    ],
)
def test_each_step_is_due_at_its_time(now, step):
    assert due_step(expires_at=END, now=now, done=[]) is step


@pytest.mark.parametrize("step", list(Step))
def test_no_step_is_taken_twice(step):
    moments = {
        Step.MONTH_AHEAD: before(days=20),
        Step.WEEK_AHEAD: before(days=2),
        Step.OVERDUE: before(days=-1),
    }
    assert due_step(expires_at=END, now=moments[step], done=[step]) is None


def test_a_later_step_makes_up_for_those_before_it():
    assert due_step(expires_at=END, now=before(days=2), done=[Step.MONTH_AHEAD]) is Step.WEEK_AHEAD
    assert due_step(expires_at=END, now=before(days=-2), done=[]) is Step.OVERDUE


def test_a_clock_that_goes_back_reminds_nobody_again():
    assert due_step(expires_at=END, now=before(days=20), done=[Step.OVERDUE]) is None


def test_a_signature_without_an_end_is_never_due():
    assert due_step(expires_at=None, now=before(days=-9999), done=[]) is None
