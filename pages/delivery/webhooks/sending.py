"""One request to a receiver: to a checked address, within a time limit, without following anything.

Of the answer the status code is read and nothing else. A receiver that sends its answer letter by
letter is cut off like one that sends none.
"""

from __future__ import annotations

import functools
import http.client
import io
import socket
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import certifi

from pages.delivery.webhooks.targets import Target

TIME_ALLOWED: Final = 15.0
"""Seconds for everything: to connect, to agree on encryption, to send, and to be answered."""

CONNECTING_ALLOWED: Final = 5.0
"""Seconds for one of the receiver's addresses to take the call."""

Dial = Callable[[tuple[str, int], float], socket.socket]
"""As `socket.create_connection`."""


class NoAnswer(OSError):
    """The receiver answered with something that is not HTTP."""


def post(
    *,
    target: Target,
    addresses: Sequence[str],
    body: bytes,
    headers: Mapping[str, str],
    time_allowed: float = TIME_ALLOWED,
    dial: Dial | None = None,
    tls: ssl.SSLContext | None = None,
) -> int:
    """Send a request and return the status code of the answer.

    Args:
        target: where to. Its host is what the request names, in ``Host`` and to TLS.
        addresses: the host's addresses; the first that takes the call is used, and no name is
            resolved again.
        body: the request's body.
        headers: its headers.
        time_allowed: seconds for all of it.
        dial: opens a connection; the system does, unless given.
        tls: the certificates that are trusted; those of the system and of browsers, unless given.

    Raises:
        TimeoutError: it took too long.
        ssl.SSLError: the receiver's certificate is not good for its name.
        NoAnswer: what came back is not HTTP.
        OSError: the receiver cannot be reached, or hung up.
    """
    deadline = time.monotonic() + time_allowed
    connection = http.client.HTTPConnection(target.host, target.port)
    if target.scheme == "https":
        connection = http.client.HTTPSConnection(target.host, target.port)
    try:
        opened = _connected(
            addresses, target.port, deadline=deadline, dial=dial or socket.create_connection
        )
        connection.sock = opened
        opened.settimeout(_left(deadline))
        if target.scheme == "https":
            opened = (tls or _trusted()).wrap_socket(opened, server_hostname=target.host)
        connection.sock = _Hurried(opened, deadline)
        connection.request("POST", target.path, body=body, headers=dict(headers))
        return connection.getresponse().status
    except ConnectionError:
        raise
    except (http.client.HTTPException, UnicodeError) as error:
        raise NoAnswer("The receiver's answer is not HTTP.") from error
    finally:
        connection.close()


def _connected(
    addresses: Sequence[str], port: int, *, deadline: float, dial: Dial
) -> socket.socket:
    refusal: OSError = OSError("The receiver has no address.")
    for address in addresses:
        try:
            return dial((address, port), min(CONNECTING_ALLOWED, _left(deadline)))
        except OSError as error:
            refusal = error
    raise refusal


@functools.cache
def _trusted() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _left(deadline: float) -> float:
    """Return the seconds that are left.

    Raises:
        TimeoutError: none are.
    """
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("The receiver took too long.")
    return left


class _Hurried:
    """What `http.client` uses of a socket, with one time limit for all of it.

    A socket's own limit begins again with each letter that arrives.
    """

    def __init__(self, opened: socket.socket, deadline: float) -> None:
        self._socket = opened
        self._deadline = deadline

    def sendall(self, data: bytes) -> None:
        self._socket.settimeout(_left(self._deadline))
        self._socket.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_HurriedReader(self._socket, self._deadline))

    def close(self) -> None:
        self._socket.close()


class _HurriedReader(io.RawIOBase):
    def __init__(self, opened: socket.socket, deadline: float) -> None:
        super().__init__()
        self._socket = opened
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._socket.settimeout(_left(self._deadline))
        return self._socket.recv_into(buffer)
