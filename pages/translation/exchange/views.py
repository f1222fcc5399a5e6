"""The exchange in the admin: download, upload, and what became of each segment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.http import require_GET
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from pages.translation.exchange.exporting import FORMATS, ExportedFile, export
from pages.translation.exchange.forms import ExportForm, ImportForm
from pages.translation.exchange.importing import FileRefused, ImportFile
from pages.translation.exchange.selecting import select
from pages.translation.permissions import may_translate
from pages.translation.writers import may_write_segments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

NAMED = 10
"""How many pages a message names; the others are counted."""


def as_download(file: ExportedFile) -> HttpResponse:
    """Return a file as an answer that browsers save."""
    return HttpResponse(
        file.content,
        content_type=file.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{file.name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def download_selection(
    request: HttpRequest, pages: Sequence[Page], locale: Locale, form: ExportForm
) -> HttpResponse | None:
    """Return a file with the translations of pages, or None and messages that say why not.

    Pages that the user may not edit in that language are left out as those without a translation.
    """
    selection = select(pages, locale)
    allowed = [one for one in selection.translations if may_write_segments(request.user, one)]
    if not allowed:
        messages.error(
            request,
            _(
                "Nothing was exported: none of these pages has a translation into %(language)s "
                "that you may edit. Start the translations first."
            )
            % {"language": locale.get_display_name()},
        )
        return None
    unasked = len(selection.left_out) + len(selection.others)
    missing = unasked + len(selection.translations) - len(allowed)
    if missing:
        # It is read on the next page: a download shows none.
        messages.warning(
            request,
            ngettext(
                "%(count)s page was not exported, because it has no translation into "
                "%(language)s that you may edit.",
                "%(count)s pages were not exported, because they have no translation into "
                "%(language)s that you may edit.",
                missing,
            )
            % {"count": missing, "language": locale.get_display_name()},
        )
    return as_download(_exported(allowed, form))


def _exported(translations: Sequence[Translation], form: ExportForm) -> ExportedFile:
    return export(
        translations,
        kind=FORMATS[form.cleaned_data["format"] or "xliff"],
        untranslated_only=form.cleaned_data["only"] == "untranslated",
    )


def _translation(request: HttpRequest, translation_id: int) -> Translation:
    """Return a translation that the user may take out and bring back."""
    translation: Translation = get_object_or_404(
        Translation.objects.select_related(
            "source", "source__locale", "source__specific_content_type", "target_locale"
        ),
        pk=translation_id,
        enabled=True,
    )
    if not may_write_segments(request.user, translation):
        raise PermissionDenied
    return translation


@require_GET
def download(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Return one translation as a file: ``?format=`` and ``?only=`` as in `ExportForm`."""
    translation = _translation(request, translation_id)
    form = ExportForm(request.GET)
    if not form.is_valid():
        return redirect("firma_translation:exchange", translation.pk)
    return as_download(_exported([translation], form))


@require_GET
def download_po(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Return one translation as a PO file, at localize's address."""
    translation = _translation(request, translation_id)
    return as_download(export([translation], kind=FORMATS["po"]))


@require_GET
def export_selection(request: HttpRequest) -> HttpResponse:
    """Return several translations as a file: ``?id=…&id=…&language=es&format=…``.

    The ids are those of pages, in the source's language or in the other.
    """
    if not may_translate(request.user):
        raise PermissionDenied
    locale = get_object_or_404(Locale, language_code=request.GET.get("language", ""))
    numbers = [int(one) for one in request.GET.getlist("id") if one.isdecimal() and len(one) < 10]
    found = Page.objects.in_bulk(numbers)
    pages = [found[number] for number in dict.fromkeys(numbers) if number in found]
    form = ExportForm(request.GET)
    answer = None
    if not pages:
        messages.error(request, _("Choose the pages to export first."))
    elif not form.is_valid():
        messages.error(request, _("There is no such format."))
    else:
        answer = download_selection(request, pages, locale, form)
    return answer or redirect(
        get_valid_next_url_from_request(request) or "firma_translation:worklist"
    )


class ExchangeView(View):
    """Takes one translation out, brings it back, and reports; or brings whatever a file has."""

    def get(self, request: HttpRequest, translation_id: int | None = None) -> HttpResponse:
        """Show both ways."""
        return self._page(request, self._found(request, translation_id), form=ImportForm())

    def post(self, request: HttpRequest, translation_id: int | None = None) -> HttpResponse:
        """Import the file, and report segment by segment."""
        translation = self._found(request, translation_id)
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(request, translation, form=form)
        upload = form.cleaned_data["file"]
        try:
            report = ImportFile(
                content=upload.read(),
                name=upload.name,
                user=request.user,
                translation=translation,
                overwrites=form.cleaned_data["overwrite"],
            ).execute()
        except FileRefused as refusal:
            form.add_error("file", str(refusal))
            return self._page(request, translation, form=form)
        return self._page(request, translation, form=ImportForm(), report=report)

    def _found(self, request: HttpRequest, translation_id: int | None) -> Translation | None:
        if translation_id is not None:
            return _translation(request, translation_id)
        if not may_translate(request.user):
            raise PermissionDenied
        return None

    def _page(
        self, request: HttpRequest, translation: Translation | None, **context: Any
    ) -> HttpResponse:
        items = [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("firma_translation:worklist"), "label": _("Translations")},
        ]
        editor = ""
        if translation is not None:
            editor = translation.get_target_instance_edit_url()
            items.append({"url": editor, "label": translation.source.object_repr})
        title = _("Translation files")
        return TemplateResponse(
            request,
            "pages/translation/exchange/exchange.html",
            {
                **context,
                "translation": translation,
                "editor_url": editor,
                "export_form": ExportForm(auto_id="export_%s"),
                "header_title": title,
                "page_title": title,
                "header_icon": "download",
                "breadcrumbs_items": [*items, {"url": "", "label": title}],
            },
        )
