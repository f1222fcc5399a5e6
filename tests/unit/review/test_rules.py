import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.review.rules import SigningFacts, due_date, refusals


def facts(**changes):
    values = {
        "is_reviewer": True,
        "has_person": True,
        "is_author": False,
        "answers_for_language": True,
        "language": "Spanish",
        "content_changed": False,
    }
    return SigningFacts(**(values | changes))


def codes(**changes):
    return [blocker.code for blocker in refusals(facts(**changes))]


def test_a_reviewer_who_wrote_nothing_of_it_may_sign():
    assert codes() == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"is_reviewer": False}, "signature.not_a_reviewer"),
        ({"is_author": True}, "signature.own_work"),
        ({"has_person": False}, "signature.no_person"),
        ({"answers_for_language": False}, "signature.language"),
        ({"content_changed": True}, "signature.content_changed"),
    ],
)
def test_each_fact_that_speaks_against_signing_refuses_it(changes, code):
    assert codes(**changes) == [code]


def test_all_reasons_are_given_at_once():
    assert codes(is_author=True, answers_for_language=False, content_changed=True) == [
        "signature.own_work",
        "signature.language",
        "signature.content_changed",
    ]


def test_someone_outside_the_group_learns_nothing_more_than_that():
    assert codes(is_reviewer=False, is_author=True, content_changed=True) == [
        "signature.not_a_reviewer"
    ]


def test_the_refusal_for_a_language_names_it():
    (blocker,) = refusals(facts(answers_for_language=False))
    assert "Spanish" in str(blocker.message)


@pytest.mark.parametrize(
    ("signed", "months", "due"),
    [
        ((2026, 1, 31), 1, (2026, 2, 28)),
        ((2024, 1, 31), 1, (2024, 2, 29)),
        ((2026, 11, 23), 12, (2027, 11, 23)),
        ((2026, 12, 31), 2, (2027, 2, 28)),
    ],
)
def test_an_approval_is_due_on_the_same_day_or_the_last_of_the_month(signed, months, due):
    at = datetime.datetime(*signed, 9, 30, tzinfo=datetime.UTC)
    assert due_date(at, months=months) == datetime.datetime(*due, 9, 30, tzinfo=datetime.UTC)


@given(
    st.datetimes(
        min_value=datetime.datetime(2000, 1, 1),
        max_value=datetime.datetime(2100, 1, 1),
        timezones=st.just(datetime.UTC),
    ),
    st.integers(min_value=1, max_value=240),
)
def test_the_due_date_lies_about_that_many_months_ahead(signed, months):
    days = (due_date(signed, months=months) - signed).days
    assert 27 * months <= days <= 31 * months
