"""The demo's pages and the corpus of short paragraphs, as the rules about claims read them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from pages.claims.document import Block, Document, ListedReference, Place
from pages.content.examination.page import ASSURED
from pages.content.examination.stored import plain_block, rich_blocks
from pages.management.demo.writing import Block as DemoBlock
from pages.management.demo.writing import Both, PageText, Ref

CORPUS: Final = Path(__file__).resolve().parent.parent / "tests" / "unit" / "claims" / "corpus"
__all__ = ["ASSURED", "LANGUAGES", "PAGES", "Paragraph", "corpus", "demo_documents"]

LANGUAGES: Final = ("en", "es")
PAGES: Final = {
    "pages.management.demo.conditions.frozen_shoulder": "condition",
    "pages.management.demo.conditions.knee_osteoarthritis": "condition",
    "pages.management.demo.conditions.plantar_fasciitis": "condition",
    "pages.management.demo.conditions.rheumatoid_arthritis": "condition",
    "pages.management.demo.procedures.corticosteroid_injection": "procedure",
    "pages.management.demo.procedures.platelet_rich_plasma": "procedure",
    "pages.management.demo.testimonials": "testimonial",
}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A short text of the corpus: what a rule should find in it, and nothing else.

    Attributes:
        language: code of its language.
        text: as `pages.claims.example_text` reads it.
        codes: the codes that should be found; none for a clean text.
    """

    language: str
    text: str
    codes: frozenset[str]


def corpus(language: str) -> list[Paragraph]:
    """Return the short texts of one language."""
    entries = json.loads((CORPUS / f"{language}.json").read_text(encoding="utf-8"))
    return [
        Paragraph(language, entry["text"], frozenset(entry.get("codes", ()))) for entry in entries
    ]


def demo_documents(language: str) -> Iterator[tuple[str, Document]]:
    """Yield the key of each page of the demo with its text in one language."""
    for module, page_type in PAGES.items():
        for value in vars(import_module(module)).values():
            if isinstance(value, PageText):
                yield value.key, _document(value, page_type, language)


def _document(page: PageText, page_type: str, language: str) -> Document:
    blocks: list[Block] = []
    for name, value in page.fields.items():
        blocks += _blocks(name, value, language, place=Place(name, name))
    keys = dict.fromkeys(key for block in blocks for marker in block.markers for key in marker.keys)
    return Document(
        language=language,
        page_type=page_type,
        blocks=tuple(blocks),
        references=tuple(
            ListedReference(key, key, (key.rpartition("-")[0].title(),), int(key[-4:] or 0))
            for key in keys
            if key[-4:].isdigit()
        ),
        assured=ASSURED,
    )


def _blocks(
    name: str, value: Any, language: str, *, place: Place, sourced: bool = False
) -> Iterator[Block]:
    if isinstance(value, Both):
        text = value.text(language)
        if text.startswith("<"):
            yield from rich_blocks(text, place, sourced=sourced)
        elif name not in {"slug", "identifier", "seo_title", "search_description"}:
            yield plain_block(name, text, place, quoted=name == "quotation", sourced=sourced)
    elif isinstance(value, DemoBlock):
        yield from _blocks(name, value.value, language, place=place)
    elif isinstance(value, Mapping):
        names_source = any(isinstance(inner, Ref) for inner in value.values())
        for key, inner in value.items():
            inside = Place(place.field, f"{place.path}.{key}")
            yield from _blocks(key, inner, language, place=inside, sourced=names_source)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for item in value:
            yield from _blocks(name, item, language, place=place, sourced=sourced)
