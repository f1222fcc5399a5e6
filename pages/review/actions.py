"""The two answers of a medical review: signed, or sent back. Each is one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState

from pages import conf, ledger
from pages.people import answers_for, person_for
from pages.publishing import PublicationRefused, Stage, require
from pages.review.approvals import source_fingerprint
from pages.review.authorship import author_ids
from pages.review.fingerprints import fingerprint, kept_part, row_fingerprint
from pages.review.models import Approval
from pages.review.rules import SigningFacts, due_date, refusals
from pages.review.signature import check_token
from pages.review.wording import signature_meaning

if TYPE_CHECKING:
    import datetime

    from pages.people.models import Person
    from pages.review.task import MedicalReviewTask


@dataclass(frozen=True, slots=True)
class _Review:
    """A review with its rows locked, read afresh."""

    task_state: TaskState
    revision: Any
    page: Any
    """The latest draft, as it would go live."""

    fingerprint: str
    submitted_fingerprint: str


def lock_review(task_state: TaskState) -> _Review:
    """Lock the review and its page and read what is to be signed.

    Raises:
        PublicationRefused: the review is over.
    """
    # Wagtail's saves of the page come first in every other path, so the page is locked first.
    page_id = task_state.workflow_state.object_id
    Page.objects.select_for_update().get(pk=page_id)
    locked = TaskState.objects.select_for_update().get(pk=task_state.pk)
    if locked.status != TaskState.STATUS_IN_PROGRESS:
        raise PublicationRefused(
            message=_("This review is already over. Reload the page to see how it ended.")
        )
    latest = Page.objects.get(pk=page_id).get_latest_revision()
    draft = latest.as_object()
    content = fingerprint(draft)
    return _Review(
        task_state=locked.specific,
        revision=latest,
        page=draft,
        fingerprint=content,
        submitted_fingerprint=(
            content if latest.pk == locked.revision_id else fingerprint(locked.revision.as_object())
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """Sign the content in review: makes the approval, ends the task, lets the page go live."""

    task_state: TaskState
    user: Any
    task: MedicalReviewTask

    def check(self, review: _Review) -> tuple[Person, set[int]]:
        """Refuse with words unless this user may sign this content.

        Returns:
            The user's person record, and the ids of the content's authors.

        Raises:
            PublicationRefused: all reasons at once.
        """
        authors = author_ids(review.page, workflow_state=review.task_state.workflow_state)
        person = person_for(self.user)
        facts = SigningFacts(
            is_reviewer=self.task.is_reviewer(self.user),
            has_person=person is not None,
            is_author=getattr(self.user, "pk", None) in authors,
            answers_for_language=answers_for(self.user, review.page.locale.language_code),
            language=review.page.locale.get_display_name(),
            content_changed=review.fingerprint != review.submitted_fingerprint,
        )
        found = refusals(facts)
        if found or person is None:
            raise PublicationRefused(found, message=" ".join(str(one.message) for one in found))
        require(review.page, stage=Stage.SIGNATURE)
        return person, authors

    @transaction.atomic
    def execute(self, *, token: str, comment: str = "") -> Approval:
        """Sign. The page goes live with it, unless a further task or a schedule comes first.

        Raises:
            PublicationRefused: with the reason in words; nothing is written then.
        """
        now = timezone.now()
        review = lock_review(self.task_state)
        person, authors = self.check(review)
        check_token(
            token,
            user=self.user,
            task_state_id=review.task_state.pk,
            fingerprint=review.fingerprint,
        )
        approval = self._approve(review, person=person, authors=authors, comment=comment, now=now)
        ledger.record(
            action="review.signed",
            page=review.page,
            actor=self.user,
            fingerprint=review.fingerprint,
            data={"approval": approval.pk, "meaning": approval.meaning, "comment": comment},
            now=now,
        )
        review.task_state.approve(user=self.user, comment=comment)
        return approval

    def _approve(
        self,
        review: _Review,
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
            reviewer_name=person.name,
            reviewer_credentials=person.credentials,
            reviewer_licence=" ".join(
                part for part in (person.licence_number, person.licence_authority) if part
            ),
            meaning=signature_meaning(page),
            comment=comment,
            author_ids=sorted(authors),
            disclaimer_versions=kept_part("disclaimer_versions", page, default=[]),
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
