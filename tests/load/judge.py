"""Judging what was read: every answer against what was public in that second."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from tests.load.timelines import History

KEPT_FAULTS: Final = 3
"""Faults of each kind that are told in words."""

MARK: Final = re.compile(r"\[([a-z]+)\]")
DROPPED: Final = 0
"""The status of a request whose connection was cut before an answer came."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer that a reader got.

    Attributes:
        path: that was asked for, with its query.
        etag: sent as ``If-None-Match``; empty if none was.
        status: of HTTP, or `DROPPED`.
        body: as text; where a 302 leads.
        began: when the request was sent.
        ended: when the answer was there.
    """

    path: str
    etag: str
    status: int
    body: str
    began: float
    ended: float


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
        found.counts[f"{kind} {reading.status or 'dropped'}"] += 1
        if reading.status == DROPPED:
            if not any(reading.began <= kill <= reading.ended for kill in kills):
                found.blame("no answer", f"{reading.path}: cut off, and no worker was killed")
            continue
        for fault, words in _faults(reading, kind, history, outages, bodies_of or {}):
            at = f"{reading.began:.2f}–{reading.ended:.2f}"
            found.blame(fault, f"{reading.path} at {at}: {words}")
    return found


def kind_of(reading: Reading) -> str:
    """Return which endpoint was asked."""
    asked = urlsplit(reading.path)
    if asked.path.endswith("/find/"):
        return "find"
    if asked.path.rstrip("/").rpartition("/")[2].isdecimal():
        return "detail"
    return "search" if "search" in parse_qs(asked.query) else "listing"


def _faults(
    reading: Reading,
    kind: str,
    history: History,
    outages: Sequence[Outage],
    bodies_of: dict[str, str],
) -> Iterator[tuple[str, str]]:
    if reading.status >= 500:
        is_down = any(
            outage.began <= reading.ended and reading.began <= outage.ended for outage in outages
        )
        if not is_down:
            yield "server error", f"status {reading.status}"
        elif reading.status != 503:
            yield "not 503 while the database is down", f"status {reading.status}"
        return
    if kind == "find":
        yield from _found(reading, history)
    elif kind == "detail":
        yield from _detail(reading, history, bodies_of)
    else:
        yield from _list(reading, history, bodies_of, is_whole=kind == "listing")


def _detail(
    reading: Reading, history: History, bodies_of: dict[str, str]
) -> Iterator[tuple[str, str]]:
    page_id = int(urlsplit(reading.path).path.rstrip("/").rpartition("/")[2])
    body = reading.body
    if reading.status == 304:
        if reading.etag not in bodies_of:
            yield "wrong 304", "nobody was given this ETag"
            return
        body = bodies_of[reading.etag]
    elif reading.status == 404:
        if None not in _states(reading, history, "page", page_id):
            yield "missing", f"page {page_id} was public"
        return
    elif reading.status != 200:
        yield "unexpected status", str(reading.status)
        return
    content = json.loads(body)
    yield from _item(content, reading, history)
    if content["id"] != page_id:
        yield "wrong page", f"was answered with page {content['id']}"
    language = content["meta"]["locale"]
    for shown in content["disclaimers"]:
        versions = _states(reading, history, "disclaimer", shown["key"], language)
        if shown["version"] not in versions:
            yield (
                "disclaimer not public",
                f"{shown['key']} in version {shown['version']}, not {sorted(map(str, versions))}",
            )


def _item(content: Any, reading: Reading, history: History) -> Iterator[tuple[str, str]]:
    """Judge a page, by itself or in a list."""
    page_id, fingerprint = content["id"], content["review"]["fingerprint"]
    if fingerprint not in _states(reading, history, "page", page_id):
        yield "not public", f"page {page_id} with fingerprint {fingerprint[:12]}"
    marks = set(MARK.findall(json.dumps(content, ensure_ascii=False)))
    known = history.possible("mark", page_id, fingerprint, since=0, until=reading.ended) - {None}
    if marks != known:
        yield "mixed", f"page {page_id} says {sorted(marks)} and was signed as {known}"


def _list(
    reading: Reading, history: History, bodies_of: dict[str, str], *, is_whole: bool
) -> Iterator[tuple[str, str]]:
    body = reading.body
    if reading.status == 304:
        if reading.etag not in bodies_of:
            yield "wrong 304", "nobody was given this ETag"
            return
        body = bodies_of[reading.etag]
    elif reading.status != 200:
        yield "unexpected status", str(reading.status)
        return
    content = json.loads(body)
    query = {name: values[0] for name, values in parse_qs(urlsplit(reading.path).query).items()}
    items = content["items"]
    ids = [item["id"] for item in items]
    if len(set(ids)) != len(ids):
        yield "repeated", f"pages {ids}"
    if len(items) > int(query["limit"]):
        yield "too many", f"{len(items)} items"
    for item in items:
        if (item["meta"]["locale"], item["meta"]["type"]) != (query["locale"], query["type"]):
            yield "wrong item", f"{item['meta']['type']} in {item['meta']['locale']}"
        yield from _item(item, reading, history)
    if is_whole:
        least, most = _count(reading, history, query["locale"])
        total = content["meta"]["total_count"]
        if not least <= total <= most:
            yield "wrong count", f"{total} pages, not {least} to {most}"


def _count(reading: Reading, history: History, language: str) -> tuple[int, int]:
    """Return how many pages of a language were public at least, and at most."""
    least = most = 0
    for _, page_id, of_language in history.things("language"):
        if of_language != language:
            continue
        states = _states(reading, history, "page", page_id)
        least += None not in states
        most += states != {None}
    return least, most


def _found(reading: Reading, history: History) -> Iterator[tuple[str, str]]:
    path = parse_qs(urlsplit(reading.path).query)["html_path"][0]
    owner = _states(reading, history, "owner", path)
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
    former = _states(reading, history, "former", path)
    if page_id not in owner and page_id not in former:
        yield "wrong page found", f"{path} leads to {page_id}, not {owner}"
    elif _states(reading, history, "page", page_id) == {None}:
        yield "not public", f"{path} leads to page {page_id}"


def _states(reading: Reading, history: History, *thing: Any) -> set[Any]:
    return history.possible(*thing, since=reading.began, until=reading.ended)
