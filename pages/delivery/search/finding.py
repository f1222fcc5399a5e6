"""Which public pages contain what is asked, best first.

Wagtail's search backend finds the pages, in the database; their order is ours (see
`pages.delivery.search.weights`), so that it is the same on every database. It is one query, and one
for the pages that are public, unless the caller knows these.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db import connection
from django.db.models import CharField, F, IntegerField, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.db.models.sql import Query
from django.db.models.sql.constants import INNER
from wagtail.coreutils import get_content_languages
from wagtail.search.backends import get_search_backend
from wagtail.search.query import And, Or, Phrase, PlainText

from pages.delivery.search.languages import base_language
from pages.delivery.search.models import SearchEntry
from pages.delivery.search.passages import TITLE, Passage
from pages.delivery.search.questions import Unit, holds, units
from pages.delivery.search.weights import rarity, score, unit_weight, weights
from pages.delivery.search.words import words
from pages.delivery.visibility import plain_pages, public_pages

if TYPE_CHECKING:
    from django.db.models import QuerySet

    Asked = Mapping[str, tuple[Unit, ...]]
    Hits = dict[int, dict[tuple[str, int], int]]

AND: Final = "and"
OR: Final = "or"
OPERATORS: Final = (AND, OR)

_PLAIN: Final = -1
"""Stands for the part in a row that answers none: a plain page, whose title is to be read."""


class UnknownOperatorError(ValueError):
    """Raised for an operator that is neither ``and`` nor ``or``."""


class _Part(NamedTuple):
    """What the database is asked at once, and the terms whose weights it is to tell."""

    query: Any
    terms: Sequence[str]


class _Row(NamedTuple):
    """A page that answers a part, or a plain one."""

    page_id: int
    language: str
    at: int
    title: str
    weights: tuple[str | None, ...]


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
    parts = _parts(asked, operator=operator)
    for row in _rows(parts, locale=locale):
        if row.page_id not in known:
            continue
        base = base_language(row.language)
        for at, weight in _weighed(row, asked.get(base, ()), parts):
            hits.setdefault(row.page_id, {})[base, at] = weight
    scores = _scores(hits, asked, operator=operator)
    return sorted(scores, key=lambda page_id: (-scores[page_id], page_id))


def _asked(query: str, locale: str | None) -> Asked:
    codes = [locale] if locale is not None else list(get_content_languages())
    asked = {base: units(query, base) for base in dict.fromkeys(map(base_language, codes))}
    return {base: found for base, found in asked.items() if found}


def _parts(asked: Asked, *, operator: str) -> list[_Part]:
    """Return what the database is asked: for all units at once, or for one after the other."""
    if operator == AND:
        return [_part(list(asked.values()))]
    most = max(map(len, asked.values()))
    return [_part([found[at : at + 1] for found in asked.values()]) for at in range(most)]


def _part(asked: Sequence[Sequence[Unit]]) -> _Part:
    queries = [_all_of(found) for found in asked if found]
    return _Part(
        query=queries[0] if len(queries) == 1 else Or(queries),
        terms=sorted({term for found in asked for unit in found for term in unit.terms}),
    )


def _rows(parts: Sequence[_Part], *, locale: str | None) -> list[_Row]:
    """Return what the database finds, in one query; whether it is public is not asked here."""
    plain = plain_pages()
    if locale is not None:
        plain = plain.filter(locale__language_code=locale)
    width = max(len(part.terms) for part in parts)
    found = [
        _columns(
            _entries(part.query, locale=locale),
            page_id=F("document_id"),
            language=F("document__locale"),
            at=at,
            title=Value("", output_field=TextField()),
            weights=[KT(f"weights__{term}") for term in part.terms],
            width=width,
        )
        for at, part in enumerate(parts)
    ]
    titles = _columns(
        plain.order_by(),
        page_id=F("pk"),
        language=F("locale__language_code"),
        at=_PLAIN,
        title=Cast("title", TextField()),
        weights=[],
        width=width,
    )
    rows: Iterable[Any] = found[0].union(*found[1:], titles, all=True)
    return [_Row(row[0], row[1], row[2], row[3], row[4:]) for row in rows]


def _entries(query: Any, *, locale: str | None) -> QuerySet[SearchEntry]:
    """Return the entries that the backend finds, of documents as they are now."""
    results = get_search_backend().search(query, SearchEntry, order_by_relevance=False)
    found: QuerySet[SearchEntry] = results.get_queryset().order_by()
    if connection.vendor == "sqlite":
        _read_full_text_first(found)
    if locale is not None:
        found = found.filter(document__locale=locale)
    return found.filter(content_hash=F("document__content_hash"))


def _read_full_text_first(found: QuerySet[SearchEntry]) -> None:
    """Have SQLite look up the words once, and not for each row of Wagtail's index.

    It knows nothing of how many rows a search finds, and takes the index of content types for the
    better way. Its ``CROSS JOIN`` is a join whose order it keeps.
    https://www.sqlite.org/optoverview.html#manual_control_of_query_plans_using_cross_join
    """
    for condition in found.query.where.children:
        among = getattr(condition, "rhs", None)
        for table in among.alias_map.values() if isinstance(among, Query) else ():
            if table.join_type == INNER:
                table.join_type = "CROSS JOIN"


def _columns(
    rows: QuerySet[Any],
    *,
    page_id: F,
    language: F,
    at: int,
    title: Any,
    weights: Sequence[Any],
    width: int,
) -> QuerySet[Any, Any]:
    """Return rows in the one form in which those of documents and pages can be put together."""
    blank = [Value(None, output_field=TextField())] * (width - len(weights))
    named = {f"searched_{number}": weight for number, weight in enumerate([*weights, *blank])}
    return rows.annotate(
        searched_page=page_id,
        searched_language=Cast(language, CharField(max_length=100)),
        searched_at=Value(at, output_field=IntegerField()),
        searched_title=title,
        **named,
    ).values_list("searched_page", "searched_language", "searched_at", "searched_title", *named)


def _all_of(asked: Sequence[Unit]) -> Any:
    """Return the question in the words of Wagtail's backends: all units at once."""
    simple = [
        term
        for unit in asked
        if not unit.is_phrase and len(unit.alternatives) == 1
        for term in unit.alternatives[0]
    ]
    parts = [_any_of(unit) for unit in asked if unit.is_phrase or len(unit.alternatives) > 1]
    if simple:
        parts.insert(0, PlainText(" ".join(simple), operator=AND))
    return parts[0] if len(parts) == 1 else And(parts)


def _any_of(unit: Unit) -> Any:
    if unit.is_phrase:
        return Phrase(" ".join(unit.alternatives[0]))
    return Or([PlainText(" ".join(terms), operator=AND) for terms in unit.alternatives])


def _weighed(row: _Row, asked: Sequence[Unit], parts: Sequence[_Part]) -> Iterator[tuple[int, int]]:
    """Yield the units that a row's page contains, by their place in the question, with weights."""
    if row.at == _PLAIN:
        in_title = [word.term for word in words(row.title, row.language)]
        own = weights([Passage(TITLE, row.title)], row.language)
        at = [place for place, unit in enumerate(asked) if holds(in_title, unit)]
    else:
        known = zip(parts[row.at].terms, row.weights, strict=False)
        own = {term: int(text) for term, text in known if text}
        # One part for all units, or one for each.
        at = list(range(len(asked))) if len(parts) == 1 else [row.at]
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
