"""A process's memory is bounded, and forgets what rests on a change."""

import sys
import threading
import time
import tracemalloc

import pytest

from pages import conf
from pages.delivery.feed.following import Heard
from pages.delivery.serving import memory as memory_module
from pages.delivery.serving.memory import OVERHEAD, Kept, Memory


@pytest.fixture
def memory():
    return Memory()


def heard(memory, *targets, everything=False, resting=()):
    memory._forget(Heard(frozenset(targets), everything, frozenset(resting)))


def keep(memory, key, *, size=10, targets=("page:1",), until=None):
    memory.keep(key, Kept(key, size, targets, until), since=memory.changes)


def test_what_is_kept_is_found(memory):
    keep(memory, "a")
    assert memory.get("a") == "a"
    assert memory.get("b") is None


def test_a_change_of_what_it_rests_on_drops_it(memory):
    keep(memory, "a", targets=("page:1", "family:x"))
    keep(memory, "b", targets=("page:2", "family:y"))
    heard(memory, "family:x")
    assert (memory.get("a"), memory.get("b")) == (None, "b")


def test_any_change_drops_what_is_about_many(memory):
    keep(memory, "list", targets=None)
    keep(memory, "a", targets=("page:1",))
    heard(memory, "family:unrelated")
    assert (memory.get("list"), memory.get("a")) == (None, "a")


def test_a_change_drops_the_stored_answers_that_rest_on_it(memory):
    keep(memory, "a", targets=("page:7",))
    keep(memory, "b", targets=("page:8",))
    heard(memory, "reference:smolen-2016", resting={7})
    assert (memory.get("a"), memory.get("b")) == (None, "b")


def test_what_can_bear_a_change_is_told_of_it_and_stays(memory):
    told = []
    memory.keep(
        "list", Kept("list", 10, None, bears=lambda targets: not told.append(targets)), since=0
    )
    heard(memory, "family:x", "page:1")
    assert told == [frozenset({"family:x", "page:1"})]
    assert memory.get("list") == "list"
    heard(memory, everything=True)
    assert memory.get("list") is None


def test_nobody_keeps_what_was_made_while_something_was_being_forgotten(memory):
    """Another thread may read at any moment: what it found before the end counts as old."""
    seen = []
    memory.keep(
        "list", Kept("list", 10, None, bears=lambda targets: seen.append(memory.changes)), since=0
    )
    heard(memory, "family:x")
    keep_late = Kept("late", 10, ("page:1",))
    memory.keep("late", keep_late, since=seen[0])
    assert memory.get("late") is None


def test_what_was_heard_is_not_lost_when_something_fails_in_the_middle(memory, monkeypatch):
    class FollowerOfOne:
        """Hears of everything at first, of one change then, and of nothing more."""

        def __init__(self):
            self.news = [Heard(frozenset(), True)]

        def listen(self):
            return self.news.pop() if self.news else Heard(frozenset(), False)

    def fails(targets):
        raise MemoryError

    monkeypatch.setattr(conf, "api_check_seconds", lambda: 0)
    monkeypatch.setattr(memory_module, "Follower", FollowerOfOne)
    memory._follower = FollowerOfOne()
    memory.follow()
    keep(memory, "withdrawn", targets=("page:1",))
    memory.keep("list", Kept("list", 10, None, bears=fails), since=memory.changes)
    memory._follower.news = [Heard(frozenset({"page:1"}), False)]
    with pytest.raises(MemoryError):
        memory.follow()

    memory.follow()

    assert memory.get("withdrawn") is None


def test_everything_drops_everything(memory):
    keep(memory, "a")
    heard(memory, everything=True)
    assert len(memory) == 0
    assert memory.size == 0


def test_an_answer_that_was_begun_before_a_change_is_not_kept(memory):
    since = memory.changes
    heard(memory, "family:x")
    memory.keep("a", Kept("a", 1, None), since=since)
    assert memory.get("a") is None


def test_what_ends_by_the_clock_ends(memory, monkeypatch):
    monkeypatch.setattr("time.time", lambda: 100.0)
    keep(memory, "a", until=101.0)
    assert memory.get("a") == "a"
    monkeypatch.setattr("time.time", lambda: 101.0)
    assert memory.get("a") is None
    assert len(memory) == 0


def test_the_least_used_goes_first_when_memory_is_full(memory, monkeypatch):
    room_for_two = 2 * (100 + len(repr("a")) + OVERHEAD) / 1024 / 1024
    monkeypatch.setitem(conf.DEFAULTS, "API_MEMORY_MB", room_for_two)
    keep(memory, "a", size=100)
    keep(memory, "b", size=100)
    memory.get("a")
    keep(memory, "c", size=100)
    assert (memory.get("a"), memory.get("b"), memory.get("c")) == ("a", None, "c")
    assert memory.size <= room_for_two * 1024 * 1024


def test_what_is_larger_than_the_memory_is_not_kept(memory, monkeypatch):
    monkeypatch.setitem(conf.DEFAULTS, "API_MEMORY_MB", 0.001)
    keep(memory, "a", size=10_000)
    assert len(memory) == 0


def test_keeping_something_anew_does_not_count_it_twice(memory):
    keep(memory, "a", size=100)
    keep(memory, "a", size=50)
    assert memory.size == 50 + len(repr("a")) + OVERHEAD
    assert len(memory) == 1


def test_what_somebody_asked_for_counts_as_well_as_what_they_were_answered(memory, monkeypatch):
    monkeypatch.setitem(conf.DEFAULTS, "API_MEMORY_MB", 0.25)
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        for number in range(400):
            question = f"search=acid&_={number:04}" + "x" * 4_000
            keep(memory, (None, "/api/v2/pages/", question), size=10, targets=None)
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(memory) > 10
    assert after - before <= 0.25 * 1024 * 1024


def test_nothing_is_left_behind_in_the_tables(memory):
    keep(memory, "a", targets=("page:1", "family:x"))
    keep(memory, "b", targets=None)
    heard(memory, "page:1")
    assert (memory._by_target, memory._about_many, memory.size) == ({}, set(), 0)


def test_threads_that_ask_do_not_disturb_those_that_keep_something_in_a_full_memory(
    memory, monkeypatch
):
    monkeypatch.setattr(conf, "api_memory_mb", lambda: 0.05)
    failures: list[Exception] = []
    until = time.monotonic() + 1

    def again_and_again(do):
        number = 0
        while time.monotonic() < until and not failures:
            number += 7
            try:
                do(f"key {number % 400}")
            except Exception as failure:  # whatever it is
                failures.append(failure)

    threads = [
        threading.Thread(target=again_and_again, args=(do,))
        for do in (memory.get, memory.get, memory.get, lambda key: keep(memory, key))
    ]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # as often as a busy server has them take turns in an hour
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(before)
    assert failures == []
