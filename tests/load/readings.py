"""What readers write down, and what may have been public while they read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from tests.load.timelines import NOTICED, History

DROPPED: Final = 0
"""The status of a request whose connection was cut before an answer came."""

Faults = tuple[str, str]
"""The kind of a fault, and what it is in words."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer that a reader got.

    Attributes:
        path: that was asked for, with its query.
        etag: of the answer that the reader holds and asked about, by it or by its date; empty if
            the reader asked without a condition.
        status: of HTTP, or `DROPPED`.
        body: as text; where a 302 leads.
        began: when the request was sent.
        ended: when the answer was there.
        since: sent as ``If-Modified-Since``, in the place of the ETag; empty if none was.
        told: the ETag that came with the answer; empty if none did.
    """

    path: str
    etag: str
    status: int
    body: str
    began: float
    ended: float
    since: str = ""
    told: str = ""

    @property
    def query(self) -> dict[str, str]:
        """The parameters that were asked with."""
        return {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}


def kind_of(reading: Reading) -> str:
    """Return which endpoint was asked."""
    asked = urlsplit(reading.path)
    if asked.path.startswith("/sitemaps/"):
        return "sitemap"
    if asked.path.endswith("/find/"):
        return "find"
    if asked.path.rstrip("/").rpartition("/")[2].isdecimal():
        return "detail"
    query = reading.query
    for name, kind in (("search", "search"), ("fallback", "fallback"), ("child_of", "children")):
        if name in query:
            return kind
    return "listing"


def states(reading: Reading, history: History, *thing: Any, noticed: float = NOTICED) -> set[Any]:
    """Return what may have been public of something while an answer was waited for."""
    return history.possible(*thing, since=reading.began, until=reading.ended, noticed=noticed)
