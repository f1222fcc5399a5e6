"""The order of what a search found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ids = NDArray[np.integer]
    """Ids of pages, each once."""


class Ranking:
    """The pages that a search found, best first, and by id where they are as good.

    Attributes:
        pages: their ids, without an order.
    """

    def __init__(self, pages: Ids, scores: NDArray[np.integer] | None = None) -> None:
        """Take what was found.

        Args:
            pages: ids in ascending order; in the order that is wanted where there are no scores.
            scores: how good each is; none if the order is that of the pages.
        """
        self.pages = pages
        self._scores = scores

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.pages)

    def first(self, most: int | None = None) -> list[int]:
        """Return the first ids; all of them unless it is said how many at most.

        Only as many are put in order: a common word is on nearly every page of a site.
        """
        pages, scores = self.pages, self._scores
        if scores is None:
            return pages[:most].tolist()
        if most is not None and most < len(scores):
            last = len(scores) - most
            good = scores >= np.partition(scores, last)[last]
            pages, scores = pages[good], scores[good]
        return pages[np.argsort(-scores, kind="stable")][:most].tolist()

    def in_order_of(self, pages: Ids) -> Ranking:
        """Return what was found in the order of a list that has all of it."""
        return Ranking(pages[np.isin(pages, self.pages)])
