"""The order of what a search found, from what each word adds to the scores of its pages.

There are few scores and many pages. So it is scores that are put in order, and pages only as far as
somebody wants to see them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from pyroaring import BitMap

Worth = Mapping[int, BitMap]
"""What a word adds to a score: pages by points; none is in it twice, some may be in it nowhere."""

PAGES_PER_GROUP: Final = 16
"""How many pages take as long to be added up one by one as two groups to be compared, about."""


class Ranking:
    """The pages that a search found, best first, and by id where they are as good."""

    def __init__(self, by_score: Mapping[int, BitMap]) -> None:
        """Take the ids by score; none has two."""
        self._groups = [by_score[score] for score in sorted(by_score, reverse=True)]

    def __len__(self) -> int:
        """Return how many there are."""
        return sum(map(len, self._groups))

    def __iter__(self) -> Iterator[int]:
        """Yield the ids, best first."""
        for group in self._groups:
            yield from group

    @property
    def pages(self) -> BitMap:
        """The ids without an order."""
        return BitMap.union(*self._groups) if self._groups else BitMap()


def ranked(found: Iterable[tuple[BitMap, Sequence[Worth]]]) -> dict[int, BitMap]:
    """Return pages by score: the sum of what the words add to it.

    Args:
        found: pages, and what each word adds to theirs; no page is in two of them.
    """
    scores: defaultdict[int, BitMap] = defaultdict(BitMap)
    for pages, worths in found:
        for score, group in _by_score(pages, worths).items():
            scores[score] |= group
    return dict(scores)


def _by_score(pages: BitMap, worths: Sequence[Worth]) -> Mapping[int, BitMap]:
    """Return pages by score, in whichever way takes less time from word to word.

    Common words put many pages into few groups, which are compared whole. Many words, or few pages,
    make as many groups as there are pages.
    """
    if not pages:
        return {}
    groups: Mapping[int, BitMap] = {0: pages}
    for at, worth in enumerate(worths):
        if len(groups) * len(worth) * PAGES_PER_GROUP > len(pages):
            return _one_by_one(groups, pages, worths[at:])
        groups = _split(groups, worth)
    return groups


def _split(groups: Mapping[int, BitMap], worth: Worth) -> Mapping[int, BitMap]:
    split: defaultdict[int, BitMap] = defaultdict(BitMap)
    having = BitMap.union(*worth.values()) if worth else BitMap()
    for score, group in groups.items():
        if rest := group - having:
            split[score] |= rest
        for more, those in worth.items():
            if both := group & those:
                split[score + more] |= both
    return split


def _one_by_one(
    groups: Mapping[int, BitMap], pages: BitMap, worths: Iterable[Worth]
) -> Mapping[int, BitMap]:
    scores = {page_id: score for score, group in groups.items() for page_id in group}
    for worth in worths:
        for more, those in worth.items():
            for page_id in those & pages:
                scores[page_id] += more
    by_score: dict[int, list[int]] = {}
    for page_id, score in scores.items():
        by_score.setdefault(score, []).append(page_id)
    return {score: BitMap(ids) for score, ids in by_score.items()}
