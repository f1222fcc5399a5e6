"""The file of a page as the rules about claims read it, and findings by its lines."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from pages import claims
from pages.claims.document import Block, Document, Kind, Leftover, ListedReference, Marker, Place
from pages.claims.listed import reference_of
from pages.content.importing import vocabulary
from pages.content.importing.bibliography import (
    as_reference,
    is_reference_list,
    looks_like_reference,
    references_of,
)
from pages.content.importing.elements import (
    Element,
    Findings,
    Heading,
    ItemList,
    Paragraph,
    Phrase,
    Table,
    items_of,
)
from pages.content.importing.outline import nested
from pages.content.importing.plain_text import read_plain_text
from pages.content.importing.reading import Source
from pages.content.importing.vocabulary import PageType
from pages.content.importing.web_page import read_web_page

_TAG: Final = re.compile(r"<sup>\s?\[?(\d{1,3}(?:\s?[,–-]\s?\d{1,3}){0,20})\]?\s?</sup>|<[^>]*>")
_SHOWN: Final = re.compile(
    r"\[(\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,20})\]|([¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3})(?=[\s.,;)]|$)"
)
_RAISED: Final = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")
_NO_CONTENT: Final = frozenset(
    {"second_title", "page_part", "embedded", "lead_in", "image_name", "empty_heading"}
)
_WIDEST: Final = 40
"""Lines below an element's first in which its words are looked for."""


