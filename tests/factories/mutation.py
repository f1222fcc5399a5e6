"""Changing one thing anywhere in a page, in the form in which its revisions hold it.

A page's revision is JSON, with each stream as JSON in a text. `places` finds everything in it that
can be changed, by the model's own fields, so that a field or block that is added is found too.
"""

from __future__ import annotations

import copy
import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wagtail.fields import StreamField
from wagtail.models import Page

from pages.publishing.values import content_fields, content_relations

Json = Any
Path = tuple[str | int, ...]

_DATE = re.compile(r"\d{4}-\d\d-\d\d")

ROW_PLACES = frozenset({"pk", "page", "sort_order"})
"""What a revision holds of the rows of inline children beside their content."""


@dataclass(frozen=True, slots=True)
class Place:
    """One thing in a page's content.

    Attributes:
        path: field name, then names and positions.
        kind: ``text``, ``rich``, ``number``, ``yes``, ``date``, ``choice`` (of another object) or
            ``list``.
    """

    path: Path
    kind: str

    @property
    def field(self) -> str:
        """The name of the model's field or relation."""
        return str(self.path[0])

    def __str__(self) -> str:
        return ".".join(map(str, self.path))


def content_of(page: Page) -> Json:
    """Return a page's content as its revision has it, streams opened."""
    content = json.loads(json.dumps(page.get_latest_revision().content))
    for name in _streams(type(page)):
        content[name] = json.loads(content[name])
    return content


def page_with(page: Page, content: Json) -> Any:
    """Return the page with another content, as it would be read from a revision."""
    closed = dict(content)
    for name in _streams(type(page)):
        closed[name] = json.dumps(closed[name])
    return page.with_content_json(closed)


def places(page: Page, *, others: Mapping[str, Any]) -> list[Place]:
    """Return everything in the page's content that can be changed.

    Args:
        page: stored, with a revision.
        others: another object for each name of a field or block that chooses one.
    """
    model = type(page)
    names = [field.name for field in content_fields(model)]
    relations = {relation.get_accessor_name() for relation in content_relations(model)}
    content = content_of(page)
    return [
        place
        for name in [*names, *sorted(relations)]
        for place in _places(content[name], (name,), others, is_rows=name in relations)
    ]


def changed(content: Json, place: Place, *, text: str, others: Mapping[str, Any]) -> Json:
    """Return the content with one thing changed.

    Args:
        content: from `content_of`.
        place: where.
        text: the words that are added, where words are changed.
        others: as for `places`.
    """
    result = copy.deepcopy(content)
    inner = result
    for step in place.path[:-1]:
        inner = inner[step]
    last = place.path[-1]
    inner[last] = _changed(inner[last], place, text=text, others=others)
    return result


def _changed(value: Json, place: Place, *, text: str, others: Mapping[str, Any]) -> Json:
    match place.kind:
        case "rich":
            return f"{value}<p>{html.escape(text)}</p>"
        case "number":
            return value + 1
        case "yes":
            return not value
        case "choice":
            return others[str(place.path[-1])].pk
        case "date":
            return "1999-12-31"
        case "list":
            return _in_their_places(value[1:] if len(value) % 2 else reversed(value))
    return f"{value or ''}{text}"


def _in_their_places(items: Iterable[Json]) -> list[Json]:
    return [
        {**item, "sort_order": place} if isinstance(item, dict) and "sort_order" in item else item
        for place, item in enumerate(items)
    ]


def _places(
    value: Json, path: Path, others: Mapping[str, Any], *, is_rows: bool = False
) -> Iterator[Place]:
    name = path[-1]
    if name in others and not isinstance(value, dict | list):
        yield Place(path, "choice")
    elif isinstance(value, dict):
        is_block = {"type", "value", "id"} <= value.keys()
        for key, item in value.items():
            if not (is_block and key != "value") and not (is_rows and key in ROW_PLACES):
                yield from _places(item, (*path, key), others)
    elif isinstance(value, list):
        if value:
            yield Place(path, "list")
        for place, item in enumerate(value):
            yield from _places(item, (*path, place), others, is_rows=is_rows)
    elif isinstance(value, bool):
        yield Place(path, "yes")
    elif isinstance(value, int):
        yield Place(path, "number")
    elif isinstance(value, str):
        if _DATE.fullmatch(value):
            yield Place(path, "date")
        else:
            # An empty text may be rich; a plain one shows the markup as it is.
            yield Place(path, "text" if value and not value.startswith("<") else "rich")


def _streams(model: type[Page]) -> list[str]:
    return [field.name for field in model._meta.get_fields() if isinstance(field, StreamField)]
