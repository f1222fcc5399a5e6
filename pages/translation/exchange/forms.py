"""Which format goes out, and which file comes back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pages.translation.exchange.exporting import FORMATS
from pages.translation.exchange.reading import LARGEST


class ExportForm(forms.Form):
    """In which format, and which segments."""

    format = forms.ChoiceField(
        label=_("Format"),
        choices=[(each.name, each.label) for each in FORMATS.values()],
        required=False,
        initial="xliff",
    )
    only = forms.ChoiceField(
        label=_("Segments"),
        choices=[
            ("all", _("All, with the translations so far")),
            ("untranslated", _("Those without a confirmed translation")),
        ],
        required=False,
        initial="all",
    )


class ImportForm(forms.Form):
    """Which file, and what wins."""

    file = forms.FileField(
        label=_("Translated file"),
        help_text=_("XLIFF 1.2, XLIFF 2, PO, or a ZIP archive of them."),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty."),
        },
        widget=forms.FileInput(attrs={"accept": ".xlf,.xliff,.po,.zip"}),
    )
    overwrite = forms.BooleanField(
        label=_("Overwrite what was translated here since"),
        required=False,
        help_text=_(
            "Otherwise a segment that somebody has changed since the file was exported is refused."
        ),
    )

    def clean_file(self) -> Any:
        """Refuse a file that nobody should wait for."""
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 50 MB."))
        return upload
