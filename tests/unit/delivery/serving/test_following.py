"""A process asks the feed of changes once a second, and serves nothing that it cannot ask about."""

import threading
from types import SimpleNamespace

import pytest
from django.db import OperationalError

from pages import conf
from pages.delivery.feed.following import Heard
from pages.delivery.serving import memory as memory_module
from pages.delivery.serving.memory import Kept, Memory

BY_DEFAULT = conf.DEFAULTS["API_CHECK_SECONDS"]
"""Read when the tests are collected: each test has zero in its place, so as not to wait."""

NOTHING = Heard(frozenset(), is_everything=False)


class Feed:
    """Stands for the follower: counts the questions and answers what it is told to."""

    def __init__(self):
        self.questions = 0
        self.news = NOTHING
        self.fails = False
        self.meanwhile = lambda: None

    def listen(self):
        self.questions += 1
        self.meanwhile()
        if self.fails:
            raise OperationalError("the database is gone")
        news, self.news = self.news, NOTHING
        return news


@pytest.fixture
def clock(monkeypatch):
    """Stand still until the hand is moved, in the memory alone."""
    hand = SimpleNamespace(now=1000.0)
    monkeypatch.setattr(
        memory_module, "time", SimpleNamespace(monotonic=lambda: hand.now, time=lambda: hand.now)
    )
    return hand


@pytest.fixture
def feed():
    return Feed()


@pytest.fixture
def memory(clock, feed, monkeypatch):
    """Return a memory that has just asked the feed, with the site's own setting."""
    monkeypatch.setitem(conf.DEFAULTS, "API_CHECK_SECONDS", BY_DEFAULT)
    memory = Memory()
    memory._follower = feed
    memory.follow()
    memory.keep("withdrawn", Kept("withdrawn", 10, ("page:1",)), since=memory.changes)
    assert feed.questions == 1
    return memory


def test_the_feed_is_asked_once_a_second_unless_the_site_chooses_otherwise():
    assert BY_DEFAULT == 1.0


def test_nothing_is_asked_before_the_second_is_over(memory, feed, clock):
    feed.news = Heard(frozenset({"page:1"}), is_everything=False)
    clock.now += 0.99
    memory.follow()
    assert feed.questions == 1
    assert memory.get("withdrawn") == "withdrawn"


def test_the_feed_is_asked_exactly_once_when_the_second_is_over(memory, feed, clock):
    feed.news = Heard(frozenset({"page:1"}), is_everything=False)
    clock.now += 1.0
    for _ in range(3):
        memory.follow()
    assert feed.questions == 2
    assert memory.get("withdrawn") is None


def test_the_second_is_counted_from_the_beginning_of_the_question(memory, feed, clock):
    """What was committed while the answer was on its way may be missing in it."""

    def takes_its_time():
        clock.now += 0.6

    feed.meanwhile = takes_its_time
    clock.now += 1.0
    memory.follow()
    clock.now += 0.4
    memory.follow()
    assert feed.questions == 3


def test_of_two_threads_one_asks_and_the_other_waits_for_its_answer(memory, feed, clock):
    asked, may_answer = threading.Event(), threading.Event()

    def takes_its_time():
        asked.set()
        assert may_answer.wait(20)

    feed.meanwhile = takes_its_time
    feed.news = Heard(frozenset({"page:1"}), is_everything=False)
    clock.now += 1.0
    first, second = (threading.Thread(target=memory.follow) for _ in range(2))
    first.start()
    assert asked.wait(20)
    second.start()
    second.join(0.05)
    # It must not serve what the first may be about to hear of.
    assert second.is_alive()
    may_answer.set()
    for thread in (first, second):
        thread.join(20)
    assert feed.questions == 2
    assert memory.get("withdrawn") is None


@pytest.mark.parametrize("seconds", [0.25, 5.0])
def test_a_site_may_ask_more_or_less_often(memory, feed, clock, settings, seconds):
    settings.PAGES = {"API_CHECK_SECONDS": seconds}
    clock.now += 1.0
    memory.follow()
    assert feed.questions == 2
    clock.now = 1001.0 + seconds * 0.99
    memory.follow()
    assert feed.questions == 2
    clock.now = 1001.0 + seconds
    memory.follow()
    assert feed.questions == 3


def test_a_site_may_ask_before_every_answer(memory, feed, clock, settings):
    settings.PAGES = {"API_CHECK_SECONDS": 0}
    clock.now += 1.0
    for _ in range(3):
        memory.follow()
    assert feed.questions == 4


def test_nothing_is_served_as_long_as_the_feed_fails_and_it_is_asked_each_time(memory, feed, clock):
    feed.fails = True
    clock.now += 1.0
    for _ in range(3):
        with pytest.raises(OperationalError):
            memory.follow()
    assert feed.questions == 4


def test_what_changed_while_the_feed_failed_is_heard_when_it_is_back(memory, feed, clock):
    feed.fails, feed.news = True, Heard(frozenset({"page:1"}), is_everything=False)
    clock.now += 1.0
    with pytest.raises(OperationalError):
        memory.follow()
    feed.fails = False
    memory.follow()
    assert memory.get("withdrawn") is None
