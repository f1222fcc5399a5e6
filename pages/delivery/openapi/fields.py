"""Schemas of the fields of page types, as `pages.delivery.documents` writes their values."""

from __future__ import annotations

from typing import Any

from django.db import models
from wagtail.fields import RichTextField, StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from pages.delivery.nesting import NESTED
from pages.delivery.openapi.blocks import BlockSchemas
from pages.delivery.openapi.parts import MOMENT, RICH_TEXT, Parts
from pages.delivery.openapi.shapes import Schema, array, closed, nullable, text, titled
from pages.delivery.page_types import SHAPED, shaped_fields
from pages.publishing.values import content_relations

_PLAIN: tuple[tuple[type[Any], Schema], ...] = (
    (models.BooleanField, {"type": "boolean"}),
    (models.IntegerField, {"type": "integer"}),
    (models.FloatField, {"type": "number"}),
    (models.DecimalField, text(pattern=r"^-?[0-9]+(\.[0-9]+)?$")),
    (models.DateTimeField, MOMENT),
    (models.DateField, text(format="date")),
    (models.TimeField, text(format="time")),
    (models.UUIDField, text(format="uuid")),
    (models.CharField, text()),
    (models.TextField, text()),
)
"""Fields whose value is a plain JSON value. What is not listed may be any."""


class FieldSchemas:
    """Makes the schemas of page types' fields for one description."""

    def __init__(self, parts: Parts, blocks: BlockSchemas) -> None:
        """Prepare them for one description."""
        self._parts = parts
        self._blocks = blocks

    def of_page(self, model: type[Page], name: str, *, within: str) -> Schema:
        """Return the schema of a field of a page type's documents.

        Args:
            model: the page type.
            name: the field, as the API names it.
            within: the page type's name, for block names that are taken.
        """
        if name == "author":
            return nullable(self._parts.author())
        if name in {"references", "disclaimers"}:
            part = self._parts.reference if name == "references" else self._parts.disclaimer
            return array(part())
        if name in shaped_fields(model) and name in _ALL_SHAPED:
            return (
                self._parts.quotation()
                if name == "quotation"
                else (self._parts.material_connection())
            )
        relations = {found.get_accessor_name(): found for found in content_relations(model)}
        if name in relations:
            return array(self._row(relations[name], name))
        return self._field(model._meta.get_field(name), name, within=f"{within}.{name}")

    def _field(self, field: Any, name: str, *, within: str) -> Schema:
        title = _title(field)
        if isinstance(field, StreamField):
            return titled(self._blocks.stream(field.stream_block, within=within), title=title)
        if isinstance(field, RichTextField):
            return titled(RICH_TEXT, title=title)
        if isinstance(field, models.ManyToManyField):
            return array(self._related(field.related_model, name), title=title)
        if isinstance(field, models.ForeignKey):
            # The page that it names may not be public, and need not exist.
            return nullable(self._related(field.related_model, name))
        return titled(_plain(field), title=title)

    def _row(self, relation: Any, name: str) -> Schema:
        """Return an inline child: an object of its fields, or the page that is all it names."""
        left_out = {"id", "sort_order", "translation_key", "locale", relation.field.name}
        found = [
            field
            for field in relation.related_model._meta.concrete_fields
            if field.name not in left_out
        ]
        if len(found) == 1 and _is_page(found[0]):
            return self._related(found[0].related_model, name)
        return closed({field.name: self._row_field(field, name) for field in found})

    def _row_field(self, field: Any, name: str) -> Schema:
        if isinstance(field, models.ForeignKey):
            return nullable(self._related(field.related_model, name))
        return titled(_plain(field), title=_title(field))

    def _related(self, model: Any, name: str) -> Schema:
        if issubclass(model, Page):
            is_nested = "meta" in NESTED.get(name, ())
            return self._parts.nested_page() if is_nested else self._parts.chosen_page()
        if issubclass(model, AbstractImage):
            return self._parts.image()
        return self._parts.identity()


_ALL_SHAPED = frozenset(name for names in SHAPED.values() for name in names)


def _plain(field: Any) -> Schema:
    schema = _kind(field)
    if field.choices and schema.get("type") == "string":
        codes = [code for code, _ in field.flatchoices if code not in (None, "")]
        schema = {**schema, "enum": [*codes, ""] if field.blank else codes}
    return nullable(schema) if field.null else schema


def _kind(field: Any) -> Schema:
    for kind, schema in _PLAIN:
        if isinstance(field, kind):
            return schema
    return {}


def _is_page(field: Any) -> bool:
    return isinstance(field, models.ForeignKey) and issubclass(field.related_model, Page)


def _title(field: Any) -> str:
    words = str(field.verbose_name)
    return words[:1].upper() + words[1:]
