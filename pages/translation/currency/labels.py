"""Fields and languages by the names that people know them by, in the language that is active."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info


def field_labels(model: Any, names: Iterable[str]) -> list[str]:
    """Return the names of a page type's fields in words; a field that is gone as it was called."""
    return [field_label(model, name) for name in names]


def field_label(model: Any, name: str) -> str:
    """Return the name of one field in words."""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return name
    words = getattr(field, "verbose_name", None)
    if words is None:  # rows in a table of their own
        words = field.related_model._meta.verbose_name_plural
    return str(capfirst(words))


def language_name(code: str) -> str:
    """Return a language's name in the language that is active."""
    try:
        name = str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
    # Django writes every name as the entry of a list; Spanish has a small letter in a sentence.
    return name.lower() if (get_language() or "").startswith("es") else name
