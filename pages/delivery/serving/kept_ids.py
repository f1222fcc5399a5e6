"""Which pages a list has: kept by the process, and mended when some of them change.

After a publication only the pages that it concerns are asked about. What that costs depends neither
on how many pages the site has nor on how many the list has.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Iterable
from typing import Any, Final
from uuid import UUID

from pages.delivery.feed.targets import FAMILY, GONE, PAGE, REDIRECTS, REFERENCE
from pages.delivery.serving.memory import Kept, memory

Find = Callable[[], list[int]]

FindAgain = Callable[[Collection[UUID]], tuple[Iterable[int], Iterable[int]]]
"""Given families, returns the ids of their pages, and of those that are in the list."""

MOST: Final = 20
"""Changes after which it is cheaper to ask for the list."""

_BYTES: Final = 36
"""What an id in a list costs."""


class KnownIds:
    """The ids of a list.

    Attributes:
        ids: in their order; by number, where they are mended.
        changed: what has changed since they were asked for, as the feed names it.
    """

    __slots__ = ("changed", "ids")

    def __init__(self, ids: list[int]) -> None:
        """Take the ids as they are now."""
        self.ids = ids
        self.changed: frozenset[str] = frozenset()

    def bears(self, targets: Collection[str]) -> bool:
        """Take note of changes; tell whether the list can be mended.

        Whether a page is in a list depends on it and its translations alone.
        """
        if not all(one == REDIRECTS or one.startswith(_ABOUT_PAGES) for one in targets):
            return False
        self.changed |= {one for one in targets if one.startswith((FAMILY, GONE))}
        return len(self.changed) <= MOST


_ABOUT_PAGES: Final = (FAMILY, GONE, PAGE, REFERENCE)


def kept_ids(key: tuple[Any, ...], find: Find, again: FindAgain | None = None) -> list[int]:
    """Return the ids of a list.

    Args:
        key: what the list depends on, beside the pages.
        find: asks for all of them.
        again: asks about some; given for lists in the order of their ids, which can be mended.
    """
    since = memory.changes
    known: KnownIds | None = memory.get(key)
    if known is not None and not known.changed:
        return known.ids
    ids = find() if known is None or again is None else _mended(known, again)
    known = KnownIds(ids)
    bears = known.bears if again is not None else None
    memory.keep(key, Kept(known, _BYTES * len(ids), None, bears=bears), since=since)
    return ids


def _mended(known: KnownIds, again: FindAgain) -> list[int]:
    changed = known.changed
    gone = {int(one.removeprefix(GONE)) for one in changed if one.startswith(GONE)}
    families = [UUID(one.removeprefix(FAMILY)) for one in changed if one.startswith(FAMILY)]
    theirs, listed = again(families)
    ids = list(known.ids)
    for page_id in gone.union(theirs):
        place = bisect_left(ids, page_id)
        if place < len(ids) and ids[place] == page_id:
            del ids[place]
    for page_id in listed:
        insort(ids, page_id)
    return ids
