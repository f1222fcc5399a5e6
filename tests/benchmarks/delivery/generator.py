"""The load generator: a closed loop over some connections, with every answer compared.

One thread on ``epoll`` with blocking connects on the loopback: between two answers it does little
more than the system calls. A server that closes connections, as gunicorn's sync workers do after
every answer, is connected to again, and that time counts for every contestant alike.
"""

from __future__ import annotations

import gc
import re
import select
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

HEADERS_END: Final = b"\r\n\r\n"
RECEIVED_AT_ONCE: Final = 1 << 18
PATIENCE: Final = 30.0
KEPT_FAULTS: Final = 3

_LENGTH: Final = re.compile(rb"(?i)\r\ncontent-length:\s*(\d+)")
_CLOSES: Final = re.compile(rb"(?i)\r\nconnection:\s*close")
_CHUNKED: Final = re.compile(rb"(?i)\r\ntransfer-encoding:\s*chunked")
_HEADER: Final = re.compile(rb"\r\n([^:\r]+):[ \t]*([^\r]*)")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered.

    Attributes:
        status: of HTTP.
        headers: as they came, by name in small letters.
        body: the bytes.
    """

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Ask:
    """A request, and what must be answered to it.

    Attributes:
        path: with its query.
        etag: sent as ``If-None-Match``, if there is one.
        expected: status and body; None to take any.
    """

    path: str
    etag: str = ""
    expected: tuple[int, bytes] | None = None


@dataclass(slots=True)
class Outcome:
    """What came of asking for some seconds.

    Attributes:
        seconds: from the first request to the last answer.
        latencies: of each answer in seconds, connecting included.
        verified: how many answers were, byte for byte, what was expected.
        faults: descriptions of some of the others.
        faulty: how many others there were.
        own_cpu: CPU seconds of the generator itself.
    """

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    verified: int = 0
    faults: list[str] = field(default_factory=list)
    faulty: int = 0
    own_cpu: float = 0.0

    @property
    def count(self) -> int:
        """How many answers there were."""
        return len(self.latencies)

    @property
    def rate(self) -> float:
        """Answers per second."""
        return self.count / self.seconds if self.seconds else 0.0


def collect(port: int, asks: Sequence[Ask], *, connections: int = 4) -> list[Answer]:
    """Ask each once and return the answers in the same order."""
    answers: list[Answer | None] = [None] * len(asks)

    def keep(place: int, received: bytes) -> None:
        answers[place] = parsed(received)

    _Loop(port, asks, keep=keep).run(connections=connections, seconds=None)
    assert all(answer is not None for answer in answers)
    return [answer for answer in answers if answer is not None]


def load(
    port: int, asks: Sequence[Ask], *, connections: int, seconds: float, start: int = 0
) -> Outcome:
    """Ask in turn for some seconds, over so many connections at once.

    Args:
        port: of the server on this machine.
        asks: are begun anew when they are through.
        connections: each has one request under way at any time.
        seconds: after them no request is sent any more.
        start: which of them to begin with, so that rounds do not all ask the same.
    """
    loop = _Loop(port, asks, start=start)
    gc.collect()
    gc.disable()
    try:
        return loop.run(connections=connections, seconds=seconds)
    finally:
        gc.enable()


def parsed(received: bytes) -> Answer:
    """Return what was received as an answer, its body whole."""
    head, _, body = received.partition(HEADERS_END)
    headers = {
        name.decode("latin-1").lower(): value.decode("latin-1")
        for name, value in _HEADER.findall(head)
    }
    if _CHUNKED.search(head):
        body = _joined(body)
    return Answer(int(head[9:12]), headers, body)


class _Connection:
    """One request under way."""

    __slots__ = ("began", "parts", "place", "size", "socket", "whole")

    def __init__(self, made: socket.socket) -> None:
        self.socket = made
        self.place = 0
        self.began = 0.0
        self.parts: list[bytes] = []
        self.size = 0
        self.whole = -1


class _Loop:
    def __init__(
        self,
        port: int,
        asks: Sequence[Ask],
        *,
        start: int = 0,
        keep: object = None,
    ) -> None:
        self._address = ("127.0.0.1", port)
        self._sent = [_bytes(ask, port) for ask in asks]
        self._expected = [ask.expected for ask in asks]
        self._paths = [ask.path for ask in asks]
        self._next = start % len(asks)
        self._keep = keep
        self._epoll = select.epoll()
        self._open: dict[int, _Connection] = {}
        self._outcome = Outcome()

    def run(self, *, connections: int, seconds: float | None) -> Outcome:
        """Ask for some seconds, or each once where there is no number of seconds."""
        outcome = self._outcome
        cpu = time.process_time()
        began = time.perf_counter()
        self._ends = None if seconds is None else began + seconds
        self._left = len(self._sent) if seconds is None else -1
        for _ in range(connections):
            self._begin(None)
        while self._open:
            events = self._epoll.poll(PATIENCE)
            if not events:
                raise TimeoutError(f"No answer for {PATIENCE:.0f} seconds.")
            for number, _ in events:
                self._receive(self._open[number])
        outcome.seconds = time.perf_counter() - began
        outcome.own_cpu = time.process_time() - cpu
        self._epoll.close()
        return outcome

    def _begin(self, connection: _Connection | None) -> None:
        """Send the next request, on this connection or on a new one."""
        now = time.perf_counter()
        if self._left == 0 or (self._ends is not None and now >= self._ends):
            if connection is not None:
                self._close(connection)
            return
        self._left -= 1
        if connection is None:
            made = socket.create_connection(self._address, timeout=PATIENCE)
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection = _Connection(made)
            self._open[made.fileno()] = connection
            self._epoll.register(made.fileno(), select.EPOLLIN)
        place = connection.place = self._next
        self._next = (place + 1) % len(self._sent)
        connection.began = now
        connection.parts, connection.size, connection.whole = [], 0, -1
        connection.socket.sendall(self._sent[place])

    def _receive(self, connection: _Connection) -> None:
        received = connection.socket.recv(RECEIVED_AT_ONCE)
        if received:
            connection.parts.append(received)
            connection.size += len(received)
            if connection.whole < 0:
                connection.whole = _whole(connection)
            if not 0 <= connection.whole <= connection.size:
                return
        elif not connection.size:
            raise ConnectionError(f"Closed without an answer: {self._paths[connection.place]}")
        ended = time.perf_counter()
        self._outcome.latencies.append(ended - connection.began)
        answer = b"".join(connection.parts)
        self._judge(connection.place, answer)
        if not received or _CLOSES.search(answer, 0, answer.find(HEADERS_END) + 2):
            self._close(connection)
            self._begin(None)
        else:
            self._begin(connection)

    def _close(self, connection: _Connection) -> None:
        number = connection.socket.fileno()
        self._epoll.unregister(number)
        del self._open[number]
        connection.socket.close()

    def _judge(self, place: int, received: bytes) -> None:
        if self._keep is not None:
            self._keep(place, received)  # type: ignore[operator]
            return
        expected = self._expected[place]
        at = received.find(HEADERS_END) + len(HEADERS_END)
        status = int(received[9:12])
        if expected is None or (
            status == expected[0]
            and (received[at:] == expected[1] or parsed(received).body == expected[1])
        ):
            self._outcome.verified += expected is not None
            return
        self._outcome.faulty += 1
        if len(self._outcome.faults) < KEPT_FAULTS:
            what = "other bytes" if status == expected[0] else f"status {status}"
            self._outcome.faults.append(f"{self._paths[place]}: {what}")


def _bytes(ask: Ask, port: int) -> bytes:
    lines = [
        f"GET {ask.path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "X-Forwarded-Proto: https",
        *([f"If-None-Match: {ask.etag}"] if ask.etag else []),
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _whole(connection: _Connection) -> int:
    """Return how many bytes the answer has, -1 while that is not known."""
    text = connection.parts[0] if len(connection.parts) == 1 else b"".join(connection.parts)
    end = text.find(HEADERS_END)
    if end < 0:
        return -1
    if found := _LENGTH.search(text, 0, end):
        return end + len(HEADERS_END) + int(found[1])
    if text[9:12] in (b"304", b"204"):
        return end + len(HEADERS_END)
    # Until the server closes the connection.
    return -1


def _joined(chunks: bytes) -> bytes:
    parts, at = [], 0
    while True:
        end = chunks.index(b"\r\n", at)
        size = int(chunks[at:end].split(b";")[0], 16)
        if not size:
            return b"".join(parts)
        parts.append(chunks[end + 2 : end + 2 + size])
        at = end + 2 + size + 2
