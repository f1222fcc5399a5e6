"""The one statement that asks the database which pages have some words, written once for each form.

Wagtail's search backend writes it, which takes longer than the database takes to find rare words.
Two questions differ in their terms alone where each asks for as many words and phrases, with as
many alternatives. So the statement is written with terms that no text has, in the places of which
those are put that are meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import (
    Aggregate,
    BooleanField,
    Case,
    CharField,
    ExpressionWrapper,
    F,
    IntegerField,
    Q,
    TextField,
    Value,
    When,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.db.models.sql import Query
from django.db.models.sql.constants import INNER
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry
from wagtail.search.query import Or, Phrase, PlainText

from pages.delivery.search.models import SearchEntry
from pages.delivery.search.questions import Unit
from pages.delivery.statements import Statement, asked, written, written_once
from pages.delivery.visibility import plain_pages

if TYPE_CHECKING:
    from django.db.models import QuerySet


class Lookup(NamedTuple):
    """A word or phrase that is looked for on the pages of one language.

    Attributes:
        language: code of the language.
        unit: the word or phrase, in terms of this language.
    """

    language: str
    unit: Unit


Form = tuple[Lookup, ...]

PLAIN: Final = -1
"""Stands for the lookup in a row that answers none: a plain page, whose title is to be read."""

MOST_LOOKUPS: Final = 96
"""Lookups of one statement; SQLite puts no more than five hundred selections together."""

_STAND_IN: Final = "zz0{:05}"
_STAND_INS: Final = re.compile(r"zz0\d{5}")


class Group(NamedTuple):
    """Pages that have what is looked for, and of which the same is known; or plain ones.

    A common word stands on most pages of a site, but has only few weights. So what follows from
    them is worked out for each group once, however many pages it has.

    Attributes:
        page_ids: the pages.
        language: code of their language.
        at: which lookup, by its place; `PLAIN` for plain pages.
        title: of plain pages.
        weights: of the terms that the pages have, by term.
    """

    page_ids: Sequence[int]
    language: str
    at: int
    title: str
    weights: Mapping[str, int]


class _Joined(Aggregate):
    """All values of a group, as one text with commas between them."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Write the same for PostgreSQL, which joins texts only."""
        template = "STRING_AGG((%(expressions)s)::text, ',')"
        return self.as_sql(compiler, connection, template=template, **context)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A statement, and the stand-ins of which each lookup tells the weights."""

    statement: Statement
    terms: tuple[Sequence[str], ...]


def groups_for(lookups: Sequence[Lookup]) -> Iterator[Group]:
    """Yield what the database finds, in one query; whether it is public is not asked here.

    Args:
        lookups: what is looked for; at least one, and at most `MOST_LOOKUPS`.
    """
    form, meant = _form_of(lookups)
    prepared = _prepared(connection.alias, form)
    text, parameters = prepared.statement
    filled = tuple(_filled(one, meant) for one in parameters)
    rows = asked((text, filled), using=connection.alias)
    for page_ids, is_current, language, at, title, *weights in rows:
        if not is_current:
            continue
        own = prepared.terms[at] if at != PLAIN else ()
        known = zip(own, weights, strict=False)
        by_term = {meant[stand_in]: int(weight) for stand_in, weight in known if weight}
        yield Group(list(map(int, page_ids.split(","))), language, at, title, by_term)


def _form_of(lookups: Sequence[Lookup]) -> tuple[Form, dict[str, str]]:
    """Return what is looked for with stand-ins for its terms, and which term each stands for."""
    stand_ins: dict[str, str] = {}

    def stand_in(term: str) -> str:
        return stand_ins.setdefault(term, _STAND_IN.format(len(stand_ins)))

    form = tuple(
        Lookup(
            language,
            replace(
                unit, alternatives=tuple(tuple(map(stand_in, one)) for one in unit.alternatives)
            ),
        )
        for language, unit in lookups
    )
    return form, {name: term for term, name in stand_ins.items()}


def _filled(parameter: Any, meant: Mapping[str, str]) -> Any:
    if not isinstance(parameter, str):
        return parameter
    return _STAND_INS.sub(lambda found: meant[found[0]], parameter)


# A form has at most a few dozen words; people ask in few forms.
@written_once(most=256)
def _prepared(alias: str, form: Form) -> _Prepared:
    terms = tuple(sorted(unit.terms) for _language, unit in form)
    statement = written(_rows(form, terms), using=alias)
    if statement is None:
        raise RuntimeError("A search for words was written as one that can find nothing.")
    return _Prepared(statement, terms)


def _rows(form: Form, terms: Sequence[Sequence[str]]) -> QuerySet[Any, Any]:
    width = max(map(len, terms))
    found = [
        _columns(
            _entries(_asked_for(unit), language),
            page_id=F("document_id"),
            # Told, not asked for: databases take it for something that hardly any row fulfils.
            is_current=_is(content_hash=F("document__content_hash")),
            language=F("document__locale"),
            at=at,
            title=Value("", output_field=TextField()),
            weights=[KT(f"weights__{term}") for term in terms[at]],
            width=width,
        )
        for at, (language, unit) in enumerate(form)
    ]
    titles = _columns(
        plain_pages()
        .filter(locale__language_code__in={language for language, _unit in form})
        .order_by(),
        page_id=F("pk"),
        is_current=_is(pk=F("pk")),
        language=F("locale__language_code"),
        at=PLAIN,
        title=Cast("title", TextField()),
        weights=[],
        width=width,
    )
    return found[0].union(*found[1:], titles, all=True)


def _entries(query: Any, language: str) -> QuerySet[SearchEntry]:
    """Return the entries that the backend finds, of documents as they are now or were before."""
    results = get_search_backend().search(query, SearchEntry, order_by_relevance=False)
    if connection.vendor == "postgresql":
        found = _in_body(results)
    else:
        found = results.get_queryset().order_by()
        _read_full_text_first(found)
    return found.filter(document__locale=language)


def _in_body(results: Any) -> QuerySet[SearchEntry]:
    """Return what PostgreSQL finds, in a form in which it looks into its index.

    Wagtail asks for words in titles and bodies put together, of which there is no index, so that
    each text of the site is read. Our entries have a body only. And whose an entry is may not be
    plain to see: PostgreSQL would rather read all texts of ours, since it takes a long text for as
    cheap as a short one.
    """
    compiler = results.query_compiler
    asked_for = compiler.build_tsquery(compiler.query, config=compiler.get_config(results.backend))
    own = ContentType.objects.get_for_model(SearchEntry)
    is_own = Case(When(content_type=own, then=True), default=False, output_field=BooleanField())
    keys = IndexEntry.objects.filter(is_own, body=asked_for).values("object_id")
    return SearchEntry.objects.alias(
        searched_key=Cast("document", CharField(max_length=50))
    ).filter(searched_key__in=keys)


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
    is_current: Any,
    language: F,
    at: int,
    title: Any,
    weights: Sequence[Any],
    width: int,
) -> QuerySet[Any, Any]:
    """Return rows in the one form in which those of documents and pages can be put together."""
    blank = [Value(None, output_field=TextField())] * (width - len(weights))
    named = {f"searched_{number}": weight for number, weight in enumerate([*weights, *blank])}
    same = ("searched_current", "searched_language", "searched_at", "searched_title", *named)
    return (
        rows.annotate(
            searched_current=is_current,
            searched_language=Cast(language, CharField(max_length=100)),
            searched_at=Value(at, output_field=IntegerField()),
            searched_title=title,
            **named,
        )
        .values(*same)
        .annotate(searched_pages=_Joined(page_id))
        .values_list("searched_pages", *same)
    )


def _is(**condition: Any) -> Any:
    return ExpressionWrapper(Q(**condition), output_field=BooleanField())


def _asked_for(unit: Unit) -> Any:
    """Return a word or phrase as Wagtail's backends are asked for it."""
    if unit.is_phrase:
        return Phrase(" ".join(unit.alternatives[0]))
    readings = [PlainText(" ".join(terms), operator="and") for terms in unit.alternatives]
    return readings[0] if len(readings) == 1 else Or(readings)
