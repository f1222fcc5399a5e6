"""The form with which editors describe a reference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from pages.citations.csl import Name, clean_names
from pages.citations.models import IDENTIFIER_NAMES, DuplicateReference, Reference

if TYPE_CHECKING:
    from collections.abc import Iterable


class NameLinesField(forms.CharField):
    """Names as lines of text: ``Family, Given`` for a person, one name alone for an organisation.

    Its cleaned value is a list of CSL names. Parts that a line cannot show, such as a suffix, are
    kept as long as the line is not changed.
    """

    widget = forms.Textarea

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault("widget", forms.Textarea(attrs={"rows": 5}))
        super().__init__(**options)
        self.known: dict[str, Name] = {}

    def prepare_value(self, value: Any) -> Any:
        """Return the text for the widget."""
        if isinstance(value, str) or value is None:
            return value
        return "\n".join(name_line(name) for name in clean_names(value))

    def clean(self, value: Any) -> Any:
        """Return the list of names that the text gives."""
        return names_of_lines(str(super().clean(value) or "").splitlines(), known=self.known)


def name_line(name: Name) -> str:
    """Return a name as one line of the form."""
    family = " ".join(
        part for part in (name.get("non-dropping-particle"), name.get("family")) if part
    )
    if not family:
        return name.get("literal", "")
    return ", ".join(part for part in (family, name.get("given", "")) if part) + (
        "" if name.get("given") else ","
    )


def names_of_lines(lines: Iterable[str], *, known: dict[str, Name] | None = None) -> list[Name]:
    """Return the names of lines that `name_line` writes or a person typed.

    Args:
        lines: one name each; empty ones are passed over. A comma makes a person.
        known: names by the line that shows them, to be kept as they are.
    """
    names: list[Name] = []
    for line in lines:
        text = " ".join(line.split())
        if not text:
            continue
        if known and text in known:
            names.append(known[text])
            continue
        family, comma, given = text.partition(",")
        if not comma:
            names.append({"literal": text})
        elif family.strip():
            person: Name = {"family": family.strip()}
            if given.strip():
                person["given"] = given.strip()
            names.append(person)
    return names


class ReferenceForm(WagtailAdminModelForm):
    """Form of a reference; a duplicate is refused with a link to the one that exists."""

    authors = NameLinesField(
        label=_("Authors"),
        help_text=_(
            "One author per line: “Smolen, Josef S”. An organisation without a comma: "
            "“World Health Organization”."
        ),
    )
    editors = NameLinesField(
        label=_("Editors of the book"), help_text=_("As authors, one per line. For chapters.")
    )

    class Meta:
        """The fields come from the panels."""

        model = Reference
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("authors", "editors"):
            field = self.fields.get(name)
            if isinstance(field, NameLinesField):
                names = clean_names(getattr(self.instance, name, None))
                field.known = {name_line(entry): entry for entry in names}

    def add_error(self, field: str | None, error: Any) -> None:
        """Add an error; that of a duplicate gets the link to the existing reference."""
        super().add_error(field, _with_links(error))


def duplicate_message(error: DuplicateReference) -> SafeString:
    """Return the words of a duplicate with a link to the existing reference, as safe HTML."""
    viewset = getattr(Reference, "snippet_viewset", None)
    if viewset is None:
        return format_html("{}", error.messages[0])
    link = format_html(
        '<a href="{}">{}</a>',
        reverse(viewset.get_url_name("edit"), args=[error.existing.pk]),
        str(error.existing),
    )
    sentence = format_html("{}", str(error.message))
    # The sentence was escaped just now, and so were both of the values that are put into it.
    return mark_safe(  # noqa: S308
        sentence % {"identifier": IDENTIFIER_NAMES[error.field_name], "reference": link}
    )


def _with_links(error: Any) -> Any:
    if isinstance(error, DuplicateReference):
        return ValidationError(duplicate_message(error), code=error.code)
    if isinstance(error, ValidationError) and hasattr(error, "error_dict"):
        return ValidationError(
            {
                name: [_with_links(entry) for entry in entries]
                for name, entries in error.error_dict.items()
            }
        )
    return error
