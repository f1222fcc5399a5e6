"""Storing the answers of documents, and what they rest on."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils import timezone
from wagtail.models import Page

from pages.delivery.addresses import forget_site_roots
from pages.delivery.models import DocumentDependency, PublishedDocument
from pages.delivery.serving.rendering import circumstances, render
from pages.publishing.passes import holding_passes

if TYPE_CHECKING:
    from pages.delivery.serving.rendering import Rendering

ANSWER_FIELDS = (
    "answer",
    "item",
    "links",
    "answer_hash",
    "answered_at",
    "circumstances",
)


def store_answers(page_ids: Iterable[int]) -> list[int]:
    """Make and store the answers of public pages, in the transaction of whoever calls it.

    The caller holds the pages (`pages.publishing.locks`), so that of two who make the same answer
    the later one knows more.

    Returns:
        The ids of the pages of which the public reads something else than before.
    """
    forget_site_roots()
    rows = list(Page.objects.filter(pk__in=set(page_ids)).select_related("locale").order_by("pk"))
    rendered = render(rows)
    documents = {
        document.page_id: document
        for document in PublishedDocument.objects.filter(page__in=rendered).defer("content")
    }
    changed = [
        page_id for page_id, document in documents.items() if _apply(document, rendered[page_id])
    ]
    if documents:
        approvals = {page_id: document.approval_id for page_id, document in documents.items()}
        with holding_passes(approvals):
            PublishedDocument.objects.bulk_update(documents.values(), ANSWER_FIELDS)
    _store_dependencies(documents, rendered)
    return changed


def answer_hash(answer: str) -> str:
    """Return the SHA-256 (hex) of an answer's text, with what is left open left open."""
    return hashlib.sha256(answer.encode()).hexdigest()


def _apply(document: PublishedDocument, rendering: Rendering) -> bool:
    """Write an answer into a document, unsaved; tell whether it is another than before.

    What was read until now is what is stored, whatever the hash beside it says.
    """
    found = answer_hash(rendering.answer)
    is_same = document.answer_hash == found and _what_is_read(document) == _what_is_read(rendering)
    document.answer, document.item = rendering.answer, rendering.item
    document.links = rendering.links
    document.circumstances = circumstances()
    if is_same:
        return False
    document.answer_hash = found
    document.answered_at = _next_moment(document.answered_at)
    return True


def _what_is_read(made: PublishedDocument | Rendering) -> tuple[str, str, str]:
    return made.answer, made.item, made.links


def _next_moment(last: datetime.datetime | None) -> datetime.datetime:
    """Return the present, or a moment in a later second than the answer before: dates have no more.

    Another machine's clock may be ahead of this one's.
    """
    now = timezone.now()
    return now if last is None else max(now, last + datetime.timedelta(seconds=1))


def _store_dependencies(
    documents: dict[int, PublishedDocument], rendered: dict[int, Rendering]
) -> None:
    owners = {document.pk: page_id for page_id, document in documents.items()}
    stored: dict[int, dict[str, int]] = {pk: {} for pk in owners}
    rows = DocumentDependency.objects.filter(document__in=owners)
    for pk, document_id, target in rows.values_list("pk", "document_id", "target"):
        stored[document_id][target] = pk
    gone = [
        pk
        for document_id, known in stored.items()
        for target, pk in known.items()
        if target not in rendered[owners[document_id]].targets
    ]
    if gone:
        DocumentDependency.objects.filter(pk__in=gone).delete()
    DocumentDependency.objects.bulk_create(
        DocumentDependency(document_id=document_id, target=target)
        for document_id, known in stored.items()
        for target in sorted(rendered[owners[document_id]].targets - known.keys())
    )
