"""Languages in the admin: one with public pages stays the language that it is, in words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.urls import URLPattern, URLResolver, path
from wagtail.models import Locale

from pages.delivery.protection import refusal_to_rename


class LanguageKeptMixin(forms.ModelForm):  # type: ignore[type-arg]  # in the stubs only
    """Form of a language that cannot become another one while pages are public in it."""

    def clean_language_code(self) -> str:
        """Return the code.

        Raises:
            ValidationError: pages were signed in the language that it would replace.
        """
        code = str(self.cleaned_data["language_code"])
        if self.instance.pk and "language_code" in self.changed_data:
            refusal = refusal_to_rename(self.instance)
            if refusal:
                raise ValidationError(str(refusal), code="in_use")
        return code


def edit_locale_urls() -> list[URLPattern | URLResolver]:
    """Return the address of the language form, which takes the place of the installed app's own.

    A ``register_admin_urls`` hook. It has to come before the one of ``wagtail_localize.locales``,
    or of ``wagtail.locales``; a site may have either, or none.
    """
    viewset_class = _installed_viewset()
    if viewset_class is None:
        return []

    class KeptLocaleViewSet(viewset_class):  # type: ignore[valid-type,misc]  # chosen at run time
        """The installed screens with our form in the editing view."""

        def get_form_class(self, for_update: bool = False) -> Any:
            """Return the form, with the refusal in it."""
            form_class = super().get_form_class(for_update=for_update)
            return type(
                "KeptLocaleForm", (LanguageKeptMixin, form_class), {"Meta": form_class.Meta}
            )

    viewset = KeptLocaleViewSet("wagtaillocales", url_prefix="locales")
    return [path(f"locales/edit/<{viewset.pk_path_converter}:pk>/", viewset.edit_view)]


def _installed_viewset() -> Any:
    # Either module declares a model, which only its installed app may.
    if apps.is_installed("wagtail_localize.locales"):
        from wagtail_localize.locales.views import LocaleViewSet  # noqa: PLC0415
    elif apps.is_installed("wagtail.locales"):
        from wagtail.locales.views import LocaleViewSet  # noqa: PLC0415
    else:
        return None
    return LocaleViewSet if LocaleViewSet.model is Locale else None
