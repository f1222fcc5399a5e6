"""Which pages a list has: kept by the process, and mended when some of them change.

After a publication only the pages that it concerns are asked about. What that costs depends neither
on how many pages the site has nor on how many the list has.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from uuid import UUID

from pages.delivery.serving.memory import Kept, memory
from pages.delivery.serving.mending import Changes

if TYPE_CHECKING:
    from pages.delivery.search.ranking import Ranking


class Placed(NamedTuple):
    """A page, its place in Wagtail's tree, and the family of it and its translations."""

    page_id: int
    path: str
    family: UUID


BEST: Final = 1_000
"""How many of the pages that a search found are kept. A common word is on nearly every page of a
site: kept whole, a few hundred searches of a large one would push out all answers."""

_BYTES: Final = 8
"""What an id costs in a list that is not mended."""

_BYTES_WITH_PLACE: Final = 94

_LOWER: Final = 2**64 - 1


class KnownIds:
    """The ids of a list, in their order."""

    __slots__ = ("ids",)

    def __init__(self, ids: Iterable[int]) -> None:
        """Take the ids as they are now."""
        self.ids = array("q", ids)

    @property
    def size(self) -> int:
        """How many bytes it takes, about."""
        return len(self.ids) * _BYTES


class TreeIds(KnownIds):
    """The same of a list in the order of Wagtail's tree, which can be mended.

    Whether a page is in such a list, and where, depends on it and its translations alone.

    Attributes:
        changes: what has changed since the ids were asked for.
    """

    __slots__ = ("_families", "_places", "changes")

    def __init__(self, pages: Collection[Placed]) -> None:
        """Take the pages as they are now."""
        super().__init__(page.page_id for page in pages)
        self.changes = Changes()
        self._places = [page.path for page in pages]
        self._families = _Families(page.family for page in pages)

    @property
    def size(self) -> int:
        """How many bytes it takes, about."""
        return len(self.ids) * _BYTES_WITH_PLACE

    def mended(self, families: Iterable[UUID], there: Collection[Placed]) -> TreeIds:
        """Return the list with what it has of some families now, and without what is deleted.

        Args:
            families: those that changed.
            there: the pages of these families that are in the list now.
        """
        made = TreeIds(())
        made.ids, made._places = self.ids[:], self._places[:]
        made._families = self._families.copied()
        for family in families:
            while (at := made._families.find(family)) is not None:
                made._take_out(at)
        for page_id in self.changes.gone.union(page.page_id for page in there):
            if page_id in made.ids:
                made._take_out(made.ids.index(page_id))
        for page in there:
            made._put_in(page)
        return made

    def _take_out(self, at: int) -> None:
        del self.ids[at], self._places[at]
        self._families.take_out(at)

    def _put_in(self, page: Placed) -> None:
        at = bisect_left(self._places, page.path)
        self.ids.insert(at, page.page_id)
        self._places.insert(at, page.path)
        self._families.put_in(at, page.family)


class _Families:
    """Translation keys as two halves of 8 bytes each; a `UUID` takes about a hundred."""

    __slots__ = ("_lower", "_upper")

    def __init__(self, keys: Iterable[UUID]) -> None:
        numbers = [key.int for key in keys]
        self._upper = array("Q", (number >> 64 for number in numbers))
        self._lower = array("Q", (number & _LOWER for number in numbers))

    def copied(self) -> _Families:
        made = _Families(())
        made._upper, made._lower = self._upper[:], self._lower[:]
        return made

    def find(self, key: UUID) -> int | None:
        upper, lower, at = key.int >> 64, key.int & _LOWER, -1
        try:
            while True:
                at = self._upper.index(upper, at + 1)
                if self._lower[at] == lower:
                    return at
        except ValueError:
            return None

    def put_in(self, at: int, key: UUID) -> None:
        self._upper.insert(at, key.int >> 64)
        self._lower.insert(at, key.int & _LOWER)

    def take_out(self, at: int) -> None:
        del self._upper[at], self._lower[at]


class BestIds:
    """The ids that a search found, of which only the best are kept.

    Who asks for one further down has the search made again.
    """

    __slots__ = ("_best", "_find", "_total")

    def __init__(self, best: Sequence[int], total: int, find: Callable[[], Ranking]) -> None:
        """Take the best ids, how many there are, and how to find them all."""
        self._best, self._total, self._find = best, total, find

    def __len__(self) -> int:
        """Return how many were found."""
        return self._total

    def __getitem__(self, part: slice) -> Sequence[int]:
        """Return some of them; `len` is right for these afterwards."""
        if part.stop > len(self._best) < self._total:
            self._best = self._find().first()
            self._total = len(self._best)
        return self._best[part]


def kept_ids(key: tuple[Any, ...], find: Callable[[], Iterable[int]]) -> KnownIds:
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
    return known


def best_ids(key: tuple[Any, ...], find: Callable[[], Ranking]) -> BestIds:
    """Return the ids that a search finds, the best of them from memory as long as no page changes.

    Args:
        key: what is searched for, and among which pages.
        find: searches.
    """
    since = memory.changes
    known: tuple[KnownIds, int] | None = memory.get(key)
    if known is None:
        found = find()
        known = KnownIds(found.first(BEST)), len(found)
        memory.keep(key, Kept(known, known[0].size, None), since=since)
    return BestIds(known[0].ids, known[1], find)


def mended_ids(
    key: tuple[Any, ...],
    find: Callable[[], Collection[Placed]],
    find_again: Callable[[Collection[UUID]], Collection[Placed]],
) -> TreeIds:
    """Return the ids of a list in the order of Wagtail's tree.

    Args:
        key: what the list depends on, beside the pages.
        find: asks for all of it.
        find_again: asks for those of it that are of some families.
    """
    since = memory.changes
    known: TreeIds | None = memory.get(key)
    if known is not None and not known.changes:
        return known
    if known is None:
        known = TreeIds(find())
    else:
        families = known.changes.families
        known = known.mended(families, find_again(families))
    memory.keep(key, Kept(known, known.size, None, bears=known.changes.bears), since=since)
    return known
