"""Exporting the public API: all of it, from one moment, and served in one step."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils import timezone

from pages.delivery.export.about_pages import each_list, each_page, each_way
from pages.delivery.export.about_the_rest import (
    each_for_robots,
    each_of_endpoints,
    each_of_site,
    each_redirect_found,
)
from pages.delivery.export.asking import Visitor, api_path
from pages.delivery.export.exported import Exported, Notes
from pages.delivery.export.folder import ExportFolder
from pages.delivery.export.media import each_document, each_picture
from pages.delivery.export.moment import Meanwhile, one_moment, wait_for_dates
from pages.delivery.export.release import (
    Counts,
    Release,
    is_sound,
    write_manifest,
    write_release,
)
from pages.delivery.serving.answering import scope_of

if TYPE_CHECKING:
    import datetime

ATTEMPTS: Final = 3
"""How often everything is read again because it changed meanwhile."""

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Exportation:
    """What an export did.

    Attributes:
        release: the name of the release that is served now.
        answers: how many files are in it.
        counts: how it differs from the one before.
        is_new: whether another release is served than before.
        changed_meanwhile: whether the public reads something else again already.
        left_out: addresses that cannot be exported.
        missing: files that answers show and that are not in storage.
        pruned: releases that were removed.
        until: when some answer becomes another by itself, the soonest; None for never.
        seconds: how long it took.
    """

    release: str
    answers: int
    counts: Counts
    is_new: bool
    changed_meanwhile: bool
    left_out: list[str]
    missing: list[str]
    pruned: list[str]
    until: datetime.datetime | None
    seconds: float


@dataclass(slots=True)
class Difference:
    """How an export differs from what the API says now; lists of addresses.

    Attributes:
        added: answered by the API only.
        changed: answered differently.
        removed: answered by the export only.
        damaged: files that have not the bytes any more that they were written with.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return bool(self.added or self.changed or self.removed or self.damaged)


def export_site(
    root: Path,
    *,
    visitor: Visitor,
    keep: int,
    is_full: bool = False,
    progress: Progress | None = None,
) -> Exportation:
    """Write the public API into a folder, and serve it from there.

    Args:
        root: the folder.
        visitor: asks under the host whose answers are exported.
        keep: how many releases stay.
        is_full: whether to write everything, and link nothing from the release before.
        progress: told now and then how many answers there are already.

    Raises:
        NotOurs: the folder holds something else.
        AlreadyRunning: another export writes into it.
        OSError: something cannot be written; what was served before still is.
    """
    begun = time.monotonic()
    folder = ExportFolder(root)
    folder.claim()
    with folder.alone():
        folder.sweep()
        served = None if is_full else _served(folder)
        before, changed = served, False
        for attempt in range(ATTEMPTS):
            wait_for_dates()
            meanwhile = Meanwhile()
            notes = notes_for(visitor)
            unfinished = folder.unfinished(_name(folder, attempt))
            with one_moment():
                release, counts = write_release(
                    unfinished, _counted(everything(visitor, notes), progress), before=before
                )
            release.facts = {
                "format": 1,
                "host": visitor.host,
                "made_at": timezone.now().isoformat(timespec="seconds"),
            }
            write_manifest(release)
            counts = _compared(release, served, counts)
            is_new = served is None or not counts.is_the_same
            if is_new:
                os.sync()  # may take a while, and so comes before the feed is asked
            changed = meanwhile.has_changed()
            before = release
            if not changed:
                break
        if is_new:
            name = folder.finish(release.folder).name
        else:
            name = served.folder.name if served is not None else ""
        folder.sweep()
        pruned = folder.prune(keep)
    return Exportation(
        release=name,
        answers=len(release.files),
        counts=counts,
        is_new=is_new,
        changed_meanwhile=changed,
        left_out=notes.left_out,
        missing=notes.missing,
        pruned=pruned,
        until=notes.until,
        seconds=time.monotonic() - begun,
    )


def compare_export(
    root: Path, *, visitor: Visitor, progress: Progress | None = None
) -> Difference | None:
    """Compare what is served from a folder with what the API says now; None without an export."""
    served = _served(ExportFolder(root))
    if served is None:
        return None
    difference, known = Difference(), served.by_url()
    notes = notes_for(visitor)
    seen = set()
    with one_moment():
        for one in _counted(everything(visitor, notes), progress):
            seen.add(one.url)
            written = known.get(one.url)
            if written is None:
                difference.added.append(one.url)
            elif (written.path, written.modified) != (one.path, one.modified):
                difference.changed.append(one.url)
    difference.removed = sorted(known.keys() - seen)
    difference.damaged = [url for url, written in known.items() if not is_sound(served, written)]
    return difference


def everything(visitor: Visitor, notes: Notes) -> Iterator[Exported]:
    """Yield every answer of the public API, and the files that they show or link to."""
    yield from each_page(visitor, notes)
    yield from each_list(visitor)
    yield from each_way(visitor, notes)
    yield from each_of_endpoints(visitor, notes)
    yield from each_redirect_found(visitor, notes)
    yield from each_of_site(visitor, notes)
    yield from each_for_robots(visitor)
    yield from each_document(notes)
    yield from each_picture(notes)


def notes_for(visitor: Visitor) -> Notes:
    """Return empty notes about the answers that a visitor gets."""
    base = scope_of(visitor.request(api_path("pages:listing"))).base
    media_url = str(settings.MEDIA_URL)
    return Notes(base=base, media_url=media_url if media_url.startswith("/") else "")


def _served(folder: ExportFolder) -> Release | None:
    """Return the release that is served, unless its manifest cannot be read: then all is new."""
    path = folder.served()
    try:
        return None if path is None else Release.read(path)
    except (OSError, ValueError, TypeError):
        return None


def _name(folder: ExportFolder, attempt: int) -> str:
    """Return a name for a release that comes after all others, in whatever order they are made."""
    now = timezone.now().strftime("%Y%m%dT%H%M%S")
    last = max((entry.name for entry in folder.releases.glob("[0-9]*")), default="")
    number = 1 + (int(last.rpartition("-")[2]) if last else 0)
    return f"{now}-{number + attempt:06}"


def _compared(release: Release, served: Release | None, counts: Counts) -> Counts:
    """Return how a release differs from the one that is served, whatever was in between."""
    if served is None:
        return counts
    same = sum(
        path in served.files and served.files[path].modified == written.modified
        for path, written in release.files.items()
    )
    removed = served.by_url().keys() - release.by_url().keys()
    return Counts(written=len(release.files) - same, linked=same, removed=len(removed))


def _counted(exported: Iterator[Exported], progress: Progress | None) -> Iterator[Exported]:
    for number, one in enumerate(exported, start=1):
        if progress is not None:
            progress(number)
        yield one
