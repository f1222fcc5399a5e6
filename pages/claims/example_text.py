"""Short texts for examples and tests, with as much structure as rules look at.

=====================  =====================================================
``# Title``            a heading; ``##`` is one level lower, and so on
``- item``             an item of a list
``[1] Smith A. …``     a listed reference
``@@form Your name``   a line that belongs to the site around the page
anything else          a paragraph, ``[1]`` in it a citation
=====================  =====================================================
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from pages.claims.document import Block, Document, Kind, Leftover, ListedReference, Marker, Place
from pages.claims.listed import reference_of

_MARKER: Final = re.compile(r"\[(\d{1,3}(?:\s?[,–-]\s?\d{1,3}){0,20})\]")
_REFERENCE: Final = re.compile(r"\[(\d{1,3})\] (.+)")


def markers(text: str) -> tuple[Marker, ...]:
    """Return the bracketed numbers of a text as citations, with the numbers as keys."""
    return tuple(
        Marker(found.start(), found.end(), tuple(_numbers(found.group(1))))
        for found in _MARKER.finditer(text)
    )


def document(
    text: str,
    *,
    language: str,
    page_type: str = "condition",
    assured: frozenset[str] = frozenset(),
) -> Document:
    """Return an example text as a document."""
    blocks: list[Block] = []
    references: list[ListedReference] = []
    leftovers: list[Leftover] = []
    for number, line in enumerate(text.split("\n"), start=1):
        line, place = line.strip(), Place(line=number)
        if not line:
            continue
        if line.startswith("#"):
            level = len(line) - len(line.lstrip("#"))
            kind: Kind = "title" if level == 1 else "heading"
            blocks.append(Block(kind, line[level:].strip(), place, level))
        elif line.startswith("@@"):
            code, _space, words = line[2:].partition(" ")
            leftovers.append(Leftover(code, words, place))
        elif found := _REFERENCE.fullmatch(line):
            references.append(reference_of(found.group(2), number=int(found.group(1)), place=place))
        elif line.startswith("- "):
            blocks.append(Block("item", line[2:], place, markers=markers(line[2:])))
        else:
            blocks.append(Block("paragraph", line, place, markers=markers(line)))
    cited = {key for block in blocks for marker in block.markers for key in marker.keys}
    return Document(
        language=language,
        page_type=page_type,
        blocks=tuple(blocks),
        references=tuple(_with_use(reference, cited) for reference in references),
        leftovers=tuple(leftovers),
        assured=assured,
    )


def _with_use(reference: ListedReference, cited: set[str]) -> ListedReference:
    return replace(reference, cited=reference.key in cited)


def _numbers(written: str) -> list[str]:
    numbers: list[str] = []
    for part in re.split(r"\s?,\s?", written):
        ends = [int(end) for end in re.split(r"\s?[–-]\s?", part)]
        if ends[-1] < ends[0] or ends[-1] - ends[0] > 50:
            continue
        numbers += [str(number) for number in range(ends[0], ends[-1] + 1)]
    return numbers
