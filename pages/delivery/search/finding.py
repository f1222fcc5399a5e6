"""Which public pages contain what is asked, best first.

Wagtail's search backend finds the pages, in the database; their order is ours (see
`pages.delivery.search.weights`), so that it is the same on every database. It is one query, and one
for the pages that are public, unless the caller knows these.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import TYPE_CHECKING, Final, NamedTuple

from wagtail.coreutils import get_content_languages

from pages.delivery.search.asking import PLAIN, groups_for
from pages.delivery.search.languages import base_language
from pages.delivery.search.passages import TITLE, Passage
from pages.delivery.search.questions import Unit, holds, units
from pages.delivery.search.weights import rarity, score, unit_weight, weights
from pages.delivery.search.words import words
from pages.delivery.visibility import public_pages

if TYPE_CHECKING:
    from pages.delivery.search.asking import Asked, Group

AND: Final = "and"
OR: Final = "or"
OPERATORS: Final = (AND, OR)


class Hit(NamedTuple):
    """Public pages that contain the same of what is asked for.

    Attributes:
        page_ids: the pages.
        base: their language.
        weights: of the units that they contain, by their place in the question.
    """

    page_ids: Sequence[int]
    base: str
    weights: Mapping[int, int]


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
    hits = list(_hits(asked, known, locale=locale, at_once=operator == AND))
    scores = _of_all(hits, asked) if operator == AND else _of_any(hits)
    # Sorting keeps the order of those that are as good.
    return sorted(sorted(scores), key=scores.__getitem__, reverse=True)


def _asked(query: str, locale: str | None) -> Asked:
    codes = [locale] if locale is not None else list(get_content_languages())
    asked = {base: units(query, base) for base in dict.fromkeys(map(base_language, codes))}
    return {base: found for base, found in asked.items() if found}


def _hits(asked: Asked, known: Set[int], *, locale: str | None, at_once: bool) -> Iterator[Hit]:
    for group in groups_for(asked, locale=locale, at_once=at_once):
        page_ids = [page_id for page_id in group.page_ids if page_id in known]
        base = base_language(group.language)
        weights = dict(_weighed(group, asked.get(base, ()), at_once=at_once))
        if page_ids and weights:
            yield Hit(page_ids, base, weights)


def _weighed(group: Group, asked: Sequence[Unit], *, at_once: bool) -> Iterator[tuple[int, int]]:
    """Yield which units a group's pages contain, by place in the question, with their weights."""
    if group.at == PLAIN:
        in_title = [word.term for word in words(group.title, group.language)]
        own = weights([Passage(TITLE, group.title)], group.language)
        at = [place for place, unit in enumerate(asked) if holds(in_title, unit)]
    else:
        own = dict(group.weights)
        at = list(range(len(asked))) if at_once else [group.at]
    for place in at:
        yield place, unit_weight(asked[place].alternatives, own)


def _of_all(hits: Iterable[Hit], asked: Asked) -> dict[int, float]:
    """Return the scores of the pages that contain all that is asked for."""
    scores: dict[int, float] = {}
    for hit in hits:
        if len(hit.weights) == len(asked[hit.base]):
            scores.update(dict.fromkeys(hit.page_ids, sum(map(score, hit.weights.values()))))
    return scores


def _of_any(hits: Sequence[Hit]) -> dict[int, float]:
    """Return the scores of the pages that contain any of what is asked for."""
    pages: Counter[tuple[str, int]] = Counter()
    for hit in hits:
        pages.update(dict.fromkeys(((hit.base, unit) for unit in hit.weights), len(hit.page_ids)))
    scores = dict.fromkeys((page_id for hit in hits for page_id in hit.page_ids), 0.0)
    found = len(scores)
    # Always in the same order: a sum of fractions depends on it.
    for hit in sorted(hits, key=lambda one: min(one.weights)):
        worth = sum(
            score(weight) * rarity(pages=pages[hit.base, unit], of=found)
            for unit, weight in hit.weights.items()
        )
        for page_id in hit.page_ids:
            scores[page_id] += worth
    return scores
