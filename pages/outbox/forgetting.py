"""Forgetting messages that were done with long ago: what was sent is not kept for ever."""

from __future__ import annotations

import datetime
from typing import Final

from django.db.models import Q

from pages.outbox.models import OutboxMessage

AT_ONCE: Final = 1_000
"""Messages that one call deletes at most, so that none holds the table for long."""


def forget_done(*, now: datetime.datetime, days: int | None) -> int:
    """Delete messages that were delivered or given up some days ago, and what hangs on them.

    Returns:
        How many there were; what is left is for the next call.

    Args:
        now: the moment of asking.
        days: how long they are kept; None for ever.
    """
    if days is None:
        return 0
    long_ago = now - datetime.timedelta(days=days)
    done = OutboxMessage.objects.filter(Q(delivered_at__lt=long_ago) | Q(failed_at__lt=long_ago))
    ids = list(done.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    OutboxMessage.objects.filter(pk__in=ids).delete()
    return len(ids)
