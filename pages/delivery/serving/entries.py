"""Reading the stored answers of pages: one query for however many, exactly what is public now."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Exists, OuterRef, Q

from pages.delivery.feed import targets
from pages.delivery.models import DocumentDependency, PublicChange
from pages.delivery.serving.rendering import circumstances, render
from pages.delivery.serving.storing import answer_hash
from pages.delivery.visibility import public_pages

if TYPE_CHECKING:
    from wagtail.models import Page
    from wagtail.query import PageQuerySet


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
        changed_at: when the answer last became another; None if that is not on record.
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


def read_entries(page_ids: Collection[int]) -> dict[int, Entry]:
    """Return the answers about those of these pages that are public, by id."""
    rows = list(_rows().filter(pk__in=page_ids))
    present = circumstances()
    found: dict[int, Entry] = {}
    unmade: list[Page] = []
    for row in rows:
        document = _document(row)
        if document is None or row.is_outdated or document.circumstances != present:
            unmade.append(row)
            continue
        found[row.pk] = Entry(
            page_id=row.pk,
            page_type=_type(row),
            language=row.locale.language_code,
            path=row.path,
            answer=document.answer,
            item=document.item,
            links=document.links,
            due=document.approval.expires_at,
            changed_at=document.answered_at,
            targets=(targets.page(row.pk), targets.family(row.translation_key)),
        )
    return found | _made_now(unmade)


def _made_now(pages: list[Page]) -> dict[int, Entry]:
    """Return answers that are not stored: of pages without review, and where there was a change."""
    found = {}
    rendered = render(pages) if pages else {}
    for page in pages:
        if page.pk not in rendered:  # withdrawn in this moment
            continue
        made, document = rendered[page.pk], _document(page)
        is_unchanged = document is not None and document.answer_hash == answer_hash(made)
        found[page.pk] = Entry(
            page_id=page.pk,
            page_type=_type(page),
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


def _rows() -> PageQuerySet[Any]:
    waiting = PublicChange.objects.filter(is_settled=False).filter(
        Q(target=targets.EVERYTHING)
        | Q(
            target__in=DocumentDependency.objects.filter(
                document=OuterRef(OuterRef("published_document"))
            ).values("target")
        )
    )
    rows: PageQuerySet[Any] = (
        public_pages()
        .select_related("locale", "published_document__approval")
        .defer("published_document__content")
        .annotate(is_outdated=Exists(waiting))
        .order_by()
    )
    return rows


def _document(page: Any) -> Any:
    try:
        return page.published_document
    except ObjectDoesNotExist:
        return None


def _type(page: Any) -> str:
    return str((page.specific_class or type(page))._meta.label)
