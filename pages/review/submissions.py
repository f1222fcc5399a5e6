"""What was handed to review, as the ledger has it: by whom, and which text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pages import ledger
from pages.ledger.models import LedgerEntry
from pages.review.fingerprints import fingerprint, row_fingerprint

if TYPE_CHECKING:
    from wagtail.models import TaskState

SUBMITTED: Final = "review.submitted"
SUBMISSION_REFUSED: Final = "review.submission_refused"


def write_down_submission(task_state: TaskState, page: Any, *, actor: Any) -> None:
    """Write down that a content was handed to review.

    The text is kept by its fingerprint: Wagtail's editor may write into the very revision that was
    submitted, so that the revision itself could not tell whether it was changed since.
    """
    ledger.record(
        action=SUBMITTED,
        page=page,
        actor=actor,
        fingerprint=fingerprint(page),
        data={"review": task_state.pk, "row_fingerprint": row_fingerprint(page)},
    )


def submitted_text(task_state: TaskState) -> str:
    """Return the fingerprint of the page's own fields as they were submitted for this review."""
    entry = (
        LedgerEntry.objects.filter(
            action=SUBMITTED,
            page_id=task_state.workflow_state.object_id,
            data__review=task_state.pk,
        )
        .order_by("-id")
        .first()
    )
    kept = entry.data.get("row_fingerprint") if entry is not None else None
    return kept or row_fingerprint(task_state.revision.as_object())
