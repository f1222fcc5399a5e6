"""Where exported answers are kept, so that a web server finds them without knowing anything.

Every question has a folder of its own, and in it is one file: the answer. The file's name says what
belongs into the headers. A server that serves “the file in this folder” (nginx's ``random_index``)
therefore knows the validator of what it sends without a table that would have to be loaded, and
would be out of date for a moment.

    answers/api/v2/pages/12/_,,0/<etag>_es_1700000000.json
    answers/api/v2/pages/_pages.ConditionPage,es,20/<etag>_0_0.json
    answers/api/v2/pages/find/_/es/enfermedades/gota/_,,0/12.found
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

ANSWERS: Final = "answers"
FILES: Final = "files"
LINKS: Final = "nginx/links.map"

LONGEST_NAME: Final = 255
"""Bytes of a name in a folder, on the file systems that there are."""

LONGEST_PATH: Final = 3500
"""Bytes of a whole path: less than what systems take, since a release is in a folder itself."""

DEEPEST: Final = 35
"""Segments of a path that is looked for: so many closing slashes the server decodes."""

_FOUND: Final = re.compile(r"[A-Za-z0-9_~%.-]+")
_NO_NAME: Final = re.compile(r"\.\.")


class NoPlace(ValueError):
    """Raised for what cannot be the name of a file, such as a path that is too long."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked of an address beside the address itself.

    Attributes:
        page_type: label of a page type; empty for all.
        locale: code of a language; empty for all.
        offset: how many results come before.
    """

    page_type: str = ""
    locale: str = ""
    offset: int = 0

    @property
    def query(self) -> str:
        """The query string that asks for it, with its question mark; empty for none."""
        parts = [
            f"{name}={value}"
            for name, value in (
                ("type", self.page_type),
                ("locale", self.locale),
                ("offset", self.offset or ""),
            )
            if value
        ]
        return f"?{'&'.join(parts)}" if parts else ""

    @property
    def folder(self) -> str:
        """The name of the folder that the answer is in."""
        return f"_{self.page_type},{self.locale},{self.offset}"


WHOLE: Final = Selection()


def folder_of(path: str, selection: Selection = WHOLE) -> str:
    """Return the folder of the answer at a path of this host.

    Args:
        path: such as ``/api/v2/pages/12/``, not percent-encoded.
        selection: what else is asked for.

    Raises:
        NoPlace: a part of it cannot be the name of a folder.
    """
    return _checked(f"{ANSWERS}/{path.strip('/')}/{selection.folder}")


def folder_of_found(endpoint: str, html_path: str) -> str:
    """Return the folder of what ``find/?html_path=`` answers.

    Args:
        endpoint: path of the endpoint, such as ``/api/v2/pages/``.
        html_path: a path of the frontend, as it is stored: not percent-encoded.

    Raises:
        NoPlace: a part of it cannot be the name of a folder, or it has a query string.
    """
    segments = [quote(segment, safe="~") for segment in html_path.split("/") if segment]
    if len(segments) > DEEPEST or any(
        _NO_NAME.search(segment) or not _FOUND.fullmatch(segment) or "%3F" in segment
        for segment in segments
    ):
        raise NoPlace(html_path)
    way = "".join(f"{segment}/" for segment in segments)
    return _checked(f"{ANSWERS}/{endpoint.strip('/')}/find/_/{way}{WHOLE.folder}")


def name_of_answer(*, etag: str, language: str, modified: int | None, suffix: str) -> str:
    """Return the name of a file that is served with status 200.

    Args:
        etag: the validator, without quotes.
        language: code of its language; empty for none.
        modified: seconds of the clock at which it last changed; None if that is not known.
        suffix: the file's suffix, without its dot.
    """
    return f"{etag}_{language or 0}_{modified or 0}.{suffix}"


def name_of_absence(digest: str) -> str:
    """Return the name of a file that is served with status 404."""
    return f"{digest}.absent"


def name_of_way(object_id: int) -> str:
    """Return the name of a file that leads to the answer about something with an id."""
    return f"{object_id}.found"


def _checked(path: str) -> str:
    parts = path.split("/")
    is_safe = all(part not in ("", ".", "..") and "\x00" not in part for part in parts)
    is_short = all(len(part.encode()) <= LONGEST_NAME for part in parts)
    if not is_safe or not is_short or len(path.encode()) > LONGEST_PATH:
        raise NoPlace(path)
    return path
