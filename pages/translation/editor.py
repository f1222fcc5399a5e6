"""The translation editor of a reviewed page: the bar above it, and what its buttons do.

wagtail-localize replaces Wagtail's page editor on translated pages and brings no workflow. Its
hook would answer every POST with its own "publish". `before_edit_page` is registered to run before
it: on a reviewed page it shows our own editor (`pages.translation.segment_editor`) with an
`EditorBar` above it, and answers what its buttons post.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState
from wagtail_localize.models import StringSegment

from pages import claims
from pages.publishing import (
    Blocker,
    PublicationRefused,
    Stage,
    SubmissionRefused,
    blockers,
    is_reviewed,
)
from pages.publishing.recorded import write_down
from pages.review.cancelling import may_cancel
from pages.review.rows import whole
from pages.translation.actions import save_draft, submit_for_review, translated_draft
from pages.translation.currency.overview import LanguageState, states_of
from pages.translation.permissions import may_manage
from pages.translation.segment_editor.page import render_editor
from pages.translation.sources import translation_into

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString
    from wagtail.models import Page
    from wagtail_localize.models import Translation

SAVE = "firma-save-draft"
SUBMIT = "firma-submit-for-review"
CANCEL = "firma-cancel-review"
CONVERT = "localize-convert-to-alias"  # localize's own


class EditorBar:
    """What the bar above the translation editor shows to one user. Read lazily, never stored."""

    def __init__(self, *, translation: Translation, page: Page, user: Any) -> None:
        self.translation = translation
        self.page = page
        self.user = user
        self.save_name = SAVE
        self.submit_name = SUBMIT
        self.cancel_name = CANCEL

    @cached_property
    def progress(self) -> tuple[int, int]:
        """Segments in all, and segments with a usable translation."""
        segments, translated = self.translation.get_progress()
        return segments, translated

    @property
    def segments(self) -> int:
        """How many segments the source has."""
        return self.progress[0]

    @property
    def translated(self) -> int:
        """How many segments have a usable translation."""
        return self.progress[1]

    @cached_property
    def blockers(self) -> list[Blocker]:
        """What has to be settled before review, judged on what saving now would make.

        While segments are not translated, the rules about claims would read the source's language
        as if it were the translation's: what they say of it is left out.
        """
        found = blockers(translated_draft(self.translation), stage=Stage.SUBMISSION)
        if not any(one.code == "translation.untranslated" for one in found):
            return found
        return [one for one in found if one.code not in claims.BY_CODE]

    @property
    def blocking(self) -> list[Blocker]:
        """Those of the blockers that prevent a submission."""
        return [blocker for blocker in self.blockers if blocker.blocks]

    @property
    def warnings(self) -> list[Blocker]:
        """Those of the blockers that are only pointed out."""
        return [blocker for blocker in self.blockers if not blocker.blocks]

    @cached_property
    def workflow_state(self) -> WorkflowState | None:
        """The review in progress or sent back, or None."""
        state: WorkflowState | None = self.page.current_workflow_state
        return state

    @property
    def in_review(self) -> bool:
        """Whether the page waits for a medical reviewer."""
        state = self.workflow_state
        return state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS

    @property
    def sent_back(self) -> bool:
        """Whether a reviewer sent the page back."""
        state = self.workflow_state
        return state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES

    @property
    def comment(self) -> str:
        """What the reviewer wrote when sending the page back."""
        state = self.workflow_state
        if not self.sent_back or state is None or state.current_task_state is None:
            return ""
        return str(state.current_task_state.comment)

    @cached_property
    def is_locked(self) -> bool:
        """Whether the user may not save the page now."""
        lock = self.page.get_lock()
        return lock is not None and bool(lock.for_user(self.user))

    @property
    def can_submit(self) -> bool:
        """Whether the user may hand the page to review now."""
        return not self.in_review and not self.is_locked

    @cached_property
    def can_cancel(self) -> bool:
        """Whether the user may take the page back out of review."""
        return may_cancel(self.workflow_state, user=self.user)

    @cached_property
    def state(self) -> LanguageState | None:
        """The state of the translation, but for findings: those are shown beside the segments."""
        states = states_of([self.page], with_findings=False)
        return next(iter(states.get(self.page.pk, [])), None)

    @cached_property
    def has_placeholders(self) -> bool:
        """Whether a segment of the source has a placeholder for a citation or a link."""
        segments = StringSegment.objects.filter(source_id=self.translation.source_id)
        return bool(segments.filter(string__data__contains="<a id=").exists())

    @cached_property
    def review_url(self) -> str:
        """Address of the review, for those who may answer it; empty for everybody else."""
        task = self.page.current_workflow_task
        if task is None or not task.get_actions(self.page, self.user):
            return ""
        return reverse("pages_review:review", args=[self.page.current_workflow_task_state.pk])

    @cached_property
    def source_url(self) -> str:
        """Address of the source page's editor, or empty for those who may not edit it."""
        try:
            source = self.translation.source.get_source_instance()
        except ObjectDoesNotExist:
            return ""
        if not source.permissions_for_user(self.user).can_edit():
            return ""
        return reverse("wagtailadmin_pages:edit", args=[source.pk])

    @cached_property
    def further_actions(self) -> list[tuple[str, str, bool]]:
        """What is rarely needed: label, address, whether the address is posted to."""
        files = reverse("firma_translation:exchange", args=[self.translation.pk])
        actions = [(_("Export or import a file"), files, False)]
        permissions = self.page.permissions_for_user(self.user)
        if permissions.can_unpublish():
            url = reverse("wagtailadmin_pages:unpublish", args=[self.page.pk])
            actions.append((_("Unpublish"), url, False))
        if may_manage(self.user, self.translation):
            url = reverse("wagtail_localize:stop_translation", args=[self.translation.pk])
            actions.append((_("Stop the translation"), url, True))
            if permissions.can_delete():
                url = reverse("wagtailadmin_pages:delete", args=[self.page.pk])
                actions.append((_("Delete"), url, False))
        return actions

    @property
    def preview_url(self) -> str:
        """Address of the preview with the translations on file, or empty without a preview."""
        if not self.page.preview_modes:
            return ""
        return reverse("wagtail_localize:preview_translation", args=[self.translation.pk])

    @property
    def refresh_url(self) -> str:
        """Address that returns the changing part of the bar."""
        return reverse("firma_translation:readiness", args=[self.translation.pk])


