"""Moving a signature in time: the clock of the tests stands still, so the dates move."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from pages.publishing import guards
from pages.review.models import Approval


def days(count: float) -> datetime.timedelta:
    return datetime.timedelta(days=count)


def let_end(approval: Approval, *, after: datetime.timedelta) -> Approval:
    """Make a signature end so long from now; a negative span has it ended already."""
    change(approval, expires_at=timezone.now() + after)
    return approval


def change(approval: Approval, **fields: Any) -> None:
    """Write fields of a signature that nobody may write, with the guards away."""
    with guards.suspended():
        Approval.objects.filter(pk=approval.pk).update(**fields)
    approval.refresh_from_db()
