"""The files that a page offers its readers: linked in a text, or chosen in a field or block."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from wagtail.documents import get_document_model
from wagtail.rich_text.rewriters import LinkRewriter

from pages.publishing.reading import chosen, fragments

if TYPE_CHECKING:
    from wagtail.documents.models import AbstractDocument
    from wagtail.models import Page


def files_of(page: Page) -> list[AbstractDocument]:
    """Return the files that a page's texts link to, then those that it chooses."""
    return [*linked_files(page), *chosen(page, get_document_model())]


def linked_files(page: Page) -> list[AbstractDocument]:
    """Return the files that a page's texts link to, each once, in the order of their ids."""
    return files_linked_in(
        fragment.source for fragment in fragments(page) if fragment.kind == "rich"
    )


def files_linked_in(sources: Iterable[str]) -> list[AbstractDocument]:
    """Return the files that stored rich texts link to, each once, in the order of their ids."""
    ids: set[str] = set()
    collector = LinkRewriter(
        reference_extractors={"document": lambda attrs: [attrs.get("id", "")]},
    )
    for source in sources:
        if 'linktype="document"' in source:
            ids.update(collector.extract_references(source))
    wanted = [pk for pk in ids if pk.isdecimal()]
    if not wanted:
        return []
    return list(get_document_model().objects.filter(pk__in=wanted).order_by("pk"))
