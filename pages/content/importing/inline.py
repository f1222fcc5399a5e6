"""Inline text of an HTML page: collecting it run by run, and writing it out safely.

What comes out is made of escaped text and of a few tags that are written here; no tag or
attribute of the file is passed through. Addresses are kept only where they lead to the web or to
a mailbox.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from pages.content.importing.elements import Phrase, tidied

TAGS: Final = {
    "b": "b",
    "strong": "b",
    "i": "i",
    "em": "i",
    "cite": "i",
    "sup": "sup",
    "sub": "sub",
}
"""Inline tags that are kept, and how rich text stores them."""

_ORDER: Final = ("b", "i", "sup", "sub")
_SPACES: Final = re.compile(r"\s+")


class Run(NamedTuple):
    """A piece of text in one style."""

    text: str
    marks: frozenset[str]
    href: str


@dataclass(slots=True)
class Inline:
    """The runs of a paragraph that is being read; a line break divides it into lines."""

    lines: list[list[Run]] = field(default_factory=lambda: [[]])
    line: int = 0

    def add(self, text: str, *, marks: frozenset[str], href: str, line: int) -> None:
        """Append text; the first that is not of spaces says in which line the paragraph begins."""
        if text.strip():
            self.line = self.line or line
        self.lines[-1].append(Run(text, marks, href))

    def break_line(self) -> None:
        """Begin a new line, as ``<br>`` does."""
        self.lines.append([])

    def phrases(self) -> list[Phrase]:
        """Return the lines as phrases, the empty ones among them."""
        return [as_phrase(runs) for runs in self.lines]

    def is_bold(self) -> bool:
        """Tell whether every visible character is bold, as in a heading made by hand."""
        visible = [run for runs in self.lines for run in runs if run.text.strip()]
        return bool(visible) and all("b" in run.marks for run in visible)


def as_phrase(runs: list[Run]) -> Phrase:
    """Return runs as one phrase: single spaces, escaped, in properly nested tags."""
    tidy: list[Run] = []
    ends_with_space = True
    for run in runs:
        text = _SPACES.sub(" ", run.text)
        if ends_with_space:
            text = text.lstrip(" ")
        if text:
            tidy.append(run._replace(text=text))
            ends_with_space = text.endswith(" ")
    if tidy:
        tidy[-1] = tidy[-1]._replace(text=tidy[-1].text.rstrip(" "))
    parts: list[str] = []
    for (marks, href), group in groupby(tidy, key=lambda run: (run.marks, run.href)):
        parts.append(_written("".join(run.text for run in group), marks, href))
    return Phrase(plain=tidied("".join(run.text for run in tidy)), html="".join(parts))


def safe_address(address: str) -> str:
    """Return an address that rich text may link to; empty text for any other.

    Only absolute addresses of the web, of mailboxes and of telephones: a relative one leads into
    the old site, and every other scheme may carry a script.
    """
    tidy = address.strip()
    if not tidy or any(char.isspace() or ord(char) < 32 for char in tidy) or len(tidy) > 2000:
        return ""
    try:
        parts = urlsplit(tidy)
        if parts.scheme in {"http", "https"} and parts.hostname:
            return tidy
    except ValueError:
        return ""
    return tidy if parts.scheme in {"mailto", "tel"} and parts.path else ""


def _written(text: str, marks: frozenset[str], href: str) -> str:
    core = text.strip(" ")
    if not core:
        return text
    written = html.escape(core, quote=False)
    for tag in reversed(_ORDER):
        if tag in marks:
            written = f"<{tag}>{written}</{tag}>"
    if href:
        written = f'<a href="{html.escape(href)}">{written}</a>'
    before = text[: len(text) - len(text.lstrip(" "))]
    after = text[len(text.rstrip(" ")) :]
    return f"{before}{written}{after}"
