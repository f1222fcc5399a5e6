"""The references that one page cites, in the order and with the numbers that its readers see.

A page cites a reference by a citation in any of its rich texts, or by a block that names its
source (a study summary, an outcome). Both count at their place in reading order. The page's list of
references to be cited, `listed_references`, is a plan and no citation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from wagtail.fields import RichTextField
from wagtail.rich_text import RichText

from pages.citations.inline import mentions, number_keys
from pages.citations.models import Reference
from pages.publishing.reading import leaves, reading_fields

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from wagtail.models import Page

LIST_FIELD: Final = "listed_references"


@dataclass(frozen=True, slots=True)
class Use:
    """One mention of a reference on a page.

    Attributes:
        key: the reference's key, as it stands in the text.
        path: where on the page, in the form of `pages.publishing.reading.Fragment.path`.
        field: name of the model field.
        label: the words inside the stored citation; empty for a block.
    """

    key: str
    path: str
    field: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class CitedReference:
    """A reference with its number on one page.

    Attributes:
        reference: the record in the library.
        number: from 1, by first mention.
        cited_in: paths of the texts and blocks that mention it, each once, in reading order.
    """

    reference: Reference
    number: int
    cited_in: list[str] = field(default_factory=list)


def uses(page: Page) -> Iterator[Use]:
    """Yield every mention of a reference on the page, in reading order."""
    for name in reading_fields(page):
        if name == LIST_FIELD:
            continue
        if isinstance(page._meta.get_field(name), RichTextField):
            yield from _in_rich_text(getattr(page, name) or "", path=name, field_name=name)
        for leaf in leaves(page, name):
            value: Any = leaf.value
            if isinstance(value, Reference):
                yield Use(key=value.key, path=leaf.path, field=name)
            elif isinstance(value, RichText):
                yield from _in_rich_text(value.source, path=leaf.path, field_name=name)


def cited_references(page: Page) -> list[CitedReference]:
    """Return the references that the page cites, by number; keys not in the library are left out.

    Costs one query, whatever the length of the page.
    """
    found = list(uses(page))
    if not found:
        return []
    library = Reference.objects.in_bulk({use.key for use in found}, field_name="key")
    cited = {
        key: CitedReference(reference=library[key], number=place)
        for key, place in number_keys(use.key for use in found if use.key in library).items()
    }
    for use in found:
        if use.key in cited and use.path not in cited[use.key].cited_in:
            cited[use.key].cited_in.append(use.path)
    return list(cited.values())


def citation_numbers(page: Page) -> dict[str, int]:
    """Return the number of each reference that the page cites, by key, for `inline.render`."""
    return {cited.reference.key: cited.number for cited in cited_references(page)}


def unknown_citations(page: Page) -> list[Use]:
    """Return the page's citations of keys that the library does not have."""
    found = list(uses(page))
    known = set(
        Reference.objects.filter(key__in={use.key for use in found}).values_list("key", flat=True)
    )
    return [use for use in found if use.key not in known]


def listed_references(page: Page) -> list[Reference]:
    """Return the references that the page's editors listed as to be cited, each once."""
    if LIST_FIELD not in {model_field.name for model_field in page._meta.get_fields()}:
        return []
    listed = [leaf.value for leaf in leaves(page, LIST_FIELD) if isinstance(leaf.value, Reference)]
    return list(dict.fromkeys(listed))


def signed_references(page: Page) -> list[dict[str, Any]]:
    """Return what a reviewer signs of the page's references, in the order of their numbers."""
    return [cited.reference.signed_data() for cited in cited_references(page)]


def rows_of_references(page: Page) -> QuerySet[Reference]:
    """Return the rows of the references that the page mentions, whether or not it has them all."""
    return Reference._base_manager.filter(key__in={use.key for use in uses(page)})


def _in_rich_text(html: str, *, path: str, field_name: str) -> Iterator[Use]:
    for mention in mentions(html):
        for key in mention.keys:
            yield Use(key=key, path=path, field=field_name, label=mention.label)
