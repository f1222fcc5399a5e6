"""The races tell when a lock is lost: without any, each of these goes wrong within a few runs."""

import pytest
from django.db.models import QuerySet

from tests.races import test_publishing, test_signing, test_withdrawing

pytestmark = pytest.mark.postgres

offline = test_publishing.offline
waiting = test_signing.waiting


@pytest.fixture(autouse=True)
def _without_locks(monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **options: self)
    # Each of them is seen to go wrong well before.
    monkeypatch.setattr("tests.races.conftest.RUNS", 40)


def test_two_reviewers_would_both_sign(race, cast, waiting):
    with pytest.raises(AssertionError):
        test_signing.test_of_two_reviewers_one_signs_and_the_other_is_told(race, cast, waiting)


def test_a_draft_would_be_lost(race, cast, waiting):
    with pytest.raises(AssertionError):
        test_signing.test_what_saves_itself_while_a_reviewer_signs_leaves_what_was_signed_on_record(
            race, cast, waiting
        )


def test_what_is_withdrawn_would_be_published(race, cast, offline):
    with pytest.raises(AssertionError):
        test_publishing.test_what_is_withdrawn_while_it_is_published_ends_offline(
            race, cast, offline
        )


def test_two_would_withdraw_the_same(race, cast):
    with pytest.raises(AssertionError):
        test_withdrawing.test_of_two_who_withdraw_one_does_and_the_other_is_told(race, cast)
