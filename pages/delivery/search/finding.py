"""Which public pages contain what is asked, best first.

Wagtail's search backend finds the pages, in the database; their order is ours (see
`pages.delivery.search.weights`), so that it is the same on every database. It is one query, and one
for the pages that are public, unless the caller knows these.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np
from wagtail.coreutils import get_content_languages

from pages.delivery.search.asking import Lookup
from pages.delivery.search.languages import base_language
from pages.delivery.search.postings import Postings, PostingsOf, read_postings
from pages.delivery.search.questions import Unit, units
from pages.delivery.search.ranking import Ranking
from pages.delivery.search.weights import points, rarity
from pages.delivery.visibility import public_pages

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pages.delivery.search.ranking import Ids

AND: Final = "and"
OR: Final = "or"
OPERATORS: Final = (AND, OR)

Asked = Mapping[str, Sequence[Lookup]]
"""What is asked for, by the language of the pages."""


class UnknownOperatorError(ValueError):
    """Raised for an operator that is neither ``and`` nor ``or``."""


def search_ids(
    query: str,
    *,
    locale: str | None,
    operator: str = AND,
    among: Iterable[int] | None = None,
) -> list[int]:
    """Return the ids of the public pages that contain what is asked, best first.

    Reviewed pages are searched in their documents, all other live pages by their title. Pages that
    are as good come in the order of their ids.

    Args:
        query: as somebody typed it; see `pages.delivery.search.questions` for how it is read.
        locale: the language of the pages; None for all languages, each by its own words.
        operator: ``"and"`` for pages that contain all that is asked, ``"or"`` for any of it.
        among: the ids of public pages, if the caller knows them already; none but these are found.

    Raises:
        UnknownOperatorError: the operator is another.
    """
    if among is None:
        among = public_pages().order_by().values_list("pk", flat=True)
    ids = np.fromiter(among, dtype=np.int64)
    return search(query, locale=locale, operator=operator, among=ids).first()


def search(
    query: str,
    *,
    locale: str | None,
    operator: str = AND,
    among: Ids,
    postings_of: PostingsOf = read_postings,
) -> Ranking:
    """Return the same in an order that is worked out as far as it is wanted.

    Args:
        query: as of `search_ids`.
        locale: likewise.
        operator: likewise.
        among: the ids of public pages; none but these are found.
        postings_of: tells where words are; asks the database unless given.

    Raises:
        UnknownOperatorError: the operator is another.
    """
    if operator not in OPERATORS:
        raise UnknownOperatorError(operator)
    asked = _asked(query, locale)
    if not asked or not len(among):
        return Ranking(np.empty(0, dtype=np.int64))
    # In the order in which they were asked for, so that the statements are few.
    postings = postings_of(list(chain.from_iterable(asked.values())))
    # A place for each page that there may be: sets of pages are put together by their numbers.
    places = 1 + max(map(int, (among.max(), *(each.highest for each in postings.values()))))
    is_public = np.zeros(places, dtype=np.bool_)
    is_public[among] = True
    found = np.flatnonzero(is_public & _having(asked, postings, places, with_all=operator == AND))
    if operator == AND:
        times = dict.fromkeys(postings, 1.0)
    else:
        times = _rarities(asked, postings, is_public, of=len(found))
    scores = np.zeros(places, dtype=np.int64)
    for lookup, worth in times.items():
        posting = postings[lookup]
        scores[posting.pages] += points(posting.weights, worth)
    return Ranking(found, scores[found])


def _asked(query: str, locale: str | None) -> Asked:
    codes = [locale] if locale is not None else list(get_content_languages())
    asked = {
        code: [Lookup(code, unit) for unit in units(query, base_language(code))] for code in codes
    }
    return {code: lookups for code, lookups in asked.items() if lookups}


def _having(asked: Asked, postings: Postings, places: int, *, with_all: bool) -> NDArray[np.bool_]:
    """Tell of each page whether it has all that is looked for in its language, or any of it."""
    having = np.zeros(places, dtype=np.bool_)
    for lookups in asked.values():
        count = np.zeros(places, dtype=np.uint8)  # of at most `MOST_UNITS`
        for lookup in lookups:
            count[postings[lookup].pages] += 1
        having |= count == len(lookups) if with_all else count > 0
    return having


def _rarities(
    asked: Asked, postings: Postings, is_public: NDArray[np.bool_], *, of: int
) -> dict[Lookup, float]:
    """Return by how much more each word counts where any is enough: rare ones more than others."""
    pages: Counter[tuple[str, Unit]] = Counter()
    for language, lookups in asked.items():
        for lookup in lookups:
            having = int(np.count_nonzero(is_public[postings[lookup].pages]))
            pages[base_language(language), lookup.unit] += having
    return {
        lookup: rarity(pages=having, of=of)
        for language, lookups in asked.items()
        for lookup in lookups
        if (having := pages[base_language(language), lookup.unit])
    }
