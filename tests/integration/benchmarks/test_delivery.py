"""The delivery benchmark runs from end to end, and fails where an answer is not what is claimed."""

import sqlite3
from contextlib import closing

import pytest

from tests.benchmarks.delivery import contest
from tests.benchmarks.delivery.contest import Contestant, Options
from tests.benchmarks.delivery.databases import Files
from tests.benchmarks.delivery.figures import BARE, OURS, STORED, Result
from tests.benchmarks.delivery.generator import Ask
from tests.benchmarks.measuring import WorkloadShrank

pytestmark = pytest.mark.once


QUICK = Options(
    seconds=0.3,
    rounds=1,
    connections=4,
    workers=1,
    sample=4,
    contestants=(BARE, OURS, STORED),
    publications=0,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("bench")


@pytest.fixture(scope="module")
def run(folder):
    """Run it once, with few pages and short phases."""
    return run_in(folder)


def run_in(folder, said=None):
    return contest.run(
        2,
        QUICK,
        made_in=Files(folder),
        folder=folder / "run",
        say=lambda words: None if said is None else said.append(words),
    )


def test_every_endpoint_is_measured_and_verified(run):
    for endpoint in ("detail", "listing", "find", "search"):
        for name in (BARE, OURS):
            figures = run.figures[endpoint][name]
            assert figures.verified > 0
            assert figures.cpu > 0
            assert figures.latency(0.5) <= figures.latency(0.99)
    assert run.figures["detail"][STORED].queries == (1, 1)
    assert run.of_bare("detail") > 0
    assert run.memory[OURS] > run.memory[BARE] > 0


def test_a_site_that_was_kept_is_looked_through_and_used_again(run, folder):
    said = []
    again = run_in(folder, said)

    assert said[0].startswith("looking through the kept site of ours")
    assert again.figures["detail"][OURS].verified > 0
    with closing(sqlite3.connect(folder / "ours_2.sqlite3")) as database:
        database.execute("UPDATE wagtailcore_page SET live = 0 WHERE slug = 'topic-1'")
        database.commit()
    with pytest.raises(WorkloadShrank, match="was not built"):
        run_in(folder)


class Impostor:
    """A server that answers something else than it is taken for."""

    def __init__(self, port):
        self.port = port

    def worker_pids(self):
        return [1]

    def cpu_seconds(self):
        return 0.0


def test_a_contestant_that_returns_other_bytes_makes_the_run_fail(other_bytes, tmp_path):
    with pytest.raises(WorkloadShrank, match="not what is expected: /: other bytes"):
        measure(Impostor(other_bytes), expected=b"right", folder=tmp_path)


def measure(server, *, expected, folder):
    made = contest._Contest(
        3,
        Options(seconds=0.1, rounds=1, connections=1),
        made_in=Files(folder),
        folder=folder,
        say=lambda words: None,
        stack=None,
    )
    made.contestants = [Contestant(OURS, server, {"detail": [Ask("/", expected=(200, expected))]})]
    made._measure("detail", Result(3))


@pytest.fixture
def other_bytes(live_bytes):
    return live_bytes(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nwrong")


@pytest.fixture
def live_bytes():
    """Serve the same bytes to everybody; return the port."""
    import socket
    import threading

    opened = []

    def serve(answer):
        listening = socket.create_server(("127.0.0.1", 0))
        opened.append(listening)

        def answer_all():
            while True:
                try:
                    accepted, _ = listening.accept()
                except OSError:
                    return
                with accepted:
                    accepted.recv(1 << 16)
                    accepted.sendall(answer)

        threading.Thread(target=answer_all, daemon=True).start()
        return listening.getsockname()[1]

    yield serve
    for listening in opened:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()


def test_right_bytes_pass(live_bytes, tmp_path):
    port = live_bytes(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nright")

    measure(Impostor(port), expected=b"right", folder=tmp_path)
