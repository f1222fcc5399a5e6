"""Who may take a page back out of review."""

from __future__ import annotations

from typing import Any

from wagtail.models import WorkflowState


def may_cancel(state: WorkflowState | None, *, user: Any) -> bool:
    """Tell whether the user may end this review without an answer.

    That is for who asked for it, for the page's owner, and for a superuser: the two others may be
    away. A reviewer answers, and says why. Nobody may while somebody else has locked the page.
    """
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        return False
    page: Any = state.content_object
    if page.locked and page.locked_by_id != user.pk:
        return False
    return user.is_superuser or user.pk in (state.requested_by_id, page.owner_id)
