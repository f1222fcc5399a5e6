"""Many readers at once, each with one request under way, who write down whatever they get."""

from __future__ import annotations

import random
import select
import socket
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from tests.benchmarks.delivery.generator import parsed
from tests.load.readings import DROPPED, Reading

PATIENCE: Final = 20.0
"""Seconds after which a reader gives up."""

AGAIN: Final = 0.05
"""Seconds after which a reader who was cut off comes back."""


@dataclass(frozen=True, slots=True)
class Held:
    """An answer that a reader has been given, as it asks about it.

    Attributes:
        etag: its validator; empty for none.
        modified: its date; empty for none.
    """

    etag: str = ""
    modified: str = ""


@dataclass(slots=True)
class _Reader:
    """One of them."""

    made: socket.socket
    path: str
    condition: Held
    began: float
    received: bytearray = field(default_factory=bytearray)


class Readers:
    """The readers of a site on a port of this machine."""

    def __init__(self, port: int, wishes: Iterable[str], *, count: int, seed: int) -> None:
        """Prepare so many readers, who want to read these paths."""
        self.readings: list[Reading] = []
        self.bodies_of: dict[str, str] = {}
        self._port = port
        self._count = count
        self._wishes = iter(wishes)
        self._chance = random.Random(seed)
        self._held: dict[str, Held] = {}
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
        condition = self._condition(path)
        began = time.monotonic()
        try:
            made = socket.create_connection(("127.0.0.1", self._port), timeout=PATIENCE)
            made.sendall(_request(path, condition, self._port))
        except OSError:
            self._note(_Reader(socket.socket(), path, condition, began), DROPPED, "")
            self._waiting.append(time.monotonic() + AGAIN)
            return
        self._open[made.fileno()] = _Reader(made, path, condition, began)
        self._epoll.register(made.fileno(), select.EPOLLIN)

    def _condition(self, path: str) -> Held:
        """Return the answer that is asked about: half of the time one, if there is any.

        Where it has a date, that stands alone half of the time.
        """
        held = self._held.get(path, Held()) if self._chance.random() < 0.5 else Held()
        by_date = bool(held.modified) and self._chance.random() < 0.5
        return held if by_date else Held(held.etag)

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
        etag = answer.headers.get("etag", "")
        if answer.status == 200 and etag:
            self._held[reader.path] = Held(etag, answer.headers.get("last-modified", ""))
            self.bodies_of[etag] = body
        # The same answer is given many times and kept once.
        self._note(reader, answer.status, self._texts.setdefault(body, body), told=etag)
        self._waiting.append(0.0)

    def _note(self, reader: _Reader, status: int, body: str, *, told: str = "") -> None:
        self.readings.append(
            Reading(
                path=reader.path,
                etag=reader.condition.etag,
                status=status,
                body=body,
                began=reader.began,
                ended=time.monotonic(),
                since=reader.condition.modified,
                told=told,
            )
        )

    def _give_up(self) -> None:
        late = time.monotonic() - PATIENCE
        for reader in [one for one in self._open.values() if one.began < late]:
            reader.received.clear()
            self._end(reader)


def _request(path: str, held: Held, port: int) -> bytes:
    condition = ""
    if held.modified:
        condition = f"If-Modified-Since: {held.modified}\r\n"
    elif held.etag:
        condition = f"If-None-Match: {held.etag}\r\n"
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
