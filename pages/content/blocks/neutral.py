"""Blocks for values that are the same in every language, and are therefore never translated.

wagtail-localize offers the text of every `CharBlock` to the translator. A code, a registration
number or an identifier must reach the translation exactly as it stands in the source.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from wagtail import blocks

from pages.citations.choosers import ReferenceChooserBlock


class NeutralCharBlock(blocks.FieldBlock):
    """One line of text without language: a code, a registration number, an identifier.

    Deliberately not a `CharBlock`: it yields no segment for translation and is not prose to be
    checked for its claims. The translation keeps the value of the source.
    """

    def __init__(self, *, required: bool = True, help_text: Any = None, **options: Any) -> None:
        self.field = forms.CharField(required=required, help_text=help_text)
        super().__init__(**options)

    def get_default(self) -> Any:
        """Return the default, empty text unless one was given."""
        return super().get_default() or ""

    class Meta:
        icon = "key"


class SharedReferenceBlock(ReferenceChooserBlock):
    """A reference that all languages share: the translator is not offered another one."""

    def get_translatable_segments(self, value: Any) -> list[Any]:
        """Return no segment, so that the reference of the source stands in every translation."""
        return []


class DraftURLBlock(blocks.URLBlock):
    """A web address that may be unfinished while the page is a draft."""

    def clean(self, value: Any) -> Any:
        """Validate the address, except while a draft is saved: then keep what was typed."""
        try:
            return super().clean(value)
        except ValidationError:
            if self.is_deferred_validation:
                return str(value).strip()
            raise
