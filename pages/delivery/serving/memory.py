"""The answers that a process keeps: by address, bounded in bytes, and forgotten on change."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from pages import conf
from pages.delivery.feed.following import Follower, Heard
from pages.delivery.feed.targets import page

OVERHEAD: Final = 600
"""Bytes that an entry costs beside its own and its key's, about: places in three tables."""


@dataclass(slots=True)
class Kept:
    """One thing that is kept.

    Attributes:
        value: what it is.
        size: its bytes.
        targets: what makes it out of date; None for any change at all.
        until: seconds of the clock (`time.time`) until which it holds; None for no end.
        bears: of what any change makes out of date: is told what changed, and tells whether it can
            be kept nevertheless.
    """

    value: Any
    size: int
    targets: tuple[str, ...] | None
    until: float | None = None
    bears: Callable[[Collection[str]], bool] | None = None
    cost: int = field(default=0, init=False)
    """Bytes that it takes with its key and its places, as `Memory.keep` has counted them."""


class Memory:
    """Answers of one process, shared by its threads.

    Raises:
        django.db.Error: from `follow`, when the feed cannot be asked. Nothing that is kept may be
            served then: it may have been withdrawn.
    """

    def __init__(self) -> None:
        """Start empty."""
        self._lock = threading.Lock()
        self._listening = threading.Lock()
        self._follower = Follower()
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._by_target: dict[str, set[Hashable]] = {}
        self._about_many: set[Hashable] = set()
        self._bytes = 0
        self._good_until = 0.0
        self.changes = 0

    @property
    def size(self) -> int:
        """How many bytes are kept, about."""
        return self._bytes

    def __len__(self) -> int:
        """Return how many answers are kept."""
        return len(self._kept)

    def follow(self) -> None:
        """Forget what changed since the feed was last asked, if that is long enough ago."""
        if time.monotonic() < self._good_until:
            return
        with self._listening:
            now = time.monotonic()
            if now < self._good_until:
                return
            heard = self._follower.listen()
            if heard.is_everything or heard.targets:
                try:
                    self._forget(heard)
                except BaseException:
                    # It was heard once, and will not be heard again: forget everything next time.
                    self._follower = Follower()
                    raise
            self._good_until = now + conf.api_check_seconds()

    def get(self, key: Hashable) -> Any:
        """Return what is kept under a key, or None."""
        kept = self._kept.get(key)
        if kept is None:
            return None
        if kept.until is not None and time.time() >= kept.until:
            with self._lock:
                self._drop(key)
            return None
        # With the lock: to compare keys runs code of theirs, and who moves one while another thread
        # puts one in or takes one out breaks the table, and the process with it.
        with self._lock:
            if self._kept.get(key) is not kept:  # another thread has just dropped it
                return None
            self._kept.move_to_end(key)
        return kept.value

    def keep(self, key: Hashable, kept: Kept, *, since: int) -> None:
        """Keep something, unless the feed has told of changes since it was begun to be made.

        Args:
            key: what it is asked for by.
            kept: what it is.
            since: `changes` at the time.
        """
        limit = int(conf.api_memory_mb() * 1024 * 1024)
        kept.cost = kept.size + _size_of(key) + OVERHEAD
        with self._lock:
            if since != self.changes or kept.cost > limit:
                return
            self._drop(key)
            self._kept[key] = kept
            self._bytes += kept.cost
            if kept.targets is None:
                self._about_many.add(key)
            for target in kept.targets or ():
                self._by_target.setdefault(target, set()).add(key)
            while self._bytes > limit:
                self._drop(next(iter(self._kept)))

    def __iter__(self) -> Iterator[Any]:
        """Go through the keys of what is kept now, the longest unasked first."""
        return iter(list(self._kept))

    def drop(self, key: Hashable) -> None:
        """Forget one thing."""
        with self._lock:
            self._drop(key)

    def clear(self) -> None:
        """Forget everything, and where the feed was."""
        with self._lock:
            self._empty()
            self._follower = Follower()
            self._good_until = 0.0

    def _forget(self, heard: Heard) -> None:
        with self._lock:
            if heard.is_everything:
                self._empty()
                return
            gone = {key for key in self._about_many if not self._bears(key, heard.targets)}
            for target in {*heard.targets, *map(page, heard.resting)}:
                gone |= self._by_target.get(target, set())
            for key in gone:
                self._drop(key)
            self._count_change()

    def _bears(self, key: Hashable, targets: Collection[str]) -> bool:
        bears = self._kept[key].bears
        return bears is not None and bears(targets)

    def _empty(self) -> None:
        self._kept.clear()
        self._by_target.clear()
        self._about_many.clear()
        self._bytes = 0
        self._count_change()

    def _count_change(self) -> None:
        """Let nothing be kept that another thread makes from what was there until now.

        Last of all: whoever reads the new number finds nothing any more that is out of date.
        """
        self.changes += 1

    def _drop(self, key: Hashable) -> None:
        kept = self._kept.pop(key, None)
        if kept is None:
            return
        self._bytes -= kept.cost
        self._about_many.discard(key)
        for target in kept.targets or ():
            keys = self._by_target.get(target)
            if keys is not None:
                keys.discard(key)
                if not keys:
                    del self._by_target[target]


def _size_of(key: Hashable) -> int:
    """Return how many bytes a key takes, about; whoever asks can make it thousands long."""
    return len(repr(key).encode(errors="backslashreplace"))


memory = Memory()
"""The process's own. A worker that is forked starts from what its parent had, and asks the feed."""
