"""What the blocks of a page's text have in common: what is mandatory, what contradicts, an example.

Mandatory means mandatory when a page is submitted for review and when it is published. An editor
can save an unfinished draft at any time, so nothing here may stand in the way of saving one: each
block states its problems in pure functions, its `clean` raises them only while Wagtail does not
defer validation, and `pages.content.completeness` reports the same problems for every other road.
"""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.choices import flatten_choices
from django.utils.encoding import force_str
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.rich_text import RichText

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
"""Characters that a text may consist of without showing anything to its reader."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that keeps a block from being complete.

    Attributes:
        path: names of sub-blocks and positions in lists (from 0) that lead to the place, from the
            block that was asked; empty for the block as a whole.
        message: translated; says what is wrong and what to do about it.
    """

    path: tuple[str | int, ...]
    message: StrOrPromise

    def within(self, step: str | int) -> Problem:
        """Return the same problem as seen from the block that encloses this one."""
        return replace(self, path=(step, *self.path))


def is_empty(value: Any) -> bool:
    """Tell whether a value of a block or field says nothing to its reader.

    Text of white space, rich text without a visible character, lists and streams without items and
    None are empty; numbers, zero among them, are not.
    """
    if value is None:
        return True
    if isinstance(value, RichText):
        return is_empty_rich_text(value.source)
    if isinstance(value, str | Promise):
        return not str(value).strip().strip(INVISIBLE)
    if isinstance(value, Mapping):
        return False
    if isinstance(value, Sequence):
        return not value
    return False


def is_empty_rich_text(source: str | None) -> bool:
    """Tell whether stored rich text shows no character; the editor stores `<p></p>` for nothing."""
    return is_empty(html.unescape(strip_tags(source or "")))


class ContentValue(blocks.StructValue):
    """The value of a content block, which also tells what its choices mean in words."""

    @property
    def display(self) -> dict[str, str]:
        """The label of each choice that was made, in the active language, by sub-block name."""
        return {
            name: str(dict(flatten_choices(child.field.choices)).get(self.get(name), ""))
            for name, child in self.block.child_blocks.items()
            if isinstance(child, blocks.ChoiceBlock)
        }


class ContentBlock(blocks.StructBlock):
    """A struct block that knows what it needs, what in it contradicts, and an example of itself.

    Attributes:
        mandatory: names of the sub-blocks that must not be empty. Stated here and not read from
            the sub-blocks' own `required`, because Wagtail switches that off on the shared block
            instance while it saves a draft.
        example: values for the preview in the block picker; texts are lazily translated.
    """

    mandatory: ClassVar[tuple[str, ...]] = ()
    example: ClassVar[Mapping[str, Any]] = {}

    def missing(self, value: Mapping[str, Any]) -> Iterator[Problem]:
        """Yield a problem for each mandatory sub-block that is empty."""
        for name in self.mandatory:
            if is_empty(value.get(name)):
                label = self.child_blocks[name].label
                yield Problem((name,), _("“%(label)s” is empty: fill it in.") % {"label": label})

    def contradictions(self, value: Mapping[str, Any]) -> Iterable[Problem]:
        """Return what in the filled-in values cannot be right. Must accept unfinished values."""
        return ()

    def is_safety_critical(self, value: Mapping[str, Any]) -> bool:
        """Tell whether the reader's safety depends on what stands here; no, unless it is stated."""
        return False

    def own_problems(self, value: Mapping[str, Any]) -> list[Problem]:
        """Return the problems of this block, without those of content blocks inside it."""
        return [*self.missing(value), *self.contradictions(value)]

    def clean(self, value: Any) -> Any:
        """Validate as Wagtail does, then refuse problems of this block unless a draft is saved."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation and (found := self.own_problems(cleaned)):
            raise as_block_error(self, found)
        return cleaned

    def get_preview_value(self) -> Any:
        """Return the example in the language that is active now."""
        example = _in_active_language(self.example)
        return self.normalize(
            {
                name: example[name] if name in example else child.get_default()
                for name, child in self.child_blocks.items()
            }
        )

    class Meta:
        value_class = ContentValue


def problems(block: blocks.Block, value: Any) -> Iterator[Problem]:
    """Yield the problems of a block and of all content blocks in it, outer ones first."""
    if isinstance(block, blocks.StructBlock):
        values: Mapping[str, Any] = value or {}
        if isinstance(block, ContentBlock):
            yield from block.own_problems(values)
        for name, child in block.child_blocks.items():
            yield from _stepping(name, problems(child, values.get(name)))
    elif isinstance(block, blocks.ListBlock):
        for index, item in enumerate(value.bound_blocks if value is not None else ()):
            yield from _stepping(index, problems(item.block, item.value))


def as_block_error(block: blocks.Block, found: Iterable[Problem]) -> ValidationError:
    """Return the problems as the error that shows each of them at its sub-field in the editor."""
    whole: list[ValidationError] = []
    parts: defaultdict[str | int, list[Problem]] = defaultdict(list)
    for problem in found:
        if problem.path:
            parts[problem.path[0]].append(replace(problem, path=problem.path[1:]))
        else:
            whole.append(ValidationError(problem.message))
    if isinstance(block, blocks.StructBlock):
        return StructBlockValidationError(
            block_errors={
                name: as_block_error(block.child_blocks[name], part) for name, part in parts.items()
            },
            non_block_errors=whole,
        )
    if isinstance(block, blocks.ListBlock):
        return ListBlockValidationError(
            block_errors={
                index: as_block_error(block.child_block, part) for index, part in parts.items()
            },
            non_block_errors=whole,
        )
    return ValidationError(whole)


def _stepping(step: str | int, found: Iterable[Problem]) -> Iterator[Problem]:
    for problem in found:
        yield problem.within(step)


def _in_active_language(value: Any) -> Any:
    if isinstance(value, Promise):
        return force_str(value)
    if isinstance(value, Mapping):
        return {key: _in_active_language(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_in_active_language(item) for item in value]
    return value
