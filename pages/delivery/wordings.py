"""What public documents show of disclaimers, and changing it when a wording is signed.

A disclaimer's wording has a signature of its own, so a newly signed one comes to the public at once
and without a new signature of the pages: only that part of their documents changes. It is done in
steps of `BATCH` pages with five queries each, whatever the pages hold.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from pages.delivery.documents import content_hash, public_disclaimers
from pages.delivery.feed.settling import settle_after_commit
from pages.delivery.models import PublishedDocument
from pages.delivery.search.indexing import keep_index
from pages.delivery.visibility import active_documents
from pages.publishing.passes import holding_passes

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from pages.disclaimers.wording import Wording

BATCH: Final = 100


def pages_showing(key: str, *, language: str) -> list[tuple[int, str]]:
    """Return id and title of the public pages in a language that carry a disclaimer, by title."""
    rows = _narrowed(key, language).values_list("page_id", "content__title", "content__disclaimers")
    found = [(page_id, str(title)) for page_id, title, shown in rows if _carries(shown, key)]
    return sorted(found, key=lambda one: (one[1].casefold(), one[0]))


def show_signed_wording(wording: Wording, now: datetime.datetime) -> list[int]:
    """Put a wording that was just signed before the public, wherever the disclaimer stands.

    An effect of its signature, in the same transaction.

    Returns:
        The ids of the pages whose document changed.
    """
    [shown] = public_disclaimers([wording])
    changed: list[int] = []
    for batch in _locked_batches(wording.key, wording.language):
        carrying = [
            document for document in batch if _carries(document.content["disclaimers"], wording.key)
        ]
        for document in carrying:
            document.content["disclaimers"] = [
                shown if entry["key"] == wording.key else entry
                for entry in document.content["disclaimers"]
            ]
            document.content_hash = content_hash(document.content)
        with holding_passes({one.page_id: one.approval_id for one in carrying}):
            PublishedDocument.objects.bulk_update(carrying, ["content", "content_hash"])
        # Disclaimers stand on every page and are not searched.
        keep_index(carrying)
        changed += [document.page_id for document in carrying]
    settle_after_commit()
    return changed


def _locked_batches(key: str, language: str) -> Iterator[list[PublishedDocument]]:
    """Yield the documents that may carry a disclaimer, locked, in the order of their pages.

    Everybody who locks several does it in this order. A document whose approval was withdrawn
    meanwhile is gone by the time that it is locked.
    """
    last = 0
    while True:
        rows = _narrowed(key, language).filter(page_id__gt=last).order_by("page_id")
        batch = list(rows.select_for_update(of=("self",))[:BATCH])
        if batch:
            yield batch
            last = batch[-1].page_id
        if len(batch) < BATCH:
            return


def _narrowed(key: str, language: str) -> QuerySet[PublishedDocument]:
    # The database narrows by text, which is all that both of ours can do with a list of objects.
    return active_documents().filter(locale=language, content__disclaimers__icontains=f'"{key}"')


def _carries(shown: Any, key: str) -> bool:
    return any(entry["key"] == key for entry in shown)