def before_edit_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Answer a POST to the translation editor of a reviewed page; prepare the bar otherwise.

    Wagtail has checked by now that the user may edit the page. Pages that are not reviewed, or are
    not the target of a translation, are left to localize and Wagtail.
    """
    if not is_reviewed(page):
        return None
    translation = translation_into(page)
    if translation is None:
        return None
    bar = EditorBar(translation=translation, page=page, user=request.user)
    if request.method != "POST":
        return render_editor(
            request, translation, page, is_read_only=bar.in_review, context={"bar": bar}
        )
    if SUBMIT in request.POST:
        _submit(request, bar)
    elif CANCEL in request.POST:
        _cancel(request, bar)
    elif SAVE in request.POST:
        _save(request, bar)
    elif request.POST.get("action") == "publish":
        _refuse_to_publish(request)
    elif CONVERT in request.POST:
        return None
    else:
        return _refuse_other_form(request, page)
    return redirect("wagtailadmin_pages:edit", page.pk)


def _save(request: HttpRequest, bar: EditorBar) -> None:
    try:
        save_draft(translation=bar.translation, user=bar.user)
    except SubmissionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            _("The draft of “%(title)s” has been saved with the translations so far.")
            % {"title": bar.page.get_admin_display_title()},
        )


def _submit(request: HttpRequest, bar: EditorBar) -> None:
    try:
        submit_for_review(translation=bar.translation, user=bar.user)
    except PublicationRefused as refusal:
        write_down(refusal)
        messages.error(request, refusal_message(refusal))
    else:
        messages.success(
            request,
            _(
                "“%(title)s” has been submitted for medical review. It goes live when a reviewer "
                "has signed it."
            )
            % {"title": bar.page.get_admin_display_title()},
        )


def _cancel(request: HttpRequest, bar: EditorBar) -> None:
    name = {"title": bar.page.get_admin_display_title()}
    if bar.workflow_state is None or not bar.can_cancel:
        messages.error(request, _("You cannot take “%(title)s” back out of review.") % name)
        return
    try:
        whole(bar.workflow_state).cancel(user=request.user)
    except PublicationRefused as refusal:
        messages.error(request, str(refusal))
        return
    messages.success(
        request, _("“%(title)s” is no longer in review. You can translate it further.") % name
    )


def _refuse_to_publish(request: HttpRequest) -> None:
    messages.error(
        request,
        _(
            "Nothing was published, and your translations are kept. A translation goes live when "
            "a medical reviewer has signed it: choose “Submit for medical review”."
        ),
    )


def _refuse_other_form(request: HttpRequest, page: Page) -> HttpResponse:
    """Answer a form of Wagtail's own editor, which localize would swallow without a word.

    It was opened before the page became a translation again.
    """
    words = _(
        "Nothing was saved: this page is a translation now, and is written in the translation "
        "editor. Go back in your browser to copy what you wrote."
    )
    if "application/json" in request.headers.get("accept", ""):
        return JsonResponse(
            {"success": False, "error_code": "refused", "error_message": words}, status=400
        )
    messages.error(request, words)
    return redirect("wagtailadmin_pages:edit", page.pk)


def refusal_message(refusal: PublicationRefused) -> SafeString | str:
    """Return a refusal as a message of the admin, with one line for each thing to settle."""
    if not refusal.blockers:
        return str(refusal)
    return format_html(
        "{}<ul>{}</ul>",
        _("The page was not submitted for review; the draft is kept. To be settled first:"),
        format_html_join(
            "", "<li>{}</li>", ((str(blocker.message),) for blocker in refusal.blockers)
        ),
    )
