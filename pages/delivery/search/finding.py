"""Which public pages contain what is asked, best first.

Wagtail's search backend finds the pages, in the database; their order is ours (see
`pages.delivery.search.weights`), so that it is the same on every database. It is one query, and one
for the pages that are public, unless the caller knows these.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from wagtail.coreutils import get_content_languages

from pages.delivery.search.asking import PLAIN, rows_for
from pages.delivery.search.languages import base_language
from pages.delivery.search.passages import TITLE, Passage
from pages.delivery.search.questions import Unit, holds, units
from pages.delivery.search.weights import rarity, score, unit_weight, weights
from pages.delivery.search.words import words
from pages.delivery.visibility import public_pages

if TYPE_CHECKING:
    from pages.delivery.search.asking import Asked, Row

    Hits = dict[int, dict[tuple[str, int], int]]

AND: Final = "and"
OR: Final = "or"
OPERATORS: Final = (AND, OR)


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
    if operator not in OPERATORS:
        raise UnknownOperatorError(operator)
    asked = _asked(query, locale)
    if not asked:
        return []
    known = set(public_pages().values_list("pk", flat=True) if among is None else among)
    hits: Hits = {}
    at_once = operator == AND
    for row in rows_for(asked, locale=locale, at_once=at_once):
        if row.page_id not in known:
            continue
        base = base_language(row.language)
        for at, weight in _weighed(row, asked.get(base, ()), at_once=at_once):
            hits.setdefault(row.page_id, {})[base, at] = weight
    scores = _scores(hits, asked, operator=operator)
    return sorted(scores, key=lambda page_id: (-scores[page_id], page_id))


def _asked(query: str, locale: str | None) -> Asked:
    codes = [locale] if locale is not None else list(get_content_languages())
    asked = {base: units(query, base) for base in dict.fromkeys(map(base_language, codes))}
    return {base: found for base, found in asked.items() if found}


def _weighed(row: Row, asked: Sequence[Unit], *, at_once: bool) -> Iterator[tuple[int, int]]:
    """Yield the units that a row's page contains, by their place in the question, with weights."""
    if row.at == PLAIN:
        in_title = [word.term for word in words(row.title, row.language)]
        own = weights([Passage(TITLE, row.title)], row.language)
        at = [place for place, unit in enumerate(asked) if holds(in_title, unit)]
    else:
        own = dict(row.weights)
        at = list(range(len(asked))) if at_once else [row.at]
    for place in at:
        yield place, unit_weight(asked[place].alternatives, own)


def _scores(hits: Hits, asked: Asked, *, operator: str) -> dict[int, float]:
    """Return the score of each page that is an answer."""
    if operator == AND:
        return {
            page_id: sum(map(score, own.values()))
            for page_id, own in hits.items()
            if len(own) == len(asked[next(iter(own))[0]])
        }
    pages = Counter(unit for own in hits.values() for unit in own)
    return {
        page_id: sum(
            score(weight) * rarity(pages=pages[unit], of=len(hits)) for unit, weight in own.items()
        )
        for page_id, own in hits.items()
    }
