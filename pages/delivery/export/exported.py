"""One exported answer, and what is noted while they are made."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote

from pages.delivery.export.layout import name_of_absence, name_of_answer


@dataclass(frozen=True, slots=True)
class Exported:
    """An answer, or a file, as it is exported.

    Attributes:
        url: the address that it answers, without scheme and host.
        path: its file within a release.
        read: returns its bytes; not called where the release before has the same file.
        modified: seconds of the clock for the file's own time; None for any.
        links: its ``Link`` header; empty for none.
    """

    url: str
    path: str
    read: Callable[[], bytes]
    modified: int | None = None
    links: str = ""


@dataclass(slots=True)
class Notes:
    """What is noted beside the answers.

    Attributes:
        base: scheme and host of the addresses in answers.
        media_url: path below which pictures are, on the same host; empty where they are elsewhere.
        pictures: names in storage of the files that answers show.
        documents: ids of the files that the documents endpoint lists.
        left_out: addresses that cannot be exported.
        missing: names in storage of files that answers show and that are not there.
        until: when some answer becomes another by itself, the soonest; None for never.
    """

    base: str
    media_url: str
    pictures: set[str] = field(default_factory=set)
    documents: set[int] = field(default_factory=set)
    left_out: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    until: datetime.datetime | None = None

    def note_until(self, moment: datetime.datetime | None) -> None:
        """Note that an answer becomes another at a moment."""
        if moment is not None and (self.until is None or moment < self.until):
            self.until = moment

    def note_pictures(self, body: bytes) -> None:
        """Note the pictures that an answer shows, by their addresses.

        Only whole values and entries of a ``srcset`` count, not what stands in a text.
        """
        if not self.media_url:
            return
        start = re.escape(f"{self.base}{self.media_url}")
        text = body.decode()
        for name in re.findall(rf'(?:(?<!\\)"|w, ){start}([^"\s\\?#]+)', text):
            self.pictures.add(unquote(name))


def answer(
    url: str,
    folder: str,
    body: bytes,
    *,
    etag: str,
    language: str = "",
    modified: int | None = None,
    links: str = "",
    suffix: str = "json",
) -> Exported:
    """Return an answer with status 200.

    Args:
        url: what it answers.
        folder: where it is kept.
        body: its bytes.
        etag: the API's validator without quotes; where it has none, it gets one of its own.
        language: code of its language; empty for none.
        modified: seconds of the clock at which it last changed; None if that is not known.
        links: its ``Link`` header.
        suffix: of the file.
    """
    name = name_of_answer(
        etag=etag or digest(body), language=language, modified=modified, suffix=suffix
    )
    return Exported(url, f"{folder}/{name}", lambda: body, modified, links)


def absence(url: str, folder: str, body: bytes) -> Exported:
    """Return an answer with status 404 that says more than that there is nothing."""
    return Exported(url, f"{folder}/{name_of_absence(digest(body))}", lambda: body)


def digest(body: bytes) -> str:
    """Return the validator of what has none."""
    return hashlib.sha256(body).hexdigest()[:40]
