"""What the rules read: the texts of a page with their structure, and its references.

Plain values. Who makes them (from a page's fields and blocks, or from a file) lies above this room.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

Kind = Literal["title", "heading", "paragraph", "item", "cell", "label"]
"""What a text is. A label is short text beside the prose: alternative text, a caption, a button."""

PROSE: Final = frozenset({"paragraph", "item", "cell"})
HEADINGS: Final = frozenset({"title", "heading"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands.

    Attributes:
        field: name of the model field, or empty.
        path: dotted address within the page, or empty.
        line: line of the file, from 1; 0 where there is no file.
    """

    field: str = ""
    path: str = ""
    line: int = 0


NOWHERE: Final = Place()
"""The place of what stands nowhere in particular."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A citation in a text.

    Attributes:
        start: offset of its first character.
        end: offset behind its last; the same as ``start`` where the text does not show it.
        keys: keys of the references that it cites; empty when they are not known.
    """

    start: int
    end: int
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One text of the page: a heading, a paragraph, an item of a list.

    Attributes:
        kind: what it is.
        text: its words, without markup.
        place: where it stands.
        level: level of a heading; 1 is the page's title.
        markers: the citations in it, in order.
        sourced: whether what it stands in names its source in another way, as a study's summary
            does.
        quoted: whether these are somebody's own words, as in a testimonial.
    """

    kind: Kind
    text: str
    place: Place = NOWHERE
    level: int = 0
    markers: tuple[Marker, ...] = ()
    sourced: bool = False
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class ListedReference:
    """A reference that the page lists or cites.

    Attributes:
        key: what markers name it by.
        text: how the page shows it.
        surnames: surnames of its authors, first author first; empty when they are not known.
        year: year of publication, or 0.
        number: the number that the page gives it, or 0.
        place: where it is listed.
        cited: whether a text of the page cites it.
        preclinical: whether it reports work on animals, cells or tissue alone.
        missing: what of its bibliographic data is missing, in words of the active language.
    """

    key: str
    text: str
    surnames: tuple[str, ...] = ()
    year: int = 0
    number: int = 0
    place: Place = NOWHERE
    cited: bool = True
    preclinical: bool = False
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Leftover:
    """A line that belongs to the site around the page and not to the page.

    Attributes:
        code: what it is, such as ``"form"`` or ``"menu"``.
        text: the line.
        place: where it stands.
    """

    code: str
    text: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Document:
    """A page as the rules read it.

    Attributes:
        language: code of its language, such as ``"es"``.
        page_type: ``"condition"``, ``"procedure"`` or ``"testimonial"``.
        blocks: its texts in reading order.
        references: what it lists or cites.
        leftovers: what does not belong to it.
        assured: names of the parts that are there for another reason than its words, such as
            ``"author"`` when a field holds one.
    """

    language: str
    page_type: str
    blocks: tuple[Block, ...]
    references: tuple[ListedReference, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    assured: frozenset[str] = field(default_factory=frozenset)
