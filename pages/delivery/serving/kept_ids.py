"""Which pages a list has: kept by the process, and mended when some of them change.

After a publication only the pages that it concerns are asked about. What that costs depends neither
on how many pages the site has nor on how many the list has.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Final
from uuid import UUID

from pages.delivery.feed.targets import FAMILY, GONE, PAGE, REDIRECTS, REFERENCE
from pages.delivery.serving.memory import Kept, memory

Placed = tuple[int, str]
"""A page and its place in Wagtail's tree."""

MOST: Final = 20
"""Changes after which it is cheaper to ask for the list."""

_BYTES: Final = 8
"""What an id costs in a list that is not mended: a search for a common word finds most pages."""

_BYTES_WITH_PLACE: Final = 106

_ABOUT_PAGES: Final = (FAMILY, GONE, PAGE, REFERENCE)


class KnownIds:
    """The ids of a list, and what has happened to it.

    Attributes:
        ids: in their order.
        places: of the pages in Wagtail's tree, in the same order, where that is the order of the
            list; none for a list in another order, which is not mended.
        changed: what has changed since they were asked for, as the feed names it.
    """

    __slots__ = ("changed", "ids", "places")

    def __init__(self, ids: Iterable[int], places: list[str] | None = None) -> None:
        """Take the ids as they are now."""
        self.ids: array[int] | list[int] = array("q", ids) if places is None else list(ids)
        self.places = places
        self.changed: frozenset[str] = frozenset()

    @property
    def size(self) -> int:
        """How many bytes it takes, about."""
        return len(self.ids) * (_BYTES if self.places is None else _BYTES_WITH_PLACE)

    def bears(self, targets: Collection[str]) -> bool:
        """Take note of changes; tell whether the list can be mended.

        Whether a page is in a list, and where, depends on it and its translations alone.
        """
        if self.places is None:
            return False
        if not all(one == REDIRECTS or one.startswith(_ABOUT_PAGES) for one in targets):
            return False
        self.changed |= {one for one in targets if one.startswith((FAMILY, GONE))}
        return len(self.changed) <= MOST

    def mended(self, gone: Collection[int], there: Iterable[Placed]) -> KnownIds:
        """Return the list without some pages, and with others at their places."""
        ids, places = list(self.ids), list(self.places or ())
        for page_id in gone:
            if page_id in ids:
                at = ids.index(page_id)
                del ids[at], places[at]
        for page_id, place in there:
            at = bisect_left(places, place)
            ids.insert(at, page_id)
            places.insert(at, place)
        return KnownIds(ids, places)


def kept_ids(key: tuple[Any, ...], find: Callable[[], list[int]]) -> Sequence[int]:
    """Return the ids of a list, from memory as long as no page changes.

    Args:
        key: what the list depends on, beside the pages.
        find: asks for it.
    """
    since = memory.changes
    known: KnownIds | None = memory.get(key)
    if known is None:
        known = KnownIds(find())
        memory.keep(key, Kept(known, known.size, None), since=since)
    return known.ids


def mended_ids(
    key: tuple[Any, ...],
    find: Callable[[], Sequence[Placed]],
    find_again: Callable[[Collection[UUID]], tuple[Collection[int], Iterable[Placed]]],
) -> Sequence[int]:
    """Return the ids of a list in the order of Wagtail's tree.

    Args:
        key: what the list depends on, beside the pages.
        find: asks for all of it.
        find_again: given families, returns the ids of their pages, and those that are in the list.
    """
    since = memory.changes
    known: KnownIds | None = memory.get(key)
    if known is not None and not known.changed:
        return known.ids
    if known is None:
        rows = find()
        known = KnownIds([row[0] for row in rows], [row[1] for row in rows])
    else:
        changed = known.changed
        gone = {int(one.removeprefix(GONE)) for one in changed if one.startswith(GONE)}
        families = [UUID(one.removeprefix(FAMILY)) for one in changed if one.startswith(FAMILY)]
        theirs, there = find_again(families)
        known = known.mended(gone.union(theirs), there)
    memory.keep(key, Kept(known, known.size, None, bears=known.bears), since=since)
    return known.ids
