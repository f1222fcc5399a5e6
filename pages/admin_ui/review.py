"""The reviewer's screens: what waits, and one review with all that a signature needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.admin import messages
from wagtail.models import TaskState

from pages.admin_ui.in_review import InReviewView
from pages.admin_ui.names import names_of
from pages.admin_ui.page_views import refusal_message
from pages.admin_ui.side_by_side import compared_page, link_reasons
from pages.citations.page import cited_references
from pages.disclaimers import disclaimers_for
from pages.disclaimers.standing import waiting_standings
from pages.publishing import PublicationRefused
from pages.publishing.locks import PageDeleted
from pages.publishing.recorded import write_down
from pages.publishing.values import content_values
from pages.releases.waiting import waiting_of
from pages.review.actions import Sign, read_review
from pages.review.authorship import author_ids
from pages.review.forms import SendBackForm, SignatureForm
from pages.review.task import MedicalReviewTask
from pages.review.withdrawal import reviews_anything
from pages.review.wording import signature_meaning

if TYPE_CHECKING:
    from django.forms import Form

    from pages.review.models import Approval

REVIEWS_PER_PAGE = 20


def waiting_reviews(user: Any) -> list[TaskState]:
    """Return the reviews in progress that this user, as a reviewer, may answer; oldest first."""
    states = TaskState.objects.none()
    for task in MedicalReviewTask.objects.filter(active=True):
        states = states | task.get_task_states_user_can_moderate(user)
    return list(
        states.select_related(
            "revision", "workflow_state__requested_by", "task", "revision__content_type"
        ).order_by("started_at")
    )


class ReviewQueueView(View):
    """What waits for the reviewer, pages and wordings of disclaimers, each oldest first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """List the reviews in progress, for members of a reviewing group."""
        if not reviews_anything(request.user):
            raise PermissionDenied
        reviews = Paginator(waiting_reviews(request.user), REVIEWS_PER_PAGE).get_page(
            request.GET.get("p")
        )
        return TemplateResponse(
            request,
            "pages/review/queue.html",
            {
                "reviews": reviews,
                "wordings": waiting_standings(),
                "header_title": _("Medical review"),
                "header_icon": "clipboard-list",
                "breadcrumbs_items": [
                    {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                    {"url": "", "label": _("Medical review")},
                ],
            },
        )


@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class ReviewView(InReviewView):
    """One review: what changed, its source, the references, the checks, and the two answers."""

    def get(self, request: HttpRequest, task_state_id: int) -> HttpResponse:
        """Show the review."""
        return self._render(self._sign_form(), self._send_back_form())

    def post(self, request: HttpRequest, task_state_id: int) -> HttpResponse:
        """Sign or send back."""
        if request.POST.get("answer") == "sign":
            sign_form = self._sign_form(request.POST)
            if self._answer("approve", sign_form):
                return self._done(signed=True)
            return self._render(sign_form, self._send_back_form())
        send_back_form = self._send_back_form(request.POST)
        if self._answer("reject", send_back_form):
            return self._done(signed=False)
        return self._render(self._sign_form(), send_back_form)

    def _answer(self, action_name: str, form: Form) -> bool:
        """Give the answer; return False with the reason on the form when it is refused."""
        if not form.is_valid():
            return False
        try:
            self.task.on_action(
                self.task_state, self.request.user, action_name, **form.cleaned_data
            )
        except PageDeleted:
            raise
        except PublicationRefused as refusal:
            write_down(refusal)
            form.add_error(None, refusal_message(refusal))
            return False
        return True

    def _sign_form(self, data: Any = None) -> SignatureForm:
        return SignatureForm(
            data, user=self.request.user, task_state=self.task_state, auto_id="sign_%s"
        )

    def _send_back_form(self, data: Any = None) -> SendBackForm:
        # Both forms have a comment, and stand on one page.
        return SendBackForm(data, auto_id="send_back_%s")

    def _done(self, *, signed: bool) -> HttpResponse:
        self.stored.refresh_from_db()
        name = {"title": self.draft.title, "language": self.draft.locale.get_display_name()}
        if not signed:
            text = _("“%(title)s” was sent back with your comments.") % name
        elif self.task_state.approvals.filter(activated_at__isnull=False).exists():
            text = _("You signed “%(title)s”. It is live in %(language)s.") % name
        elif self.stored.workflow_in_progress:
            text = _("You signed “%(title)s”. It goes on to the next step of its review.") % name
        elif waiting := waiting_of(self.stored.pk):
            text = _("You signed “%(title)s” in %(language)s.") % name + " " + waiting.words
        else:
            text = _("You signed “%(title)s”. It goes live at the time that was set.") % name
        messages.success(self.request, text)
        return redirect("pages_review:queue")

    def _render(self, sign_form: SignatureForm, send_back_form: SendBackForm) -> HttpResponse:
        draft = self.draft
        go_live_at = draft.go_live_at
        signed = self._last_signed()
        revision = signed.revision if signed is not None else None
        before = revision.as_object() if revision is not None else None
        compared = compared_page(draft, task_state=self.task_state, signed=signed)
        if compared is not None:
            link_reasons(sign_form, compared)
        authors = author_ids(draft, workflow_state=self.task_state.workflow_state)
        action = Sign(task_state=self.task_state, user=self.request.user, task=self.task)
        refusals = action.reasons(read_review(self.task_state), authors=authors)
        return TemplateResponse(
            self.request,
            "pages/review/review.html",
            {
                "page": draft,
                "task_state": self.task_state,
                "header_title": draft.title,
                "header_icon": "clipboard-list",
                "breadcrumbs_items": [
                    {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                    {"url": reverse("pages_review:queue"), "label": _("Medical review")},
                    {"url": "", "label": draft.title},
                ],
                "goes_live_at": go_live_at if go_live_at and go_live_at > timezone.now() else None,
                "waiting": waiting_of(draft.pk),
                "before": before,
                "comparison": self._comparison(before, draft) if before is not None else [],
                "preview_url": reverse(
                    "wagtailadmin_pages:workflow_preview", args=[draft.pk, self.task.pk]
                ),
                "references": [
                    (
                        cited.number,
                        cited.reference.formatted(draft.locale.language_code),
                        cited.reference,
                    )
                    for cited in cited_references(draft)
                ],
                "disclaimers": disclaimers_for(draft),
                "blocking": sign_form.blocking,
                "judged": sign_form.judged,
                "warnings": sign_form.warnings,
                "checks": [
                    (blocker, compared.segment_of(blocker) if compared is not None else None)
                    for blocker in (*sign_form.blocking, *sign_form.judged, *sign_form.warnings)
                ],
                "compared": compared,
                "may_sign": not refusals and not sign_form.blocking,
                "refusals": refusals,
                "authors": names_of(authors),
                "meaning": signature_meaning(draft),
                "sign_form": sign_form,
                "send_back_form": send_back_form,
            },
        )

    def _last_signed(self) -> Approval | None:
        approval: Approval | None = (
            self.stored.approvals.filter(activated_at__isnull=False, revision__isnull=False)
            .order_by("-id")
            .first()
        )
        return approval

    def _comparison(self, before: Any, after: Any) -> list[Any]:
        panel = (
            type(after)
            .get_edit_handler()
            .get_bound_panel(instance=after, request=self.request, form=None)
        )
        comparisons = [compare(before, after) for compare in panel.get_comparison()]
        contents = content_values(before), content_values(after)
        return [one for one in comparisons if one.has_changed() and not _same(one, *contents)]


def _same(comparison: Any, before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Tell whether a field holds the same after all.

    Wagtail finds every list changed, and every text that the browser's editor wrote anew.
    """
    name = getattr(getattr(comparison, "field", None), "name", None)
    return name in before and before[name] == after.get(name)
