"""Withdrawing an approval: a page that asks why, and the buttons that lead to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from pages.publishing import PublicationRefused
from pages.review.models import Approval
from pages.review.withdrawal import Withdraw, may_withdraw

if TYPE_CHECKING:
    from pages.review.withdrawal import Withdrawn


class WithdrawForm(forms.Form):
    """Why the approval is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Why is the approval withdrawn?"),
        help_text=gettext_lazy(
            "Kept on record, and shown to the editors of this page in every language. "
            "Name no patients."
        ),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": gettext_lazy(
                "Write down why the approval is withdrawn: it is kept on record."
            )
        },
    )


class WithdrawView(View):
    """Take one approval back, for medical reviewers and administrators."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find the approval, and let nobody in who may not withdraw it."""
        if not may_withdraw(request.user):
            raise PermissionDenied
        # Of pages that are still there: a signature outlives its page.
        self.approval = get_object_or_404(
            Approval.objects.select_related("page__locale"), pk=kwargs["approval_id"]
        )
        self.page: Any = self.approval.page
        self.next_url = get_valid_next_url_from_request(request) or reverse("pages_review:signed")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, approval_id: int) -> HttpResponse:
        """Ask for the reason, and say what will happen."""
        if self.approval.withdrawn_at is not None or self.approval.superseded_at is not None:
            messages.info(
                request,
                _("This approval does not count any more: it was withdrawn, or a newer one is."),
            )
            return redirect(self.next_url)
        return self._render(WithdrawForm())

    def post(self, request: HttpRequest, approval_id: int) -> HttpResponse:
        """Withdraw; or say on the form why not."""
        form = WithdrawForm(request.POST)
        if not form.is_valid():
            return self._render(form)
        try:
            done = Withdraw(approval_id=approval_id, user=request.user).execute(
                reason=form.cleaned_data["reason"]
            )
        except PublicationRefused as refusal:
            form.add_error(None, str(refusal))
            return self._render(form)
        messages.success(request, self._success(done))
        return redirect(self.next_url)

    def _success(self, done: Withdrawn) -> str:
        names = {"title": self.page.title, "language": self.page.locale.get_display_name()}
        if done.taken_offline:
            words = _(
                "The approval of “%(title)s” was withdrawn. The page is no longer public in "
                "%(language)s."
            )
        elif done.schedules_cancelled:
            words = _(
                "The approval of “%(title)s” in %(language)s was withdrawn, and its schedule "
                "cancelled."
            )
        else:
            words = _("The approval of “%(title)s” in %(language)s was withdrawn.")
        sentences = [words % names]
        if done.siblings:
            sentences.append(
                _("The page stays public in other languages, where its editors are warned.")
            )
        return " ".join(sentences)

    def _render(self, form: WithdrawForm) -> HttpResponse:
        page = self.page
        goes_offline = page.live and (
            Approval.objects.active()
            .filter(page_id=page.pk, fingerprint=self.approval.fingerprint)
            .exists()
        )
        siblings = page.get_translations().filter(live=True).select_related("locale")
        title = _("Withdraw the approval of “%(title)s”") % {"title": page.title}
        return TemplateResponse(
            self.request,
            "pages/review/withdraw.html",
            {
                "form": form,
                "approval": self.approval,
                "page": page,
                "goes_offline": goes_offline,
                "is_scheduled": page.revisions.filter(approved_go_live_at__isnull=False).exists(),
                "siblings": [sibling.locale.get_display_name() for sibling in siblings],
                "next_url": self.next_url,
                "header_title": title,
                "header_icon": "warning",
                "breadcrumbs_items": [
                    {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                    {"url": reverse("pages_review:signed"), "label": _("Signed pages")},
                    {"url": "", "label": title},
                ],
            },
        )
