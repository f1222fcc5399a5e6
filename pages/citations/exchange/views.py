"""Importing references in the admin: upload, preview, confirm; big files in small steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages

from pages.citations.exchange import steps
from pages.citations.exchange.files import LARGEST_FILE, ImportRefused, read_bytes
from pages.citations.exchange.formats import FORMATS
from pages.citations.exchange.models import EntryStatus, ReferenceImport
from pages.citations.models import Reference

if TYPE_CHECKING:
    from django.urls import URLPattern

SHOWN: Final = 50
"""Entries on one page of the preview."""


class UploadForm(forms.Form):
    """Which file, and how to read it where that cannot be found out."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "RIS, BibTeX, CSL-JSON, or PubMed's file (“Send to: Citation manager”). Nothing is "
            "added before you have seen what is in it."
        ),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("This file is empty: there is nothing to import."),
        },
    )
    format = forms.ChoiceField(
        label=gettext_lazy("Format"),
        required=False,
        choices=[
            ("", gettext_lazy("Found by the content")),
            *((each.name, each.label) for each in FORMATS.values()),
        ],
    )
    encoding = forms.CharField(
        label=gettext_lazy("Encoding"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Only if accents look wrong in the preview, such as windows-1252."),
    )

    def clean(self) -> dict[str, Any]:
        """Read the file.

        Raises:
            ValidationError: it cannot be imported at all.
        """
        data = super().clean() or {}
        if upload := data.get("file"):
            if upload.size > LARGEST_FILE:
                data["file"] = None
            content = upload.read(LARGEST_FILE + 1)
            try:
                data["references"] = read_bytes(
                    content,
                    name=upload.name,
                    encoding=data.get("encoding", "").strip(),
                    kind=data.get("format", ""),
                )
            except ImportRefused as refusal:
                self.add_error("file", refusal.message)
        return data


class _ImportView(View):
    """For those who may add references, and for their own imports only."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let nobody in who may not add references."""
        if not request.user.has_perm("pages.add_reference"):
            raise PermissionDenied
        if "import_id" in kwargs:
            self.running = get_object_or_404(
                ReferenceImport, pk=kwargs["import_id"], user_id=request.user.pk
            )
        return super().dispatch(request, *args, **kwargs)

    def page(self, template: str, title: str, **context: Any) -> HttpResponse:
        """Return an admin page below the list of references."""
        listing = reverse(Reference.snippet_viewset.get_url_name("list"))
        return TemplateResponse(
            self.request,
            template,
            {
                **context,
                "listing_url": listing,
                "header_title": title,
                "header_icon": "upload",
                "breadcrumbs_items": [
                    {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                    {"url": listing, "label": _("References")},
                    {"url": "", "label": title},
                ],
            },
        )


class UploadView(_ImportView):
    """Choose a file."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the file."""
        return self._form(UploadForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Store its entries, and go on to the preview; or say on the form why not."""
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._form(form)
        # Only somebody who is logged in has the permission, and so a number.
        started = steps.start_import(
            file=form.cleaned_data["references"], user_id=request.user.pk or 0
        )
        return redirect("pages_citations_import", started.pk)

    def _form(self, form: UploadForm) -> HttpResponse:
        return self.page("pages/citations/upload.html", _("Import references"), form=form)


class ImportView(_ImportView):
    """Show how far an import is: being checked, to be confirmed, being added, or done."""

    def get(self, request: HttpRequest, import_id: int) -> HttpResponse:
        """Show the import."""
        counts = steps.counts(self.running)
        progress = steps.progress(self.running)
        shown = request.GET.get("show", "")
        if shown not in EntryStatus.values:
            first = (EntryStatus.FAULTY, EntryStatus.ADDED, EntryStatus.NEW, EntryStatus.DUPLICATE)
            shown = next((status for status in first if counts[status]), EntryStatus.NEW)
        entries = self.running.entries.filter(status=shown).defer("text")
        return self.page(
            "pages/citations/import.html",
            _("Import of %(file)s") % {"file": self.running.file_name},
            running=self.running,
            format=FORMATS[self.running.format].label,
            progress=progress,
            counts=counts,
            shown=shown,
            statuses=[
                {"value": status.value, "label": status.label, "count": counts[status]}
                for status in EntryStatus
                if counts[status] and status is not EntryStatus.WAITING
            ],
            entries=Paginator(entries, SHOWN).get_page(request.GET.get("p")),
            with_remarks=self.running.entries.exclude(remarks=[])
            .exclude(status=EntryStatus.FAULTY)
            .count(),
        )


class StepView(_ImportView):
    """Take the next entries; asked again and again by the page, or by its button."""

    def post(self, request: HttpRequest, import_id: int) -> HttpResponse:
        """Take a step; tell a script how far it is, and lead everybody else back to the page."""
        progress = steps.step(self.running)
        if request.headers.get("Accept", "").startswith("application/json"):
            return JsonResponse(
                {
                    "running": progress.state in {"checking", "adding"},
                    "done": progress.done,
                    "total": progress.total,
                    "text": _("%(done)s of %(total)s")
                    % {"done": progress.done, "total": progress.total},
                }
            )
        return redirect("pages_citations_import", import_id)


class ConfirmView(_ImportView):
    """The user has seen the preview, and wants the new references added."""

    def post(self, request: HttpRequest, import_id: int) -> HttpResponse:
        """Begin to add them."""
        steps.confirm(self.running)
        steps.step(self.running)
        return redirect("pages_citations_import", import_id)


class DiscardView(_ImportView):
    """The user has seen enough; what was added stays."""

    def post(self, request: HttpRequest, import_id: int) -> HttpResponse:
        """Forget the import."""
        self.running.delete()
        messages.info(request, _("The import was discarded."))
        return redirect(Reference.snippet_viewset.get_url_name("list"))


def import_urls() -> list[URLPattern]:
    """Return the addresses of these views, below ``citations/``."""
    return [
        path("import/", UploadView.as_view(), name="pages_citations_upload"),
        path("import/<int:import_id>/", ImportView.as_view(), name="pages_citations_import"),
        path("import/<int:import_id>/step/", StepView.as_view(), name="pages_citations_step"),
        path(
            "import/<int:import_id>/confirm/", ConfirmView.as_view(), name="pages_citations_confirm"
        ),
        path(
            "import/<int:import_id>/discard/", DiscardView.as_view(), name="pages_citations_discard"
        ),
    ]
