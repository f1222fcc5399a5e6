"""Single requests that the steady state hides: after a publication, and in a new process."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from tests.benchmarks.delivery.figures import Moments
from tests.benchmarks.delivery.generator import Answer, Ask, collect, load
from tests.benchmarks.delivery.questions import API, LISTED, OURS
from tests.benchmarks.delivery.servers import ROOT, GunicornServer
from tests.benchmarks.measuring import WorkloadShrank

__all__ = ["Moments", "after_publication", "cold"]

NOTICED: Final = 1.2
"""Seconds after a commit in which every process has to know of it, and a little more."""

STEADY: Final = 15


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


def after_publication(
    server: GunicornServer, *, page_id: int, environment: Mapping[str, str], publications: int
) -> tuple[dict[str, list[float]], dict[str, list[float]], dict[str, list[float]]]:
    """Publish a change several times; time what is asked first then, and what is asked later.

    Args:
        server: with one worker, so that it is known which process answers.
        page_id: an English page that was published for real.
        environment: of the process that publishes.
        publications: how many.

    Returns:
        Milliseconds of the first requests, of the first after a pause just as long without a
        publication, and of ones right after others, by endpoint: the changed page, and a listing
        that has it.
    """
    asks = {
        "detail": Ask(f"{API}{page_id}/"),
        "listing": Ask(f"{API}?type={OURS.type}&locale=en&fields=summary&limit={LISTED}"),
    }
    first: dict[str, list[float]] = defaultdict(list)
    rested: dict[str, list[float]] = defaultdict(list)
    steady: dict[str, list[float]] = defaultdict(list)
    publisher = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.delivery.publisher"],
        cwd=ROOT,
        env=dict(environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert publisher.stdin is not None
    assert publisher.stdout is not None
    try:
        for ask in asks.values():
            _timed(server, ask)
        for number in range(publications):
            publisher.stdin.write(f"{page_id}\n")
            publisher.stdin.flush()
            line = publisher.stdout.readline()
            if not line:
                raise WorkloadShrank("Nothing could be published.")
            time.sleep(NOTICED)
            # In turn: what comes second finds what the first one has fetched.
            order = list(asks) if number % 2 else list(asks)[::-1]
            for endpoint in order:
                taken, answer = _timed(server, asks[endpoint])
                first[endpoint].append(taken)
                if json.loads(line)["summary"] not in answer.body.decode():
                    raise WorkloadShrank(f"{endpoint} does not have what was published.")
            for endpoint in order:
                steady[endpoint] += [_timed(server, asks[endpoint])[0] for _ in range(STEADY)]
            time.sleep(NOTICED)
            for endpoint in order:
                rested[endpoint].append(_timed(server, asks[endpoint])[0])
    finally:
        publisher.stdin.close()
        publisher.stdout.close()
        publisher.wait()
    return dict(first), dict(rested), dict(steady)


def _timed(server: GunicornServer, ask: Ask) -> tuple[float, Answer]:
    began = time.perf_counter()
    (answer,) = collect(server.port, [ask], connections=1)
    taken = time.perf_counter() - began
    if answer.status != 200:
        raise WorkloadShrank(f"{ask.path} was answered with {answer.status}.")
    return taken * 1000, answer
