"""The reviewer's screen for a disclaimer: what changed, where it stands, and the two answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.admin import messages
from wagtail.admin.compare import RichTextFieldComparison, TextFieldComparison

from pages.admin_ui.names import names_of
from pages.admin_ui.page_views import refusal_message
from pages.admin_ui.side_by_side import compared_wording
from pages.delivery.wordings import pages_showing
from pages.disclaimers.authors import wording_authors
from pages.disclaimers.models import Disclaimer, DisclaimerVersion
from pages.disclaimers.signing import SendWordingBack, SignWording, wording_meaning
from pages.disclaimers.signing_form import WordingSignatureForm
from pages.disclaimers.standing import WordingState, standing_of
from pages.publishing import PublicationRefused
from pages.publishing.recorded import write_down
from pages.review.forms import SendBackForm
from pages.review.rules import not_a_reviewer
from pages.review.withdrawal import reviews_anything

if TYPE_CHECKING:
    from django.forms import Form


@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class WordingReviewView(View):
    """One wording of a disclaimer, for members of a reviewing group."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find the wording and let reviewers in, and nobody else."""
        if not reviews_anything(request.user):
            messages.error(request, not_a_reviewer().message)
            return redirect("wagtailadmin_home")
        self.version = get_object_or_404(
            DisclaimerVersion.objects.select_related("disclaimer__locale", "created_by"),
            pk=kwargs["version_id"],
        )
        self.disclaimer: Disclaimer = self.version.disclaimer
        self.standing = standing_of(self.disclaimer)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, version_id: int) -> HttpResponse:
        """Show the wording; or lead to what has taken its place."""
        if self.standing.state is WordingState.SIGNED:
            messages.info(request, _("This wording is already signed."))
            return redirect("wagtailsnippets_pages_disclaimer:inspect", self.disclaimer.pk)
        if self.standing.newest.pk != version_id:
            messages.info(request, _("There is a newer wording. Read this one."))
            return redirect("pages_review:wording", self.standing.newest.pk)
        return self._render(self._sign_form(), self._send_back_form())

    def post(self, request: HttpRequest, version_id: int) -> HttpResponse:
        """Sign or send back."""
        if request.POST.get("answer") == "sign":
            sign_form = self._sign_form(request.POST)
            sign = SignWording(version_id=version_id, user=request.user)
            if self._answer(sign_form, sign.execute):
                return self._signed()
            return self._render(sign_form, self._send_back_form())
        send_back_form = self._send_back_form(request.POST)
        send_back = SendWordingBack(version_id=version_id, user=request.user)
        if self._answer(send_back_form, send_back.execute):
            words = _("“%(title)s” was sent back with your comments.")
            messages.success(request, words % {"title": self.version.title})
            return redirect("pages_review:queue")
        return self._render(self._sign_form(), send_back_form)

    def _answer(self, form: Form, execute: Callable[..., Any]) -> bool:
        """Give the answer; return False with the reason on the form when it is refused."""
        if not form.is_valid():
            return False
        try:
            execute(**form.cleaned_data)
        except PublicationRefused as refusal:
            write_down(refusal)
            form.add_error(None, refusal_message(refusal))
            return False
        return True

    def _signed(self) -> HttpResponse:
        count = len(self._pages())
        shown = ngettext(
            "%(count)s live page shows it now.", "%(count)s live pages show it now.", count
        )
        words = _("You signed version %(version)s of “%(title)s” in %(language)s.")
        names = {
            "version": self.version.version,
            "title": self.version.title,
            "language": self.disclaimer.locale.get_display_name(),
            "count": count,
        }
        messages.success(self.request, f"{words} {shown}" % names)
        return redirect("pages_review:queue")

    def _pages(self) -> list[tuple[int, str]]:
        return pages_showing(self.disclaimer.key, language=self.disclaimer.locale.language_code)

    def _sign_form(self, data: Any = None) -> WordingSignatureForm:
        return WordingSignatureForm(
            data, user=self.request.user, version=self.version, auto_id="sign_%s"
        )

    def _send_back_form(self, data: Any = None) -> SendBackForm:
        # Both forms have a comment, and stand on one page.
        return SendBackForm(data, auto_id="send_back_%s")

    def _render(self, sign_form: WordingSignatureForm, send_back_form: SendBackForm) -> Any:
        wording = self.version.wording
        before = self.disclaimer.versions.filter(version=self.standing.signed_version).first()
        authors = wording_authors(self.disclaimer)
        action = SignWording(version_id=self.version.pk, user=self.request.user)
        title = _("Disclaimer: %(title)s") % {"title": self.version.title}
        return TemplateResponse(
            self.request,
            "pages/review/wording.html",
            {
                "version": self.version,
                "disclaimer": self.disclaimer,
                "language": self.disclaimer.locale.get_display_name(),
                "returned": self.standing.returned,
                "before": before,
                "compared": compared_wording(self.version),
                "comparison": self._comparison(before) if before is not None else [],
                "others": Disclaimer.objects.filter(key=self.disclaimer.key)
                .exclude(pk=self.disclaimer.pk)
                .select_related("locale"),
                "live_pages": self._pages(),
                "blocking": sign_form.blocking,
                "warnings": sign_form.warnings,
                "refusals": action.reasons(self.version, authors=authors),
                "authors": names_of(authors),
                "meaning": wording_meaning(wording),
                "sign_form": sign_form,
                "send_back_form": send_back_form,
                "header_title": title,
                "header_icon": "warning",
                "breadcrumbs_items": [
                    {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                    {"url": reverse("pages_review:queue"), "label": _("Medical review")},
                    {"url": "", "label": title},
                ],
            },
        )

    def _comparison(self, before: DisclaimerVersion) -> list[Any]:
        compared = (("title", TextFieldComparison), ("text", RichTextFieldComparison))
        comparisons = [
            compare(Disclaimer._meta.get_field(name), before, self.version)
            for name, compare in compared
        ]
        return [one for one in comparisons if one.has_changed()]
