"""Lists of pages: Wagtail's filters over what is public, cut to one page of results.

What a filter finds is a list of ids, which is kept: every page of the results comes from it, and
the number of all. The entries are kept apart, so that another page of results costs no more than
its own entries.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import numpy as np
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Q
from wagtail.api.rich_text import APIRichText, RichTextFormatError
from wagtail.api.v2.filters import (
    AncestorOfFilter,
    ChildOfFilter,
    DescendantOfFilter,
    FieldsFilter,
    LocaleFilter,
    OrderingFilter,
    TranslationOfFilter,
)
from wagtail.api.v2.pagination import WagtailPagination
from wagtail.api.v2.utils import BadRequestError, page_models_from_string
from wagtail.models import Page

from pages.delivery.parameters import asked_operator
from pages.delivery.search.finding import AND, search
from pages.delivery.serving.entries import (
    COLUMNS,
    as_uuid,
    row_of,
    stored_entries,
    with_stored_answers,
)
from pages.delivery.serving.fields import FILTERABLE, Choice
from pages.delivery.serving.items import ReadAlong
from pages.delivery.serving.kept_ids import KnownIds, Placed, best_ids, kept_ids, mended_ids
from pages.delivery.serving.kept_postings import kept_postings
from pages.delivery.serving.languages import wanted_in
from pages.delivery.serving.memory import Kept, memory
from pages.delivery.statements import (
    SIZES,
    asked,
    asked_of_families,
    family_placeholders,
    size_for,
    written,
)

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict
    from wagtail.query import PageQuerySet

    from pages.delivery.search.ranking import Ids, Ranking
    from pages.delivery.serving.entries import Row
    from pages.delivery.serving.kept_ids import BestIds
    from pages.delivery.serving.languages import Wanted
    from pages.delivery.serving.scope import Scope
    from pages.delivery.statements import Statement

Types = tuple[type[Any], ...]

KNOWN: Final = frozenset(
    {
        *("limit", "offset", "fields", "order", "search", "search_operator", "rich_text_format"),
        *("_", "format", "type", "child_of", "ancestor_of", "descendant_of", "translation_of"),
        *("locale", "fallback", "site"),
    }
)
"""Parameters of a list that are no filters by a field."""

CUTTING: Final = frozenset({"limit", "offset", "fields", "rich_text_format", "_", "format", "site"})
"""Parameters that have no say in which pages are found."""

SEARCHING: Final = frozenset({"search", "search_operator"})
"""Parameters of a search, which finds among the pages that all others leave."""

TREE: Final = frozenset({"child_of", "ancestor_of", "descendant_of", "translation_of"})
"""Parameters that name a page: what they find depends on where it is."""

NARROWING: Final = frozenset(
    {
        *FILTERABLE,
        *("child_of", "ancestor_of", "descendant_of", "translation_of", "order"),
    }
) - {"locale"}
"""Parameters that Wagtail heeds in details too: a page that they would not list is not found."""

FILTERS: Final = (
    FieldsFilter,
    ChildOfFilter,
    AncestorOfFilter,
    DescendantOfFilter,
    OrderingFilter,
    TranslationOfFilter,
    LocaleFilter,
)
"""Wagtail's own, in its order."""


