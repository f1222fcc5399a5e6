"""The two answers of a medical review: signed, or sent back. Each is one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState, WorkflowState

from pages import conf, ledger
from pages.people import answers_for, as_signed, person_for
from pages.publishing import Blocker, PublicationRefused, Stage, require
from pages.publishing.locks import lock_page, lock_what_it_rests_on
from pages.publishing.recorded import write_down_overridden
from pages.review.approvals import source_fingerprint
from pages.review.authorship import author_ids
from pages.review.fingerprints import fingerprint, kept_part, part_digests, row_fingerprint
from pages.review.models import Approval
from pages.review.overrides import check_reasons, record_overrides
from pages.review.rows import ReviewOver, page_in_review
from pages.review.rules import SigningFacts, due_date, refusals
from pages.review.signature import check_token
from pages.review.submissions import submitted_text
from pages.review.wording import signature_meaning

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from pages.people.models import Person
    from pages.review.task import MedicalReviewTask


@dataclass(frozen=True, slots=True)
class Review:
    """A review, read afresh.

    Attributes:
        task_state: the review in Wagtail's workflow.
        revision: the latest draft.
        page: that draft, as it would go live.
        fingerprint: what a signature would cover.
        content_changed: whether the draft is another than the one that was submitted.
    """

    task_state: TaskState
    revision: Any
    page: Any
    fingerprint: str
    content_changed: bool


def read_review(task_state: TaskState) -> Review:
    """Read what is to be signed.

    Raises:
        PageDeleted: the page is gone.
    """
    latest = page_in_review(task_state).get_latest_revision()
    draft = latest.as_object()
    return Review(
        task_state=task_state.specific,
        revision=latest,
        page=draft,
        fingerprint=fingerprint(draft),
        content_changed=row_fingerprint(draft) != submitted_text(task_state),
    )


def lock_review(task_state: TaskState) -> Review:
    """Lock the review, its page and what that rests on, and read what is to be signed.

    Raises:
        ReviewOver: it has been answered.
        PageDeleted: the page is gone.
    """
    page_id = task_state.workflow_state.object_id
    lock_page(page_id)
    state = WorkflowState.objects.select_for_update(no_key=True).get(
        pk=task_state.workflow_state_id
    )
    locked = TaskState.objects.select_for_update(no_key=True).get(pk=task_state.pk)
    if (
        locked.status != TaskState.STATUS_IN_PROGRESS
        or state.status != WorkflowState.STATUS_IN_PROGRESS
    ):
        raise ReviewOver()
    lock_what_it_rests_on(Page.objects.get(pk=page_id).get_latest_revision_as_object())
    return read_review(locked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """Sign the content in review: makes the approval, ends the task, lets the page go live."""

    task_state: TaskState
    user: Any
    task: MedicalReviewTask

    def reasons(self, review: Review, *, authors: set[int]) -> list[Blocker]:
        """Return why this user may not sign this content; empty when they may."""
        return refusals(
            SigningFacts(
                is_reviewer=self.task.is_reviewer(self.user),
                has_person=person_for(self.user) is not None,
                is_author=getattr(self.user, "pk", None) in authors,
                answers_for_language=answers_for(self.user, review.page.locale.language_code),
                language=review.page.locale.get_display_name(),
                content_changed=review.content_changed,
            )
        )

    def check(
        self, review: Review, *, overrides: Mapping[str, str] = MappingProxyType({})
    ) -> tuple[Person, set[int], list[Blocker]]:
        """Refuse with words unless this user may sign this content.

        Returns:
            The user's person record, the ids of the content's authors, and the blockers and
            warnings in spite of which it may be signed.

        Raises:
            PublicationRefused: all reasons at once.
        """
        authors = author_ids(review.page, workflow_state=review.task_state.workflow_state)
        found = self.reasons(review, authors=authors)
        person = person_for(self.user)
        if found or person is None:
            raise PublicationRefused(found, message=" ".join(str(one.message) for one in found))
        passed = require(review.page, stage=Stage.SIGNATURE, overridden=overrides.keys())
        check_reasons(passed, overrides)
        return person, authors, passed

    @transaction.atomic
    def execute(
        self,
        *,
        token: str,
        comment: str = "",
        overrides: Mapping[str, str] = MappingProxyType({}),
    ) -> Approval:
        """Sign. The page goes live with it, unless a further task or a schedule comes first.

        Args:
            token: from `pages.review.signature.issue_token`.
            comment: kept with the approval.
            overrides: by key, why the reviewer signs in spite of a blocker that may be overridden.

        Raises:
            PublicationRefused: with the reason in words; nothing is written then.
        """
        now = timezone.now()
        review = lock_review(self.task_state)
        person, authors, passed = self.check(review, overrides=overrides)
        check_token(
            token,
            user=self.user,
            task_state_id=review.task_state.pk,
            fingerprint=review.fingerprint,
        )
        approval = self._approve(review, person=person, authors=authors, comment=comment, now=now)
        facts = {"review": review.task_state.pk, "approval": approval.pk}
        record_overrides(review.page, passed, overrides, actor=self.user, data=facts)
        write_down_overridden(
            review.page,
            [blocker for blocker in passed if not blocker.blocks],
            stage=Stage.SIGNATURE,
            actor=self.user,
            data=facts,
        )
        ledger.record(
            action="review.signed",
            page=review.page,
            actor=self.user,
            fingerprint=review.fingerprint,
            data={
                "approval": approval.pk,
                "meaning": approval.meaning,
                "comment": comment,
                "record": approval.record(),
                "parts": part_digests(review.page),
            },
            now=now,
        )
        review.task_state.approve(user=self.user, comment=comment)
        return approval

    def _approve(
        self,
        review: Review,
        *,
        person: Person,
        authors: set[int],
        comment: str,
        now: datetime.datetime,
    ) -> Approval:
        page = review.page
        months = conf.review_months().get(page._meta.label)
        approval = Approval(
            page_id=page.pk,
            language_code=page.locale.language_code,
            fingerprint=review.fingerprint,
            row_fingerprint=row_fingerprint(page),
            source_fingerprint=source_fingerprint(page),
            revision=review.revision,
            task_state_id=review.task_state.pk,
            reviewer=self.user,
            person=person,
            **as_signed(person, language=page.locale.language_code),
            meaning=signature_meaning(page),
            comment=comment,
            author_ids=sorted(authors),
            disclaimer_versions=kept_part("disclaimer_versions", page, default=[]),
            translators=kept_part("translators", page, default={}),
            signed_at=now,
            expires_at=due_date(now, months=months) if months else None,
        )
        approval.save(force_insert=True)
        return approval


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """Send the content in review back to its authors, with comments."""

    task_state: TaskState
    user: Any
    task: MedicalReviewTask

    @transaction.atomic
    def execute(self, *, comment: str) -> None:
        """End the review without a signature.

        Raises:
            PublicationRefused: the user is no reviewer, the review is over, or no comment says
                what to change.
        """
        review = lock_review(self.task_state)
        if not self.task.is_reviewer(self.user):
            raise PublicationRefused(
                message=_("Only members of the medical reviewers' group can send a page back.")
            )
        if not comment.strip():
            raise PublicationRefused(
                message=_("Write in a comment what has to change before you can sign.")
            )
        ledger.record(
            action="review.sent_back",
            page=review.page,
            actor=self.user,
            fingerprint=review.fingerprint,
            data={"comment": comment, "review": review.task_state.pk},
        )
        review.task_state.reject(user=self.user, comment=comment)
