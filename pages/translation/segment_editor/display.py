"""Showing a segment to people: markup as it will look, placeholders as what they stand for."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser
from typing import Final

from django.utils.safestring import SafeString, mark_safe

_SHOWN: Final = frozenset({"b", "strong", "i", "em", "u", "s", "sup", "sub", "code"})
"""Tags of which a segment is made, shown as they are."""


class _Writer(HTMLParser):
    """Writes HTML of its own from what it reads: escaped text, and tags without attributes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.open: list[str] = []
        self.placeholders: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.parts.append('<span class="firma-segment__break">⏎</span><br>')
        elif tag == "a":
            self.parts.append('<span class="firma-placeholder">')
            self.open.append("a")
        elif tag in _SHOWN:
            self.parts.append(f"<{tag}>")
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open:
                opened = self.open.pop()
                self.parts.append("</span>" if opened == "a" else f"</{opened}>")
                if opened == tag:
                    break

    def handle_data(self, data: str) -> None:
        self.parts.append(escape(data).replace("\n", "<br>"))

    def written(self) -> str:
        self.close()
        while self.open:
            opened = self.open.pop()
            self.parts.append("</span>" if opened == "a" else f"</{opened}>")
        return "".join(self.parts)


def shown(html: str) -> SafeString:
    """Return a segment as HTML to be looked at; whatever it holds, nothing of it can act."""
    writer = _Writer()
    writer.feed(html)
    return mark_safe(writer.written())  # noqa: S308 - `_Writer` escapes all that it does not write itself
