"""The page editor's views for reviewed types: refusals reach the editor as words.

Wagtail's own views would answer a refusal with a bare "permission denied" page. These keep the
draft, say what stands in the way, and return to the editor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, cast

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.admin import messages
from wagtail.admin.action_menu import CancelWorkflowMenuItem
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import PageStatusSidePanel
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.views.pages.workflow import (
    CollectWorkflowActionDataView,
    PreviewRevisionForTaskView,
    WorkflowActionView,
)
from wagtail.utils.decorators import xframe_options_sameorigin_override

from pages.admin_ui import commenting
from pages.publishing import PublicationRefused, Stage, is_reviewed, require
from pages.publishing.newer import PublishedMeanwhile
from pages.publishing.recorded import write_down
from pages.releases.waiting import waiting_of
from pages.review.cancelling import may_cancel
from pages.review.rows import AlreadyInReview, whole
from pages.review.task import MedicalReviewTask
from pages.translation.currency.overview import LanguageState, states_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import Form

    # What the mixins below are mixed into, for whoever checks the types.
    _Editor: TypeAlias = EditView
    _Action: TypeAlias = WorkflowActionView
else:
    _Editor = _Action = object


def refusal_message(refusal: PublicationRefused) -> str:
    """Return a refusal as a sentence and a list of what to do, safe to show in the admin."""
    if len(refusal.blockers) < 2:
        return format_html("{}", str(refusal))
    head = str(refusal).split(": ", 1)[0]
    items = format_html_join(
        "", "<li>{}</li>", ((str(blocker.message),) for blocker in refusal.blockers)
    )
    return format_html("{}:<ul>{}</ul>", head, items)


def offer_cancelling(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Offer "Cancel review" to whom it is open. A ``construct_page_action_menu`` hook."""
    page: Any = context.get("page")
    if context["view"] != "edit" or not is_reviewed(page):
        return
    items[:] = [item for item in items if not isinstance(item, CancelWorkflowMenuItem)]
    if may_cancel(page.current_workflow_state, user=request.user):
        items.append(CancelWorkflowMenuItem(order=40))


def asks_for_review(request: HttpRequest) -> bool:
    """Tell whether the posted form hands the page to medical review."""
    return bool({"action-submit", "action-restart-workflow"} & request.POST.keys())


def say_what_review_needs(request: HttpRequest, form: Any) -> None:
    """Say that a form with gaps was not submitted; Wagtail would say that it was not saved."""
    messages.validation_error(
        request,
        _("The page was not submitted for review: fill in what is marked. Nothing is lost."),
        form,
    )


class _KeepsDraftMixin(_Editor):
    """Answers the form of a reviewed page: what is refused is said in words, and the draft kept."""

    request: HttpRequest
    page: Any
    expects_json_response: bool
    action_name: str
    has_unsaved_changes: bool

    def form_valid(self, form: Any) -> HttpResponse:
        """Act on the form, and answer a refusal with words in the page's editor."""
        is_saved_only = "action-publish" in self.request.POST and self.action_name == "save"
        try:
            response = cast("HttpResponse", super().form_valid(form))
            # Wagtail offers no publication here, saves instead, and says nothing of the difference.
            if is_saved_only and not self.expects_json_response:
                self._say_why_not_published()
        except PublicationRefused as refusal:
            write_down(refusal)
            if self.expects_json_response:
                return cast("HttpResponse", self.json_error_response("refused", str(refusal)))
            messages.error(self.request, refusal_message(refusal))
            if isinstance(refusal, PublishedMeanwhile):
                # Nothing was saved: what was typed stands in the form.
                self.has_unsaved_changes = True
                return cast("HttpResponse", self.render_to_response(self.get_context_data()))
            return cast("HttpResponse", self.redirect_and_remain())
        return response

    def _say_why_not_published(self) -> None:
        stored = type(self.page).objects.get(pk=self.page.pk)
        require(stored.get_latest_revision_as_object(), stage=Stage.PUBLICATION)
        if stored.permissions_for_user(self.request.user).can_publish():
            messages.warning(
                self.request,
                _(
                    "The draft is saved and not published yet. Its content is signed: choose "
                    "“Publish” to make it public."
                ),
            )


