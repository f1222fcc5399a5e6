"""Which public pages contain what is asked, best first.

Wagtail's search backend finds the pages, in the database; their order is ours (see
`pages.delivery.search.weights`), so that it is the same on every database. It is one query, and one
for the pages that are public, unless the caller knows these.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from pyroaring import BitMap
from wagtail.coreutils import get_content_languages

from pages.delivery.search.asking import Lookup
from pages.delivery.search.languages import base_language
from pages.delivery.search.postings import Posting, Postings, PostingsOf, read_postings
from pages.delivery.search.questions import units
from pages.delivery.search.ranking import Ranking, Worth, ranked
from pages.delivery.search.weights import points, rarity
from pages.delivery.visibility import public_pages

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
    return list(search(query, locale=locale, operator=operator, among=BitMap(among)))


def search(
    query: str,
    *,
    locale: str | None,
    operator: str = AND,
    among: BitMap,
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
    if not asked or not among:
        return Ranking({})
    # In the order in which they were asked for, so that the statements are few.
    postings = postings_of(list(chain.from_iterable(asked.values())))
    with_all = operator == AND
    found = {
        language: _having(lookups, postings, among, with_all=with_all)
        for language, lookups in asked.items()
    }
    worths = _of_each(asked, postings) if with_all else _of_rare_ones(asked, postings, found)
    return Ranking(ranked((found[language], each) for language, each in worths))


def _asked(query: str, locale: str | None) -> Asked:
    codes = [locale] if locale is not None else list(get_content_languages())
    asked = {
        code: [Lookup(code, unit) for unit in units(query, base_language(code))] for code in codes
    }
    return {code: lookups for code, lookups in asked.items() if lookups}


def _having(
    lookups: Sequence[Lookup], postings: Postings, among: BitMap, *, with_all: bool
) -> BitMap:
    """Return the pages that have all that is looked for, or any of it."""
    having = [_pages(postings[lookup]) for lookup in lookups]
    if with_all:
        return BitMap.intersection(among, *having)
    return among & BitMap.union(*having)


def _pages(posting: Posting) -> BitMap:
    return BitMap.union(*posting.values()) if posting else BitMap()


def _of_each(asked: Asked, postings: Postings) -> Iterator[tuple[str, list[Worth]]]:
    """Yield what the words add to a page's score that has all of them."""
    for language, lookups in asked.items():
        yield language, [_worth(postings[lookup], 1.0) for lookup in lookups]


def _of_rare_ones(
    asked: Asked, postings: Postings, found: Mapping[str, BitMap]
) -> Iterator[tuple[str, list[Worth]]]:
    """Yield what the words add where any of them is enough: rare ones more than common ones."""
    of = sum(map(len, found.values()))
    pages: Counter[tuple[str, object]] = Counter()
    for language, lookups in asked.items():
        for lookup in lookups:
            having = _pages(postings[lookup]).intersection_cardinality(found[language])
            pages[base_language(language), lookup.unit] += having
    for language, lookups in asked.items():
        yield (
            language,
            [
                _worth(postings[lookup], rarity(pages=having, of=of))
                for lookup in lookups
                if (having := pages[base_language(language), lookup.unit])
            ],
        )


def _worth(posting: Posting, times: float) -> Worth:
    return {points(weight, times): pages for weight, pages in posting.items()}
