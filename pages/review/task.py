"""The workflow task in which a medical reviewer signs, and in which alone approvals are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import AbstractGroupApprovalTask, TaskState

from pages.publishing import Stage, is_reviewed, require
from pages.publishing.recorded import on_record, write_down_overridden
from pages.review.actions import Reject, Sign
from pages.review.forms import SendBackForm, SignatureForm
from pages.review.overrides import as_reasons
from pages.review.rows import page_in_review
from pages.review.signature import SIGNATURE_REFUSED
from pages.review.submissions import SUBMISSION_REFUSED, write_down_submission

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
    from django.db.models import QuerySet
    from django.forms import Form
    from wagtail.models import Page, WorkflowState

    User = AbstractBaseUser | AnonymousUser


class MedicalReviewTask(AbstractGroupApprovalTask):
    """Review by a medical reviewer: signed for one content in one language, or sent back.

    Only members of the task's groups may act. Superusers are no exception, which is why every
    method that Wagtail opens to them is written again here.
    """

    admin_form_fields = AbstractGroupApprovalTask.admin_form_fields

    class Meta:
        verbose_name = gettext_lazy("medical review task")
        verbose_name_plural = gettext_lazy("medical review tasks")

    @classmethod
    def get_description(cls) -> str:
        """Describe the task where an administrator chooses one."""
        return _(
            "A medical reviewer, who is not an author of the page, signs it with their password."
        )

    def is_reviewer(self, user: User | None) -> bool:
        """Tell whether the user belongs to one of the task's groups; nobody does not."""
        if user is None or not user.is_authenticated or not user.is_active:
            return False
        return bool(self._user_in_groups(user))

    def user_can_access_editor(self, obj: Page, user: User) -> bool:
        """Let reviewers open the page while it is in their review."""
        return self.is_reviewer(user)

    def locked_for_user(self, obj: Page, user: User) -> bool:
        """Keep everyone but reviewers from changing what is being reviewed."""
        return not self.is_reviewer(user)

    def user_can_lock(self, obj: Page, user: User) -> bool:
        """Let reviewers lock the page against other reviewers."""
        return self.is_reviewer(user)

    def user_can_unlock(self, obj: Page, user: User) -> bool:
        """Leave unlocking to those who may unlock pages anyway."""
        return False

    def get_actions(self, obj: Page, user: User) -> list[tuple[str, str, bool]]:
        """Return the actions open to this user; each opens a dialog."""
        if not self.is_reviewer(user):
            return []
        return [
            ("reject", _("Send back with comments"), True),
            ("approve", _("Sign and approve"), True),
        ]

    def get_task_states_user_can_moderate(self, user: User, **kwargs: Any) -> QuerySet[TaskState]:
        """Return the reviews that wait for this user."""
        if self.is_reviewer(user):
            return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        return TaskState.objects.none()

    def get_form_for_action(self, action: str) -> type[Form]:
        """Return the form of an action; it needs ``user`` and ``task_state``."""
        return SignatureForm if action == "approve" else SendBackForm

    def get_template_for_action(self, action: str) -> str:
        """Return the dialog of an action."""
        return "pages/review/action_dialog.html"

    def start(self, workflow_state: WorkflowState, user: User | None = None) -> TaskState:
        """Begin a review, unless the page's own content is not ready for one.

        Raises:
            SubmissionRefused: something has to be settled first; the draft is kept.
        """
        page = workflow_state.content_object.get_latest_revision_as_object()
        if not is_reviewed(page):
            other: TaskState = super().start(workflow_state, user=user)
            return other
        actor = user if user is not None and user.is_authenticated else None
        with on_record(page, action=SUBMISSION_REFUSED, actor=actor):
            warnings = require(page, stage=Stage.SUBMISSION)
        task_state: TaskState = super().start(workflow_state, user=user)
        write_down_submission(task_state, page, actor=actor)
        write_down_overridden(
            page,
            warnings,
            stage=Stage.SUBMISSION,
            actor=actor,
            data={"review": task_state.pk},
        )
        return task_state

    def on_action(
        self, task_state: TaskState, user: User | None, action_name: str, **kwargs: Any
    ) -> None:
        """Sign, or send back. This is the authority, whatever screen or code calls it.

        Args:
            task_state: the review, which must be in progress.
            user: who acts.
            action_name: ``"approve"`` or ``"reject"``.
            kwargs: ``comment`` for both; for an approval ``token``, from
                `pages.review.signature.issue_token`, and ``overrides``: reasons, by the keys of
                blockers that are signed in spite of.

        Raises:
            PublicationRefused: with the reason in words; only the refusal is written then.
        """
        page = page_in_review(task_state)
        if action_name == "approve":
            with on_record(
                page,
                action=SIGNATURE_REFUSED,
                actor=user if user is not None and user.is_authenticated else None,
                data={"review": task_state.pk},
            ):
                Sign(task_state=task_state, user=user, task=self).execute(
                    token=kwargs.get("token", ""),
                    comment=kwargs.get("comment", ""),
                    overrides=as_reasons(kwargs.get("overrides")),
                )
        elif action_name == "reject":
            Reject(task_state=task_state, user=user, task=self).execute(
                comment=kwargs.get("comment", "")
            )
        else:
            raise PermissionDenied(_("A medical review knows two answers: sign or send back."))
