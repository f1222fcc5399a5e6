import datetime

import pytest

from pages.delivery.review_state import review_status

NOW = datetime.datetime(2026, 6, 15, 12, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("days", "expected"),
    [(31, "current"), (30, "due"), (1, "due"), (0, "overdue"), (-1, "overdue")],
)
def test_a_review_is_current_then_due_then_overdue(days, expected):
    assert review_status(due=NOW + datetime.timedelta(days=days), now=NOW) == expected


def test_a_review_without_an_end_stays_current():
    assert review_status(due=None, now=NOW) == "current"
