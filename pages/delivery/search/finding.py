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
from pages.delivery.search.numbering import Numbered, Numbering
from pages.delivery.search.postings import PostingsOf, read_postings
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

Where = Mapping[Lookup, Numbered]
"""Where each word is, of the pages among which is searched."""


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
    numbering = Numbering(among)
    where = {lookup: numbering.of(posting) for lookup, posting in postings.items()}
    found = np.flatnonzero(_having(asked, where, numbering.count, with_all=operator == AND))
    counts_alike = operator == AND
    times = dict.fromkeys(where, 1.0) if counts_alike else _rarities(asked, where, of=len(found))
    scores = np.zeros(numbering.count, dtype=np.int64)
    for lookup, worth in times.items():
        scores[where[lookup].numbers] += points(where[lookup].weights, worth)
    return Ranking(numbering.ids_of(found), scores[found])


def _asked(query: str, locale: str | None) -> Asked:
    codes = [locale] if locale is not None else list(get_content_languages())
    asked = {
        code: [Lookup(code, unit) for unit in units(query, base_language(code))] for code in codes
    }
    return {code: lookups for code, lookups in asked.items() if lookups}


def _having(asked: Asked, where: Where, numbers: int, *, with_all: bool) -> NDArray[np.bool_]:
    """Tell of each page whether it has all that is looked for in its language, or any of it."""
    having = np.zeros(numbers, dtype=np.bool_)
    for lookups in asked.values():
        count = np.zeros(numbers, dtype=np.uint8)  # of at most `MOST_UNITS`
        for lookup in lookups:
            count[where[lookup].numbers] += 1
        having |= count == len(lookups) if with_all else count > 0
    return having


def _rarities(asked: Asked, where: Where, *, of: int) -> dict[Lookup, float]:
    """Return by how much more each word counts where any is enough: rare ones more than others."""
    pages: Counter[tuple[str, Unit]] = Counter()
    for language, lookups in asked.items():
        for lookup in lookups:
            pages[base_language(language), lookup.unit] += len(where[lookup].numbers)
    return {
        lookup: rarity(pages=having, of=of)
        for language, lookups in asked.items()
        for lookup in lookups
        if (having := pages[base_language(language), lookup.unit])
    }
