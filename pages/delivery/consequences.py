"""What follows outside the site from a change of what the public reads: caches and webhooks.

Both leave through the outbox, in the transaction in which the change is made or settled.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pages.delivery.addresses import api_path
from pages.delivery.purging import put_purge
from pages.delivery.serving.answering import ABOUT_MANY
from pages.delivery.webhooks.announcing import announce_updated

AT_ONCE: Final = 500
"""How many pages one message to the caches names."""


def tell_the_world(concerned: set[int], changed: set[int]) -> None:
    """Have caches forget the pages that a change concerns, and tell of those that changed.

    Args:
        concerned: pages of which the public may find something else.
        changed: pages of which the answer is known to be another, without a publication.
    """
    purge_pages(concerned)
    if changed:
        announce_updated(changed)


def purge_pages(page_ids: Iterable[int]) -> None:
    """Have caches forget what they have of pages, and every list."""
    ids = sorted(page_ids)
    listing = api_path("listing")
    for start in range(0, max(len(ids), 1), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        details = [api_path("detail", page_id) for page_id in some]
        put_purge(
            paths=[path for path in (listing, *details) if path],
            keys=[ABOUT_MANY, *(f"page-{page_id}" for page_id in some)],
        )
