"""Schedules: what is not signed cannot be given a time at which it would go live.

Wagtail's editor builds its publish action itself and skips the checks, so a draft that nobody
signed would be scheduled with a word of success, and refused only when nobody looks.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from pages.publishing.registry import is_reviewed, require
from pages.publishing.verdicts import Stage


def before_revision_saved(
    *, instance: Any, raw: bool, update_fields: Collection[str] | None = None, **kwargs: Any
) -> None:
    """Refuse to give a time to what could not be published now. For ``pre_save`` of a revision.

    Raises:
        PublicationRefused: with everything that stands in the way; the revision stays a draft.
    """
    if raw or not instance.approved_go_live_at:
        return
    if update_fields is not None and "approved_go_live_at" not in update_fields:
        return
    if is_reviewed(instance.content_type.model_class()):
        require(instance.as_object(), stage=Stage.PUBLICATION)
