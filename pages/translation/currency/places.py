"""Reading a content as places, and what the rooms above say about safety in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Protocol

from django.db import models
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import RichText

from pages.publishing.reading import reading_fields
from pages.publishing.values import as_read, content_values, rich_text_as_read
from pages.translation.currency.changes import Part, Place, said

if TYPE_CHECKING:
    from wagtail.models import Page

NAMED_BY = ("heading", "title", "name", "question", "effect", "label", "caption")
"""Sub-blocks of which the first that is there names its block."""


class Safety(Protocol):
    """What of a page the reader's safety depends on, and what nobody reads.

    The room that knows the page types states it; see `register_safety`.
    """

    def is_critical_field(self, model: type[Page], name: str) -> bool:
        """Tell whether the whole of a field is safety-critical."""
        ...

    def is_critical_block(self, block: blocks.Block, value: Any) -> bool:
        """Tell whether the whole of a block is, with this value."""
        ...

    def is_unread(self, model: type[Page], name: str) -> bool:
        """Tell whether readers never see a field."""
        ...


_safety: list[Safety] = []


def register_safety(safety: Safety) -> None:
    """Set what tells where in a page the reader's safety is at stake."""
    _safety[:] = [safety]


def places(page: Page) -> list[Place]:
    """Return the places of a content in the order in which the public reads them.

    Args:
        page: a specific instance, with the content of a revision or of the live row.
    """
    model = type(page)
    found: list[Place] = []
    names = reading_fields(page)
    values = content_values(page)
    for name in names:
        if not _is_unread(model, name):
            found += _field_places(page, name, values[name])
    for name in values.keys() - set(names):
        if not _is_unread(model, name) and values[name]:
            part = Part(_plain(values[name]), is_text=False, is_critical=_is_critical(model, name))
            found.append(Place(path=name, field=name, parts=(part,)))
    return found


def _field_places(page: Page, name: str, value: Any) -> Iterator[Place]:
    field: Any = page._meta.get_field(name)
    is_critical = _is_critical(type(page), name)
    if isinstance(field, StreamField):
        for child in getattr(page, name):
            yield Place(
                path=f"{name}.{child.id}",
                field=name,
                name=_name_of(child.value),
                parts=tuple(_parts(child.block, child.value, is_critical=is_critical)),
            )
    elif value not in (None, "", [], {}):
        is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
        plain = str(value) if is_text else _plain(value)
        if is_text and not isinstance(field, RichTextField):
            plain = as_read(plain)
        yield Place(
            path=name, field=name, parts=(Part(plain, is_text=is_text, is_critical=is_critical),)
        )


def _parts(block: blocks.Block, value: Any, *, is_critical: bool) -> Iterator[Part]:
    """Yield what stands in a block, part by part; a critical block makes all in it critical."""
    is_critical = is_critical or any(one.is_critical_block(block, value) for one in _safety)
    if isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _parts(child, (value or {}).get(name), is_critical=is_critical)
    elif isinstance(block, blocks.ListBlock):
        for item in value.bound_blocks if value is not None else ():
            yield from _parts(item.block, item.value, is_critical=is_critical)
    elif isinstance(block, blocks.StreamBlock):
        for item in value or ():
            yield from _parts(item.block, item.value, is_critical=is_critical)
    elif isinstance(value, RichText):
        if text := rich_text_as_read(str(value.source)):
            yield Part(text, is_text=True, is_critical=is_critical)
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock):
        if text := as_read(str(value or "")):
            yield Part(text, is_text=True, is_critical=is_critical)
    elif (plain := block.get_prep_value(value)) not in (None, "", [], {}):
        yield Part(_plain(plain), is_text=False, is_critical=is_critical)


def _name_of(value: Any) -> str:
    if isinstance(value, blocks.StructValue):
        for name in NAMED_BY:
            if text := value.get(name):
                return said(str(text))
    return ""


def _plain(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)


def _is_critical(model: type[Page], name: str) -> bool:
    return any(safety.is_critical_field(model, name) for safety in _safety)


def _is_unread(model: type[Page], name: str) -> bool:
    return any(safety.is_unread(model, name) for safety in _safety)
