"""Plain text to elements: headings, paragraphs and nested lists, by their looks alone.

Pure, linear in the length of the text, and without exceptions for any text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from pages.content.importing import furniture
from pages.content.importing.elements import (
    Element,
    Findings,
    Gap,
    Heading,
    Item,
    ItemList,
    Paragraph,
    Phrase,
    tidied,
)

LONGEST_HEADING: Final = 100
LONGEST_QUESTION: Final = 140
MOST_WORDS: Final = 18
DEEPEST_LIST: Final = 6
BROKEN: Final = 60
"""A line of an item at least this long, without an end, goes on in the next line."""

UNWRAPPED: Final = 120
"""A line longer than this was not broken by hand: its line end is the end of a paragraph."""

_BULLET: Final = re.compile(r"[•·▪▫◦‣⁃●○■□➢➤✓✔►*+–—-]\s+(?=\S)")
_NUMBER: Final = re.compile(r"\d{1,3}[.)]\s+(?=\S)")
_BRACKETED_NUMBER: Final = re.compile(r"[\[(]\d{1,3}[\])]\s+(?=\S)")
_HASHES: Final = re.compile(r"(#{1,6})\s+(\S.{0,200}?)\s*#*")
_RULE: Final = re.compile(r"\s*(?:[=]{3,}|[-]{3,}|[_]{3,}|[*]{3,})\s*")
_STARTS_SMALL: Final = re.compile(r"[^\w¿¡]*[^\W\d_]+")

IsKnownHeading = Callable[[str], bool]


class _Line(NamedTuple):
    number: int
    text: str
    indent: int


@dataclass(slots=True)
class _OpenItem:
    """An item whose lines are still being read."""

    line: int
    indent: int
    words: list[str]
    children: list[_OpenItem] = field(default_factory=list)

    def closed(self) -> Item:
        return Item(
            line=self.line,
            phrase=Phrase.of(" ".join(self.words)),
            children=tuple(child.closed() for child in self.children),
        )


def read_plain_text(
    text: str, *, findings: Findings, is_known_heading: IsKnownHeading = lambda text: False
) -> list[Element]:
    r"""Divide a text into elements, without the lines of the old site's frame.

    Args:
        text: lines that end with ``\n``.
        findings: what was left out is added to it.
        is_known_heading: tells the headings that a page type knows, so that “Symptoms:” is one.
    """
    reader = _Reader(findings, is_known_heading)
    for number, raw in enumerate(text.split("\n"), start=1):
        reader.take(number, raw)
    reader.close()
    return reader.elements


def looks_like_heading(text: str) -> bool:
    """Tell whether a line that stands alone is a heading: short, and not a sentence."""
    if not text or text[-1] in ".,;:…!":
        return False
    if text[-1] in ')»"”' and text[-2:-1] in {".", "!"}:
        return False
    longest = LONGEST_QUESTION if is_question(text) else LONGEST_HEADING
    words = text.split()
    return (
        len(text) <= longest
        and len(words) <= MOST_WORDS
        and any(char.isalpha() for char in text)
        and ". " not in text.replace("vs. ", "vs ").replace("Dr. ", "Dr ")
    )


def is_question(text: str) -> bool:
    """Tell whether a heading asks something."""
    return text.rstrip(' .)»"”').endswith("?")


def starts_small(text: str) -> bool:
    """Tell whether a line begins with a word all in small letters, as names of images do."""
    found = _STARTS_SMALL.match(text)
    return found is not None and found.group().strip(" ([\"'“«").islower()


def lines_are_items(lines: Sequence[str]) -> bool:
    """Tell whether lines below each other are a list whose bullets were lost."""
    return len(lines) >= 3 and all(
        len(line) <= 80 and line[-1] not in ".;:,?!" and (line[0].isupper() or line[0].isdigit())
        for line in lines
    )


class _Reader:
    """Takes line after line; a blank line, or one that is left out, closes the block before it."""

    def __init__(self, findings: Findings, is_known_heading: IsKnownHeading) -> None:
        self.elements: list[Element] = []
        self.findings = findings
        self.is_known_heading = is_known_heading
        self.block: list[_Line] = []
        self.items: list[_OpenItem] = []
        self.open: list[_OpenItem] = []
        self.list_start = 0
        self.list_kind = ""
        self.blank_lines = 0
        self.after_left_out = False

    def take(self, number: int, raw: str) -> None:
        expanded = raw.expandtabs(4) if len(raw) < 2000 else raw
        text = tidied(raw)
        if not text:
            self.blank_lines += 1
            self.after_left_out = False
            self._close_block()
            return
        line = _Line(number, text, len(expanded) - len(expanded.lstrip()))
        if self._take_list_line(line):
            self.blank_lines = 0
            self.after_left_out = False
            return
        self.blank_lines = 0
        code = furniture.reason(raw.strip())
        if not code and self.after_left_out and len(text) <= LONGEST_QUESTION:
            # Stands in one block with a line that was left out, such as the line below a button.
            code = "around_left_out"
        if code:
            self._close_list()
            self._close_block()
            self.findings.leave_out(number, text, code)
            self.elements.append(Gap(number, furniture.opens_foreign_content(code)))
            self.after_left_out = code in {"call_to_action", "form", "around_left_out"}
            return
        self.after_left_out = False
        self._close_list()
        self.block.append(line)

    def close(self) -> None:
        self._close_block()
        self._close_list()

    # Lists

    def _take_list_line(self, line: _Line) -> bool:
        """Take an item, or a line that continues one; say whether it was either."""
        kind, text = _marker(line.text)
        if kind:
            self._close_block()
            if self.items and (
                self.blank_lines > 1 or (kind != self.list_kind and not line.indent)
            ):
                self._close_list()
            self._open_item(line, kind, text)
            return True
        if self.items and not self.blank_lines and self._continues_item(line):
            self.open[-1].words.append(line.text)
            return True
        return False

    def _continues_item(self, line: _Line) -> bool:
        """Tell whether a line goes on with an item: indented, or a sentence broken by hand."""
        item = self.open[-1]
        above = item.words[-1]
        if line.indent > item.indent:
            return True
        return above[-1] not in ".?!" and (starts_small(line.text) or len(above) >= BROKEN)

    def _open_item(self, line: _Line, kind: str, text: str) -> None:
        if not self.items:
            self.list_start, self.list_kind = line.number, kind
        while self.open and self.open[-1].indent >= line.indent:
            self.open.pop()
        while len(self.open) >= DEEPEST_LIST:
            self.open.pop()
        item = _OpenItem(line.number, line.indent, [text])
        (self.open[-1].children if self.open else self.items).append(item)
        self.open.append(item)

    def _close_list(self) -> None:
        if not self.items:
            return
        items, self.items, self.open = self.items, [], []
        first = items[0]
        if (
            self.list_kind == "number"
            and len(items) == 1
            and not first.children
            and looks_like_heading(first.words[0])
            and len(first.words) == 1
        ):
            # A number before a heading, not a list of one.
            self.elements.append(Heading(first.line, 2, tidied(first.words[0])))
            return
        self._add_list(
            ItemList(
                self.list_start, self.list_kind != "bullet", tuple(item.closed() for item in items)
            )
        )

    def _add_list(self, found: ItemList) -> None:
        if not any(item.children for item in found.items):
            code = furniture.reason_of_list(item.phrase.plain for item in found.items)
            if code:
                for item in found.items:
                    self.findings.leave_out(item.line, item.phrase.plain, code)
                self.elements.append(Gap(found.line))
                return
        self.elements.append(found)

    # Paragraphs and headings

    def _close_block(self) -> None:
        if not self.block:
            return
        block, self.block = self.block, []
        block = self._take_headings(block)
        if not block:
            return
        if lines_are_items([line.text for line in block]):
            items = tuple(Item(line.number, Phrase.of(line.text)) for line in block)
            self._add_list(ItemList(block[0].number, False, items))
            return
        self._add_paragraphs(block)

    def _take_headings(self, block: list[_Line]) -> list[_Line]:
        """Take the heading at the top of a block of lines; return the lines below it."""
        first = block[0]
        if marked := _HASHES.fullmatch(first.text):
            level = len(marked.group(1))
            self._add_heading(first.number, tidied(marked.group(2)), level=level)
            return block[1:]
        if _RULE.fullmatch(first.text):
            self.findings.leave_out(first.number, first.text, "page_part")
            return self._take_headings(block[1:]) if len(block) > 1 else []
        if (
            len(block) > 1
            and _RULE.fullmatch(block[1].text)
            and len(first.text) <= LONGEST_QUESTION
        ):
            self._add_heading(first.number, first.text, level=1 if block[1].text[0] == "=" else 2)
            return block[2:]
        alone = len(block) == 1
        if self._is_heading(first.text) and (alone or _stands_out(first.text, block[1].text)):
            self._add_heading(first.number, first.text.removesuffix(":"), level=2)
            return block[1:]
        return block

    def _is_heading(self, text: str) -> bool:
        if looks_like_heading(text):
            return True
        return text.endswith(":") and len(text) <= LONGEST_HEADING and self.is_known_heading(text)

    def _add_heading(self, line: int, text: str, *, level: int) -> None:
        self.elements.append(Heading(line, level, text))

    def _add_paragraphs(self, block: list[_Line]) -> None:
        unwrapped = any(len(line.text) > UNWRAPPED for line in block)
        start, words = block[0].number, [block[0].text]
        for line in block[1:]:
            if unwrapped and words[-1][-1] in '.?!:”"»)':
                self.elements.append(Paragraph(start, Phrase.of(" ".join(words))))
                start, words = line.number, []
            words.append(line.text)
        self.elements.append(Paragraph(start, Phrase.of(" ".join(words))))


def _marker(text: str) -> tuple[str, str]:
    """Return the kind of list that a line is an item of, and its text without the sign before it.

    A number in brackets stays: in a list of references it says which of them it is.
    """
    if found := _BULLET.match(text):
        return "bullet", text[found.end() :]
    if found := _NUMBER.match(text):
        return "number", text[found.end() :]
    if _BRACKETED_NUMBER.match(text):
        return "bracketed", text
    return "", text


def _stands_out(first: str, second: str) -> bool:
    """Tell whether the first line of a block is a heading above a paragraph."""
    if is_question(first):
        return True
    return len(first) <= 70 and len(first) * 5 < len(second) * 4 and not starts_small(second)
