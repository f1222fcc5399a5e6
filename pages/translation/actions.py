"""What a translator can do with a translation: save it as a draft, and hand it to medical review.

Neither ever changes what is public. wagtail-localize's own ``save_target`` writes the row of the
target page even when it is live; here a live row is left alone and only a revision is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.models import Page, WorkflowState
from wagtail_localize.models import StringTranslation, TranslationLog

from pages import ledger
from pages.publishing import Stage, SubmissionRefused, require
from pages.publishing.locks import lock_page
from pages.publishing.recorded import on_record
from pages.review.fingerprints import fingerprint
from pages.review.submissions import SUBMISSION_REFUSED
from pages.translation.sources import SUBMITTED, synced_source_fingerprint

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser
    from wagtail.models import Revision
    from wagtail_localize.models import Translation


def translated_draft(translation: Translation) -> Any:
    """Return the target page with the translations on file, not saved.

    Segments without a usable translation show the source's text; the checks find them.
    """
    draft = translation.source.get_ephemeral_translated_instance(
        translation.target_locale, fallback=True
    )
    slug = slugify(draft.slug) or slugify(draft.title) or str(draft.pk)
    draft.slug = find_available_slug(draft.get_parent(), slug, ignore_page_id=draft.pk)
    return draft


def record_errors(translation: Translation, error: ValidationError) -> None:
    """Write a page's validation errors beside the segments that they are about.

    The editor shows them there, the checks block them, and the page falls back to the source's
    text in their place. Errors in fields that are not translated belong to the source page and
    are left out.
    """
    fields = getattr(error, "error_dict", {})
    for recorded in StringTranslation.objects.filter(
        context__object_id=translation.source.object_id,
        context__path__in=fields,
        locale_id=translation.target_locale_id,
    ).select_related("context"):
        recorded.set_field_error(fields[recorded.context.path])


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveDraft:
    """Save the translations on file as the latest draft of the target page.

    The row of a live page is not touched: what the public reads stays as it was signed.
    """

    translation: Translation
    user: AbstractBaseUser | None

    def check(self, page: Page) -> None:
        """Refuse with words while somebody else holds the page.

        Raises:
            SubmissionRefused: the page is in review, locked or scheduled.
        """
        if self.user is None:
            return
        lock = page.get_lock()
        # The review's own lock lets reviewers through, who sign and do not write.
        if page.workflow_in_progress or (lock is not None and lock.for_user(self.user)):
            raise SubmissionRefused(
                message=_(
                    "The draft was not saved, because the page is locked or in review. Your "
                    "translations are kept; save again when the review is over."
                )
            )

    @transaction.atomic
    def execute(self) -> Revision:
        """Save the draft and return its revision."""
        lock_page(self.translation.get_target_instance().pk)
        target = self.translation.get_target_instance()
        self.check(target)
        draft = translated_draft(self.translation)
        try:
            draft.full_clean()
        except ValidationError as error:
            record_errors(self.translation, error)
            draft = translated_draft(self.translation)
        if not target.live:
            draft.save(clean=False)
        revision: Revision = draft.save_revision(
            user=self.user, log_action=True, clean=False, previous_revision=target.latest_revision
        )
        TranslationLog.objects.create(
            source=self.translation.source,
            locale=self.translation.target_locale,
            revision=revision,
        )
        return revision


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitForReview:
    """Save the draft and hand it to the page's medical review."""

    translation: Translation
    user: AbstractBaseUser | None

    def check(self, page: Page) -> None:
        """Refuse with words unless this draft can go into review now.

        Args:
            page: the draft, as it would be reviewed.

        Raises:
            SubmissionRefused: it is in review already, has no review to go to, or is not complete.
        """
        if page.workflow_in_progress:
            raise SubmissionRefused(message=_("This page is in medical review already."))
        if page.get_workflow() is None:
            raise SubmissionRefused(
                message=_(
                    "No review is set up for this part of the site. The draft is kept; ask an "
                    "administrator to assign the medical review workflow to it."
                )
            )
        with on_record(page, action=SUBMISSION_REFUSED, actor=self.user):
            require(page, stage=Stage.SUBMISSION)

    def execute(self) -> WorkflowState:
        """Submit, or resume the review of a page that was sent back.

        The draft is saved first and stays saved when the submission is refused.

        Raises:
            SubmissionRefused: see `check`; what the translator wrote is kept.
        """
        draft = SaveDraft(translation=self.translation, user=self.user).execute().as_object()
        with transaction.atomic():
            # Somebody may have submitted it in between: it is looked at again, and then held.
            lock_page(draft.pk)
            self.check(draft)
            state: WorkflowState | None = draft.current_workflow_state
            if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
                state.resume(user=self.user)
            else:
                state = draft.get_workflow().start(draft, self.user)
            ledger.record(
                action=SUBMITTED,
                page=draft,
                actor=self.user,
                fingerprint=fingerprint(draft),
                data={
                    "source_language": self.translation.source.locale.language_code,
                    "source_fingerprint": synced_source_fingerprint(self.translation),
                },
            )
        return state


def save_draft(*, translation: Translation, user: AbstractBaseUser | None) -> Revision:
    """Save the translations on file as a draft; see `SaveDraft`."""
    return SaveDraft(translation=translation, user=user).execute()


def submit_for_review(*, translation: Translation, user: AbstractBaseUser | None) -> WorkflowState:
    """Save the draft and hand it to medical review; see `SubmitForReview`."""
    return SubmitForReview(translation=translation, user=user).execute()
