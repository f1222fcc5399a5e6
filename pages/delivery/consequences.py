"""What follows outside the site from a change of what the public reads: caches and webhooks.

Both leave through the outbox, in the transaction in which the change is made or settled.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from pages.delivery.addresses import api_path, site_path
from pages.delivery.purging import put_purge
from pages.delivery.serving.answering import ABOUT_MANY, ABOUT_SITE
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
    """Have caches forget what they have of pages, every list, and menus, which name pages."""
    ids = sorted(page_ids)
    around = (api_path("listing"), site_path())
    for start in range(0, max(len(ids), 1), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        details = [api_path("detail", page_id) for page_id in some]
        put_purge(
            paths=[path for path in (*around, *details) if path],
            keys=[ABOUT_MANY, *(f"page-{page_id}" for page_id in some)],
        )


def after_profile_changed(sender: type[Any], **kwargs: Any) -> None:
    """Have caches forget a site's menus and contact. For ``post_save`` and ``post_delete``."""
    put_purge(paths=[path for path in (site_path(),) if path], keys=[ABOUT_SITE])
