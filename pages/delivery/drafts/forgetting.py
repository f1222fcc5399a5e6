"""Forgetting previews whose time is over: nothing of an expired draft stays behind."""

from __future__ import annotations

import datetime

from pages.delivery.drafts.models import DraftPreview


def forget_expired(*, now: datetime.datetime) -> int:
    """Delete the previews that open nothing any more, and return how many there were."""
    deleted, _ = DraftPreview.objects.filter(expires_at__lte=now).delete()
    return deleted
