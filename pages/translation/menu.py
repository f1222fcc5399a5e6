"""The entry in the admin's menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from pages.translation.permissions import may_translate

if TYPE_CHECKING:
    from django.http import HttpRequest


class TranslationsMenuItem(MenuItem):
    """Leads to the list of pages to translate; shown to those who may translate."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether the user may translate."""
        return may_translate(request.user)


def menu_item() -> TranslationsMenuItem:
    """Return the menu item, which stands below "Pages"."""
    return TranslationsMenuItem(
        _("Translations"),
        reverse_lazy("firma_translation:worklist"),
        name="firma-translations",
        icon_name="wagtail-localize-language",
        order=110,
    )
