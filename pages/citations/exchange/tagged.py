"""Files that write one value to a line, behind a short tag: RIS and PubMed's format.

The libraries that read them give no line numbers, pass over what they do not understand, and take a
wrapped line of an author for another author; so this small reader is ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pages.citations.exchange.entries import Piece


@dataclass(frozen=True, slots=True)
class TaggedLine:
    """One value of an entry, with the lines that continue it.

    Attributes:
        tag: its tag.
        value: what stands behind it, in one line.
        line: number of its first line in the file.
    """

    tag: str
    value: str
    line: int


def tagged_lines(piece: Piece, pattern: re.Pattern[str]) -> list[TaggedLine]:
    """Return the values of an entry in their order.

    Args:
        piece: the entry.
        pattern: matches a line that begins a value; its groups are the tag and the rest.
    """
    found: list[tuple[str, list[str], int]] = []
    for number, line in enumerate(piece.text.split("\n"), piece.line):
        if begun := pattern.match(line):
            found.append((begun[1], [(begun[2] or "").strip()], number))
        elif found and line.strip():
            found[-1][1].append(line.strip())
    return [TaggedLine(tag, " ".join(filter(None, parts)), line) for tag, parts, line in found]


def pieces_of_lines(lines: list[tuple[int, str]]) -> Iterator[Piece]:
    """Yield the piece that numbered lines make up, without blank ones at its ends; or none."""
    filled = [place for place, (_number, line) in enumerate(lines) if line.strip()]
    if filled:
        kept = lines[filled[0] : filled[-1] + 1]
        yield Piece(kept[0][0], "\n".join(line for _number, line in kept))
