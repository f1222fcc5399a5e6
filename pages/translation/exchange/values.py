"""What goes out in a file and what comes back in one, as values."""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pages.translation.exchange.inline import Nodes, comparable


class FileRefused(ValueError):
    """A file that cannot be read at all; its text says why."""


class Mark(enum.Enum):
    """What a returned file says of one translation."""

    DONE = "done"
    UNSURE = "unsure"
    UNMARKED = "unmarked"


def text_mark(text: str) -> str:
    """Return a short hash of a segment, equal for all spellings of the same segment."""
    return hashlib.sha256(comparable(text).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportUnit:
    """One segment that goes out.

    Attributes:
        path: dotted address of the segment within the page.
        position: which of the different texts at this address it is, from 1.
        place: the address in words, such as "Body › Section › Text".
        source: HTML with placeholders.
        target: the translation on file, or empty.
        is_confirmed: whether somebody answers for the translation.
        origin: where its words came from (`pages.translation.models.Origin`).
        notes: what the translator should know, in words.
        on_file: the translation on file where it cannot go out, because its markup is broken.
    """

    path: str
    position: int
    place: str
    source: str
    target: str = ""
    is_confirmed: bool = True
    origin: str = "human"
    notes: tuple[str, ...] = ()
    on_file: str = ""

    @property
    def base(self) -> str:
        """Hash of what is on file, so that a change in the meantime is seen."""
        return text_mark(self.target or self.on_file)

    @property
    def key(self) -> str:
        """What tells this segment from all others of the page."""
        return f"{self.path}#{self.position}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportDocument:
    """One translation that goes out.

    Attributes:
        translation: the UUID by which it is found again.
        title: of the source page.
        source_language: code of the source's language.
        target_language: code of the translation's language.
        source_fingerprint: of the source content that the segments are from, or empty.
        exported_at: when; aware.
        units: the segments in the order of the page.
    """

    translation: str
    title: str
    source_language: str
    target_language: str
    source_fingerprint: str
    exported_at: datetime
    units: Sequence[ExportUnit]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadUnit:
    """One segment of a returned file.

    Attributes:
        index: position among the segments of its document, from 0.
        path: address of the segment within the page, or empty if the file does not say.
        position: which of the texts at this address it is, or None.
        source: what the file says the source is.
        target: the translation; empty if there is none.
        mark: what the file says of the translation.
        base: hash of the translation that was on file when the file was made, or None.
        fault: why the segment cannot be used, whatever it says; or empty.
    """

    index: int
    path: str
    position: int | None
    source: Nodes
    target: Nodes
    mark: Mark = Mark.UNMARKED
    base: str | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDocument:
    """One translation of a returned file.

    Attributes:
        name: of the file, or of the document in it.
        translation: the UUID that the file names, or empty.
        source_language: code of the source's language, or empty.
        target_language: code of the translation's language, or empty.
        exported_at: when the file was made; None if it does not say.
        units: its segments in the order of the file.
        damage: what of it could not be read, in words; the units before are whole.
    """

    name: str
    translation: str = ""
    source_language: str = ""
    target_language: str = ""
    exported_at: datetime | None = None
    units: Sequence[ReadUnit] = field(default_factory=tuple)
    damage: tuple[str, ...] = ()


def split_key(key: str) -> tuple[str, int | None]:
    """Return path and position of a segment from what names it in a file."""
    path, separator, position = key.rpartition("#")
    if separator and position.isascii() and position.isdigit() and len(position) < 7:
        return path, int(position)
    return key, None


def read_moment(text: str) -> datetime | None:
    """Return a moment written in ISO 8601 with its zone, or None for anything else."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None
