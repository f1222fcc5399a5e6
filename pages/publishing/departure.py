"""Leaving the public by the base model: Wagtail now and then unpublishes a page as a plain `Page`.

Its bulk of pages that have expired, its API and aliases do so; `ReviewedPage.save()`, which tells
everybody that a page has left the public, is not called then. These receivers of the base model's
own saves do, in the transaction that Wagtail opens for them.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import connection
from django.utils import timezone

from pages.publishing.gate import announce_departure
from pages.publishing.locks import lock_pages
from pages.publishing.registry import is_reviewed

_LEAVES = "_firma_leaves_the_public"


def before_plain_page_saved(
    sender: Any,
    instance: Any,
    raw: bool = False,
    update_fields: Collection[str] | None = None,
    **kwargs: Any,
) -> None:
    """Notice that a public page of a reviewed type is about to be taken off the public."""
    may_leave = (
        not raw
        and not instance._state.adding
        and not instance.live
        and (update_fields is None or "live" in update_fields)
        and is_reviewed(instance.specific_class)
    )
    if may_leave and connection.in_atomic_block:
        lock_pages([instance.pk])
    leaves = may_leave and sender._base_manager.filter(pk=instance.pk, live=True).exists()
    setattr(instance, _LEAVES, leaves)


def after_plain_page_saved(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Tell everybody who has to act on it."""
    if getattr(instance, _LEAVES, False):
        setattr(instance, _LEAVES, False)
        page = instance.specific_class.objects.get(pk=instance.pk)
        announce_departure(page, now=timezone.now(), reason="unpublished")
