"""The page explorer with a column that says how far each page is in the other languages."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView

from pages.translation.currency.overview import LanguageState, states_of


class TranslationColumn(BaseColumn):
    """The state of a page's translations; of the page itself, where it is one."""

    cell_template_name = "pages/translation/currency/cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """Add the states of one page; those of the whole list are read once."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["states"] = _states(parent_context["table"]).get(instance.pk, [])
        return context


def _states(table: Any) -> dict[int, list[LanguageState]]:
    """Return the states of all pages of a table, which keeps them while it is rendered."""
    found: dict[int, list[LanguageState]] | None = getattr(table, "firma_states", None)
    if found is None:
        found = states_of(list(table.data))
        table.firma_states = found
    return found


class ExplorerView(ExplorableIndexView):
    """Wagtail's explorer, with the column before that of the pages' own status."""

    base_columns = [
        *ExplorableIndexView.base_columns[:-1],
        TranslationColumn("translation", label=_("Translation"), width="14%"),
        ExplorableIndexView.base_columns[-1],
    ]
