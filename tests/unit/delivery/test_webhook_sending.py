"""One request: to the checked address, under the name, within the time, and nothing is followed."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pages.delivery.webhooks.sending import NoAnswer, post
from pages.delivery.webhooks.targets import Target

TLS = Path(__file__).resolve().parents[2] / "samples" / "tls"

PUBLIC = "93.184.216.34"


class Line:
    """A server that does what it is told with one connection, and the way to it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.dialled: list[tuple[str, int]] = []
        self.heard = b""

    def dial(self, address: tuple[str, int], allowed: float) -> socket.socket:
        """Lead every address to the server."""
        self.dialled.append(address)
        return socket.create_connection(("127.0.0.1", self.port), allowed)


@contextlib.contextmanager
def a_server(answer: Callable[[socket.socket], None], *, tls: bool = False) -> Iterator[Line]:
    """Listen once; read the request, then let ``answer`` do what it does."""
    listener = socket.create_server(("127.0.0.1", 0))
    line = Line(listener.getsockname()[1])

    def serve() -> None:
        opened, _ = listener.accept()
        with opened, contextlib.suppress(OSError):
            if tls:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(TLS / "receiver-with-key.pem")
                opened = context.wrap_socket(opened, server_side=True)
            with opened:
                while not line.heard.endswith(b"}"):
                    heard = opened.recv(4096)
                    if not heard:
                        return
                    line.heard += heard
                answer(opened)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield line
    finally:
        listener.close()
        thread.join(timeout=5)


def saying(words: bytes) -> Callable[[socket.socket], None]:
    return lambda opened: opened.sendall(words)


def send(line: Line, *, scheme: str = "http", host: str = "hooks.example.org", **kwargs) -> int:
    kwargs.setdefault("addresses", [PUBLIC])
    return post(
        target=Target(
            scheme=scheme, host=host, port={"http": 80, "https": 443}[scheme], path="/hook?a=b"
        ),
        body=b'{"a":1}',
        headers={"content-type": "application/json", "webhook-id": "msg_1"},
        dial=line.dial,
        **kwargs,
    )


def trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(TLS / "receiver-with-key.pem"))


OK = b"HTTP/1.1 204 No Content\r\n\r\n"


def test_the_checked_address_is_called_and_the_name_is_what_it_is_called_by(monkeypatch):
    def no_names(*args: object, **kwargs: object) -> None:
        raise AssertionError("A name was resolved between the check and the call.")

    with a_server(saying(OK)) as line:
        real = socket.getaddrinfo
        monkeypatch.setattr(
            socket,
            "getaddrinfo",
            lambda host, *rest, **kwargs: (
                real(host, *rest, **kwargs) if host == "127.0.0.1" else no_names()
            ),
        )
        assert send(line) == 204
    assert line.dialled == [(PUBLIC, 80)]
    head = line.heard.decode().split("\r\n")
    assert head[0] == "POST /hook?a=b HTTP/1.1"
    assert "Host: hooks.example.org" in head
    assert "webhook-id: msg_1" in head


def test_over_tls_the_name_is_asked_for_and_its_certificate_checked():
    with a_server(saying(OK), tls=True) as line:
        assert send(line, scheme="https", tls=trusting()) == 204
    assert line.dialled == [(PUBLIC, 443)]
    assert "Host: hooks.example.org\r\n" in line.heard.decode()


@pytest.mark.parametrize(
    ("host", "is_trusted"), [("other.example.org", True), ("hooks.example.org", False)]
)
def test_a_certificate_of_somebody_else_or_of_nobody_is_refused(host, is_trusted):
    context = trusting() if is_trusted else None
    with a_server(saying(OK), tls=True) as line, pytest.raises(ssl.SSLError):
        send(line, scheme="https", host=host, tls=context)
    assert line.heard == b""


def test_a_redirect_is_an_answer_like_any_other():
    answer = b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\n\r\n"
    with a_server(saying(answer)) as line:
        assert send(line) == 302
    assert len(line.dialled) == 1


def test_an_endless_body_is_not_read():
    def talk(opened: socket.socket) -> None:
        opened.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(1000):
            opened.sendall(b"x" * 65536)

    started = time.monotonic()
    with a_server(talk) as line:
        assert send(line) == 200
    assert time.monotonic() - started < 5


def test_an_answer_that_comes_letter_by_letter_is_cut_off():
    def drip(opened: socket.socket) -> None:
        for letter in b"HTTP/1.1 200 OK\r\n" + b"X-Slow: " + b"x" * 1000:
            opened.sendall(bytes([letter]))
            time.sleep(0.05)

    started = time.monotonic()
    with a_server(drip) as line, pytest.raises(TimeoutError):
        send(line, time_allowed=0.4)
    assert time.monotonic() - started < 2


def test_silence_is_cut_off():
    with a_server(lambda opened: time.sleep(1)) as line, pytest.raises(TimeoutError):
        send(line, time_allowed=0.2)


@pytest.mark.parametrize("words", [b"SSH-2.0-OpenSSH\r\n\r\n", b"\x00\x01\x02\r\n\r\n"])
def test_what_is_not_http_is_no_answer(words):
    with a_server(saying(words)) as line, pytest.raises(NoAnswer):
        send(line)


def test_hanging_up_is_a_broken_connection():
    with a_server(saying(b"")) as line, pytest.raises(ConnectionError):
        send(line)


def test_the_next_address_is_tried_where_one_does_not_take_the_call():
    with a_server(saying(OK)) as line:
        reach = line.dial

        def dial(address, allowed):
            if address[0] == "1.1.1.1":
                line.dialled.append(address)
                raise ConnectionRefusedError
            return reach(address, allowed)

        line.dial = dial
        assert send(line, addresses=["1.1.1.1", PUBLIC]) == 204
    assert line.dialled == [("1.1.1.1", 80), (PUBLIC, 80)]


def test_a_host_without_addresses_cannot_be_reached():
    with pytest.raises(OSError, match="no address"):
        send(Line(0), addresses=[])
