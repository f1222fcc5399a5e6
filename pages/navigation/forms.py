"""The form on which a site's menus and contact are written."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from pages import conf
from pages.disclaimers.models import Disclaimer


def disclaimer_choices() -> list[tuple[str, str]]:
    """Return (key, title) of every disclaimer, and of those that page types require.

    Titles are in the language of the admin, or in another where there is none in that.
    """
    spoken = (get_language() or settings.LANGUAGE_CODE).partition("-")[0]
    titles: dict[str, str] = {}
    rows = Disclaimer.objects.order_by("key", "pk")
    for key, title, language in rows.values_list("key", "title", "locale__language_code"):
        if key not in titles or language.partition("-")[0] == spoken:
            titles[key] = title
    for keys in conf.disclaimers().values():
        for key in keys:
            titles.setdefault(key, key)
    return sorted(titles.items(), key=lambda choice: choice[1].casefold())


class DisclaimersField(forms.MultipleChoiceField):
    """Checkboxes of the disclaimers, for a field that stores a list of keys."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=disclaimer_choices, **kwargs)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare with a stored list, in whatever order it is."""
        return super().has_changed(initial or [], data or [])


class SiteProfileForm(WagtailAdminModelForm):
    """Offers the disclaimers by their titles."""

    footer_disclaimers = DisclaimersField(
        label=_("Disclaimers at the foot of every page"),
        required=False,
        help_text=_("The public reads the wording that a medical reviewer signed last."),
    )
