"""Importing into the glossary in the admin: upload, look at what would become of it, confirm."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin import messages

from pages.translation.glossary.exchange.adding import ImportGlossary, Outcome, digest_of
from pages.translation.glossary.exchange.entries import GlossaryFileRefused
from pages.translation.glossary.exchange.files import LARGEST, read_entries
from pages.translation.glossary.models import GlossaryConcept, GlossaryImport, languages
from pages.translation.glossary.starter import STARTER

if TYPE_CHECKING:
    from pages.translation.glossary.exchange.adding import Verdict
    from pages.translation.glossary.exchange.entries import Entry

KEPT: Final = datetime.timedelta(days=7)
"""For how long a file is kept about which nobody has decided."""

LABELS: Final = {
    Outcome.NEW: gettext_lazy("New"),
    Outcome.REPLACED: gettext_lazy("To be replaced"),
    Outcome.DIFFERENT: gettext_lazy("Different; left as it is"),
    Outcome.FAULTY: gettext_lazy("Faulty"),
    Outcome.KNOWN: gettext_lazy("Known already"),
}


class UploadForm(forms.Form):
    """Which file."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy(
            "TBX (ISO 30042, version 2 or 3), or a table as CSV in UTF-8 with the columns of the "
            "export. Nothing is changed before you have seen what would become of it."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Read the file.

        Raises:
            ValidationError: it cannot be imported at all.
        """
        data = super().clean() or {}
        upload = data.get("file")
        if upload is None:
            if "file" not in self.errors:
                self.add_error("file", _("Choose a file."))
            return data
        data["content"] = upload.read(LARGEST + 1)
        try:
            read_entries(data["content"], languages=site_languages())
        except GlossaryFileRefused as refusal:
            self.add_error("file", str(refusal))
        return data


def site_languages() -> frozenset[str]:
    """Return the two letters of the site's languages."""
    return frozenset(code for code, _name in languages())


class _GlossaryView(View):
    """For those who may add entries, and for their own imports alone."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let nobody in who may not add entries."""
        if not request.user.has_perm("pages.add_glossaryconcept"):
            raise PermissionDenied
        if "import_id" in kwargs:
            self.running = get_object_or_404(
                GlossaryImport, pk=kwargs["import_id"], user_id=request.user.pk
            )
        return super().dispatch(request, *args, **kwargs)

    @property
    def listing(self) -> str:
        """Address of the list of entries."""
        return reverse(GlossaryConcept.snippet_viewset.get_url_name("list"))

    @property
    def may_replace(self) -> bool:
        """Whether the user may change entries that there are."""
        return bool(self.request.user.has_perm("pages.change_glossaryconcept"))

    def page(self, template: str, title: str, **context: Any) -> HttpResponse:
        """Return an admin page below the list of entries."""
        return TemplateResponse(
            self.request,
            template,
            {
                **context,
                "listing_url": self.listing,
                "header_title": title,
                "header_icon": "upload",
                "breadcrumbs_items": [
                    {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                    {"url": self.listing, "label": _("Glossary")},
                    {"url": "", "label": title},
                ],
            },
        )


class UploadView(_GlossaryView):
    """Choose a file, or the terms that come with Firma."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the file."""
        return self._form(UploadForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the file and go on to the preview; or say on the form why not."""
        GlossaryImport.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
        if "starter" in request.POST:
            name, content = STARTER.name, STARTER.read_bytes()
        else:
            form = UploadForm(request.POST, request.FILES)
            if not form.is_valid():
                return self._form(form)
            name, content = form.cleaned_data["file"].name, form.cleaned_data["content"]
        started = GlossaryImport.objects.create(
            user_id=request.user.pk or 0, file_name=name[:255], content=content
        )
        return redirect("firma_glossary:import", started.pk)

    def _form(self, form: UploadForm) -> HttpResponse:
        return self.page("pages/translation/glossary/upload.html", _("Import terms"), form=form)


class ImportView(_GlossaryView):
    """What would become of the file's entries; a confirmation does what was shown and no more."""

    def get(self, request: HttpRequest, import_id: int) -> HttpResponse:
        """Show it. ``?replace=1`` shows what replacing would change."""
        return self._preview(replace=request.GET.get("replace") == "1")

    def post(self, request: HttpRequest, import_id: int) -> HttpResponse:
        """Bring in what was shown; or show it anew where the glossary has changed since."""
        replace = request.POST.get("replace") == "1" and self.may_replace
        # Only somebody who is logged in has the permission.
        actor = request.user if request.user.is_authenticated else None
        action = ImportGlossary(source=self.running.file_name, actor=actor, replace=replace)
        entries = self._entries()
        if digest_of(action.check(entries)) != request.POST.get("seen"):
            messages.warning(
                request, _("The glossary has changed meanwhile. Please look at the preview again.")
            )
            return self._preview(replace=replace)
        counts = Counter(verdict.outcome for verdict in action.execute(entries))
        self.running.delete()
        done = counts[Outcome.NEW] + counts[Outcome.REPLACED]
        messages.success(
            request,
            ngettext(
                "%(count)s entry was brought into the glossary.",
                "%(count)s entries were brought into the glossary.",
                done,
            )
            % {"count": done},
        )
        return redirect(self.listing)

    def _preview(self, *, replace: bool) -> HttpResponse:
        replace = replace and self.may_replace
        verdicts = ImportGlossary(source=self.running.file_name, replace=replace).check(
            self._entries()
        )
        counts = Counter(verdict.outcome for verdict in verdicts)
        return self.page(
            "pages/translation/glossary/import.html",
            _("Import of %(file)s") % {"file": self.running.file_name},
            running=self.running,
            replace=replace,
            may_replace=self.may_replace,
            seen=digest_of(verdicts),
            total=len(verdicts),
            to_do=counts[Outcome.NEW] + counts[Outcome.REPLACED],
            differ=counts[Outcome.DIFFERENT] + counts[Outcome.REPLACED],
            groups=_groups(verdicts),
        )

    def _entries(self) -> list[Entry]:
        return read_entries(bytes(self.running.content), languages=site_languages())


class DiscardView(_GlossaryView):
    """The user has seen enough."""

    def post(self, request: HttpRequest, import_id: int) -> HttpResponse:
        """Forget the file."""
        self.running.delete()
        messages.info(request, _("The import was discarded."))
        return redirect(self.listing)


def _groups(verdicts: list[Verdict]) -> list[dict[str, Any]]:
    return [
        {"outcome": outcome.value, "label": label, "verdicts": found}
        for outcome, label in LABELS.items()
        if (found := [verdict for verdict in verdicts if verdict.outcome is outcome])
    ]


def admin_urls() -> list[URLPattern | URLResolver]:
    """Return the admin's addresses of these views."""
    own = [
        path("import/", UploadView.as_view(), name="upload"),
        path("import/<int:import_id>/", ImportView.as_view(), name="import"),
        path("import/<int:import_id>/discard/", DiscardView.as_view(), name="discard"),
    ]
    return [path("glossary/", include((own, "firma_glossary"), namespace="firma_glossary"))]
