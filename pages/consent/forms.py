"""The form on which an authorization is recorded: the one place that shows the legal name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from pages.consent.choices import Channel, Use
from pages.people.forms import LanguagesField

DOWNLOAD_URL_NAME = "wagtailsnippets_pages_authorization:scan"


class ChoicesField(forms.MultipleChoiceField):
    """Checkboxes, for a field that stores a list of choices."""

    widget = forms.CheckboxSelectMultiple

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare with a stored list, in whatever order it is."""
        return super().has_changed(initial or [], data or [])


class AuthorizationForm(WagtailAdminModelForm):
    """Offers the choices as checkboxes and never links to where a scan is stored."""

    uses = ChoicesField(label=_("What may be used"), choices=Use.choices)
    channels = ChoicesField(label=_("Where it may appear"), choices=Channel.choices)
    languages = LanguagesField(label=_("Languages"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields.get("patient_legal_name")
        if name is not None:
            name.widget.attrs.update({"autocomplete": "off", "spellcheck": "false"})
        scan = self.fields.get("scan")
        if scan is not None:
            scan.widget = forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"})
            scan.widget.is_required = scan.required and not self.instance.scan
            if self.instance.pk is not None and self.instance.scan:
                scan.help_text = format_html(
                    '{} <a href="{}">{}</a>',
                    scan.help_text,
                    reverse(DOWNLOAD_URL_NAME, args=[self.instance.pk]),
                    _("Download the document on file"),
                )

    def clean_scan(self) -> Any:
        """Drop the uploaded file's own name, which may be the patient's, before anything keeps it.

        Only the extension is of use, and the storage path is random.
        """
        scan = self.cleaned_data["scan"]
        if isinstance(scan, UploadedFile):
            extension = (scan.name or "").rpartition(".")[2].lower()
            scan.name = f"scan.{extension}"
        return scan
