"""Judging what was read: every answer against what was public in that second."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from tests.load.lists import list_faults
from tests.load.pages import detail_faults
from tests.load.readings import DROPPED, Faults, Reading, kind_of, states
from tests.load.sitemaps import sitemap_faults
from tests.load.timelines import History

KEPT_FAULTS: Final = 3
"""Faults of each kind that are told in words."""


@dataclass(frozen=True, slots=True)
class Outage:
    """A time in which the database was down, until the site has had time to find it again."""

    began: float
    ended: float


@dataclass(slots=True)
class Judgement:
    """What came of all readings.

    Attributes:
        counts: readings by kind and status.
        faults: how many of each kind.
        examples: some faults in words.
    """

    counts: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def blame(self, kind: str, words: str) -> None:
        """Write a fault down."""
        self.faults[kind] += 1
        if self.faults[kind] <= KEPT_FAULTS:
            self.examples.append(f"{kind}: {words}")


def judge(
    readings: Iterable[Reading],
    history: History,
    *,
    outages: Sequence[Outage] = (),
    kills: Sequence[float] = (),
    bodies_of: dict[str, str] | None = None,
) -> Judgement:
    """Judge all readings.

    Args:
        readings: of all readers.
        history: what was public when.
        outages: when the database was down.
        kills: when a worker was killed, whose readers get no answer.
        bodies_of: the body that a reader got with each ETag, which a 304 stands for.
    """
    found = Judgement()
    for reading in readings:
        kind = kind_of(reading)
        asked = f"{kind} by date" if reading.since else kind
        found.counts[f"{asked} {reading.status or 'dropped'}"] += 1
        if reading.status == DROPPED:
            if not any(reading.began <= kill <= reading.ended for kill in kills):
                found.blame("no answer", f"{reading.path}: cut off, and no worker was killed")
            continue
        for fault, words in _faults(reading, kind, history, outages, bodies_of or {}):
            at = f"{reading.began:.2f}–{reading.ended:.2f}"
            found.blame(fault, f"{reading.path} at {at}: {words}")
    return found


def _faults(
    reading: Reading,
    kind: str,
    history: History,
    outages: Sequence[Outage],
    bodies_of: dict[str, str],
) -> Iterator[Faults]:
    if reading.status >= 500:
        yield from _failed(reading, outages)
    elif kind == "find":
        yield from _found(reading, history)
    elif kind == "detail" and reading.status == 404:
        page_id = _page_asked(reading)
        if None not in states(reading, history, "page", page_id):
            yield "missing", f"page {page_id} was public"
    elif reading.status == 304:
        yield from _unchanged(reading, bodies_of)
        if reading.etag in bodies_of:
            yield from _said(bodies_of[reading.etag], reading, kind, history)
    elif reading.status == 200:
        yield from _said(reading.body, reading, kind, history)
    else:
        yield "unexpected status", str(reading.status)


def _failed(reading: Reading, outages: Sequence[Outage]) -> Iterator[Faults]:
    is_down = any(
        outage.began <= reading.ended and reading.began <= outage.ended for outage in outages
    )
    if not is_down:
        yield "server error", f"status {reading.status}"
    elif reading.status != 503:
        yield "not 503 while the database is down", f"status {reading.status}"


def _unchanged(reading: Reading, bodies_of: dict[str, str]) -> Iterator[Faults]:
    """Judge a 304 by itself: it stands for a body that the reader has, and for no other."""
    if reading.etag not in bodies_of:
        yield "wrong 304", "nobody was given this ETag"
    elif reading.told and reading.told != reading.etag:
        yield "wrong 304", f"the answer is {reading.told} by now, not {reading.etag}"


def _said(body: str, reading: Reading, kind: str, history: History) -> Iterator[Faults]:
    """Judge the body that the reader has now, whether it came or was there already."""
    if kind == "sitemap":
        yield from sitemap_faults(body, reading, history)
    elif kind == "detail":
        page_id = _page_asked(reading)
        yield from detail_faults(json.loads(body), reading, history, page_id=page_id)
    else:
        yield from list_faults(json.loads(body), reading, history, is_whole=kind != "search")


def _page_asked(reading: Reading) -> int:
    return int(urlsplit(reading.path).path.rstrip("/").rpartition("/")[2])


def _found(reading: Reading, history: History) -> Iterator[Faults]:
    path = reading.query["html_path"]
    owner = states(reading, history, "owner", path)
    if reading.status == 404:
        if None not in owner:
            yield "missing", f"{path} was public"
        return
    if reading.status not in (200, 301, 302):
        yield "unexpected status", str(reading.status)
        return
    if reading.status == 200:
        page_id = json.loads(reading.body)["id"]
    else:
        page_id = int(urlsplit(reading.body).path.rstrip("/").rpartition("/")[2])
    # A page that has moved may be found by its old path, as long as it is public.
    former = states(reading, history, "former", path)
    if page_id not in owner and page_id not in former:
        yield "wrong page found", f"{path} leads to {page_id}, not {owner}"
    elif states(reading, history, "page", page_id) == {None}:
        yield "not public", f"{path} leads to page {page_id}"
