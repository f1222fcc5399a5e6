"""Reading the stored answers of pages: one query for however many, exactly what is public now."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.utils.dateparse import parse_datetime
from wagtail.models import Page

from pages.delivery.feed import targets
from pages.delivery.models import DocumentDependency, PublicChange
from pages.delivery.parameters import HIGHEST
from pages.delivery.serving.rendering import changed_by_itself, circumstances, render
from pages.delivery.serving.storing import answer_hash
from pages.delivery.statements import (
    SIZES,
    Statement,
    asked,
    placeholders,
    size_for,
    written,
    written_once,
)
from pages.delivery.visibility import public_pages_with_documents

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet

ONE_SECOND: Final = datetime.timedelta(seconds=1)
"""What dates of HTTP are told apart by."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the API says of one public page, as it is stored, or as it was made just now.

    Attributes:
        page_id: the page.
        page_type: the label of its type.
        language: code of its language.
        path: its place in Wagtail's tree, to tell which site it belongs to.
        answer: everything, as JSON text with what is left open (see `rendering`).
        item: its entry in lists, likewise.
        links: its ``Link`` header.
        due: when its next review is due, or None.
        changed_at: when what is stored last became another; None if that is not on record.
        targets: what makes this out of date; None where any change may.
    """

    page_id: int
    page_type: str
    language: str
    path: str
    answer: str
    item: str
    links: str
    due: datetime.datetime | None
    changed_at: datetime.datetime | None
    targets: tuple[str, ...] | None

    def dated(self, *, now: datetime.datetime) -> Dated:
        """Return when what is answered at a moment last became another.

        Two answers of one second have the same date, and who holds the first would be told that it
        is still the answer. So there is none until that second is over (RFC 9110, section 8.8.2.2).
        """
        if self.changed_at is None:
            return Dated(None)
        last = max(self.changed_at, changed_by_itself(due=self.due, now=now) or self.changed_at)
        is_told_apart = last.replace(microsecond=0) + ONE_SECOND
        return Dated(last) if now >= is_told_apart else Dated(None, until=is_told_apart)


class Dated(NamedTuple):
    """When an answer last became another, as far as that may be said.

    Attributes:
        changed_at: the moment; None if it is not on record, or was just now.
        until: when it can be said; None for never, or if it is.
    """

    changed_at: datetime.datetime | None
    until: datetime.datetime | None = None


def read_entries(page_ids: Collection[int]) -> dict[int, Entry]:
    """Return the answers about those of these pages that are public, by id."""
    # No page has a higher number, and no database can be asked for one.
    rows = _read(sorted({page_id for page_id in page_ids if page_id <= HIGHEST}))
    found = stored_entries(rows)
    return found | _made_now([row.page_id for row in rows if row.page_id not in found])


def stored_entries(rows: Iterable[Row]) -> dict[int, Entry]:
    """Return the stored answers of public pages by id, without those that are out of date."""
    present = circumstances()
    return {
        row.page_id: Entry(
            page_id=row.page_id,
            page_type=_label(row.type_id),
            language=row.language,
            path=row.path,
            answer=row.answer,
            item=row.item,
            links=row.links,
            due=row.due,
            changed_at=row.changed_at,
            targets=(targets.page(row.page_id), targets.family(row.key)),
        )
        for row in rows
        if row.circumstances == present and not row.is_outdated
    }


class Row(NamedTuple):
    """What is read of a public page: all but the first six are None where nothing is stored."""

    page_id: int
    type_id: int
    path: str
    key: UUID
    language: str
    is_outdated: bool
    circumstances: str | None
    answer: str
    item: str
    links: str
    due: datetime.datetime | None
    changed_at: datetime.datetime | None


COLUMNS: Final = (
    "pk",
    "content_type_id",
    "path",
    "translation_key",
    "locale__language_code",
    "is_outdated",
    "published_document__circumstances",
    "published_document__answer",
    "published_document__item",
    "published_document__links",
    "published_document__approval__expires_at",
    "published_document__answered_at",
)


def with_stored_answers(pages: PageQuerySet[Any]) -> PageQuerySet[Any]:
    """Have some pages read with `COLUMNS`. Whether they are public is not asked here."""
    waiting = PublicChange.objects.filter(is_settled=False).filter(
        Q(target=targets.EVERYTHING)
        | Q(
            target__in=DocumentDependency.objects.filter(
                document=OuterRef(OuterRef("published_document"))
            ).values("target")
        )
    )
    found: PageQuerySet[Any] = pages.annotate(is_outdated=Exists(waiting))
    return found


def _read(page_ids: Sequence[int]) -> list[Row]:
    rows: list[Row] = []
    for start in range(0, len(page_ids), SIZES[-1]):
        some = page_ids[start : start + SIZES[-1]]
        statement = _statement(connection.alias, size_for(len(some)))
        if statement is not None:
            rows += map(row_of, asked(statement, some, using=connection.alias))
    return rows


@written_once(most=len(SIZES) * 4)
def _statement(alias: str, size: int) -> Statement | None:
    pages = public_pages_with_documents().filter(pk__in=placeholders(size)).order_by()
    return written(with_stored_answers(pages).values_list(*COLUMNS), using=alias)


def row_of(values: Sequence[Any]) -> Row:
    """Return a row of `COLUMNS` as PostgreSQL gives it; SQLite has texts for what is none."""
    row = Row(*values)
    if connection.vendor == "postgresql":
        return row
    return row._replace(
        key=as_uuid(row.key),
        is_outdated=bool(row.is_outdated),
        due=row.due and _moment(row.due),
        changed_at=row.changed_at and _moment(row.changed_at),
    )


def as_uuid(value: Any) -> UUID:
    """Return a translation key as SQLite keeps it, as a text, or as PostgreSQL gives it."""
    return value if isinstance(value, UUID) else UUID(value)


def _moment(value: Any) -> datetime.datetime | None:
    """Return a moment as SQLite keeps it, in universal time without saying so."""
    found = value if isinstance(value, datetime.datetime) else parse_datetime(str(value))
    return None if found is None else found.replace(tzinfo=found.tzinfo or datetime.UTC)


def _label(type_id: int) -> str:
    model = ContentType.objects.get_for_id(type_id).model_class()
    return str((model or Page)._meta.label)


def _made_now(page_ids: Sequence[int]) -> dict[int, Entry]:
    """Return answers that are not stored: of pages without review, and where there was a change."""
    if not page_ids:
        return {}
    pages = list(
        public_pages_with_documents()
        .filter(pk__in=page_ids)
        .select_related("locale", "published_document")
        .defer("published_document__content")
        .order_by()
    )
    found = {}
    rendered = render(pages)
    for page in pages:
        if page.pk not in rendered:  # withdrawn in this moment
            continue
        made, document = rendered[page.pk], _document(page)
        is_unchanged = document is not None and document.answer_hash == answer_hash(made.answer)
        found[page.pk] = Entry(
            page_id=page.pk,
            page_type=_label(page.content_type_id),
            language=page.locale.language_code,
            path=page.path,
            answer=made.answer,
            item=made.item,
            links=made.links,
            due=made.due,
            changed_at=document.answered_at if document is not None and is_unchanged else None,
            targets=None,
        )
    return found


def _document(page: Any) -> Any:
    try:
        return page.published_document
    except ObjectDoesNotExist:
        return None
