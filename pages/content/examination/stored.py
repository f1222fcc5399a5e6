"""Stored texts of a page, rich or plain, as the rules about claims read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

from pages.citations.inline import LINK_TYPE
from pages.claims.document import Block, Kind, Marker, Place

_SPACES: Final = re.compile(r"\s+")
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_DIVIDING: Final = frozenset({"p", "li", "ul", "ol", "blockquote", "div", "hr", *_HEADINGS})
_NAMES_OF_HEADINGS: Final = frozenset({"heading", "question"})
_PROSE_NAMES: Final = frozenset({"summary", "quotation", "original_quotation"})


def plain_block(
    name: str, text: str, place: Place, *, quoted: bool = False, sourced: bool = False
) -> Block:
    """Return a text without markup as a block; the name of its field says what it is.

    Args:
        name: name of the field or sub-block that holds it; ``"title"`` is the page's.
        text: what it holds.
        place: where it stands.
        quoted: whether these are somebody's own words.
        sourced: whether what it stands in names its source in another way.
    """
    tidy = text.strip()
    if name == "title" and "." not in place.path:
        return Block("title", tidy, place, 1)
    if name in _NAMES_OF_HEADINGS:
        return Block("heading", tidy, place, 2)
    kind: Kind = "paragraph" if name in _PROSE_NAMES else "label"
    return Block(kind, tidy, place, quoted=quoted, sourced=sourced)


def rich_blocks(source: str, place: Place, *, sourced: bool = False) -> Iterator[Block]:
    """Yield the paragraphs, items and headings of one stored rich text.

    Args:
        source: as it is stored; citations in it become markers.
        place: where it stands.
        sourced: whether what it stands in names its source in another way.
    """
    reader = _Reader(place, sourced=sourced)
    reader.feed(source)
    reader.close()
    reader.finish()
    yield from reader.blocks


class _Reader(HTMLParser):
    """Divides stored rich text into blocks."""

    def __init__(self, place: Place, *, sourced: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._place = place
        self._sourced = sourced
        self._kind: Kind = "paragraph"
        self._level = 0
        self._parts: list[str] = []
        self._length = 0
        self._markers: list[Marker] = []
        self._links: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DIVIDING:
            self.finish()
            self._level = _HEADINGS.get(tag, 0)
            self._kind = "heading" if self._level else "item" if tag == "li" else "paragraph"
        elif tag == "br":
            self._add("\n")
        elif tag == "a":
            values = dict(attrs)
            is_citation = values.get("linktype") == LINK_TYPE
            self._links.append(is_citation)
            if is_citation:
                keys = tuple((values.get("keys") or "").split())
                self._markers.append(Marker(self._length, self._length, keys))

    def handle_endtag(self, tag: str) -> None:
        if tag in _DIVIDING:
            self.finish()
        elif tag == "a" and self._links:
            self._links.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._links):
            self._add(_SPACES.sub(" ", data))

    def finish(self) -> None:
        """Close the block that is being read."""
        text = "".join(self._parts)
        kept = text.strip()
        if kept:
            shift = len(text) - len(text.lstrip())
            markers = tuple(
                Marker(at, at, marker.keys)
                for marker in self._markers
                for at in (min(max(marker.start - shift, 0), len(kept)),)
            )
            self.blocks.append(
                Block(self._kind, kept, self._place, self._level, markers, self._sourced)
            )
        self._parts, self._length, self._markers = [], 0, []
        self._kind, self._level = "paragraph", 0

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
