"""Pages of docs/ of which a part is written by a tool, between two marks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Report:
    """A page of the documentation with tables that a tool writes.

    Attributes:
        page: its name in docs/.
        tool: the module that writes it.
        tables: returns them as they are now.
    """

    page: str
    tool: str
    tables: Callable[[], str]

    @property
    def document(self) -> Path:
        """Where the page is."""
        return Path(__file__).resolve().parent.parent / "docs" / self.page

    @property
    def begin(self) -> str:
        """The mark before the tables."""
        return f"<!-- tables: python -m {self.tool} write -->"

    @property
    def end(self) -> str:
        """The mark after them."""
        return "<!-- end of tables -->"

    def is_current(self, text: str) -> bool:
        """Tell whether the tables in a text are those of now."""
        written = text.partition(self.begin)[2].partition(self.end)[0].strip()
        return self.begin in text and written == self.tables()

    def run(self, command: str) -> int:
        """Print, write or check the tables; return the exit code."""
        if command == "print":
            print(self.tables())
            return 0
        text = self.document.read_text(encoding="utf-8")
        if command == "check":
            if self.is_current(text):
                return 0
            print(f"docs/{self.page} is out of date: python -m {self.tool} write")
            return 1
        before, _begin, rest = text.partition(self.begin)
        after = rest.partition(self.end)[2]
        self.document.write_text(
            f"{before}{self.begin}\n\n{self.tables()}\n\n{self.end}{after}", encoding="utf-8"
        )
        return 0
