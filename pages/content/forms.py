"""The editor's form of a reviewed page: what review needs is asked for on submission, not before."""

from __future__ import annotations

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.fields import RichTextField
from wagtail.rich_text import RichText

from pages.content.completeness import empty_fields, field_label, missing_message


class ReviewedPageForm(WagtailAdminPageForm):
    """Shows an error at each required field that is empty, unless a draft is being saved."""

    def clean(self) -> dict[str, Any]:
        """Validate as Wagtail does, then ask for the required fields where that is due."""
        cleaned: dict[str, Any] = super().clean()
        if not self.is_deferred_validation and not self._is_cancelling():
            values = {name: self._value(name) for name in cleaned}
            # A field with an error of its own is not in `cleaned`: one error at a field is enough.
            required = [name for name in self.instance.required_fields if name in cleaned]
            for name in empty_fields(values, required=required):
                self.add_error(name, missing_message(field_label(self.instance, name)))
        return cleaned

    def _value(self, name: str) -> Any:
        value = self.cleaned_data[name]
        field = self.instance._meta.get_field(name) if name in self._model_fields() else None
        return RichText(value) if isinstance(field, RichTextField) else value

    def _model_fields(self) -> set[str]:
        return {field.name for field in self.instance._meta.concrete_fields}

    def _is_cancelling(self) -> bool:
        # Taking a page back out of review is no step forward: it may be as unfinished as a draft.
        return "action-cancel-workflow" in self.data
