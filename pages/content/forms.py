"""The editor's form of a reviewed page, which asks for what review needs on submission only."""

from __future__ import annotations

from typing import Any

from django.forms.formsets import DELETION_FIELD_NAME, TOTAL_FORM_COUNT
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm
from wagtail.fields import RichTextField
from wagtail.models import Orderable
from wagtail.rich_text import RichText

from pages.content.completeness import empty_fields, field_label, missing_message


class ReviewedCopyForm(CopyForm):
    """Copies a page as a draft: a copy is a page of its own, which nobody has signed yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("publish_copies", "alias"):
            self.fields.pop(name, None)


class ReviewedPageForm(WagtailAdminPageForm):
    """Shows an error at each required field that is empty, unless a draft is being saved.

    Rows of inline children in which nothing was chosen yet are left out, so that they do not keep
    a draft from being saved: the database cannot hold them.
    """

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(self._without_empty_rows(data), *args, **kwargs)
        # Marked as required for the editor's eye; Wagtail lifts this while it saves a draft.
        for name in self.instance.required_fields:
            if field := self.fields.get(name):
                field.required = True
                message = missing_message(field_label(self.instance, name))
                field.error_messages = {**field.error_messages, "required": message}

    def full_clean(self) -> None:
        """Validate; taking a page back out of review asks for no more than saving a draft does."""
        if "action-cancel-workflow" in self.data:
            self.defer_required_fields()
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        """Validate as Wagtail does, then ask for the required fields where that is due."""
        cleaned: dict[str, Any] = super().clean()
        if not self.is_deferred_validation:
            values = {name: self._value(name) for name in cleaned}
            # A field with an error of its own is not in `cleaned`: one error at a field is enough.
            required = [name for name in self.instance.required_fields if name in cleaned]
            for name in empty_fields(values, required=required):
                self.add_error(name, missing_message(field_label(self.instance, name)))
        return cleaned

    @classmethod
    def _without_empty_rows(cls, data: Any) -> Any:
        """Return the posted data with every row marked as deleted in which nothing was chosen."""
        if data is None:
            return None
        data = data.copy()
        for prefix, formset in cls.formsets.items():
            if not issubclass(formset.model, Orderable):
                continue
            chosen = [
                field.name
                for field in formset.model._meta.concrete_fields
                if field.many_to_one and not field.null and field.name != formset.fk.name
            ]
            total = str(data.get(f"{prefix}-{TOTAL_FORM_COUNT}", ""))[:9]
            count = int(total) if total.isdecimal() else 0
            for at in range(min(count, formset.absolute_max)):
                if chosen and not any(data.get(f"{prefix}-{at}-{name}") for name in chosen):
                    data[f"{prefix}-{at}-{DELETION_FIELD_NAME}"] = "on"
        return data

    def _value(self, name: str) -> Any:
        value = self.cleaned_data[name]
        field = self.instance._meta.get_field(name) if name in self._model_fields() else None
        return RichText(value) if isinstance(field, RichTextField) else value

    def _model_fields(self) -> set[str]:
        return {field.name for field in self.instance._meta.concrete_fields}
