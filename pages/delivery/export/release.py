"""Writing a release: what is the same as before is linked, the rest is written."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pages.delivery.export.exported import Exported
from pages.delivery.export.layout import ANSWERS, LINKS

MANIFEST: Final = "manifest.jsonl"


@dataclass(frozen=True, slots=True)
class Written:
    """A file of a release.

    Attributes:
        url: the address that it answers.
        path: where it is, within the release.
        sha256: of its bytes, in hex.
        modified: seconds of the clock of its own time; None for any.
        links: the ``Link`` header; empty for none.
    """

    url: str
    path: str
    sha256: str
    modified: int | None
    links: str


@dataclass(slots=True)
class Release:
    """A release, written or being written.

    Attributes:
        folder: where it is.
        files: what is in it, by path.
        facts: what else its manifest says.
    """

    folder: Path
    files: dict[str, Written] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Release:
        """Read the manifest of a release.

        Raises:
            OSError, ValueError, TypeError: there is none, or it is no manifest.
        """
        with (folder / MANIFEST).open(encoding="utf-8") as lines:
            facts: dict[str, Any] = json.loads(next(lines, "{}"))
            files = (Written(**json.loads(line)) for line in lines)
            return cls(folder, {written.path: written for written in files}, facts)

    def by_url(self) -> dict[str, Written]:
        """Return what is in it by the address that it answers."""
        return {written.url: written for written in self.files.values()}


@dataclass(slots=True)
class Counts:
    """How a release differs from the one before.

    Attributes:
        written: files that are new or others.
        linked: files that are the same.
        removed: addresses that have no answer any more.
    """

    written: int = 0
    linked: int = 0
    removed: int = 0

    @property
    def is_the_same(self) -> bool:
        """Whether nothing differs."""
        return not self.written and not self.removed


def write_release(
    folder: Path, exported: Iterable[Exported], *, before: Release | None
) -> tuple[Release, Counts]:
    """Write everything that is exported into an empty folder.

    Args:
        folder: of the release.
        exported: what to write; two answers to one question are a fault of whoever made them.
        before: the release to link from.
    """
    release, counts = Release(folder), Counts()
    folders: set[str] = set()
    for one in exported:
        place, _, _ = one.path.rpartition("/")
        if one.path in release.files:
            continue  # a picture that several answers show
        if one.path.startswith(ANSWERS):
            if place in folders:
                raise AssertionError(f"Two answers to {one.url}")
            folders.add(place)
        target = folder / one.path
        target.parent.mkdir(parents=True, exist_ok=True)
        known = before.files.get(one.path) if before is not None else None
        is_known = known is not None and known.modified == one.modified
        if before is not None and known is not None and is_known:
            is_known = _linked(before.folder / one.path, target)
        if known is not None and is_known:
            sha256 = known.sha256
            counts.linked += 1
        else:
            sha256 = _write(target, one)
            counts.written += 1
        release.files[one.path] = Written(one.url, one.path, sha256, one.modified, one.links)
    if before is not None:
        counts.removed = len(before.by_url().keys() - release.by_url().keys())
    return release, counts


def write_manifest(release: Release) -> None:
    """Write down what is in a release, and the map of its ``Link`` headers."""
    with (release.folder / MANIFEST).open("w", encoding="utf-8") as file:
        file.write(json.dumps(release.facts, ensure_ascii=False) + "\n")
        for written in release.files.values():
            line = {name: getattr(written, name) for name in Written.__slots__}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    links = release.folder / LINKS
    links.parent.mkdir(parents=True, exist_ok=True)
    links.write_text("".join(_link_lines(release)), encoding="utf-8")


def is_sound(release: Release, written: Written) -> bool:
    """Tell whether a file still has the bytes that it was written with."""
    try:
        content = (release.folder / written.path).read_bytes()
    except OSError:
        return False
    return hashlib.sha256(content).hexdigest() == written.sha256


def _link_lines(release: Release) -> Iterator[str]:
    """Yield lines of a map from validators to ``Link`` headers.

    The header follows from the body, so that a line is never wrong, whichever release it is of.
    """
    seen = set()
    for written in release.files.values():
        etag = written.path.rpartition("/")[2].partition("_")[0]
        if written.links and etag not in seen:
            seen.add(etag)
            value = written.links.replace("\\", "%5C").replace("$", "%24").replace('"', '\\"')
            yield f'{etag} "{value}";\n'


def _linked(source: Path, target: Path) -> bool:
    """Make a hard link; tell whether the file system could."""
    try:
        os.link(source, target)
    except OSError:
        return False
    return True


def _write(target: Path, one: Exported) -> str:
    content = one.read()
    target.write_bytes(content)
    if one.modified is not None:
        os.utime(target, (one.modified, one.modified))
    return hashlib.sha256(content).hexdigest()