class Question:
    """What a list was asked for, in the form in which Wagtail's filters ask a view.

    Attributes:
        model: the one type that was asked for, or Wagtail's page model.
        choice: the fields of each entry.
        limit, offset: which part of what is found.
        read: entries that were read on the way to the ids.
    """

    def __init__(self, request: HttpRequest, scope: Scope, types: Types) -> None:
        """Take the parameters.

        Args:
            request: with the parameters.
            scope: the site that was asked.
            types: the page types that were asked for; see `asked_types`.
        """
        self.request = request
        self._scope = scope
        self.parameters: QueryDict = request.GET
        self._types = types
        self.read = ReadAlong()
        self.model: type[Any] = self._types[0] if len(self._types) == 1 else Page

    def refuse_unknown(self) -> None:
        """Refuse parameters that a list does not know.

        Raises:
            BadRequestError: there is one.
        """
        unknown = set(self.parameters) - KNOWN - set(FILTERABLE)
        if unknown:
            raise BadRequestError(
                "query parameter is not an operation or a recognised field: "
                + ", ".join(sorted(unknown))
            )

    @property
    def key(self) -> tuple[Any, ...]:
        """What the pages that are found depend on."""
        return self._key(without=CUTTING)

    def _key(self, *, without: frozenset[str]) -> tuple[Any, ...]:
        chosen = ((name, value) for name, value in self.parameters.items() if name not in without)
        return ("ids", self._scope, *sorted(chosen))

    @property
    def _is_search(self) -> bool:
        return "search" in self.parameters

    @property
    def is_random(self) -> bool:
        """Whether every answer is another."""
        return self.parameters.get("order") == "random"

    def ids(self) -> list[int]:
        """Return the ids of all pages that are found, in order.

        Raises:
            BadRequestError: a parameter does not make sense.
            Http404: there is no such language.
        """
        listed = self._listed()
        return self._found_among(KnownIds(listed)).first() if self._is_search else listed

    def kept_ids(self) -> Sequence[int] | BestIds:
        """Return the same, from memory as long as no page changes.

        Raises:
            BadRequestError, Http404: as `ids`.
        """
        if not self._is_search:
            return self._kept_listed().ids
        return best_ids(self.key, lambda: self._found_among(self._kept_listed()))

    def _found_among(self, listed: KnownIds) -> Ranking:
        """Return what a search finds among the pages that all other parameters leave."""
        among = np.array(listed.ids, dtype=np.int64)
        ranked = self._ranked(among=among)
        return ranked.in_order_of(among) if self.parameters.get("order") else ranked

    def _kept_listed(self) -> KnownIds:
        key = self._key(without=CUTTING | SEARCHING)
        if self._has_statement and "order" not in self.parameters:
            return mended_ids(key, self._placed, self._placed_again)
        return kept_ids(key, self._listed)

    def _listed(self) -> list[int]:
        """Return the ids of all pages that the filters leave, whatever is searched for."""
        wanted = wanted_in(self.parameters)
        if wanted is not None and wanted.fallback:
            return _best_of_families(self.filtered(with_locale=False), wanted)
        if not self._has_statement:
            return list(self.filtered(with_locale=True).values_list("pk", flat=True))
        return [page.page_id for page in self._placed()]

    def _placed(self) -> list[Placed]:
        """Return the same with the pages' places in Wagtail's tree, and their families."""
        statement = self._statement()
        rows = asked(statement, using=connection.alias) if statement else []
        return [Placed(page_id, path, as_uuid(key)) for page_id, path, key in rows]

    def _placed_again(self, families: Collection[UUID]) -> list[Placed]:
        """Return the pages of some families that the filters leave.

        What the list shows of them is read along: it will be asked for next.
        """
        rows: list[Row] = []
        keys, since = sorted(families), memory.changes
        for start in range(0, len(keys), SIZES[-1]):
            some = keys[start : start + SIZES[-1]]
            statement = self._statement(size_for(len(some)))
            if statement is not None:
                rows += map(row_of, asked_of_families(statement, some, using=connection.alias))
        self.read = ReadAlong(since, stored_entries(rows))
        return [Placed(row.page_id, row.path, row.key) for row in rows]

    @property
    def _has_statement(self) -> bool:
        """Whether the same statement finds the pages each time."""
        return (
            not self.is_random
            and "fallback" not in self.parameters
            and TREE.isdisjoint(self.parameters)
        )

    def _statement(self, size: int | None = None) -> Statement | None:
        """Return a statement that finds the pages that the filters leave, as it was written before.

        It names types, languages and sites by number, and is forgotten with everything else when
        these change.

        Args:
            size: of how many families are the pages, which are read with their stored answers;
                of any, and read with their places, unless given.
        """
        key = ("statement", size, *self._key(without=CUTTING | SEARCHING))
        known: Statement | None = memory.get(key)
        if known is None:
            since = memory.changes
            if size is None:
                left = self.filtered(with_locale=True)
                rows = left.values_list("pk", "path", "translation_key")
            else:
                left = self.filtered(with_locale=True, with_documents=True).order_by()
                left = left.filter(translation_key__in=family_placeholders(size))
                rows = with_stored_answers(left).values_list(*COLUMNS)
            known = written(rows, using=connection.alias)
            if known is not None:
                kept = Kept(known, 2 * len(known[0]), self._scope.targets)
                memory.keep(key, kept, since=since)
        return known

    def _ranked(self, *, among: Ids) -> Ranking:
        """Return those public pages that contain what is searched for, best first.

        Raises:
            BadRequestError: the site allows no search, or the operator does not exist.
        """
        if not getattr(settings, "WAGTAILAPI_SEARCH_ENABLED", True):
            raise BadRequestError("search is disabled")
        operator = asked_operator(self.request) or AND
        wanted = wanted_in(self.parameters)
        locale = wanted.locale if wanted is not None and not wanted.fallback else None
        asked = str(self.parameters["search"])
        return search(
            asked, locale=locale, operator=operator, among=among, postings_of=kept_postings
        )

    def cut(self, ids: Sequence[int] | BestIds) -> list[int]:
        """Return the part of what was found that was asked for.

        Raises:
            BadRequestError: ``limit`` or ``offset`` is no number, or too high.
        """
        part: list[int] = WagtailPagination().paginate_queryset(_Found(ids), self.request)
        return part

    def chosen_fields(self) -> Choice:
        """Return the fields of each entry.

        Raises:
            BadRequestError: they do not make sense.
        """
        choice = Choice(
            self.model,
            self.parameters.get("fields", ""),
            details=False,
            is_search=self._is_search,
        )
        check_rich_text_format(self.parameters)
        return choice

    def get_available_fields(self, model: Any, db_fields_only: bool = False) -> list[str]:
        """Return what may be filtered and ordered by. Wagtail's filters ask this."""
        return list(FILTERABLE)

    def get_base_queryset(self) -> PageQuerySet[Any]:
        """Return the pages among which a parent may be. Wagtail's filters ask this."""
        return self._scope.pages()

    def get_root_page(self) -> Any:
        """Return the page that is meant by “root”. Wagtail's filters ask this.

        Raises:
            BadRequestError: no site was asked.
        """
        if self._scope.root_id is None:
            raise BadRequestError("there is no site at this address, and so no root")
        return Page.objects.get(pk=self._scope.root_id)

    def filtered(self, *, with_locale: bool, with_documents: bool = False) -> Any:
        """Return the pages that the filters leave, in order, before any search.

        Args:
            with_locale: whether the language is one of the filters.
            with_documents: whether the pages' documents are read along.

        Raises:
            BadRequestError: a parameter does not make sense.
            Http404: there is no such language.
        """
        pages: Any = self._scope.pages(with_documents=with_documents)
        if self._types:
            pages = pages.type(*self._types)
        if title := self.parameters.get("title"):
            # A row that got past the gate, as loaddata writes it, is not found by its title.
            pages = pages.filter(
                Q(published_document__isnull=True) | Q(published_document__content__title=title)
            )
        for each in FILTERS:
            if each is LocaleFilter and not with_locale:
                continue
            try:
                pages = each().filter_queryset(self.request, pages, self)
            except ValidationError as error:
                raise BadRequestError(f"field filter error. {' '.join(error.messages)}") from error
        return pages


