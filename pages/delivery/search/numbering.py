"""Small numbers for the pages among which is searched, by which sets of them are put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pages.delivery.search.postings import Posting
    from pages.delivery.search.ranking import Ids

FAR_APART: Final = 32
"""How many ids there may be for each page that is searched, so that ids serve as numbers.

To look up each is slower than a few places that stay empty; but ids may begin anywhere, and one
place for each of a billion would take longer, and more memory, than everything else.
"""


class Numbered(NamedTuple):
    """Where a word is, of the pages among which is searched.

    Attributes:
        numbers: of the pages, each once.
        weights: how much the word weighs on each.
    """

    numbers: NDArray[np.integer]
    weights: NDArray[np.uint16]


class Numbering:
    """Numbers of some pages, from 0 on, in the order of their ids.

    Attributes:
        count: how many numbers there are; no more than `FAR_APART` for each page.
    """

    def __init__(self, pages: Ids) -> None:
        """Number some pages.

        Args:
            pages: their ids, each once, in any order; at least one.
        """
        self.count = int(pages.max()) + 1
        self._ids: Ids | None = None
        if self.count > FAR_APART * len(pages):
            self.count = len(pages)
            # As wide as those of postings: numpy would make all of these wider first.
            self._ids = np.sort(pages.astype(np.uint32))
            return
        self._is_among = np.zeros(self.count, dtype=np.bool_)
        self._is_among[pages] = True

    def of(self, posting: Posting) -> Numbered:
        """Return where a word is, with numbers in the place of ids, and no other pages."""
        pages, weights = posting.pages, posting.weights
        if self._ids is not None:
            found = np.minimum(np.searchsorted(self._ids, pages), self.count - 1)
            is_there = self._ids[found] == pages
            return Numbered(found[is_there], weights[is_there])
        # They are in order: what is too high comes last.
        end = int(np.searchsorted(pages, np.uint32(self.count)))
        is_there = self._is_among[pages[:end]]
        return Numbered(pages[:end][is_there], weights[:end][is_there])

    def ids_of(self, numbers: NDArray[np.integer]) -> Ids:
        """Return the pages that have some numbers."""
        return numbers if self._ids is None else self._ids[numbers]
