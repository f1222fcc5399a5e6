"""Where a segment stands on its page, in the words of the page's own editor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import cached_property
from django.utils.text import capfirst
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail_localize.views.edit_translation import TabHelper

if TYPE_CHECKING:
    from django.db.models import Model
    from wagtail_localize.models import OverridableSegment, StringSegment


@dataclass(frozen=True, slots=True)
class Location:
    """The place of a segment.

    Attributes:
        group: field and block, the same for all segments of one block (``"body.5f0c…"``).
        heading: their names (``"Body · Section"``).
        label: what the segment is within the block (``"Heading"``), or empty.
    """

    group: str
    heading: str
    label: str


class Locations:
    """Finds the places of one page's segments; names are worked out once for each kind of place."""

    def __init__(self, model: type[Model]) -> None:
        self._model = model
        self._named: dict[str, tuple[str, str]] = {}

    @cached_property
    def _order(self) -> dict[str, int]:
        """Fields in the order of the page's own editor."""
        order: dict[str, int] = TabHelper(self._model()).field_ordering_mapping
        return order

    def position(self, segment: StringSegment) -> int:
        """Return where the field of a segment stands in the page's own editor, from 0.

        Fields that the editor does not show come last: they are translated all the same.
        """
        return self._order.get(segment.context.path.split(".", 1)[0], len(self._order))

    def of(self, segment: StringSegment | OverridableSegment) -> Location:
        """Return where a segment stands.

        A field that the page's model no longer has goes by its stored name.
        """
        path: str = segment.context.path
        field_path: str = segment.context.field_path or path
        if field_path not in self._named:
            self._named[field_path] = self._names(field_path.split("."))
        heading, label = self._named[field_path]
        return Location(group=".".join(path.split(".")[:2]), heading=heading, label=label)

    def _names(self, steps: list[str]) -> tuple[str, str]:
        try:
            field: Any = self._model._meta.get_field(steps[0])
        except LookupError:
            return capfirst(steps[0]), ""
        if not isinstance(field, StreamField):
            if field.is_relation and len(steps) > 1 and field.related_model is not None:
                child = field.related_model._meta
                return (
                    capfirst(str(child.verbose_name)),
                    capfirst(str(child.get_field(steps[-1]).verbose_name)),
                )
            return capfirst(str(getattr(field, "verbose_name", steps[0]))), ""
        name = capfirst(str(field.verbose_name))
        if len(steps) == 1:
            return name, ""
        block = field.stream_block.child_blocks.get(steps[1])
        if block is None:
            return name, ""
        return f"{name} · {capfirst(str(block.label))}", _label_within(block, steps[2:])


def _label_within(block: blocks.Block, steps: list[str]) -> str:
    labels: list[str] = []
    for step in steps:
        if isinstance(block, blocks.ListBlock):
            block = block.child_block
            continue
        child = getattr(block, "child_blocks", {}).get(step)
        if child is None:
            continue
        block = child
        label = capfirst(str(child.label))
        if label:
            labels.append(label)
    return " · ".join(labels)


def block_at(model: type[Model], field_path: str) -> blocks.Block | None:
    """Return the block that a field path leads to, or None outside stream fields."""
    steps = field_path.split(".")
    try:
        field: Any = model._meta.get_field(steps[0])
    except LookupError:
        return None
    if not isinstance(field, StreamField):
        return None
    block: Any = field.stream_block
    for step in steps[1:]:
        if isinstance(block, blocks.ListBlock):
            block = block.child_block
            continue
        block = getattr(block, "child_blocks", {}).get(step)
        if block is None:
            return None
    return block
