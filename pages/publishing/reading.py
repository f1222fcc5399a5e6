"""Reading a page: its content as plain values, and its texts in the order the public reads them.

Everything here works from a model's own field list, so that a page type or a field that a site adds
tomorrow is read, fingerprinted and checked without anyone having to remember it. What is left out
is named in `PLACES_AND_TIMES`: where a page hangs, when it was published, who holds its lock.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import COMMENTS_RELATION_NAME
from wagtail.rich_text import RichText

if TYPE_CHECKING:
    from wagtail.models import Page

PLACES_AND_TIMES = frozenset(
    {
        "id",
        "page_ptr",
        "path",
        "depth",
        "numchild",
        "slug",
        "url_path",
        "content_type",
        "owner",
        "show_in_menus",
        "translation_key",
        "locale",
        "alias_of",
        "live",
        "has_unpublished_changes",
        "draft_title",
        "first_published_at",
        "last_published_at",
        "go_live_at",
        "expire_at",
        "expired",
        "live_revision",
        "latest_revision",
        "latest_revision_created_at",
        "locked",
        "locked_at",
        "locked_by",
    }
)
"""Fields that say where and when a page is, and nothing of what it says."""

ModelT = TypeVar("ModelT", bound=models.Model)

_EDITOR_KEY = re.compile(
    r"""(<[a-z][a-z0-9]*(?:\s+[\w:-]+="[^"<>]*")*)\s+data-block-key="[\w-]*\"""", re.ASCII
)
"""The number of a paragraph inside its tag; the same words in a text are words."""

Json = Any
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


def content_fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """Return the fields of a page model that carry content, parents' fields first."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.name not in PLACES_AND_TIMES and not _is_parent_link(field)
    ]


def content_relations(model: type[models.Model]) -> list[Any]:
    """Return the inline child relations of a page model that carry content."""
    return [
        relation
        for relation in get_all_child_relations(model)
        if relation.get_accessor_name() != COMMENTS_RELATION_NAME
    ]


def reading_fields(page: Page) -> list[str]:
    """Return the names of all content fields, in the order in which the public reads them.

    A page type states its order in ``reading_order``. Fields that it does not mention follow in
    the order of the model, so that none is ever left out.
    """
    names = [field.name for field in content_fields(type(page))]
    stated = [name for name in getattr(page, "reading_order", ()) if name in names]
    return stated + [name for name in names if name not in stated]


def content_values(page: Page) -> dict[str, Json]:
    """Return every content field and inline child as plain JSON values.

    Ids of blocks and of inline rows are left out, since they change when unchanged content is
    copied or saved again; order is kept. Comments are not content.
    """
    values: dict[str, Json] = {
        field.name: _plain_value(field, page) for field in content_fields(type(page))
    }
    for relation in content_relations(type(page)):
        name = relation.get_accessor_name()
        values[name] = [
            _plain_row(child, parent_field=relation.field.name)
            for child in sorted(getattr(page, name).all(), key=_sort_order)
        ]
    plain: dict[str, Json] = json.loads(json.dumps(values, cls=DjangoJSONEncoder))
    return plain


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

    They come in reading order; rows of inline children follow at the end.
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
                for child in getattr(page, relation.get_accessor_name()).all():
                    if value := getattr(child, field.name):
                        yield value


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


def _plain_value(field: models.Field[Any, Any], instance: models.Model) -> Json:
    if isinstance(field, StreamField):
        stream = getattr(instance, field.name)
        # Blocks that nobody has looked at yet would be returned as they are stored, which may be an
        # older form of the same content. Looking at all of them makes the form always the same.
        for _ in stream:
            pass
        return _without_block_ids(stream.get_prep_value())
    value = field.value_from_object(instance)
    return without_editor_keys(value) if isinstance(field, RichTextField) else value


def without_editor_keys(text: Any) -> Any:
    """Return stored rich text without the editor's own numbering of its paragraphs.

    Draftail numbers a text anew where it has no numbers; nobody reads them, so they are no change
    of content.
    """
    if isinstance(text, str) and "data-block-key" in text:
        return _EDITOR_KEY.sub(r"\1", text)
    return text


def stored_content(model: type[Page], content: dict[str, Json]) -> dict[str, Json]:
    """Return what a revision stores of a page's content, so that two revisions can be compared.

    It is read as it is stored, without making a page of it, which is much faster and may tell
    contents apart that are the same, such as one that an older version of the program stored.

    Args:
        model: the page's type.
        content: a revision's ``content``.
    """
    found: dict[str, Json] = {}
    for field in content_fields(model):
        value = content.get(field.name)
        if isinstance(field, StreamField) and isinstance(value, str):
            value = json.loads(value)
        found[field.name] = _without_block_ids(value)
    for relation in content_relations(model):
        name = relation.get_accessor_name()
        left_out = {"pk", "id", "sort_order", "translation_key", "locale", relation.field.name}
        found[name] = [
            {key: _without_block_ids(value) for key, value in row.items() if key not in left_out}
            for row in content.get(name) or ()
        ]
    return found


def _plain_row(child: models.Model, *, parent_field: str) -> dict[str, Json]:
    left_out = {"id", "sort_order", "translation_key", "locale", parent_field}
    return {
        field.name: _plain_value(field, child)
        for field in child._meta.concrete_fields
        if field.name not in left_out
    }


def _sort_order(child: models.Model) -> int:
    return getattr(child, "sort_order", None) or 0


def _without_block_ids(value: Json) -> Json:
    if isinstance(value, list):
        return [_without_block_ids(item) for item in value]
    if isinstance(value, dict):
        is_block = "type" in value and "value" in value
        return {
            key: _without_block_ids(item)
            for key, item in value.items()
            if not (is_block and key == "id")
        }
    return without_editor_keys(value)


def _is_parent_link(field: models.Field[Any, Any]) -> bool:
    return bool(getattr(field.remote_field, "parent_link", False))
