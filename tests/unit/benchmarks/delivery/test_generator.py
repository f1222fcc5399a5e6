import socket
import threading

import pytest

from tests.benchmarks.delivery.generator import Ask, collect, load


class Site:
    """Answers every connection with the same bytes, some connections more than once."""

    def __init__(self, answer, *, keeps=False):
        self._answer, self._keeps = answer, keeps
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self.connections = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                accepted, _ = self._listening.accept()
            except OSError:
                return
            self.connections += 1
            with accepted:
                while accepted.recv(1 << 16):
                    accepted.sendall(self._answer)
                    if not self._keeps:
                        break

    def close(self):
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()


@pytest.fixture
def site(request):
    made = []

    def make(answer, **more):
        made.append(Site(answer, **more))
        return made[-1]

    yield make
    for one in made:
        one.close()


def http(body, *headers, status=b"200 OK"):
    lines = [b"HTTP/1.1 " + status, *headers]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


CLOSED = (b"Connection: close",)
RIGHT = Ask("/", expected=(200, b"right"))


def test_answers_are_verified_byte_for_byte(site):
    served = site(http(b"right", b"Content-Length: 5", *CLOSED))

    outcome = load(served.port, [RIGHT], connections=2, seconds=0.05)

    assert outcome.count == outcome.verified > 0
    assert outcome.faults == []


def test_other_bytes_are_counted_and_named(site):
    served = site(http(b"wrong", b"Content-Length: 5", *CLOSED))

    outcome = load(served.port, [RIGHT], connections=2, seconds=0.05)

    assert (outcome.verified, outcome.faulty) == (0, outcome.count)
    assert outcome.faults[0] == "/: other bytes"


def test_another_status_is_counted_and_named(site):
    served = site(http(b"right", b"Content-Length: 5", *CLOSED, status=b"500 No"))

    outcome = load(served.port, [RIGHT], connections=1, seconds=0.05)

    assert outcome.verified == 0
    assert outcome.faults[0] == "/: status 500"


def test_a_connection_that_is_kept_open_is_used_again(site):
    served = site(http(b"right", b"Content-Length: 5"), keeps=True)

    outcome = load(served.port, [RIGHT], connections=1, seconds=0.05)

    assert outcome.verified > 1
    assert served.connections == 1


def test_a_body_in_chunks_is_put_together(site):
    chunks = b"2\r\nri\r\n3\r\nght\r\n0\r\n\r\n"
    served = site(http(chunks, b"Transfer-Encoding: chunked", *CLOSED))

    assert load(served.port, [RIGHT], connections=1, seconds=0.02).faults == []
    assert collect(served.port, [Ask("/")])[0].body == b"right"


def test_everything_is_collected_once_and_in_order(site):
    served = site(http(b"right", b"Content-Length: 5", b'ETag: "x"', *CLOSED))

    answers = collect(served.port, [Ask("/a"), Ask("/b"), Ask("/c")], connections=2)

    assert [answer.body for answer in answers] == [b"right"] * 3
    assert answers[0].headers["etag"] == '"x"'
    assert served.connections == 3
