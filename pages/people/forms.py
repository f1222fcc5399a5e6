"""The form on which a person's record is written."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from pages.people.languages import content_language_choices


class LanguagesField(forms.MultipleChoiceField):
    """Checkboxes of the site's content languages, for a field that stores a list of codes."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=content_language_choices, **kwargs)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare with a stored list, in whatever order it is."""
        return super().has_changed(initial or [], data or [])


class PersonForm(WagtailAdminModelForm):
    """Offers the site's content languages as checkboxes."""

    languages = LanguagesField(
        label=_("Languages"),
        required=False,
        help_text=_("A reviewer can sign only texts in these languages."),
    )
