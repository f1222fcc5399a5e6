"""How much a word says about a page, by where and how often it stands there.

The database says which pages contain what is asked; their order follows from these weights, by the
same rule on every database. It depends on the page and the question alone, not on what else is
public.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from pages.delivery.search.passages import HEADING, SUMMARY, TITLE, Passage
from pages.delivery.search.words import words

if TYPE_CHECKING:
    from numpy.typing import NDArray

UNIT: Final = 10
"""The weight of a word that stands once in the text; no other weight is less."""

IN_TITLE: Final = 120
IN_HEADING: Final = 40
IN_SUMMARY: Final = 20
MOST_COUNTED: Final = 8
"""How often a word may be repeated before it stops to count."""

ONE_POINT: Final = 1_000_000


def weights(read: Sequence[Passage], language: str) -> dict[str, int]:
    """Return the weight of each term that weighs more than `UNIT`.

    A title weighs the more the fewer words it has: a page about one thing is more about it than
    one about two.

    Args:
        read: what is searched of the page.
        language: code of its language.
    """
    counted: Counter[str] = Counter()
    places: dict[str, set[str]] = {}
    in_title: set[str] = set()
    for passage in read:
        for word in words(passage.text, language):
            if word.is_stop:
                continue
            counted[word.term] += 1
            places.setdefault(word.term, set()).add(passage.kind)
            if passage.kind == TITLE and not word.parts:
                in_title.add(word.term)
    title = IN_TITLE + IN_TITLE // len(in_title) if in_title else 0
    found: dict[str, int] = {}
    for term, count in counted.items():
        weight = round(UNIT * (1 + math.log2(min(count, MOST_COUNTED))))
        weight += title if TITLE in places[term] else 0
        weight += IN_HEADING if HEADING in places[term] else 0
        weight += IN_SUMMARY if SUMMARY in places[term] else 0
        if weight > UNIT:
            found[term] = weight
    return found


def points(weights: NDArray[np.integer], times: float = 1.0) -> NDArray[np.int64]:
    """Return what one word of a question adds to the scores of pages, in millionths.

    Logarithms, so that a page that says much about all words comes before one that says more about
    one of them and next to nothing about the others. Whole numbers, since what fractions sum up to
    depends on their order.

    Args:
        weights: of the word on each page.
        times: by how much more the word counts than others.
    """
    of_each = np.log2(1 + np.arange(int(weights.max(initial=UNIT)) + 1) / UNIT)
    table: NDArray[np.int64] = np.rint(ONE_POINT * times * of_each).astype(np.int64)
    return table[weights]


def rarity(*, pages: int, of: int) -> float:
    """Return by how much more a word counts that stands on ``pages`` of ``of`` found pages."""
    return math.log2(1 + of / pages)


def unit_weight(alternatives: Sequence[Sequence[str]], known: Mapping[str, int]) -> int:
    """Return the weight of one unit of a question: that of the weakest word of the best reading."""
    return max(min(known.get(term, UNIT) for term in terms) for terms in alternatives)
