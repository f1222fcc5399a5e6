"""Which therapies may be called a possible treatment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

APPROVED: Final = frozenset({"approved", "cleared", "authorised", "registered"})
"""What a regulator says of a therapy that may be offered. ``off_label`` is not among them: the
approval is for another use."""


def is_approved(regulatory_status: Iterable[Mapping[str, Any]] | None) -> bool:
    """Tell whether a procedure is approved wherever its page says how it stands.

    One place where it is investigational, off-label or not approved suffices for a no: search
    engines show the same words everywhere. So does a page that says nothing.

    Args:
        regulatory_status: the blocks of the procedure's signed document.
    """
    statuses = [block["value"].get("status") for block in regulatory_status or ()]
    return bool(statuses) and all(status in APPROVED for status in statuses)
