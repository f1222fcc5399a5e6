"""How current a signature is, in one word."""

from __future__ import annotations

import datetime
from typing import Final, Literal

Status = Literal["current", "due", "overdue"]

DUE_SOON: Final = datetime.timedelta(days=30)
"""How long before its end a signature counts as due for renewal."""


def review_status(*, due: datetime.datetime | None, now: datetime.datetime) -> Status:
    """Return whether a review is ``current``, ``due`` within a month, or ``overdue``.

    Args:
        due: when the next review is due; None for never.
        now: the moment of asking.
    """
    if due is None:
        return "current"
    if due <= now:
        return "overdue"
    return "due" if due - now <= DUE_SOON else "current"
