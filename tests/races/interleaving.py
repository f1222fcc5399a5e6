"""Two actors on one database, each stopped at a chosen statement until the other has moved.

Threads that are merely started together nearly always run one after the other, and prove nothing.
Here every statement and every commit of an actor is a *point* at which it can be held: run by run
the point moves through the whole of both actors, so that each of their steps is once the one in
which the other comes between. An actor that waits for a lock cannot move; whoever holds it goes on
after a moment's patience.
"""

from __future__ import annotations

import itertools
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, connections
from django.db.models import ProtectedError

PATIENCE = 0.1
"""Seconds without a step after which an actor counts as waiting for what the held one has."""

LIMIT = 60.0
"""Seconds after which an actor counts as stuck."""

GUESS = 40
"""How many points an actor is taken to have before it has ever run."""

GOLDEN = 0.6180339887498949
"""Multiples of it, without their whole part, fill an interval evenly however many there are."""


@dataclass
class Outcome:
    """How an actor ended: with a value, with a refusal in words, or with an error."""

    value: Any = None
    refusal: str = ""
    error: str = ""

    @property
    def done(self) -> bool:
        return not self.refusal and not self.error

    def __str__(self) -> str:
        return "done" if self.done else self.refusal or self.error


@dataclass
class Plan:
    """Where the two are held: the first at a point until the second is past one of its own."""

    first: int
    hold_first_at: int
    hold_second_at: int


@dataclass
class Lane:
    """One actor's side of a run."""

    hold_at: int
    reached: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)
    points: int = 0

    def moved(self) -> bool:
        return self.reached.is_set() or self.ended.is_set()


class Schedule:
    """Plans runs, and learns from them how many points each actor has."""

    def __init__(self) -> None:
        self.points = [0, 0]
        self._numbers = itertools.count()

    def next(self) -> Plan:
        number = next(self._numbers)
        first = number % 2
        share = (number // 2) * GOLDEN % 1
        # Every third run holds the second actor too, so that the first ends within it.
        within = number % 3 == 2
        return Plan(
            first=first,
            hold_first_at=1 + int(share * (self.points[first] or GUESS)),
            hold_second_at=1 + int((1 - share) * (self.points[1 - first] or GUESS))
            if within
            else 0,
        )

    def learn(self, lanes: list[Lane]) -> None:
        for index, lane in enumerate(lanes):
            self.points[index] = max(lane.points, self.points[index])


def run(
    actors: Sequence[Callable[[], Any]],
    schedule: Schedule,
    *,
    moved: Callable[[], None] = lambda: None,
) -> list[Outcome]:
    """Run two actors against each other and return how each ended.

    Args:
        actors: the two.
        schedule: where they are held; the same for all runs of a race.
        moved: is called after every commit, and while an actor is held.
    """
    plan = schedule.next()
    lanes = [Lane(hold_at=0), Lane(hold_at=0)]
    lanes[plan.first].hold_at = plan.hold_first_at
    lanes[1 - plan.first].hold_at = plan.hold_second_at
    outcomes = [Outcome(), Outcome()]
    start = threading.Barrier(2)

    def live(index: int) -> None:
        mine, other = lanes[index], lanes[1 - index]
        try:
            # Before the start: whoever still looks for the database would seem to wait for a lock.
            connection.ensure_connection()
            start.wait(LIMIT)
            if index != plan.first:
                _wait(other.moved, LIMIT)
            with held(mine, other, is_first=index == plan.first, moved=moved):
                outcomes[index].value = actors[index]()
        except (PermissionDenied, ProtectedError) as refusal:
            words = str(refusal.args[0]) if refusal.args else ""
            if words:
                outcomes[index].refusal = words
            else:
                outcomes[index].error = "refused without words: " + traceback.format_exc()
        except BaseException:
            outcomes[index].error = traceback.format_exc()
        finally:
            connections.close_all()
            mine.ended.set()

    threads = [threading.Thread(target=live, args=(index,), daemon=True) for index in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LIMIT)
    assert not any(thread.is_alive() for thread in threads), "An actor is stuck."
    schedule.learn(lanes)
    return outcomes


@contextmanager
def held(mine: Lane, other: Lane, *, is_first: bool, moved: Callable[[], None]) -> Iterator[None]:
    """Count the points of this thread's connection, and stop at the one that is planned."""

    def point() -> None:
        mine.points += 1
        if mine.points == mine.hold_at:
            mine.reached.set()
            moved()
            # The first waits until the second is held or has ended, the second for the first's end.
            _let_move(other, until=other.moved if is_first else other.ended.is_set)

    def before_statement(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        point()
        return execute(sql, params, many, context)

    commit = connection._commit

    def before_commit() -> None:
        point()
        commit()
        moved()

    connection._commit = before_commit
    try:
        with connection.execute_wrapper(before_statement):
            yield
    finally:
        del connection._commit


def _let_move(other: Lane, *, until: Callable[[], bool]) -> None:
    """Wait for the other, as long as it makes any step."""
    points = -1
    while not until() and other.points != points:
        points = other.points
        _wait(lambda: until() or other.points != points, PATIENCE)  # noqa: B023


def _wait(condition: Callable[[], bool], seconds: float) -> None:
    pause = threading.Event()
    for _ in range(int(seconds / 0.002)):
        if condition():
            return
        pause.wait(0.002)
