"""How fast the load generator is by itself, against a server that does nothing but answer."""

from __future__ import annotations

import os
import signal
import socket
from typing import Final

from tests.benchmarks.delivery.generator import Ask, load

BODY: Final = b"x" * 16_000
_ANSWER: Final = (
    b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(BODY) + BODY
)


def ceiling(*, connections: int, seconds: float = 1.0) -> float:
    """Return how many answers the generator can ask for and verify in a second of CPU time.

    The server is one process that accepts, reads once, answers and closes, as a sync worker does
    around its work. CPU time counts, not the clock: the server needs a core as well.
    """
    listening = socket.create_server(("127.0.0.1", 0), backlog=128)
    child = os.fork()
    if not child:
        _answer_forever(listening)
    try:
        port = listening.getsockname()[1]
        asks = [Ask("/", expected=(200, BODY))]
        outcome = load(port, asks, connections=connections, seconds=seconds)
        return outcome.count / outcome.own_cpu
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        listening.close()


def _answer_forever(listening: socket.socket) -> None:
    while True:
        accepted, _ = listening.accept()
        accepted.recv(1 << 16)
        accepted.sendall(_ANSWER)
        accepted.close()
