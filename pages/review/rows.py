"""Wagtail's own rows of a review: taken with their page, begun once, and never brought back.

Wagtail reads a review, decides, and writes it, without looking whether somebody else has answered
in between: a review could be signed and cancelled, or begun twice. The receivers here look again,
with the page in hand. `whole` makes one transaction of what Wagtail does in several.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import connection, transaction
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState

from pages.publishing import PublicationRefused, SubmissionRefused, is_reviewed
from pages.publishing.locks import PageDeleted, lock_page
from pages.review.models import Approval

if TYPE_CHECKING:
    from wagtail.models import Page, Revision

REVIEWS_OVER: Final = frozenset({WorkflowState.STATUS_APPROVED, WorkflowState.STATUS_CANCELLED})
TASKS_OVER: Final = frozenset(
    {TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED, TaskState.STATUS_CANCELLED}
)


class ReviewOver(PublicationRefused):
    """Raised where a review is answered that has been answered by somebody else."""

    def _sentence(self) -> str:
        return _("This review is already over. Reload the page to see how it ended.")


class AlreadyInReview(SubmissionRefused):
    """Raised where a page is submitted that is in review."""

    def _sentence(self) -> str:
        return _("This page is in medical review already.")


def page_in_review(task_state: TaskState) -> Page:
    """Return the stored page that a review is about.

    Raises:
        PageDeleted: it is gone, and its review with it.
    """
    state = WorkflowState.objects.filter(pk=task_state.workflow_state_id).first()
    page: Page | None = state.content_object if state is not None else None
    if page is None:
        raise PageDeleted()
    task_state.workflow_state = state
    return page


def is_on_record(revision: Revision) -> bool:
    """Tell whether a revision is one that somebody has submitted or signed."""
    return (
        TaskState.objects.filter(revision_id=revision.pk).exists()
        or Approval.objects.filter(revision_id=revision.pk).exists()
    )


def before_workflow_state_saved(
    sender: Any, instance: WorkflowState, raw: bool = False, **kwargs: Any
) -> None:
    """Let one review of a page begin at a time, and none go on that is over. For ``pre_save``.

    Raises:
        AlreadyInReview: another review of the page has begun.
        ReviewOver: it has ended otherwise, or is in another reviewer's hands.
        PageDeleted: the page is gone.
    """
    if raw or not _is_of_reviewed_page(instance):
        return
    _take_page_of(instance)
    if instance._state.adding:
        active = WorkflowState.objects.active().filter(
            base_content_type=instance.base_content_type, object_id=instance.object_id
        )
        if active.exists():
            raise AlreadyInReview()
        return
    stored = WorkflowState.objects.get(pk=instance.pk)
    if stored.status in REVIEWS_OVER and instance.status != stored.status:
        raise ReviewOver()
    # Wagtail drops the task of a review that was sent back in order to begin it again.
    begins_again = instance.current_task_state_id is None and stored.current_task_state_id
    if begins_again and stored.status == WorkflowState.STATUS_IN_PROGRESS:
        raise AlreadyInReview()


def before_task_state_saved(
    sender: Any, instance: TaskState, raw: bool = False, **kwargs: Any
) -> None:
    """Keep how a task of a review has ended. For ``pre_save``.

    Raises:
        ReviewOver: it has ended otherwise.
        PageDeleted: the page is gone.
    """
    if raw or not _is_of_reviewed_page(instance.workflow_state):
        return
    _take_page_of(instance.workflow_state)
    stored = TaskState.objects.filter(pk=instance.pk).values_list("status", flat=True).first()
    if stored in TASKS_OVER and instance.status != stored:
        raise ReviewOver()


def _is_of_reviewed_page(state: WorkflowState) -> bool:
    return is_reviewed(state.content_type.model_class())


def _take_page_of(state: WorkflowState) -> None:
    # Outside of a transaction nothing can be held: Wagtail's single statements go on as they are.
    if connection.in_atomic_block:
        lock_page(state.object_id)


def whole(state: WorkflowState) -> WorkflowState:
    """Return a review whose ``cancel`` and ``resume`` are one transaction each.

    Wagtail's are several. A refusal in the middle, or the end of the process, would leave a review
    that is in progress and in nobody's hands.
    """
    state.cancel = transaction.atomic(state.cancel)
    state.resume = transaction.atomic(state.resume)
    return state
