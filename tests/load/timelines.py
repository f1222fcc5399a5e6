"""What was public when, and whether an answer may have been given. Pure: moments in, verdicts out.

A change is known by two moments: before its transaction began to commit, and after it had ended.
Between them the old state may be read, or the new one. After them the old one may be read for as
long as a process may take to notice, and no longer.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Final

NOTICED: Final = 1.0
"""Seconds after a change has been committed in which a process may still answer as before."""

State = Hashable
"""What is public of something: a fingerprint, a path, a version; None where nothing is."""


@dataclass(slots=True)
class Timeline:
    """The states of one thing, in their order.

    Attributes:
        began: the first moment at which each state may have been read.
        ended: the moment after which each state is certain to have been committed.
        states: what they are.
    """

    began: list[float] = field(default_factory=list)
    ended: list[float] = field(default_factory=list)
    states: list[State] = field(default_factory=list)

    def append(self, state: State, *, began: float, ended: float) -> None:
        """Add what came next."""
        self.began.append(began)
        self.ended.append(ended)
        self.states.append(state)

    def possible(self, *, since: float, until: float, noticed: float = NOTICED) -> set[State]:
        """Return the states in which it may have been at some moment between two.

        Args:
            since: when the question was asked.
            until: when the answer was there.
            noticed: seconds that whoever answers has to notice a change.
        """
        last = bisect_right(self.began, until)
        found: set[State] = set()
        for place in range(last - 1, -1, -1):
            found.add(self.states[place])
            if self.ended[place] + noticed < since:
                # Everybody knew of this state before the question was asked.
                return found
        # Before the first one there was nothing.
        return found | {None}


class History:
    """All timelines, by what they are of: ``("page", 7)``, ``("path", 7)``."""

    def __init__(self) -> None:
        """Begin without any."""
        self._timelines: dict[tuple[Hashable, ...], Timeline] = defaultdict(Timeline)

    def add(self, thing: tuple[Hashable, ...], state: State, *, began: float, ended: float) -> None:
        """Add what became of something."""
        self._timelines[thing].append(state, began=began, ended=ended)

    def possible(
        self, *thing: Hashable, since: float, until: float, noticed: float = NOTICED
    ) -> set[State]:
        """Return the states in which something may have been; of what is not known, nothing is."""
        if thing not in self._timelines:
            return {None}
        return self._timelines[thing].possible(since=since, until=until, noticed=noticed)

    def things(self, kind: str) -> list[tuple[Hashable, ...]]:
        """Return everything of a kind."""
        return [thing for thing in self._timelines if thing[0] == kind]
