"""Where words are: kept by the process, and mended when some pages change.

A search that nobody asked before then asks the database for those of its words alone that nobody
asked for, and after a publication for the words of the pages that it concerns.
"""

from __future__ import annotations

import time
from collections.abc import Collection
from typing import Final
from uuid import UUID

from pages.delivery.feed import targets
from pages.delivery.search.asking import Lookup
from pages.delivery.search.postings import (
    FamilyWords,
    Posting,
    Postings,
    mended,
    read_postings,
    words_of_families,
)
from pages.delivery.serving.memory import Kept, memory
from pages.delivery.serving.mending import Changes

KEPT_FOR: Final = 60 * 60.0
"""Seconds after which words are looked up anew. The feed tells of pages, not of the index: one that
was filled by some other road than ours comes into force then."""

_BYTES_PER_WORD: Final = 80


class KnownPosting:
    """Where a word is, as it was read.

    Attributes:
        posting: the pages, with weights.
        changes: what has changed since.
        until: seconds of the clock until which it may be mended.
    """

    __slots__ = ("changes", "posting", "until")

    def __init__(self, posting: Posting, *, until: float) -> None:
        """Take it as it is now."""
        self.posting = posting
        self.changes = Changes()
        self.until = until

    @property
    def size(self) -> int:
        """How many bytes it takes, about."""
        return int(self.posting.pages.nbytes + self.posting.weights.nbytes)


def kept_postings(lookups: Collection[Lookup]) -> Postings:
    """Return where words are, as `read_postings` does."""
    since, until = memory.changes, time.time() + KEPT_FOR
    kept: dict[Lookup, KnownPosting] = {}
    for lookup in lookups:
        known = memory.get(_key(lookup))
        if known is not None:
            kept[lookup] = known
    unknown = [lookup for lookup in lookups if lookup not in kept]
    made = {
        lookup: KnownPosting(posting, until=until)
        for lookup, posting in read_postings(unknown).items()
    }
    made |= _mended({lookup: known for lookup, known in kept.items() if known.changes})
    for lookup, known in made.items():
        bears = known.changes.bears
        memory.keep(
            _key(lookup), Kept(known, known.size, None, known.until, bears=bears), since=since
        )
    return {lookup: known.posting for lookup, known in (kept | made).items()}


def _key(lookup: Lookup) -> tuple[str, Lookup]:
    return ("posting", lookup)


def _mended(stale: dict[Lookup, KnownPosting]) -> dict[Lookup, KnownPosting]:
    """Return postings with the pages that changed where they are now."""
    if not stale:
        return {}
    changes = [known.changes for known in stale.values()]
    families = _kept_words({key for one in changes for key in one.families})
    gone = {page_id for one in changes for page_id in one.gone}
    gone.update(*(family.page_ids for family in families))
    there = [page for family in families for page in family.searched]
    return {
        lookup: KnownPosting(
            mended(known.posting, lookup, gone=gone, there=there), until=known.until
        )
        for lookup, known in stale.items()
    }


def _kept_words(keys: Collection[UUID]) -> list[FamilyWords]:
    """Return the words of some pages and their translations; the next search needs them too."""
    since = memory.changes
    found: dict[UUID, FamilyWords] = {}
    for key in keys:
        known = memory.get(("words", key))
        if known is not None:
            found[key] = known
    unknown = [key for key in keys if key not in found]
    for key, family in words_of_families(unknown).items() if unknown else ():
        found[key] = family
        size = sum(len(page.terms) + len(page.weights) for page in family.searched)
        kept = Kept(family, size * _BYTES_PER_WORD, (targets.family(key),))
        memory.keep(("words", key), kept, since=since)
    return list(found.values())
