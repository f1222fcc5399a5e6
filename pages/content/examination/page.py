"""A page of the CMS as the rules about claims read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from pages.citations.models import Reference
from pages.citations.page import LIST_FIELD, CitedReference, cited_references
from pages.claims.document import Block, Document, ListedReference, Place
from pages.claims.listed import is_preclinical
from pages.content.examination.stored import plain_block, rich_blocks
from pages.publishing.reading import Fragment, fragments, leaves, reading_fields

if TYPE_CHECKING:
    from wagtail.models import Page

ASSURED: Final = frozenset(
    {
        "author",
        "reviewer",
        "disclaimer",
        "date",
        "risks",
        "contraindications",
        "alternatives",
        "urgent_care",
        "regulatory",
    }
)
"""What a page states in a field, a signature or a disclaimer, whose own requirements ask for it."""

_NOT_READ: Final = frozenset({"original_quotation", LIST_FIELD})
"""A patient's words in another language than the page's; a plan of what is still to be cited."""

_IDENTIFIERS: Final = ("doi", "pmid", "pmcid", "isbn", "url")


def document_of_page(page: Page) -> Document:
    """Return the content of a page, a draft or the live row, with its structure and references.

    Costs the one query by which its citations are numbered.
    """
    sourced = frozenset(_places_with_source(page))
    return Document(
        language=page.locale.language_code if page.locale_id else "en",
        page_type=type(page).__name__.lower().removesuffix("page"),
        blocks=tuple(_blocks(page, sourced)),
        references=tuple(map(_reference, cited_references(page))),
        assured=ASSURED,
    )


def _places_with_source(page: Page) -> Iterator[str]:
    """Yield the address of every block that names a reference as its source."""
    for name in reading_fields(page):
        if name not in _NOT_READ:
            for leaf in leaves(page, name):
                if isinstance(leaf.value, Reference):
                    yield leaf.path.rpartition(".")[0]


def _blocks(page: Page, sourced: frozenset[str]) -> Iterator[Block]:
    for fragment in fragments(page):
        if fragment.field not in _NOT_READ and fragment.source.strip():
            yield from _blocks_of(fragment, is_sourced=_lies_in(fragment.path, sourced))


def _blocks_of(fragment: Fragment, *, is_sourced: bool) -> Iterator[Block]:
    place = Place(fragment.field, fragment.path)
    if fragment.kind == "rich":
        yield from rich_blocks(fragment.source, place, sourced=is_sourced)
    else:
        name = fragment.path.rpartition(".")[2]
        yield plain_block(
            name, fragment.source, place, quoted=name == "quotation", sourced=is_sourced
        )


def _lies_in(path: str, places: frozenset[str]) -> bool:
    while path := path.rpartition(".")[0]:
        if path in places:
            return True
    return False


def _reference(cited: CitedReference) -> ListedReference:
    reference = cited.reference
    return ListedReference(
        key=reference.key,
        text=reference.label,
        surnames=tuple(
            str(author.get("family") or author.get("literal") or "")
            for author in reference.authors
            if isinstance(author, dict)
        ),
        year=reference.year or 0,
        number=cited.number,
        place=Place(cited.cited_in[0].partition(".")[0]),
        preclinical=is_preclinical(reference.title),
        missing=tuple(_missing(reference)),
    )


def _missing(reference: Reference) -> Iterator[str]:
    """Yield what readers need and the library lacks, to find a publication."""
    if not reference.year:
        yield _("the year")
    if any(getattr(reference, name) for name in _IDENTIFIERS):
        return
    if not reference.authors and not reference.editors:
        yield _("the authors")
    if not reference.container_title and not reference.publisher:
        yield _("the journal or the publisher")
    elif reference.csl_type.startswith("article-journal"):
        if not reference.volume:
            yield _("the volume")
        if not reference.pages:
            yield _("the pages")
