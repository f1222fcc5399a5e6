"""Citations inside stored rich text: reading them, numbering them, writing them out.

A citation is stored as a link of type ``citation`` that names one or more references by key::

    <a linktype="citation" keys="smolen-2016 gabriel-2009">[Smolen 2016; Gabriel 2009]</a>

The words between the tags are a label for people who read the stored text; they are never shown to
the public. Numbers are not stored: they follow from the order in which a page mentions references.

Everything here is pure: text in, text or values out. Markup that is broken never raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from typing import Final

LINK_TYPE: Final = "citation"
RANGE_FROM: Final = 3
"""This many consecutive numbers, or more, are written as a range."""

_LINE_END: Final = re.compile("\n")


@dataclass(frozen=True, slots=True)
class Mention:
    """One citation in a text.

    Attributes:
        start: offset of the first character of the link in the stored text.
        end: offset behind its last character.
        keys: keys of the references that it names, in the order in which they were chosen.
        label: the words between the tags.
    """

    start: int
    end: int
    keys: tuple[str, ...]
    label: str


def mentions(html: str) -> list[Mention]:
    """Return the citations of one stored rich text, in order."""
    if LINK_TYPE not in html:
        return []
    reader = _MentionReader(html)
    return reader.read()


def cited_keys(html: str) -> list[list[str]]:
    """Return the keys that each citation of a stored rich text names, one list per citation."""
    return [list(mention.keys) for mention in mentions(html)]


def number(sources: Iterable[str]) -> dict[str, int]:
    """Number the references that stored rich texts cite, from 1, by first mention.

    Args:
        sources: the rich texts of a page in reading order.
    """
    return number_keys(
        key for html in sources for mention in mentions(html) for key in mention.keys
    )


def number_keys(keys: Iterable[str]) -> dict[str, int]:
    """Number keys from 1 in the order in which they are first seen."""
    numbers: dict[str, int] = {}
    for key in keys:
        numbers.setdefault(key, len(numbers) + 1)
    return numbers


def unknown_keys(html: str, numbers: Mapping[str, int]) -> list[str]:
    """Return the keys that a text cites and that have no number, each once, in order."""
    return list(
        dict.fromkeys(
            key for mention in mentions(html) for key in mention.keys if key not in numbers
        )
    )


def render(html: str, numbers: Mapping[str, int]) -> str:
    """Replace each citation of a stored rich text by its numbers, as the public sees them.

    Args:
        html: stored rich text; everything in it but citations is returned as it is.
        numbers: the number of each reference, by key.

    Returns:
        The text with ``<sup class="citation"><a href="#ref-1" data-reference="KEY">1</a></sup>``
        in the place of each citation. Keys without a number are left out (`unknown_keys` names
        them); a citation of which nothing is left disappears.
    """
    parts: list[str] = []
    position = 0
    for mention in mentions(html):
        parts.append(html[position : mention.start])
        parts.append(render_keys(mention.keys, numbers))
        position = mention.end
    parts.append(html[position:])
    return "".join(parts)


def render_keys(keys: Iterable[str], numbers: Mapping[str, int]) -> str:
    """Return the public HTML of one citation; empty if none of its keys has a number."""
    cited = sorted({(numbers[key], key) for key in keys if key in numbers})
    if not cited:
        return ""
    runs: list[list[tuple[int, str]]] = []
    for entry in cited:
        if runs and entry[0] == runs[-1][-1][0] + 1:
            runs[-1].append(entry)
        else:
            runs.append([entry])
    return f'<sup class="citation">{",".join(_run(run) for run in runs)}</sup>'


def _run(run: list[tuple[int, str]]) -> str:
    if len(run) >= RANGE_FROM:
        return f"{_numbered_link(*run[0])}–{_numbered_link(*run[-1])}"
    return ",".join(_numbered_link(*entry) for entry in run)


def _numbered_link(place: int, key: str) -> str:
    return f'<a href="#ref-{place}" data-reference="{escape(key)}">{place}</a>'


class _MentionReader(HTMLParser):
    """Find citation links and where they stand in the source, so that the rest stays untouched."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self._html = html
        self._line_starts = [0, *(line.end() for line in _LINE_END.finditer(html))]
        self._found: list[Mention] = []
        self._keys: tuple[str, ...] = ()
        self._start: int | None = None
        self._nested = 0
        self._label: list[str] = []

    def read(self) -> list[Mention]:
        self.feed(self._html)
        self.close()
        if self._start is not None:
            self._finish(len(self._html))
        return self._found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "a":
            return
        values = dict(attrs)
        if self._start is not None:
            self._nested += 1
        elif values.get("linktype") == LINK_TYPE:
            self._start = self._offset()
            self._keys = tuple(dict.fromkeys((values.get("keys") or "").split()))
            self._label = []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag == "a" and self._start is not None:
            if self._nested:
                self._nested -= 1
            else:
                self._finish(self._offset() + len(self.get_starttag_text() or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag != "a" or self._start is None:
            return
        if self._nested:
            self._nested -= 1
            return
        closing = self._html.find(">", self._offset())
        self._finish(len(self._html) if closing < 0 else closing + 1)

    def handle_data(self, data: str) -> None:
        if self._start is not None:
            self._label.append(data)

    def _finish(self, end: int) -> None:
        if self._start is not None:
            self._found.append(Mention(self._start, end, self._keys, "".join(self._label)))
        self._start = None
        self._nested = 0

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._line_starts[line - 1] + column
