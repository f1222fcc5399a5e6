"""What the formats of reference managers have in common: pieces of a file, and what they say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a file that describes one publication, as it stands there.

    Attributes:
        line: number in the file, from 1, of the first line of ``text``.
        text: everything that is needed to read the entry by itself.
    """

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about an entry that somebody should know.

    Attributes:
        code: stable name of the kind of remark.
        message: in the active language; says what is wrong and with which words of the file.
        line: number of the line in the file that it is about.
    """

    code: str
    message: str
    line: int


@dataclass(slots=True)
class Entry:
    """What one entry of a file says, not yet checked.

    Attributes:
        line: number of its first line in the file.
        values: by field name of the reference model; identifiers and texts as they are written.
        lines: number of the line that each field came from, where the format tells.
        faults: why it cannot be read. One with faults is not imported.
        warnings: what was left out or guessed.
    """

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    faults: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)

    def line_of(self, name: str) -> int:
        """Return the line that a field came from; the entry's first where that is not known."""
        return self.lines.get(name, self.line)

    def put(self, name: str, value: Any, line: int | None = None) -> None:
        """Set a field that has no value yet; an empty value sets nothing."""
        if value in ("", None, []) or self.values.get(name):
            return
        self.values[name] = value
        if line is not None:
            self.lines[name] = line

    def fault(self, code: str, message: str, line: int | None = None) -> None:
        """Note why the entry cannot be imported."""
        self.faults.append(Remark(code, message, line or self.line))

    def warn(self, code: str, message: str, line: int | None = None) -> None:
        """Note what was left out or guessed."""
        self.warnings.append(Remark(code, message, line or self.line))
