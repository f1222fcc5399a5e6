"""What a page says, as plain values in one form only: what is signed, compared and checked.

Everything here works from a model's own field list, so that a page type or a field that a site adds
tomorrow is covered without anyone having to remember it. What is left out is named in
`PLACES_AND_TIMES`: where a page hangs, when it was published, who holds its lock.

Two contents that read the same have the same values, wherever they come from: a form, a revision,
a row of either database.
"""

from __future__ import annotations

import datetime
import decimal
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

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

_EDITOR_KEY = re.compile(
    r"""(<[a-z][a-z0-9]*(?:\s+[\w:-]+="[^"<>]*")*)\s+data-block-key="[\w-]*\"""", re.ASCII
)
"""The number of a paragraph inside its tag; the same words in a text are words."""

_EMPTY_PARAGRAPHS = re.compile(r"(?:\s|<p\s*/?>|</p>|<br\s*/?>)*")

Json = Any


def content_fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """Return the fields of a page model that carry content, parents' fields first."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.name not in PLACES_AND_TIMES and not _is_parent_link(field)
    ]


def content_relations(model: type[models.Model]) -> list[Any]:
    """Return the inline child relations of a model that carry content."""
    return [
        relation
        for relation in get_all_child_relations(model)
        if relation.get_accessor_name() != COMMENTS_RELATION_NAME
    ]


def content_choices(model: type[models.Model]) -> list[models.ManyToManyField[Any, Any]]:
    """Return the many-to-many fields of a model: all of them carry content."""
    return list(model._meta.many_to_many)


def content_models(model: type[models.Model]) -> Iterator[Any]:
    """Yield the models whose rows are part of a page of this model, at any depth."""
    for relation in content_relations(model):
        yield relation.related_model
        yield from content_models(relation.related_model)
    for choices in content_choices(model):
        yield choices.remote_field.through


def stored_content(model: type[models.Model], content: dict[str, Json]) -> dict[str, Json]:
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
        found[field.name] = _stored(value)
    for relation in content_relations(model):
        name = relation.get_accessor_name()
        left_out = {"pk", "id", "sort_order", "translation_key", "locale", relation.field.name}
        found[name] = [
            {key: _stored(value) for key, value in row.items() if key not in left_out}
            for row in content.get(name) or ()
        ]
    for choices in content_choices(model):
        found[choices.name] = content.get(choices.name)
    return found


def children(parent: models.Model, relation: Any) -> list[models.Model]:
    """Return the rows of an inline child relation in the order in which the public reads them.

    The database leaves open in which order rows come that have the same place.
    """
    rows = getattr(parent, relation.get_accessor_name()).all()
    return sorted(rows, key=lambda row: (getattr(row, "sort_order", None) or 0, row.pk or 0))


def content_values(page: Page) -> dict[str, Json]:
    """Return every content field and inline child as plain JSON values.

    Ids of blocks and of inline rows are left out, since they change when unchanged content is
    copied or saved again; order is kept. Comments are not content.
    """
    values = {field.name: _field_value(field, page) for field in content_fields(type(page))}
    return values | _related_values(page)


def canonical(value: Any) -> Json:
    """Return a value as JSON in the one form that stands for it, whatever it has been through.

    A time with its zone is in UTC and to the millisecond, a decimal number has no zeros at its end,
    a whole number is one even if it was computed as a fraction, and a text is as it is read.
    Characters are kept as they are: composed and decomposed letters are different.
    """
    match value:
        case None | bool() | int():
            return value
        case str():
            return as_read(value)
        case float():
            return int(value) if value.is_integer() else value
        case decimal.Decimal():
            digits = format(value, "f")
            return digits.rstrip("0").rstrip(".") if "." in digits else digits
        case datetime.datetime():
            moment = value.astimezone(datetime.UTC) if value.tzinfo else value
            return moment.isoformat(timespec="milliseconds")
        case Mapping():
            return {str(key): canonical(item) for key, item in value.items()}
        case list() | tuple():
            return [canonical(item) for item in value]
    return canonical(json.loads(json.dumps(value, cls=DjangoJSONEncoder)))


def as_read(text: str) -> str:
    """Return a text without what its readers do not see and forms do not keep.

    A browser ends lines in a way of its own, and forms cut off the space around a text.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.strip()


def rich_text_as_read(source: str) -> str:
    """Return stored rich text without what its readers do not see.

    Beyond that of plain text these are the editor's own numbering of paragraphs, and the empty
    paragraph that it stores for nothing.
    """
    text = as_read(without_editor_keys(source))
    return "" if _EMPTY_PARAGRAPHS.fullmatch(text) else text


def without_editor_keys(source: str) -> str:
    """Return stored rich text without the editor's own numbering of its paragraphs.

    Draftail numbers a text anew where it has no numbers; nobody reads them, so they are no change
    of content.
    """
    return _EDITOR_KEY.sub(r"\1", source) if "data-block-key" in source else source


def _field_value(field: models.Field[Any, Any], instance: models.Model) -> Json:
    if isinstance(field, StreamField):
        return _stream(getattr(instance, field.name))
    value = field.value_from_object(instance)
    if isinstance(field, RichTextField) and isinstance(value, str):
        return rich_text_as_read(value)
    if isinstance(field, models.FileField):
        return str(value.name or "")
    return canonical(value)


def _row_values(row: models.Model, *, parent_field: str) -> dict[str, Json]:
    left_out = {"id", "sort_order", "translation_key", "locale", parent_field}
    values = {
        field.name: _field_value(field, row)
        for field in row._meta.concrete_fields
        if field.name not in left_out
    }
    return values | _related_values(row)


def _related_values(instance: models.Model) -> dict[str, Json]:
    """Return what lies in tables of their own: inline children, theirs in turn, and choices."""
    model = type(instance)
    values: dict[str, Json] = {
        relation.get_accessor_name(): [
            _row_values(row, parent_field=relation.field.name)
            for row in children(instance, relation)
        ]
        for relation in content_relations(model)
    }
    for choices in content_choices(model):
        values[choices.name] = sorted(one.pk for one in choices.value_from_object(instance))
    return values


def _stream(value: Iterable[Any] | None) -> list[Json]:
    return [
        {"type": child.block_type, "value": _block(child.block, child.value)}
        for child in value or ()
    ]


def _block(block: blocks.Block, value: Any) -> Json:
    """Return a block's value by its definition, so that no field of its own is taken for an id."""
    if isinstance(block, blocks.StructBlock):
        return {
            name: _block(child, (value or {}).get(name))
            for name, child in block.child_blocks.items()
        }
    if isinstance(block, blocks.ListBlock):
        return [_block(block.child_block, item) for item in value or ()]
    if isinstance(block, blocks.StreamBlock):
        return _stream(value)
    if isinstance(value, RichText):
        return rich_text_as_read(str(value.source))
    return canonical(block.get_prep_value(value))


def _stored(value: Json) -> Json:
    if isinstance(value, list):
        return [_stored(item) for item in value]
    if isinstance(value, dict):
        is_block = {"type", "value"} <= value.keys() <= {"type", "value", "id"}
        return {key: _stored(item) for key, item in value.items() if not (is_block and key == "id")}
    return without_editor_keys(value) if isinstance(value, str) else value


def _is_parent_link(field: models.Field[Any, Any]) -> bool:
    return bool(getattr(field.remote_field, "parent_link", False))
