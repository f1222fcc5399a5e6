"""Reading one segment: its visible words and the placeholders that stand for links and citations.

Stored rich text carries ``<a linktype="citation" keys="smolen-2016">…</a>``. In a segment the
attributes are taken out and ``<a id="a1">…</a>`` is left for the translator, who must keep every
such placeholder exactly once. The functions here are pure and work on the HTML of one segment.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any

Attributes = Mapping[str, Mapping[str, Any]]
"""What was taken out of a segment's tags, by id: ``{"a1": {"linktype": "citation"}}``."""

_SPACES = re.compile(r"\s+")


class _SegmentReader(HTMLParser):
    """Collects the visible text and the ids of placeholders of one segment."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.texts.append(" ")
        if identifier := dict(attrs).get("id"):
            self.ids.append(identifier)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def _read(html: str) -> _SegmentReader:
    reader = _SegmentReader()
    reader.feed(html)
    reader.close()
    return reader


@lru_cache(maxsize=4096)
def visible_text(html: str) -> str:
    """Return the words of a segment without tags, composed (NFC), with single spaces."""
    text = "".join(_read(html).texts)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def placeholder_ids(html: str) -> list[str]:
    """Return the ids of a segment's placeholders in the order of the text, doubled ones twice."""
    return _read(html).ids


def citation_keys(html: str, attributes: Attributes) -> list[str]:
    """Return the citations of a segment in the order of the text.

    Args:
        html: the segment, with placeholders.
        attributes: what each placeholder stands for.

    Returns:
        One entry per citation, being its keys as stored (``"smolen-2016 gabriel-2009"``). A
        placeholder without attributes, or of another kind of link, is left out.
    """
    return [
        str(attributes[identifier].get("keys", ""))
        for identifier in placeholder_ids(html)
        if attributes.get(identifier, {}).get("linktype") == "citation"
    ]
