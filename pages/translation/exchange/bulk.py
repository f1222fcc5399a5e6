"""Exporting the pages that are ticked in the page explorer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import Locale, Page

from pages.publishing import is_reviewed
from pages.translation.exchange.forms import ExportForm
from pages.translation.exchange.views import download_selection
from pages.translation.permissions import target_locales

if TYPE_CHECKING:
    from django.http import HttpResponse


class SelectionForm(ExportForm):
    """Into which language, and in which format."""

    language = forms.ModelChoiceField(label=_("Translation into"), queryset=Locale.objects.none())

    def __init__(self, *args: Any, languages: list[Locale], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["language"]
        field.queryset = Locale.objects.filter(pk__in=[locale.pk for locale in languages])
        field.label_from_instance = Locale.get_display_name
        field.empty_label = None
        source = Locale.get_default().pk
        field.initial = next((one for one in languages if one.pk != source), None)


class ExportTranslations(PageBulkAction):
    """Export the translations of the pages that are ticked."""

    display_name = _("Export for translation")
    action_type = "export_translations"
    aria_label = _("Export the selected pages for translation")
    template_name = "pages/translation/exchange/export.html"
    action_priority = 90

    def get_form(self, form_class: Any = None) -> SelectionForm:
        """Return the form, with the user's languages."""
        languages = target_locales(self.request.user)
        if self.request.method == "POST":
            return SelectionForm(self.request.POST, languages=languages)
        return SelectionForm(languages=languages)

    def check_perm(self, page: Page) -> bool:
        """Tell whether a page is one that is translated; the translations are checked each."""
        return bool(is_reviewed(page.specific_class))

    def prepare_action(self, objects: list[Page], objects_without_access: Any) -> HttpResponse:
        """Answer with the file, instead of changing anything."""
        form = self.cleaned_form
        answer = download_selection(self.request, objects, form.cleaned_data["language"], form)
        return answer or redirect(self.next_url)