class ReviewedStatusSidePanel(PageStatusSidePanel):
    """The status beside the editor, with the state of the page in every other language."""

    @classmethod
    def in_place_of(cls, panel: PageStatusSidePanel) -> ReviewedStatusSidePanel:
        """Return the panel that Wagtail's view has made, as one of this class.

        The view has no seam for its class, and making it takes what only the view knows.
        """
        own: ReviewedStatusSidePanel = cls.__new__(cls)
        own.__dict__.update(panel.__dict__)
        own.toggle = cls.SidePanelToggle(panel=own)
        return own

    def get_status_templates(self, context: dict[str, Any]) -> list[str]:
        """Return Wagtail's parts and ours."""
        own = ["pages/translation/currency/side_panel.html"]
        return [*super().get_status_templates(context), *(own if self.states else [])]

    @cached_property
    def states(self) -> list[LanguageState]:
        """The states of the page's translations, or its own."""
        return states_of([self.object]).get(self.object.pk, []) if self.object.pk else []

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Add the states."""
        return super().get_context_data(parent_context) | {"translation_states": self.states}


class _ReviewedEditMixin(_KeepsDraftMixin):
    """Editing a reviewed page; a refused submission, publication or signature keeps the draft.

    Reviewers who may not write the page are led to the review. They may open the editor to comment
    in the text, and change nothing else.
    """

    page_perms: Any
    locked_for_user: bool
    workflow_state: Any
    errors_debug: str
    has_unsaved_changes: bool

    @cached_property
    def review_url(self) -> str:
        """Address of the review, for those who get here as its reviewers alone; or empty."""
        state = self.page.current_workflow_task_state
        if state is None or self.page_perms.may_write():
            return ""
        if not isinstance(state.task.specific, MedicalReviewTask):
            return ""
        return reverse("pages_review:review", args=[state.pk])

    @cached_property
    def is_cancelling_workflow(self) -> bool:
        """Whether the user cancels the review, and may."""
        return bool(self.request.POST.get("action-cancel-workflow")) and may_cancel(
            self.workflow_state, user=self.request.user
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Open the editor, or lead the reviewer to the review."""
        if self.review_url and commenting.PARAMETER not in request.GET:
            return redirect(self.review_url)
        return cast("HttpResponse", super().get(request))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save; or tell a reviewer that nothing was, unless they did no more than comment."""
        if self.workflow_state is not None:
            whole(self.workflow_state)
        if not self.review_url or commenting.changes_comments_alone(self):
            return cast("HttpResponse", super().post(request))
        words = _(
            "Nothing was changed: you review this page and do not write it. Send it back with a "
            "comment that says what to change."
        )
        if self.expects_json_response:
            return cast("HttpResponse", self.json_error_response("refused", words))
        messages.error(request, words)
        return redirect(self.review_url)

    def get_side_panels(self) -> MediaContainer:
        """Return Wagtail's panels, with the state of the other languages in that of the status."""
        return MediaContainer(
            [
                ReviewedStatusSidePanel.in_place_of(panel)
                if type(panel) is PageStatusSidePanel
                else panel
                for panel in super().get_side_panels()
            ]
        )

    def submit_action(self) -> HttpResponse:
        """Hand the page to review, unless somebody has done so in this moment.

        Raises:
            AlreadyInReview: the draft is saved.
        """
        try:
            return cast("HttpResponse", super().submit_action())
        except ValidationError:
            # Wagtail's own words, which its view would answer with an error page.
            raise AlreadyInReview() from None

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the form again with its gaps marked."""
        if self.expects_json_response or self.locked_for_user or not asks_for_review(self.request):
            return cast("HttpResponse", super().form_invalid(form))
        say_what_review_needs(self.request, form)
        self.errors_debug = ""
        self.has_unsaved_changes = True
        return cast("HttpResponse", self.render_to_response(self.get_context_data()))


@method_decorator(sensitive_post_parameters("workflow-action-extra-data"), name="dispatch")
class ReviewedEditView(_ReviewedEditMixin, EditView):
    """Editing a reviewed page."""


@method_decorator(sensitive_post_parameters("workflow-action-extra-data"), name="dispatch")
class ReviewedRevertView(_ReviewedEditMixin, RevisionsRevertView):
    """Going back to an earlier revision, which is editing too."""


class ReviewedCreateView(_KeepsDraftMixin, CreateView):
    """Creating a reviewed page; when a submission is refused the page exists as a draft."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the form again with its gaps marked."""
        if self.expects_json_response or not asks_for_review(self.request):
            return cast("HttpResponse", super().form_invalid(form))
        say_what_review_needs(self.request, form)
        self.has_unsaved_changes = True
        return cast("HttpResponse", self.render_to_response(self.get_context_data()))


def _why_not_done(form: Form) -> str:
    """Return what a form lacks, as one sentence after the other."""
    reasons = []
    for name, errors in form.errors.items():
        label = f"{form.fields[name].label}: " if name in form.fields else ""
        reasons += [f"{label}{error}" for error in errors]
    return _("Nothing was done. %(reasons)s") % {"reasons": " ".join(reasons)}


class _ReviewActionMixin(_Action):
    """Gives the forms of a review their user, and refusals their words."""

    request: HttpRequest
    task: Any
    task_state: Any
    action_name: str
    object: Any
    redirect_url: str
    _form: Form | None = None

    def get_form_class(self) -> Callable[..., Form] | type[Form]:
        """Return the form of the action, bound to who acts on which review."""
        form_class = self.task.get_form_for_action(self.action_name)
        if not hasattr(form_class, "needs_review"):
            return cast("type[Form]", form_class)  # a task of another plugin

        def of_this_review(*args: Any) -> Form:
            self._form = form_class(*args, user=self.request.user, task_state=self.task_state)
            return self._form

        return of_this_review

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the page waits for, so that nobody takes a signature for its publication."""
        return {**super().get_context_data(**kwargs), "waiting": waiting_of(self.object.pk)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Perform the action; a refusal is shown in the dialog, or on the page."""
        try:
            response: HttpResponse = super().post(request, *args, **kwargs)
            if self._form is not None and self._form.errors and response.status_code == 302:
                # Posted without the dialog, which would have shown what is missing.
                messages.error(request, _why_not_done(self._form))
            return response
        except PublicationRefused as refusal:
            write_down(refusal)
            if request.headers.get("x-requested-with") != "XMLHttpRequest":
                messages.error(request, refusal_message(refusal))
                return redirect(self.redirect_url)
            form = self.get_form_class()(request.POST)
            form.is_valid()
            form.add_error(None, str(refusal))
            return cast("HttpResponse", self.render_modal_form(request, form))


@method_decorator(xframe_options_sameorigin_override, name="dispatch")
class ReviewedPreviewForTaskView(PreviewRevisionForTaskView):
    """The preview of what is in review, which the review screen shows in a frame."""


@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class ReviewedWorkflowActionView(_ReviewActionMixin, WorkflowActionView):
    """Signing or sending back from a list."""


@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class ReviewedCollectWorkflowActionDataView(_ReviewActionMixin, CollectWorkflowActionDataView):
    """Signing or sending back from the editor: the dialog hands on a token, never a password."""
