"""What Wagtail does at the end of the workflow: publish what was signed, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from wagtail.workflows import publish_workflow_state

from pages.publishing import PublicationRefused, is_reviewed

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser
    from wagtail.models import WorkflowState

    Hold = Callable[[int], bool]

_holds: list[Hold] = []


def register_hold(hold: Hold) -> None:
    """Add what may keep signed content waiting, and sees to its publication then.

    ``hold(page_id)`` is asked at the end of a review, in its transaction, with the page locked.
    """
    if hold not in _holds:
        _holds.append(hold)


def publish_signed_revision(
    workflow_state: WorkflowState, user: AbstractBaseUser | None = None
) -> None:
    """Publish, or schedule, the revision that was signed in this workflow.

    Content that something else holds, such as a release, goes on waiting. The action is named by
    ``WAGTAIL_FINISH_WORKFLOW_ACTION``, since Wagtail's own action publishes the
    latest revision, whoever wrote it. Objects that need no medical review are published as usual.

    Raises:
        PublicationRefused: nothing was signed in this workflow.
    """
    # Wagtail imports this module while it loads its own models, before ours can be.
    from pages.review.models import Approval  # noqa: PLC0415

    # Wagtail hands a page over as its base model.
    content_object = workflow_state.content_object
    if not is_reviewed(getattr(content_object, "specific_class", content_object)):
        publish_workflow_state(workflow_state, user=user)
        return
    approval = (
        Approval.objects.filter(task_state__workflow_state=workflow_state).order_by("-id").first()
    )
    if approval is None or approval.revision is None:
        raise PublicationRefused()
    if any(hold(approval.page_id) for hold in _holds):
        return
    approval.revision.publish(user=user, skip_permission_checks=True)
