"""Blocks as JSON: the same shape for every block, derived from its definition.

A block that a site adds needs no code here, as long as it is made of Wagtail's own blocks: structs
become objects, lists become arrays, streams become arrays of ``{"type", "id", "value"}``, rich text
becomes HTML, and choosers become what the public may know of what was chosen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from wagtail import blocks
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import Page
from wagtail.rich_text import RichText

from pages.citations.models import Reference
from pages.delivery.images import public_image
from pages.delivery.links import page_marker
from pages.delivery.rich_text import public_html
from pages.publishing.values import as_read, canonical

Json = Any


@dataclass(frozen=True, slots=True)
class BlockReader:
    """Turns the values of blocks into JSON for one page.

    Attributes:
        numbers: the number of each reference on the page, by key.
        files: the files that the page's texts link to, by id.
    """

    numbers: Mapping[str, int]
    files: Mapping[int, AbstractDocument]

    def stream(self, value: Any) -> list[dict[str, Json]]:
        """Return a stream's blocks in order, each with its type, id and value."""
        return [
            {
                "type": child.block_type,
                "id": child.id,
                "value": self.value(child.block, child.value),
            }
            for child in value or ()
        ]

    def rich_text(self, source: str) -> str:
        """Return the public HTML of one stored rich text of the page."""
        return public_html(source, self.numbers, self.files)

    def value(self, block: blocks.Block, value: Any, *, alt: str = "") -> Json:
        """Return one block's value.

        Args:
            block: its definition.
            value: its native value.
            alt: the alt text of an image, which lies in a field beside it.
        """
        if isinstance(block, blocks.StructBlock):
            return self._struct(block, value or {})
        if isinstance(block, blocks.ListBlock):
            return [self.value(block.child_block, item) for item in value or ()]
        if isinstance(block, blocks.StreamBlock):
            return self.stream(value)
        return self._leaf(value, alt=alt)

    def _struct(self, block: blocks.StructBlock, value: Mapping[str, Any]) -> dict[str, Json]:
        alt = "" if value.get("decorative") else as_read(str(value.get("alt_text") or ""))
        return {
            name: self.value(child, value.get(name), alt=alt)
            for name, child in block.child_blocks.items()
        }

    def _leaf(self, value: Any, *, alt: str) -> Json:
        if isinstance(value, RichText):
            return self.rich_text(value.source)
        if isinstance(value, AbstractImage):
            return public_image(value, alt=alt)
        if isinstance(value, Reference):
            return {"key": value.key, "number": self.numbers.get(value.key)}
        if isinstance(value, Page):
            return page_marker(value.pk)
        if isinstance(value, AbstractDocument):
            # Not its title: that may be changed at any time, and nobody signs it.
            return {"id": value.pk, "url": value.url}
        if isinstance(value, Model):
            # What a site's own snippet may tell the public is not for us to guess.
            return {"id": value.pk}
        return canonical(value)
