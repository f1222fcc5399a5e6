"""Keeping the search's index as the documents are, in the transaction in which these change.

Wagtail would do it by signals, which bulk updates do not send, and in a task, which may run later:
a page must not be found by what it said before.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from wagtail.search.backends import get_search_backends

from pages.delivery.models import PublishedDocument
from pages.delivery.search.models import SearchEntry

BATCH: Final = 100


def index_documents(documents: Iterable[PublishedDocument]) -> None:
    """Index documents by what they say now. Belongs into the transaction that writes them.

    Args:
        documents: stored rows whose ``content`` and ``content_hash`` are up to date.
    """
    entries = [SearchEntry.of(document) for document in documents]
    if not entries:
        return
    SearchEntry.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["document"],
        update_fields=["content_hash", "weights", "stored_terms"],
    )
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(SearchEntry, entries)


def keep_index(documents: Iterable[PublishedDocument]) -> None:
    """Let the index stand for documents of which only changed what nobody searches.

    Belongs into the transaction that writes them. One query, whatever the pages hold.
    """
    SearchEntry.objects.filter(pk__in=[document.page_id for document in documents]).update(
        content_hash=Subquery(
            PublishedDocument.objects.filter(page=OuterRef("pk")).values("content_hash")[:1]
        )
    )


def refresh_entries(*, everything: bool = True) -> int:
    """Index documents that are stored already; return how many.

    Args:
        everything: whether those are indexed again that are up to date, as far as their hash says:
            after an upgrade that reads words in another way.
    """
    documents = PublishedDocument.objects.order_by("pk")
    if not everything:
        documents = documents.filter(
            Q(search_entry__isnull=True) | ~Q(search_entry__content_hash=F("content_hash"))
        )
    keys = list(documents.values_list("pk", flat=True))
    indexed = 0
    for start in range(0, len(keys), BATCH):
        with transaction.atomic():
            rows = PublishedDocument.objects.filter(pk__in=keys[start : start + BATCH])
            locked = list(rows.order_by("pk").select_for_update())
            index_documents(locked)
            indexed += len(locked)
    return indexed
