"""What a page of an old site is made of, with the line in which each piece begins.

Lines count from 1. Plain texts are as a reader sees them; ``html`` is safe to store as rich text.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Text within a paragraph, item or cell: as plain text, and as inline HTML that is safe."""

    plain: str
    html: str

    @classmethod
    def of(cls, plain: str) -> Phrase:
        """Return plain text as a phrase; characters with a meaning in HTML are escaped."""
        tidy = tidied(plain)
        return cls(plain=tidy, html=html.escape(tidy, quote=False))

    @classmethod
    def joined(cls, phrases: Iterable[Phrase]) -> Phrase:
        """Return several phrases as one, with spaces between."""
        kept = [phrase for phrase in phrases if phrase.plain]
        return cls(
            plain=" ".join(phrase.plain for phrase in kept),
            html=" ".join(phrase.html for phrase in kept),
        )


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the page's title, as in HTML. Plain text knows levels 1 to 3 only."""

    line: int
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    line: int
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, with the list below it if there is one."""

    line: int
    phrase: Phrase
    children: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list, numbered or not."""

    line: int
    ordered: bool
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row; every row has as many cells as the header."""

    line: int
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Phrase, ...], ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A place where something of the old site stood.

    Attributes:
        line: where.
        opens_foreign: what follows up to the next heading belonged to it, e.g. below “Our blog”.
    """

    line: int
    opens_foreign: bool = False


Content = Paragraph | ItemList | Table
Element = Heading | Content | Gap


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something of the file that is not in the draft. ``code`` says why; see `REASONS`."""

    line: int
    text: str
    code: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the editor should look at; line 0 where it is about no line in particular."""

    line: int
    code: str
    message: StrOrPromise


@dataclass(slots=True)
class Findings:
    """What is told about a file beside its content; handed through the steps and added to."""

    left_out: list[LeftOut] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def leave_out(self, line: int, text: str, code: str) -> None:
        """Report a piece that is not in the draft; nothing is reported for a text of spaces."""
        if tidy := tidied(text):
            self.left_out.append(LeftOut(line, tidy, code))

    def notice(self, line: int, code: str, message: StrOrPromise) -> None:
        """Report something that the editor should look at."""
        self.notices.append(Notice(line, code, message))


def tidied(text: str) -> str:
    """Return a text with single spaces, without spaces and invisible marks around it."""
    return _SPACES.sub(" ", text).strip().strip("\ufeff\u200b\u200e\u200f").strip()


def folded(text: str) -> str:
    """Return a text as headings and menus are compared: no case, no accents, single spaces."""
    decomposed = unicodedata.normalize("NFKD", tidied(text).casefold())
    return tidied("".join(char for char in decomposed if not unicodedata.combining(char)))


def items_of(items: Iterable[Item]) -> Iterator[Item]:
    """Yield items and the items below them, in reading order."""
    for item in items:
        yield item
        yield from items_of(item.children)


def plain_of(element: Element) -> str:
    """Return all the text of an element, as a reader sees it."""
    if isinstance(element, Heading):
        return element.text
    if isinstance(element, Paragraph):
        return element.phrase.plain
    if isinstance(element, ItemList):
        return " ".join(item.phrase.plain for item in items_of(element.items))
    if isinstance(element, Table):
        cells = [cell.plain for row in element.rows for cell in row]
        return " ".join([element.caption, *element.header, *cells])
    return ""
