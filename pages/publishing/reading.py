"""Reading a page: its texts, and what it chooses, in the order in which the public reads them.

Like `pages.publishing.values`, which says what of a page is content at all, this works from the
model's own field list, so that no field is ever left out because nobody remembered it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from django.db import models
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import RichText

from pages.publishing.values import children, content_choices, content_fields, content_relations

if TYPE_CHECKING:
    from wagtail.models import Page

ModelT = TypeVar("ModelT", bound=models.Model)

Kind = Literal["rich", "plain"]


@dataclass(frozen=True, slots=True)
class Fragment:
    """One text of a page, in its place.

    Attributes:
        field: name of the model field it belongs to.
        path: dotted address within the page: the field, then block ids and names
            (``"body.5f0c….text"``), in the form that wagtail-localize uses for its segments.
        kind: ``"rich"`` for stored rich text, ``"plain"`` for text without markup.
        source: the stored text.
        block_type: name of the outermost block it lies in, or empty for a plain field.
    """

    field: str
    path: str
    kind: Kind
    source: str
    block_type: str = ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A block that holds one value, found while walking a stream.

    Attributes:
        block: the block's definition.
        value: what it holds.
        path: dotted address within the page.
        block_type: name of the outermost block it lies in.
    """

    block: blocks.Block
    value: Any
    path: str
    block_type: str


def reading_fields(page: Page) -> list[str]:
    """Return the names of all content fields, in the order in which the public reads them.

    A page type states its order in ``reading_order``. Fields that it does not mention follow in
    the order of the model, so that none is ever left out.
    """
    names = [field.name for field in content_fields(type(page))]
    stated = [name for name in getattr(page, "reading_order", ()) if name in names]
    return stated + [name for name in names if name not in stated]


def fragments(page: Page) -> Iterator[Fragment]:
    """Yield every text of the page in reading order, empty ones left out."""
    for name in reading_fields(page):
        yield from _field_fragments(page, name)


def leaves(page: Page, field_name: str) -> Iterator[Leaf]:
    """Yield the leaf blocks of one stream field in order; nothing for any other field."""
    field = page._meta.get_field(field_name)
    if isinstance(field, StreamField):
        for child in getattr(page, field_name):
            path = f"{field_name}.{child.id}"
            yield from _walk(child.block, child.value, path, child.block_type)


def chosen(page: Page, model: type[ModelT]) -> Iterator[ModelT]:
    """Yield each instance of ``model`` that the page's fields or blocks point to, once.

    They come in reading order; rows of inline children and further choices follow at the end.
    """
    seen: set[Any] = set()
    for instance in pointed_to(page, model):
        if instance.pk not in seen:
            seen.add(instance.pk)
            yield instance


def pointed_to(page: Page, model: type[ModelT]) -> Iterator[ModelT]:
    """Yield what `chosen` does, as often as the page points to it.

    These are several Python objects of one row, where it is chosen in several places.
    """
    for name in reading_fields(page):
        field = page._meta.get_field(name)
        if isinstance(field, models.ForeignKey):
            if issubclass(field.related_model, model) and (value := getattr(page, name)):
                yield value
        else:
            for leaf in leaves(page, name):
                if isinstance(leaf.value, model):
                    yield leaf.value
    for relation in content_relations(type(page)):
        related: Any = relation.related_model
        for field in related._meta.concrete_fields:
            if (
                isinstance(field, models.ForeignKey)
                and field.name != relation.field.name
                and issubclass(field.related_model, model)
            ):
                for child in children(page, relation):
                    if value := getattr(child, field.name):
                        yield value
    for choices in content_choices(type(page)):
        if issubclass(choices.related_model, model):
            yield from sorted(choices.value_from_object(page), key=lambda one: one.pk)


def _field_fragments(page: Page, name: str) -> Iterator[Fragment]:
    field = page._meta.get_field(name)
    if isinstance(field, StreamField):
        for leaf in leaves(page, name):
            if text := _leaf_text(leaf):
                kind: Kind = "rich" if isinstance(leaf.value, RichText) else "plain"
                yield Fragment(name, leaf.path, kind, text, leaf.block_type)
    elif isinstance(field, RichTextField):
        if text := getattr(page, name):
            yield Fragment(name, name, "rich", text)
    elif (
        isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and (text := getattr(page, name))
    ):
        yield Fragment(name, name, "plain", text)


def _leaf_text(leaf: Leaf) -> str:
    if isinstance(leaf.value, RichText):
        return str(leaf.value.source)
    if isinstance(leaf.block, blocks.CharBlock | blocks.TextBlock):
        return str(leaf.value or "")
    return ""


def _walk(block: blocks.Block, value: Any, path: str, block_type: str) -> Iterator[Leaf]:
    if isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _walk(child, (value or {}).get(name), f"{path}.{name}", block_type)
    elif isinstance(block, blocks.ListBlock):
        for item in value.bound_blocks if value is not None else ():
            yield from _walk(item.block, item.value, f"{path}.{item.id}", block_type)
    elif isinstance(block, blocks.StreamBlock):
        for item in value or ():
            yield from _walk(item.block, item.value, f"{path}.{item.id}", block_type)
    else:
        yield Leaf(block, value, path, block_type)
