"""Deleting a page: allowed also while it is live, and written down as its leaving the public."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page, Revision, WorkflowState

from pages.publishing.gate import announce_departure
from pages.publishing.locks import lock_pages
from pages.publishing.models import GatePass


def before_page_deleted(sender: Any, instance: Any, origin: Any = None, **kwargs: Any) -> None:
    """Let a page be deleted, with its inline children, although it is live."""
    # All of them at once, in the one order: a deletion takes the pages below with it.
    lock_pages(_deleted_pages(instance, origin))
    GatePass.objects.create(page_id=instance.pk, purpose="deletion")
    # Django has read the rows before, and somebody may have signed since.
    if sender._base_manager.filter(pk=instance.pk, live=True).exists():
        announce_departure(instance, now=timezone.now(), reason="deleted")


def after_page_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Take the pass for a deletion back, and away what was begun since Django read the rows."""
    GatePass.objects.filter(page_id=instance.pk, purpose="deletion").delete()
    for model in (WorkflowState, Revision):
        model.objects.filter(
            base_content_type=instance.get_base_content_type(), object_id=str(instance.pk)
        ).delete()


def _deleted_pages(instance: Any, origin: Any) -> list[Any]:
    if isinstance(origin, QuerySet) and issubclass(origin.model, Page):
        return list(origin.values_list("pk", flat=True))
    return [instance.pk]
