"""Single requests that the steady state hides: after a publication, and in a new process."""

from __future__ import annotations

import json
import multiprocessing
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final
from urllib.parse import urlencode

from tests.benchmarks.delivery.generator import Answer, Ask, collect, load
from tests.benchmarks.delivery.questions import API, LISTED, OURS
from tests.benchmarks.delivery.servers import ROOT, GunicornServer
from tests.benchmarks.delivery.words import queries
from tests.benchmarks.measuring import WorkloadShrank

NOTICED: Final = 1.2
"""Seconds after a commit in which every process has to know of it, and a little more."""

STEADY: Final = 15

MEANWHILE: Final = 1.5
"""Seconds in which everything is asked that is asked while many are reading."""

OTHERS: Final = 50
"""Other pages that are read meanwhile."""

SHOWING: Final = ("detail", "listing")
"""Endpoints that have the summary of the page that was changed in what they answer."""


def cold(server: GunicornServer, ask: Ask) -> float:
    """Return the milliseconds from the start of a server to its first answer, which is verified."""
    began = time.perf_counter()
    with server:
        server.wait()
        outcome = load(server.port, [ask], connections=1, seconds=0.001)
        taken = time.perf_counter() - began
    if outcome.verified != outcome.count:
        raise WorkloadShrank(f"A new process of {server.name} answers something else.")
    return taken * 1000


def after_publications(
    server: GunicornServer,
    *,
    page: Mapping[str, Any],
    others: Sequence[Ask],
    environment: Mapping[str, str],
    rounds: int,
    connections: int,
) -> dict[str, dict[str, list[float]]]:
    """Publish changes; time what is asked first then, and what is asked at other moments.

    Each round publishes three times: while as many read other pages as in every measurement, while
    a single reader does, and while nobody reads anything. A processor that has done something else
    takes twice as long for any request, so what is asked after such a rest is held to what is asked
    after the same rest without a publication.

    Args:
        server: with one worker, so that it is known which process answers.
        page: the facts of an English page that was published for real.
        others: questions about other pages.
        environment: of the process that publishes.
        rounds: how many.
        connections: at once, where many are reading.

    Returns:
        The milliseconds of single requests by endpoint, as the fields of `Moments` of the same
        names: ``first_busy``, ``busy``, ``first``, ``steady``, ``first_rested`` and ``rested``.
    """
    asks = _asks_about(page)
    found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))

    def keep(moment: str, order: Sequence[str], *, text: str = "") -> None:
        for endpoint in order:
            taken, answer = _timed(server, asks[endpoint])
            found[moment][endpoint].append(taken)
            if endpoint in SHOWING and text not in answer.body.decode():
                raise WorkloadShrank(f"{endpoint} does not have what was published.")

    with _publisher(environment) as publish:
        for ask in asks.values():
            _timed(server, ask)
        for number in range(rounds):
            # In turn: what comes second finds what the first one has fetched.
            turn = number % len(asks)
            order = [*asks][turn:] + [*asks][:turn]
            text = publish(page["id"])
            with _many_reading(server, others, connections=connections - 1):
                time.sleep(NOTICED)
                keep("first_busy", order, text=text)
                for _ in range(STEADY):
                    keep("busy", order)
            text = publish(page["id"])
            _read_others(server, others, seconds=NOTICED)
            keep("first", order, text=text)
            for _ in range(STEADY):
                keep("steady", order)
            text = publish(page["id"])
            time.sleep(NOTICED)
            keep("first_rested", order, text=text)
            time.sleep(NOTICED)
            keep("rested", order)
    return {moment: dict(by_endpoint) for moment, by_endpoint in found.items()}


def _asks_about(page: Mapping[str, Any]) -> dict[str, Ask]:
    """Return questions that a change of the page concerns; those in `SHOWING` show its summary."""
    language = page["language"]
    listing = f"{API}?type={OURS.type}&locale={language}&fields=summary&limit={LISTED}"
    # Two words that nearly every page has, the changed one too.
    search = urlencode({"search": queries(language, seed=1)[3]})
    return {
        "detail": Ask(f"{API}{page['id']}/"),
        "listing": Ask(listing),
        "find": Ask(f"{API}find/?{urlencode({'html_path': page['path']})}"),
        "search": Ask(f"{API}?type={OURS.type}&locale={language}&limit={LISTED}&{search}"),
    }


@contextmanager
def _publisher(environment: Mapping[str, str]) -> Iterator[Callable[[int], str]]:
    """Start a process that publishes changes, and yield what has it publish one.

    It returns the summary that the public has to read from then on.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.delivery.publisher"],
        cwd=ROOT,
        env=dict(environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    told, answers = process.stdin, process.stdout

    def publish(page_id: int) -> str:
        told.write(f"{page_id}\n")
        told.flush()
        line = answers.readline()
        if not line:
            raise WorkloadShrank("Nothing could be published.")
        return str(json.loads(line)["summary"])

    try:
        yield publish
    finally:
        told.close()
        answers.close()
        process.wait()


@contextmanager
def _many_reading(
    server: GunicornServer, others: Sequence[Ask], *, connections: int
) -> Iterator[None]:
    """Have a process of its own read other pages, a while longer than is asked inside."""
    receiver, sender = multiprocessing.Pipe(duplex=False)

    def read() -> None:
        outcome = load(server.port, others, connections=connections, seconds=NOTICED + MEANWHILE)
        sender.send((outcome.count, outcome.verified))

    process = multiprocessing.get_context("fork").Process(target=read)
    process.start()
    try:
        yield
        if receiver.poll():
            raise WorkloadShrank("Nobody was reading any more when the last question was asked.")
        count, verified = receiver.recv()
    finally:
        process.join()
    if count != verified:
        raise WorkloadShrank("Other pages were not answered as before.")


def _read_others(server: GunicornServer, others: Sequence[Ask], *, seconds: float) -> None:
    outcome = load(server.port, others, connections=1, seconds=seconds)
    if outcome.verified != outcome.count:
        raise WorkloadShrank("Other pages were not answered as before.")


def _timed(server: GunicornServer, ask: Ask) -> tuple[float, Answer]:
    began = time.perf_counter()
    (answer,) = collect(server.port, [ask], connections=1)
    taken = time.perf_counter() - began
    if answer.status not in (200, 302):
        raise WorkloadShrank(f"{ask.path} was answered with {answer.status}.")
    return taken * 1000, answer
