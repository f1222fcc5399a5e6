"""When a page is complete enough to be reviewed and published; drafts may lack anything.

The rules are pure functions over values. `Completeness` reads a page and hands them its values, so
that the editor's list, the submission, the signature and the publication apply the same ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.text import capfirst
from django.utils.translation import gettext
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import RichText

from pages.content.blocks.structure import is_empty, problems
from pages.publishing import ALWAYS, Blocker, Stage

if TYPE_CHECKING:
    from wagtail.blocks import StreamValue
    from wagtail.models import Page


def empty_fields(values: Mapping[str, Any], *, required: Iterable[str]) -> list[str]:
    """Return the required names whose values say nothing, in their order.

    Args:
        values: by field name; rich text as `RichText`, so that empty markup counts as empty.
        required: names that must be filled in.
    """
    return [name for name in required if is_empty(values.get(name))]


def missing_message(label: str) -> str:
    """Return the sentence that asks for a field to be filled in, in the active language."""
    return gettext(
        "“%(field)s” is empty: fill it in. Review and publication need it; a draft does not."
    ) % {"field": label}


def stream_problems(value: StreamValue, *, label: str) -> Iterator[str]:
    """Yield what keeps the blocks of a stream from being complete, one sentence for each problem.

    Args:
        value: the stream, unfinished or not.
        label: what editors know the stream field by.
    """
    for position, child in enumerate(value, start=1):
        for problem in problems(child.block, child.value):
            yield gettext("%(field)s, block %(position)s (%(block)s)%(place)s: %(problem)s") % {
                "field": label,
                "position": position,
                "block": child.block.label,
                "place": _place(problem.path),
                "problem": problem.message,
            }


def _place(path: tuple[str | int, ...]) -> str:
    return "".join(
        gettext(", item %(number)s") % {"number": step + 1}
        for step in path
        if isinstance(step, int)
    )


def field_label(page: Page, name: str) -> str:
    """Return what editors know a field by, in the active language."""
    return capfirst(str(page._meta.get_field(name).verbose_name))


def field_value(page: Page, name: str) -> Any:
    """Return a field's value; stored rich text as `RichText`."""
    value = getattr(page, name)
    return RichText(value) if isinstance(page._meta.get_field(name), RichTextField) else value


class Completeness:
    """The requirement that everything mandatory is there and nothing in it contradicts itself."""

    name: ClassVar[str] = "completeness"
    stages: ClassVar[frozenset[Stage]] = ALWAYS

    def __call__(self, page: Any, *, stage: Stage) -> Iterator[Blocker]:
        """Yield a blocker for each gap, and a warning where search engines would lack something."""
        yield from self._fields(page)
        yield from self._blocks(page)
        yield from page.own_blockers()
        if not page.search_description.strip():
            yield Blocker(
                "seo.description_missing",
                gettext(
                    "Search engines have no description of this page: write one under “Promote”."
                ),
                severity="warn",
                field="search_description",
            )

    def _fields(self, page: Any) -> Iterator[Blocker]:
        names = list(page.required_fields)
        if page.hero_image_id:
            names.append("hero_alt")
        values = {name: field_value(page, name) for name in names}
        for name in empty_fields(values, required=names):
            yield Blocker("field.required", missing_message(field_label(page, name)), field=name)

    def _blocks(self, page: Any) -> Iterator[Blocker]:
        for field in page._meta.get_fields():
            if isinstance(field, StreamField):
                label = field_label(page, field.name)
                for message in stream_problems(getattr(page, field.name), label=label):
                    yield Blocker("block.incomplete", message, field=field.name)
