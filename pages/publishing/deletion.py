"""Deleting a page: allowed also while it is live, and written down as its leaving the public."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from pages.publishing.gate import announce_departure
from pages.publishing.models import GatePass


def before_page_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Let a page be deleted, with its inline children, although it is live."""
    GatePass.objects.create(page_id=instance.pk, purpose="deletion")
    if instance.live:
        announce_departure(instance, now=timezone.now(), reason="deleted")


def after_page_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Take the pass for a deletion back."""
    GatePass.objects.filter(page_id=instance.pk, purpose="deletion").delete()
