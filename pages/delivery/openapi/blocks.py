"""Schemas of blocks, derived from their definitions as `pages.delivery.blocks` writes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from wagtail import blocks
from wagtail.blocks.field_block import BaseChoiceBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from pages.citations.models import Reference
from pages.delivery.openapi.parts import MOMENT, RICH_TEXT, Parts
from pages.delivery.openapi.shapes import (
    Components,
    Schema,
    array,
    closed,
    nullable,
    one_of,
    text,
    titled,
)

_PLAIN: tuple[tuple[type[blocks.Block], Schema], ...] = (
    (blocks.BooleanBlock, {"type": "boolean"}),
    (blocks.IntegerBlock, {"type": "integer"}),
    (blocks.FloatBlock, {"type": "number"}),
    (blocks.DecimalBlock, text(pattern=r"^-?[0-9]+(\.[0-9]+)?$")),
    (blocks.DateBlock, text(format="date")),
    (blocks.DateTimeBlock, MOMENT),
    (blocks.TimeBlock, text(format="time")),
    (blocks.StaticBlock, {"type": "null"}),
    (blocks.CharBlock, text()),
    (blocks.TextBlock, text()),
    (blocks.RegexBlock, text()),
    (blocks.URLBlock, text()),
    (blocks.EmailBlock, text()),
    (blocks.BlockQuoteBlock, text()),
    (blocks.RawHTMLBlock, text(description="HTML as it was entered.")),
)
"""Blocks whose value is a plain JSON value. What is not listed may be any."""


class BlockSchemas:
    """Makes the schemas of blocks for one description.

    A struct and a stream's item each become a component under their own names, so that a block
    that several streams hold is described once.
    """

    def __init__(self, components: Components, parts: Parts) -> None:
        """Prepare them for one description."""
        self._components = components
        self._parts = parts

    def stream(self, block: blocks.BaseStreamBlock, *, within: str) -> Schema:
        """Return a stream's schema: a list of a union that ``type`` tells apart.

        Args:
            block: the stream's definition.
            within: the page type and field that it belongs to, for names that are taken.
        """
        items = {
            name: self._item(name, child, within=within)
            for name, child in block.child_blocks.items()
        }
        if not items:
            return {"type": "array", "maxItems": 0}
        mapping = {name: item["$ref"] for name, item in items.items()}
        return array(
            {
                "oneOf": list(items.values()),
                "discriminator": {"propertyName": "type", "mapping": mapping},
            }
        )

    def _item(self, name: str, block: blocks.Block, *, within: str) -> Schema:
        value = self.value(block, is_mandatory=_is_required(block), within=f"{within}.{name}")
        schema = closed(
            {"type": {"type": "string", "const": name}, "id": nullable(text()), "value": value},
            title=str(block.label or ""),
        )
        return self._components.add(f"{_pascal(name)}Item", schema, within=within)

    def value(self, block: blocks.Block, *, is_mandatory: bool, within: str) -> Schema:
        """Return the schema of a block's value.

        Args:
            block: its definition.
            is_mandatory: whether it cannot be empty in what is public.
            within: where it belongs, for names that are taken.
        """
        if isinstance(block, blocks.BaseStructBlock):
            return self._struct(block, within=within)
        if isinstance(block, blocks.ListBlock):
            child = block.child_block
            items = self.value(child, is_mandatory=_is_required(child), within=within)
            return array(_listed(child, items))
        if isinstance(block, blocks.BaseStreamBlock):
            return self.stream(block, within=within)
        if isinstance(block, blocks.RichTextBlock):
            return RICH_TEXT
        if isinstance(block, blocks.PageChooserBlock):
            # A page that was chosen may have left the public since.
            return nullable(self._parts.chosen_page())
        leaf = self._leaf(block, is_mandatory=is_mandatory)
        return leaf if is_mandatory else nullable(leaf)

    def _struct(self, block: blocks.BaseStructBlock, *, within: str) -> Schema:
        kind = type(block)
        mandatory = getattr(block, "mandatory", None)
        schema = closed(
            {
                name: _labelled(
                    child,
                    self.value(
                        child,
                        is_mandatory=_is_required(child)
                        if mandatory is None
                        else name in mandatory,
                        within=f"{within}.{name}",
                    ),
                )
                for name, child in block.child_blocks.items()
            },
            title=str(block.label or ""),
        )
        if kind is blocks.StructBlock:  # defined where it is used, without a name of its own
            return self._components.add(within, schema)
        return self._components.add(kind.__name__, schema, within=within)

    def _leaf(self, block: blocks.Block, *, is_mandatory: bool) -> Schema:
        if isinstance(block, ImageChooserBlock):
            return self._parts.image()
        if isinstance(block, DocumentChooserBlock):
            return self._parts.file()
        if isinstance(block, blocks.ChooserBlock):
            if issubclass(block.target_model, Reference):
                return self._parts.cited()
            return self._parts.identity()
        if isinstance(block, BaseChoiceBlock):
            return _choice(block, is_mandatory=is_mandatory)
        for kind, schema in _PLAIN:
            if isinstance(block, kind):
                return schema
        if isinstance(getattr(block, "field", None), forms.CharField):
            return text()
        return {}


def _choice(block: BaseChoiceBlock, *, is_mandatory: bool) -> Schema:
    codes = [code for code in _codes(block.field.choices) if code != ""]
    if isinstance(block, blocks.MultipleChoiceBlock):
        return array(one_of(codes))
    return one_of(codes if is_mandatory else [*codes, ""])


def _codes(choices: Any) -> Iterator[Any]:
    for code, label in choices:
        if isinstance(label, (list, tuple)):
            yield from _codes(label)
        else:
            yield code


def _listed(child: blocks.Block, schema: Schema) -> Schema:
    """Return the schema of a list's items: pages that are not public are left out of it."""
    if isinstance(child, blocks.PageChooserBlock):
        return dict(schema["anyOf"][0])
    return schema


def _labelled(block: blocks.Block, schema: Schema) -> Schema:
    label = str(block.label or "")
    return schema if "$ref" in schema or not label else titled(schema, title=label)


def _is_required(block: blocks.Block) -> bool:
    """Tell whether a block was defined as required.

    Its own ``required`` is switched off and on while Wagtail saves drafts.
    """
    return bool(block._constructor_args[1].get("required", True))


def _pascal(name: str) -> str:
    return "".join(word.capitalize() for word in name.replace("-", "_").split("_"))
