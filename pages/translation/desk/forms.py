"""The form with which a translation is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput

from pages.translation.desk.requests import translators_into

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wagtail.models import Locale


class RequestForm(forms.Form):
    """Who is asked to translate into which language, until when, and what they should know."""

    language = forms.ChoiceField(label=gettext_lazy("Translate into"))
    assignee = forms.ChoiceField(label=gettext_lazy("Translator"), required=False)
    due_date = forms.DateField(
        label=gettext_lazy("Due date"), required=False, widget=AdminDateInput()
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=2000,
        widget=AdminAutoHeightTextInput(),
        help_text=gettext_lazy("What the translator should know: readers, terms, what is urgent."),
    )
    include_descendants = forms.BooleanField(
        label=gettext_lazy("Also all pages below these"), required=False
    )

    def __init__(self, *args: Any, locales: Sequence[Locale], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.locales = {locale.language_code: locale for locale in locales}
        self.people = {
            str(person.pk): person for locale in locales for person in translators_into(locale)
        }
        language: Any = self.fields["language"]
        language.choices = [(code, one.get_display_name()) for code, one in self.locales.items()]
        assignee: Any = self.fields["assignee"]
        assignee.choices = [
            ("", _("Every translator of this language")),
            *((key, one.get_full_name() or one.get_username()) for key, one in self.people.items()),
        ]

    @property
    def locale(self) -> Locale:
        """The language chosen, once the form is valid."""
        return self.locales[self.cleaned_data["language"]]

    @property
    def person(self) -> Any:
        """The account chosen, or None."""
        return self.people.get(self.cleaned_data["assignee"])
