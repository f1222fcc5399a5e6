"""The sentences of a page that cite a publication, for whoever looks where it is used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pages.citations.page import LIST_FIELD, uses
from pages.claims.document import Place
from pages.claims.reading import cited_spans
from pages.content.examination.stored import rich_blocks
from pages.publishing.reading import fragments

if TYPE_CHECKING:
    from wagtail.models import Page


@dataclass(frozen=True, slots=True)
class CitingSentence:
    """One place in which a page cites a publication.

    Attributes:
        path: dotted address of the text or block; see `pages.publishing.reading.Fragment.path`.
        text: the sentence without its citations; empty for a block that names its source, or where
            a citation stands alone.
    """

    path: str
    text: str


def citing_sentences(page: Page, key: str) -> list[CitingSentence]:
    """Return where a page cites a reference, in reading order: its sentences, and its blocks.

    Args:
        page: a specific instance, a draft or the live row.
        key: the reference's key.
    """
    wanted = {use.path for use in uses(page) if use.key == key}
    found = [
        CitingSentence(fragment.path, " ".join(block.text[start:end].split()))
        for fragment in fragments(page)
        if fragment.kind == "rich" and fragment.path in wanted and fragment.field != LIST_FIELD
        for block in rich_blocks(fragment.source, Place(fragment.field, fragment.path))
        for start, end, keys, _is_cited in cited_spans(block)
        if key in keys
    ]
    texts = {sentence.path for sentence in found}
    blocks = [CitingSentence(path, "") for path in sorted(wanted - texts)]
    return found + blocks