@dataclass(frozen=True, slots=True)
class LineFinding:
    """A finding about a file.

    Attributes:
        finding: what was found.
        line: line of the file, from 1; 0 for what is missing from the whole of it.
        quote: a piece of exactly that line.
    """

    finding: claims.Finding
    line: int
    quote: str

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain values, in the language that is active now."""
        return {
            "code": self.finding.code,
            "severity": self.finding.severity,
            "line": self.line or None,
            "quote": self.quote or None,
            "message": str(self.finding.message),
        }


def examine_file(
    source: Source,
    *,
    page_type: str,
    language: str,
    choices: claims.Choices | None = None,
) -> list[LineFinding]:
    """Return what the rules find in the file of a page, in the order of its lines."""
    document = document_of(source, page_type=page_type, language=language)
    lines = source.text.split("\n")
    starts = sorted(
        {block.place.line for block in document.blocks}
        | {reference.place.line for reference in document.references}
    )
    found = [
        _at_line(finding, lines, starts) for finding in claims.check(document, choices=choices)
    ]
    return sorted(found, key=lambda one: one.line or len(lines) + 1)


def document_of(source: Source, *, page_type: str, language: str) -> Document:
    """Return the text of a file with its structure and its references."""
    findings = Findings()
    known: PageType = "procedure" if page_type == "procedure" else "condition"

    def kind_of(text: str) -> str:
        return vocabulary.kind_of(text, page_type=known, language=language)

    if source.is_html:
        elements, _description = read_web_page(source.text, findings=findings)
    else:
        elements = read_plain_text(
            source.text, findings=findings, is_known_heading=lambda text: bool(kind_of(text))
        )
        elements = nested(elements, kind_of)
    blocks: list[Block] = []
    references: list[ListedReference] = []
    below_references = False
    for element in elements:
        if isinstance(element, Heading):
            below_references = kind_of(element.text) == "references"
            if not below_references:
                blocks.append(_heading(element, is_first=not blocks))
        elif listed := _references(element, below_references=below_references):
            references += listed
        else:
            blocks += _blocks(element)
    cited = {key for block in blocks for marker in block.markers for key in marker.keys}
    return Document(
        language=language,
        page_type=page_type,
        blocks=tuple(blocks),
        references=tuple(
            replace(reference, cited=reference.key in cited) for reference in references
        ),
        leftovers=tuple(
            Leftover(one.code, one.text, Place(line=one.line))
            for one in findings.left_out
            if one.code not in _NO_CONTENT
        ),
    )


def _heading(element: Heading, *, is_first: bool) -> Block:
    is_title = element.level == 1 or is_first
    return Block(
        "title" if is_title else "heading",
        element.text,
        Place(line=element.line),
        1 if is_title else max(element.level, 2),
    )


def _references(element: Element, *, below_references: bool) -> list[ListedReference]:
    if isinstance(element, ItemList) and (below_references or is_reference_list(element)):
        listed = references_of(element)
    elif (
        isinstance(element, Paragraph)
        and below_references
        and looks_like_reference(element.phrase.plain)
    ):
        listed = [as_reference(element.line, element.phrase.plain)]
    else:
        return []
    return [
        reference_of(entry.text, number=entry.number, place=Place(line=entry.line))
        for entry in listed
    ]


def _blocks(element: Element) -> Iterator[Block]:
    if isinstance(element, Paragraph):
        yield _text("paragraph", element.phrase, element.line)
    elif isinstance(element, ItemList):
        for item in items_of(element.items):
            yield _text("item", item.phrase, item.line)
    elif isinstance(element, Table):
        if element.caption:
            yield Block("label", element.caption, Place(line=element.line))
        for row in element.rows:
            for cell in row:
                if cell.plain:
                    yield _text("cell", cell, element.line)


def _text(kind: Kind, phrase: Phrase, line: int) -> Block:
    """Return a phrase as a block, with its raised and bracketed numbers as citations."""
    parts: list[str] = []
    markers: list[Marker] = []
    length = position = 0
    for found in _TAG.finditer(phrase.html):
        words = html.unescape(phrase.html[position : found.start()])
        parts.append(words)
        length += len(words)
        if found.group(1):
            markers.append(Marker(length, length + len(found.group(1)), _keys(found.group(1))))
            parts.append(found.group(1))
            length += len(found.group(1))
        position = found.end()
    parts.append(html.unescape(phrase.html[position:]))
    text = "".join(parts)
    markers += [
        Marker(found.start(), found.end(), _keys(found.group(1) or found.group(2)))
        for found in _SHOWN.finditer(text)
    ]
    return Block(kind, text, Place(line=line), markers=tuple(sorted(markers, key=_start)))


def _start(marker: Marker) -> int:
    return marker.start


def _keys(written: str) -> tuple[str, ...]:
    keys: list[str] = []
    for part in re.split(r"\s?[,;]\s?", written.translate(_RAISED)):
        ends = [int(end) for end in re.split(r"\s?[–-]\s?", part)]
        if 0 <= ends[-1] - ends[0] <= 50:
            keys += [str(number) for number in range(ends[0], ends[-1] + 1)]
    return tuple(keys)


def _at_line(finding: claims.Finding, lines: Sequence[str], starts: Sequence[int]) -> LineFinding:
    """Return a finding with the line in which its words stand, and a piece of that line."""
    first = finding.place.line
    if not first or first > len(lines):
        return LineFinding(finding, 0, "")
    if finding.code.startswith("reference."):
        return LineFinding(finding, first, lines[first - 1].strip(" \t•-*"))
    following = bisect_right(starts, first)
    last = starts[following] if following < len(starts) else len(lines) + 1
    reach = range(first, min(max(last, first + 1), first + _WIDEST, len(lines) + 1))
    for words in (finding.quote, finding.phrase):
        for number in reach:
            if words and words in lines[number - 1]:
                return LineFinding(finding, number, words)
    for words in _shorter(finding.phrase or finding.quote):
        for number in reach:
            if words in lines[number - 1]:
                return LineFinding(
                    finding, number, _widened(words, lines[number - 1], finding.quote)
                )
    return LineFinding(finding, first, lines[first - 1].strip()[:240])


def _widened(piece: str, line: str, sentence: str) -> str:
    """Return as much around a piece of a line as belongs to the same sentence."""
    start = line.index(piece)
    end = start + len(piece)
    while (before := line.rfind(" ", 0, max(0, start - 1)) + 1) < start and (
        line[before:end].strip() in sentence
    ):
        start = before
    while end < len(line):
        after = line.find(" ", end + 1)
        after = len(line) if after < 0 else after
        if line[start:after].strip() not in sentence:
            break
        end = after
    return line[start:end].strip()


def _shorter(text: str) -> Iterator[str]:
    """Yield the beginnings of a text, ever shorter, that are worth looking for."""
    words = text.split()
    for count in range(min(len(words), 30), 0, -1):
        piece = " ".join(words[:count])
        if len(piece) < 4:
            return
        yield piece
