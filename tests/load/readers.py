"""Many readers at once, each with one request under way, who write down whatever they get."""

from __future__ import annotations

import random
import select
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode

from tests.benchmarks.delivery.generator import parsed
from tests.benchmarks.delivery.questions import API, LISTED, OURS
from tests.benchmarks.delivery.words import LANGUAGES, queries
from tests.load.judge import DROPPED, Reading

PATIENCE: Final = 20.0
"""Seconds after which a reader gives up."""

AGAIN: Final = 0.05
"""Seconds after which a reader who was cut off comes back."""

SHARES: Final = {"detail": 8, "listing": 3, "find": 3, "search": 2}


@dataclass(frozen=True, slots=True)
class Place:
    """A page that readers know of: its id, and all paths where it may be."""

    page_id: int
    paths: tuple[str, ...]


class Wishes:
    """What the readers want to read, without end, in an order that the seed decides."""

    def __init__(self, places: Sequence[Place], *, seed: int) -> None:
        self._places = list(places)
        self._chance = random.Random(seed)
        self._queries = [
            (language, query) for language in LANGUAGES for query in queries(language, seed=seed)
        ]

    def __iter__(self) -> Iterator[str]:
        """Yield paths."""
        chance = self._chance
        kinds, weights = list(SHARES), list(SHARES.values())
        while True:
            kind = chance.choices(kinds, weights)[0]
            place = chance.choice(self._places)
            if kind == "detail":
                yield f"{API}{place.page_id}/"
            elif kind == "find":
                yield f"{API}find/?{urlencode({'html_path': chance.choice(place.paths)})}"
            elif kind == "listing":
                last = max(1, len(self._places) // 2 - LISTED)
                yield self._list(chance.choice(LANGUAGES), offset=chance.randrange(last))
            else:
                language, query = chance.choice(self._queries)
                yield self._list(language, search=query)

    def _list(self, language: str, **more: object) -> str:
        query = {"type": OURS.type, "locale": language, "fields": "summary,review"}
        return f"{API}?{urlencode(query | {'limit': LISTED} | more)}"


@dataclass(slots=True)
class _Reader:
    """One of them."""

    made: socket.socket
    path: str
    etag: str
    began: float
    received: bytearray = field(default_factory=bytearray)


class Readers:
    """The readers of a site on a port of this machine."""

    def __init__(self, port: int, places: Sequence[Place], *, count: int, seed: int) -> None:
        """Prepare so many readers, who know these pages."""
        self.readings: list[Reading] = []
        self.bodies_of: dict[str, str] = {}
        self._port = port
        self._count = count
        self._wishes = iter(Wishes(places, seed=seed))
        self._chance = random.Random(seed)
        self._etags: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        self._epoll = select.epoll()
        self._open: dict[int, _Reader] = {}
        self._waiting: list[float] = []

    def read(self, seconds: float, *, meanwhile: Callable[[], None] = lambda: None) -> None:
        """Read for so many seconds; what is asked then is waited for.

        Args:
            seconds: how long.
            meanwhile: is called often.
        """
        ends = time.monotonic() + seconds
        self._waiting = [0.0] * self._count
        while (now := time.monotonic()) < ends or self._open:
            if now < ends:
                due = [moment for moment in self._waiting if moment <= now]
                self._waiting = [moment for moment in self._waiting if moment > now]
                for _ in due:
                    self._ask()
            for number, _ in self._epoll.poll(0.02):
                self._receive(self._open[number])
            self._give_up()
            meanwhile()
        self._epoll.close()

    def _ask(self) -> None:
        path = next(self._wishes)
        etag = self._etags.get(path, "") if self._chance.random() < 0.5 else ""
        began = time.monotonic()
        try:
            made = socket.create_connection(("127.0.0.1", self._port), timeout=PATIENCE)
            made.sendall(_request(path, etag, self._port))
        except OSError:
            self._note(_Reader(socket.socket(), path, etag, began), DROPPED, "")
            self._waiting.append(time.monotonic() + AGAIN)
            return
        self._open[made.fileno()] = _Reader(made, path, etag, began)
        self._epoll.register(made.fileno(), select.EPOLLIN)

    def _receive(self, reader: _Reader) -> None:
        try:
            part = reader.made.recv(1 << 18)
        except OSError:
            part = b""
        reader.received += part
        if part and not _is_whole(reader.received):
            return
        self._end(reader)

    def _end(self, reader: _Reader) -> None:
        number = reader.made.fileno()
        self._epoll.unregister(number)
        del self._open[number]
        reader.made.close()
        if not _is_whole(reader.received):
            self._note(reader, DROPPED, "")
            self._waiting.append(time.monotonic() + AGAIN)
            return
        answer = parsed(bytes(reader.received))
        body = answer.headers.get("location", "") or answer.body.decode()
        if answer.status == 200 and (etag := answer.headers.get("etag", "")):
            self._etags[reader.path] = etag
            self.bodies_of[etag] = body
        # The same answer is given many times and kept once.
        self._note(reader, answer.status, self._texts.setdefault(body, body))
        self._waiting.append(0.0)

    def _note(self, reader: _Reader, status: int, body: str) -> None:
        self.readings.append(
            Reading(reader.path, reader.etag, status, body, reader.began, time.monotonic())
        )

    def _give_up(self) -> None:
        late = time.monotonic() - PATIENCE
        for reader in [one for one in self._open.values() if one.began < late]:
            reader.received.clear()
            self._end(reader)


def _request(path: str, etag: str, port: int) -> bytes:
    condition = f"If-None-Match: {etag}\r\n" if etag else ""
    return (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-Forwarded-Proto: https\r\n"
        f"{condition}Connection: close\r\n\r\n"
    ).encode()


def _is_whole(received: bytearray) -> bool:
    """Tell whether an answer is complete by its own length; those without one never are."""
    end = received.find(b"\r\n\r\n")
    if end < 0:
        return False
    head = bytes(received[:end]).lower()
    if head[9:12] == b"304":
        return True
    at = head.find(b"\r\ncontent-length:")
    if at < 0:
        return False
    length = int(head[at + 17 :].split(b"\r\n", 1)[0])
    return len(received) >= end + 4 + length
