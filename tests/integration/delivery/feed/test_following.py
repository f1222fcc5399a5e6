"""A process hears of every change, in whatever order transactions end."""

import threading

import pytest
from django.db import connection, transaction

from pages.delivery.feed.announcements import tell
from pages.delivery.feed.following import TOO_LONG, Follower
from pages.delivery.feed.targets import family
from pages.delivery.models import PublicChange
from tests.factories.delivery import published


@pytest.mark.django_db
def test_who_begins_to_listen_knows_nothing():
    tell("family:early")
    assert Follower().listen().is_everything


@pytest.mark.django_db
def test_a_change_is_heard_once():
    follower = Follower()
    follower.listen()
    tell("family:one")
    assert follower.listen().targets == {"family:one"}
    assert follower.listen().targets == frozenset()


@pytest.mark.django_db
def test_settled_changes_are_heard_too():
    follower = Follower()
    follower.listen()
    tell("page:1")
    PublicChange.objects.update(is_settled=True)
    assert follower.listen().targets == {"page:1"}


@pytest.mark.django_db
def test_the_pages_that_rest_on_a_change_are_told_with_it_and_once(django_assert_num_queries):
    page = published()
    other = published()
    follower = Follower()
    for _ in range(2):  # the second time, what this open transaction wrote before is known
        follower.listen()
    tell(family(page.translation_key))
    with django_assert_num_queries(1):
        heard = follower.listen()
    assert heard.resting == {page.pk}
    assert follower.listen().resting == frozenset()
    tell(f"page:{other.pk}")
    assert follower.listen().resting == frozenset()


@pytest.mark.django_db
def test_everything_is_everything():
    follower = Follower()
    follower.listen()
    tell("everything")
    assert follower.listen().is_everything


@pytest.mark.django_db
def test_who_was_away_for_long_knows_nothing(monkeypatch):
    follower = Follower()
    follower.listen()
    earlier = (moment - TOO_LONG - 1 for moment in follower._asked_at)
    monkeypatch.setattr(follower, "_asked_at", type(follower._asked_at)(*earlier))
    assert follower.listen().is_everything


@pytest.mark.django_db
def test_a_feed_that_begins_anew_is_noticed(monkeypatch):
    follower = Follower()
    follower.listen()
    monkeypatch.setattr(follower, "_mark", follower._mark + 10**9)
    assert follower.listen().is_everything


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_change_that_was_written_first_and_committed_last_is_heard():
    follower = Follower()
    for _ in range(2):  # the second time, what was written while others' transactions are open
        follower.listen()
    written, heard = threading.Event(), threading.Event()

    def slow_writer():
        try:
            with transaction.atomic():
                tell("family:slow")
                written.set()
                assert heard.wait(30)
        finally:
            connection.close()

    writer = threading.Thread(target=slow_writer)
    writer.start()
    assert written.wait(30)
    tell("family:quick")
    assert follower.listen().targets == {"family:quick"}
    heard.set()
    writer.join(30)
    assert follower.listen().targets == {"family:slow"}
    assert follower.listen().targets == frozenset()
