"""Finding the references of a page, with or without a heading above them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pages.content.importing.elements import Content, ItemList, Paragraph, Table, items_of

SHORTEST_REFERENCE: Final = 25
"""Characters; a shorter text below a heading of references is not one."""

_LONGEST: Final = 2000
_YEAR: Final = re.compile(r"(?<![\d.])(?:19|20)\d\d(?!\d)")
_NUMBERED: Final = re.compile(r"[\[(]?(\d{1,3})[\]).]\s+")
_NAME: Final = r"[^\W\d_a-z][^\W\d_]+(?:[-' ’][^\W\d_]+){0,2}"
_INITIALS: Final = r"(?:[A-Z](?:\.?[- ]?[A-Z]){0,3}\.?)"
_AUTHORS: Final = re.compile(rf"{_NAME},? {_INITIALS}(?:[,.;&]|\s(?:and|y|et|&)\b|\s\()")
_SIGNS: Final = re.compile(
    r"\bdoi\b|10\.\d{4,9}/|\bPMID\b|\bPMC\d|\bet al\b|\bvol(?:ume|umen)?\.? ?\d|;\s?\d+\s?[(:]|"
    r"\d\s?\(\d+\)\s?:\s?\d|"
    r"\(\d{4}\)\s?\d+\s?[-–]\s?\d+|\bISBN\b|\b\d+:\s?e?\d+|https?://",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SourceReference:
    """A reference as the page has it.

    Attributes:
        line: where it stands.
        text: its words, without the number in front.
        number: the number that the page's text would cite it by; 0 if it has none.
    """

    line: int
    text: str
    number: int = 0


def looks_like_reference(text: str) -> bool:
    """Tell whether a text is a reference: names with initials and a year, or an identifier."""
    if not SHORTEST_REFERENCE <= len(text) <= _LONGEST:
        return False
    start = text[(found.end() if (found := _NUMBERED.match(text)) else 0) :][:160]
    names = bool(_AUTHORS.match(start))
    year = bool(_YEAR.search(text))
    signs = bool(_SIGNS.search(text))
    return (names and (year or signs)) or (year and signs and len(text) < 600)


def is_reference_list(element: Content) -> bool:
    """Tell whether a list consists of references for the greater part."""
    if not isinstance(element, ItemList):
        return False
    texts = [item.phrase.plain for item in items_of(element.items)]
    found = sum(map(looks_like_reference, texts))
    return found * 5 >= len(texts) * 3


def references_in(content: Iterable[Content]) -> tuple[list[SourceReference], list[Content]]:
    """Return the references below their heading, and what there is no reference in.

    Args:
        content: all that stands below a heading such as “References”.
    """
    found: list[SourceReference] = []
    rest: list[Content] = []
    for element in content:
        if isinstance(element, Paragraph) and len(element.phrase.plain) >= SHORTEST_REFERENCE:
            found.append(as_reference(element.line, element.phrase.plain))
        elif isinstance(element, ItemList):
            found += references_of(element)
        elif isinstance(element, Table | Paragraph):
            rest.append(element)
    return found, rest


def references_of(element: ItemList) -> list[SourceReference]:
    """Return the items of a list as references."""
    return [
        as_reference(item.line, item.phrase.plain, position=place if element.ordered else 0)
        for place, item in enumerate(items_of(element.items), start=1)
    ]


def as_reference(line: int, text: str, *, position: int = 0) -> SourceReference:
    """Return one text as a reference; its own number wins over its position in a numbered list."""
    found = _NUMBERED.match(text)
    if not found:
        return SourceReference(line, text, position)
    return SourceReference(line, text[found.end() :], int(found.group(1)))
