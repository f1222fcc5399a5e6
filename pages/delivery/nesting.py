"""Nested field lists, ``?fields=review(status),treatments(title)``, applied to plain JSON.

Wagtail's API knows them for related rows. Documents are not rows, so the same syntax is applied to
the values themselves: `NESTED` says what may be asked for inside each field.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from wagtail.api.v2.utils import BadRequestError

FieldsConfig = Sequence[tuple[str, bool, Any]]
"""What Wagtail's parser makes of a list of fields: name, whether it is left out, what is inside."""

_IMAGE: Final = ("id", "alt", "width", "height", "focal_point", "renditions")
_PAGE: Final = ("id", "meta", "type", "detail_url", "html_url", "title")

NESTED: Final[Mapping[str, tuple[str, ...]]] = {
    "hero_image": _IMAGE,
    "photograph": _IMAGE,
    "author": (
        "name",
        "credentials",
        "licence_number",
        "licence_authority",
        "affiliation",
        "languages",
        "photograph",
    ),
    "references": ("number", "key", "text", "doi", "pmid", "url", "retracted", "cited_in"),
    "disclaimers": ("key", "version", "title", "text"),
    "review": ("status", "reviewed_by", "reviewed_at", "next_review_due", "fingerprint"),
    "alternates": ("locale", "html_url", "detail_url"),
    "translation": (
        "source_locale",
        "source_fingerprint",
        "is_current",
        "outdated_since",
        "changed",
        "notice",
    ),
    "codes": ("system", "code"),
    "treatments": _PAGE,
    "conditions": _PAGE,
    "condition": _PAGE,
    "procedure": _PAGE,
    "parent": _PAGE,
    "quotation": ("text", "language", "is_translation", "original"),
    "material_connection": ("kind", "details"),
}
"""What may be asked for inside a field, by the field's name."""


def checked(name: str, asked: FieldsConfig) -> FieldsConfig:
    """Return a nested field list if it makes sense for a field.

    Raises:
        BadRequestError: the field has nothing inside, or not what was asked for.
    """
    if name not in NESTED:
        raise BadRequestError(f"'{name}' does not support nested fields")
    unknown = {inner for inner, _, _ in asked} - {"*", "_", *NESTED[name]}
    if unknown:
        raise BadRequestError(f"unknown fields: {', '.join(sorted(unknown))}")
    for inner, _, deeper in asked:
        if deeper:
            raise BadRequestError(f"'{inner}' does not support nested fields")
    return asked


def pruned(value: Any, asked: FieldsConfig) -> Any:
    """Return JSON with only the wanted keys; lists item by item, None as it is."""
    if isinstance(value, list):
        return [pruned(item, asked) for item in value]
    if not isinstance(value, dict):
        return value
    wanted = _wanted(value, asked)
    result: dict[str, Any] = {}
    for key, item in value.items():
        if key == "meta":
            if inner := {name: item[name] for name in item if name in wanted or "meta" in wanted}:
                result[key] = inner
        elif key in wanted:
            result[key] = item
    return result


def _wanted(value: Mapping[str, Any], asked: FieldsConfig) -> set[str]:
    """Return the keys that remain; those inside ``meta`` count like the others."""
    first = asked[0][0] if asked else ""
    wanted: set[str] = set() if first == "_" else set(value) - {"meta"}
    if first != "_" and "meta" in value:
        wanted |= set(value["meta"])
    for name, is_left_out, _ in asked:
        if is_left_out:
            wanted -= set(value["meta"]) if name == "meta" and "meta" in value else {name}
        elif name not in {"*", "_"}:
            wanted.add(name)
    return wanted
