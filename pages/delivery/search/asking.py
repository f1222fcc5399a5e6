"""The one statement that a search asks the database, written once for questions of the same form.

Wagtail's search backend writes it, which takes longer than the database takes to find rare words.
Two questions differ in their terms alone where each asks for as many words and phrases, with as
many alternatives. So the statement is written with terms that no text has, in the places of which
those are put that are meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from wagtail.search.query import And, Or, Phrase, PlainText

from pages.delivery.search.models import SearchEntry
from pages.delivery.search.questions import Unit
from pages.delivery.statements import Statement, asked, written, written_once
from pages.delivery.visibility import plain_pages

if TYPE_CHECKING:
    from django.db.models import QuerySet

Asked = Mapping[str, Sequence[Unit]]
"""What is asked for, by the language whose words it was read in."""

Form = tuple[tuple[str, tuple[Unit, ...]], ...]

PLAIN: Final = -1
"""Stands for the part in a row that answers none: a plain page, whose title is to be read."""

_STAND_IN: Final = "zz0{:03}"
_STAND_INS: Final = re.compile(r"zz0\d{3}")


class Group(NamedTuple):
    """Pages that answer a part of what is asked, and of which the same is known; or plain ones.

    A common word stands on most pages of a site, but has only few weights. So what follows from
    them is worked out for each group once, however many pages it has.

    Attributes:
        page_ids: the pages.
        language: code of their language.
        at: which part; `PLAIN` for plain pages.
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


class _Part(NamedTuple):
    """What the database is asked at once, and the terms whose weights it is to tell."""

    query: Any
    terms: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A statement, and the stand-ins of which each part tells the weights."""

    statement: Statement
    terms: tuple[Sequence[str], ...]


def groups_for(questions: Asked, *, locale: str | None, at_once: bool) -> Iterator[Group]:
    """Yield what the database finds, in one query; whether it is public is not asked here.

    Args:
        questions: what is asked for; of at least one language.
        locale: the language of the pages; None for all.
        at_once: whether all units are one part, and not each one of its own.
    """
    form, meant = _form_of(questions)
    prepared = _prepared(connection.alias, locale, at_once, form)
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


def _form_of(questions: Asked) -> tuple[Form, dict[str, str]]:
    """Return a question with stand-ins for its terms, and which term each stands for."""
    stand_ins: dict[str, str] = {}

    def stand_in(term: str) -> str:
        return stand_ins.setdefault(term, _STAND_IN.format(len(stand_ins)))

    form = tuple(
        (
            base,
            tuple(
                replace(
                    unit, alternatives=tuple(tuple(map(stand_in, one)) for one in unit.alternatives)
                )
                for unit in found
            ),
        )
        for base, found in questions.items()
    )
    return form, {name: term for term, name in stand_ins.items()}


def _filled(parameter: Any, meant: Mapping[str, str]) -> Any:
    if not isinstance(parameter, str):
        return parameter
    return _STAND_INS.sub(lambda found: meant[found[0]], parameter)


# A form has at most a few dozen words; people ask in few forms.
@written_once(most=256)
def _prepared(alias: str, locale: str | None, at_once: bool, form: Form) -> _Prepared:
    parts = _parts([found for _base, found in form], at_once=at_once)
    statement = written(_rows(parts, locale=locale), using=alias)
    if statement is None:
        raise RuntimeError("A search for words was written as one that can find nothing.")
    return _Prepared(statement, tuple(part.terms for part in parts))


def _parts(questions: Sequence[Sequence[Unit]], *, at_once: bool) -> list[_Part]:
    """Return what the database is asked: for all units at once, or for one after the other."""
    if at_once:
        return [_part(questions)]
    most = max(map(len, questions))
    return [_part([found[at : at + 1] for found in questions]) for at in range(most)]


def _part(questions: Iterable[Sequence[Unit]]) -> _Part:
    asking = [found for found in questions if found]
    queries = [_all_of(found) for found in asking]
    return _Part(
        query=queries[0] if len(queries) == 1 else Or(queries),
        terms=sorted({term for found in asking for unit in found for term in unit.terms}),
    )


def _rows(parts: Sequence[_Part], *, locale: str | None) -> QuerySet[Any, Any]:
    plain = plain_pages()
    if locale is not None:
        plain = plain.filter(locale__language_code=locale)
    width = max(len(part.terms) for part in parts)
    found = [
        _columns(
            _entries(part.query, locale=locale),
            page_id=F("document_id"),
            # Told, not asked for: databases take it for something that hardly any row fulfils.
            is_current=_is(content_hash=F("document__content_hash")),
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
        is_current=_is(pk=F("pk")),
        language=F("locale__language_code"),
        at=PLAIN,
        title=Cast("title", TextField()),
        weights=[],
        width=width,
    )
    return found[0].union(*found[1:], titles, all=True)


def _entries(query: Any, *, locale: str | None) -> QuerySet[SearchEntry]:
    """Return the entries that the backend finds, of documents as they are now or were before."""
    results = get_search_backend().search(query, SearchEntry, order_by_relevance=False)
    if connection.vendor == "postgresql":
        found = _in_body(results)
    else:
        found = results.get_queryset().order_by()
        _read_full_text_first(found)
    if locale is not None:
        found = found.filter(document__locale=locale)
    return found


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
        parts.insert(0, PlainText(" ".join(simple), operator="and"))
    return parts[0] if len(parts) == 1 else And(parts)


def _any_of(unit: Unit) -> Any:
    if unit.is_phrase:
        return Phrase(" ".join(unit.alternatives[0]))
    return Or([PlainText(" ".join(terms), operator="and") for terms in unit.alternatives])