class _Found:
    """The ids that were found, in the form in which Wagtail's pagination counts and cuts."""

    def __init__(self, ids: Sequence[int] | BestIds) -> None:
        self._ids = ids

    def count(self) -> int:
        return len(self._ids)

    def __getitem__(self, part: slice) -> list[int]:
        return list(self._ids[part])


def check_rich_text_format(parameters: QueryDict) -> None:
    """Refuse a form of rich text that there is not; all of them are the same here.

    Raises:
        BadRequestError: there is no such form.
    """
    try:
        APIRichText.resolve_format(parameters.get("rich_text_format"))
    except RichTextFormatError as error:
        raise BadRequestError(str(error)) from error


def list_body(total: int, items: Sequence[str]) -> str:
    """Return the JSON text of a list from those of its entries."""
    return f'{{"meta":{{"total_count":{total}}},"items":[{",".join(items)}]}}'


def _best_of_families(pages: Any, wanted: Wanted) -> list[int]:
    """Return of each page and its translations the one in the best language, in order."""
    rows = list(pages.values_list("pk", "translation_key", "locale__language_code"))
    rank = {code: place for place, code in enumerate(wanted.in_order)}
    best: dict[Any, int] = {}
    for _pk, key, language in rows:
        if language in rank:
            best[key] = min(best.get(key, len(rank)), rank[language])
    return [pk for pk, key, language in rows if language in rank and rank[language] == best[key]]


def asked_types(parameters: QueryDict) -> Types:
    """Return the page types of ``?type=``, none where all are asked for.

    Raises:
        BadRequestError: there is no such type.
    """
    names = parameters.get("type")
    try:
        return tuple(page_models_from_string(names)) if names else ()
    except (LookupError, ValueError) as error:
        raise BadRequestError("type doesn't exist") from error
