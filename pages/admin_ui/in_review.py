"""What the screens of one review have in common: the review, its page, and who is let in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages
from wagtail.models import TaskState

from pages.publishing.locks import PageDeleted
from pages.review.rows import page_in_review
from pages.review.rules import not_a_reviewer
from pages.review.task import MedicalReviewTask

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Page


class InReviewView(View):
    """A view of a review in progress, for those who may answer it.

    Attributes:
        task_state: the review.
        task: the medical review task.
        stored: the page as its row has it.
        draft: the page with the content under review.
    """

    task_state: Any
    task: MedicalReviewTask
    stored: Page
    draft: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find the review and let reviewers in, and nobody else."""
        self.task_state = get_object_or_404(TaskState, pk=kwargs["task_state_id"]).specific
        task = self.task_state.task.specific
        if not isinstance(task, MedicalReviewTask):
            raise PermissionDenied
        self.task = task
        if not self.task.is_reviewer(request.user):
            messages.error(request, not_a_reviewer().message)
            return redirect("wagtailadmin_home")
        try:
            self.stored = page_in_review(self.task_state)
            if self.task_state.status != TaskState.STATUS_IN_PROGRESS:
                messages.info(request, _("This review is already over."))
                return redirect("wagtailadmin_pages:history", self.stored.pk)
            self.draft = self.stored.get_latest_revision().as_object()
            return super().dispatch(request, *args, **kwargs)
        except PageDeleted as gone:
            messages.error(request, str(gone))
            return redirect("pages_review:queue")
