"""The panel in the editor of a source page: its translations, and what they have not had yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.forms import Media
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import Panel
from wagtail_localize.models import TranslationSource

from pages.translation.currency.overview import LanguageState, Unsynced, states_of, unsynced
from pages.translation.currency.shown import shown_changes
from pages.translation.permissions import may_translate

if TYPE_CHECKING:
    from collections.abc import Mapping


class TranslationsPanel(Panel):
    """Each language with its state; and a notice where the source was edited and not synced."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("heading", gettext_lazy("Translations"))
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        """The panel for the instance in the form."""

        template_name = "pages/translation/currency/panel.html"

        @property
        def media(self) -> Media:
            """The style of marked differences."""
            return Media(css={"all": [static("pages/translation/currency.css")]})

        def is_shown(self) -> bool:
            """Show it on pages that are translated."""
            page = self.instance
            return bool(super().is_shown() and page.pk and self._is_source)

        @cached_property
        def _is_source(self) -> bool:
            return bool(
                TranslationSource.objects.filter(
                    object_id=self.instance.translation_key,
                    locale_id=self.instance.locale_id,
                    translations__enabled=True,
                ).exists()
            )

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Any:
            """Add the states of the languages, and what was not brought in."""
            page = self.instance
            states: list[LanguageState] = states_of([page]).get(page.pk, [])
            lacking: Unsynced | None = unsynced(page)
            url = ""
            if lacking and lacking.changes and may_translate(self.request.user):
                url = reverse("wagtail_localize:update_translations", args=[lacking.source_id])
                back = reverse("wagtailadmin_pages:edit", args=[page.pk])
                url += "?" + urlencode({"next": back})
            return super().get_context_data(parent_context) | {
                "states": states,
                "unsynced": lacking,
                "changes": shown_changes(type(page), lacking.changes) if lacking else [],
                "sync_url": url,
            }
