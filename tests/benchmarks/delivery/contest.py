"""One run: the sites are built, the contestants started, and asked in turn, round by round."""

from __future__ import annotations

import hashlib
import json
import pickle
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from tests.benchmarks.delivery import moments, questions
from tests.benchmarks.delivery.databases import Databases
from tests.benchmarks.delivery.figures import (
    BARE,
    OURS,
    STOCK,
    STORED,
    UNKEPT,
    Figures,
    Moments,
    Phase,
    Result,
)
from tests.benchmarks.delivery.generator import Answer, Ask, collect, load
from tests.benchmarks.delivery.questions import Shape, checked, conditional
from tests.benchmarks.delivery.servers import ROOT, GunicornServer, environment
from tests.benchmarks.measuring import WorkloadShrank

Say = Callable[[str], None]

APPLICATIONS: Final = {
    OURS: ("cms.settings", "cms.wsgi:application"),
    UNKEPT: ("cms.settings", "tests.benchmarks.delivery.unkept.wsgi:application"),
    **{
        name: (
            f"tests.benchmarks.delivery.{name}.settings",
            "tests.benchmarks.delivery.wsgi:application",
        )
        for name in (BARE, STOCK, STORED)
    },
}
COUNTED: Final = 40
"""Answers of each endpoint whose queries are counted."""

STOCK_SAMPLE: Final = 200
WARMING: Final = 1.0
"""Share of a phase's time in which a contestant is asked before the first round."""

WARMED: Final = 5
"""How often each question is asked before one that keeps answers is measured, so that nearly every
worker has been asked all of them: the first time is measured of those that keep nothing. Of a
search those know the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a run is like.

    Attributes:
        seconds: of each phase: one contestant at one endpoint in one round.
        rounds: how often each is asked.
        connections: at once.
        workers: of each server.
        sample: how many different pages are asked for at most.
        seed: of texts and order.
        contestants: who takes part; ours and the bare view always do.
        publications: rounds of them, after which the first request is timed; 0 leaves moments out.
    """

    seconds: float = 3.0
    rounds: int = 5
    connections: int = 16
    workers: int = 2
    sample: int = 2000
    seed: int = 1
    contestants: tuple[str, ...] = (BARE, OURS, UNKEPT, STOCK, STORED)
    publications: int = 12


@dataclass
class Contestant:
    """A server and what it is asked.

    Attributes:
        name: one of `figures.CONTESTANTS`.
        server: under gunicorn.
        asks: by endpoint, with the answers that are expected.
    """

    name: str
    server: GunicornServer
    asks: dict[str, list[Ask]] = field(default_factory=dict)


def run(pages: int, options: Options, *, made_in: Databases, folder: Path, say: Say) -> Result:
    """Build the sites of one size and measure them.

    Raises:
        WorkloadShrank: something answered was not what the benchmark claims to measure.
    """
    (folder / "static").mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        contest = _Contest(pages, options, made_in=made_in, folder=folder, say=say, stack=stack)
        return contest.run()


class _Contest:
    def __init__(
        self,
        pages: int,
        options: Options,
        *,
        made_in: Databases,
        folder: Path,
        say: Say,
        stack: ExitStack,
    ) -> None:
        self.pages, self.options, self.folder = pages, options, folder
        self._databases, self._say, self._stack = made_in, say, stack
        self._environments: dict[str, dict[str, str]] = {}
        self.contestants: list[Contestant] = []

    def run(self) -> Result:
        """Measure everything."""
        facts = self._build(OURS)
        ours = self._start(OURS)
        answers = self._ask_ours(ours, facts)
        self._start_bare(ours, answers)
        if UNKEPT in self.options.contestants:
            self._environments[UNKEPT] = self._environments[OURS]
            asks = {name: all_ for name, all_ in ours.asks.items() if name != "304"}
            self._start(UNKEPT).asks = asks
        if STORED in self.options.contestants:
            self._start_stored(ours, answers)
        if STOCK in self.options.contestants:
            stock_facts = self._build(STOCK)
            self._ask_stock(self._start(STOCK), stock_facts)
        result = Result(self.pages)
        for endpoint in questions.ENDPOINTS:
            self._measure(endpoint, result)
        result.memory = {one.name: one.server.memory() for one in self.contestants}
        self._count_queries(result)
        if self.options.publications:
            result.moments = self._moments(facts)
        return result

    # Building and starting

    def _build(self, name: str) -> list[dict[str, Any]]:
        facts, database = self.folder / f"{name}.json", f"{name}_{self.pages}"
        # What the site has is written down last of all: it was built to the end.
        is_kept = facts.exists()
        doing = "looking through the kept site of" if is_kept else "building"
        self._say(f"{doing} {name}: {self.pages:,} pages in each language")
        get = self._databases.address if is_kept else self._databases.make
        self._environment(name, DATABASE_URL=get(database))
        more = ["--kept"] if is_kept else []
        size = "--pages", self.pages, "--seed", self.options.seed
        self._fill(name, *size, "--facts", facts, *more)
        found: list[dict[str, Any]] = json.loads(facts.read_text())
        return found

    def _fill(self, name: str, *arguments: Any) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.delivery.building", name]
            + [str(one) for one in arguments],
            cwd=ROOT,
            env=self._environments[name],
            check=False,
        )
        if done.returncode:
            raise WorkloadShrank(f"The site of {name} was not built.")

    def _environment(self, name: str, **more: str) -> None:
        self._environments[name] = environment(APPLICATIONS[name][0], self.folder, **more)

    def _start(self, name: str) -> Contestant:
        made = self._server(name, APPLICATIONS[name][1], workers=self.options.workers)
        contestant = Contestant(name, self._stack.enter_context(made))
        contestant.server.wait()
        self.contestants.append(contestant)
        return contestant

    def _server(self, name: str, application: str, *, workers: int) -> GunicornServer:
        return GunicornServer(
            name=name,
            application=application,
            environment=self._environments[name],
            workers=workers,
            log=self.folder / f"{name}.log",
        )

    # What they are asked, and what they have to answer

    def _ask_ours(self, ours: Contestant, facts: questions.Facts) -> dict[str, list[Answer]]:
        asks = questions.questions(
            facts, questions.OURS, seed=self.options.seed, sample=self.options.sample
        )
        answers = self._expect(ours, asks, questions.OURS)
        ours.asks["304"] = conditional(ours.asks["detail"], answers["detail"])
        return answers

    def _ask_stock(self, stock: Contestant, facts: questions.Facts) -> None:
        sample = min(STOCK_SAMPLE, self.options.sample)
        self._expect(
            stock,
            questions.questions(facts, questions.STOCK, seed=self.options.seed, sample=sample),
            questions.STOCK,
        )

    def _expect(
        self, contestant: Contestant, asks: Mapping[str, list[Ask]], shape: Shape
    ) -> dict[str, list[Answer]]:
        """Ask everything once, look into the answers, and expect the same bytes from now on."""
        found = {}
        for endpoint, all_ in asks.items():
            answers = found[endpoint] = collect(contestant.server.port, all_)
            contestant.asks[endpoint] = checked(endpoint, all_, answers, shape, pages=self.pages)
        return found

    def _start_bare(self, ours: Contestant, answers: Mapping[str, Sequence[Answer]]) -> None:
        """Start the bare view with exactly the bytes that ours answered, and an ETag for each."""
        memory = {}
        for endpoint, all_ in answers.items():
            for ask, answer in zip(ours.asks[endpoint], all_, strict=True):
                memory[ask.path] = (answer.status, _headers(answer), answer.body)
        path = self.folder / "bare.pickle"
        path.write_bytes(pickle.dumps(memory))
        self._environment(BARE, BARE_ANSWERS=str(path))
        bare = self._start(BARE)
        bare.asks = {name: all_ for name, all_ in ours.asks.items() if name != "304"}
        bare.asks["304"] = [
            replace(ask, etag=memory[ask.path][1]["ETag"], expected=(304, b""))
            for ask in ours.asks["detail"]
        ]

    def _start_stored(self, ours: Contestant, answers: Mapping[str, Sequence[Answer]]) -> None:
        path = self.folder / "stored.pickle"
        details = {json.loads(answer.body)["id"]: answer.body for answer in answers["detail"]}
        path.write_bytes(pickle.dumps(details))
        self._environment(STORED, DATABASE_URL=self._databases.make(f"stored_{self.pages}"))
        self._fill(STORED, "--answers", path)
        self._start(STORED).asks["detail"] = ours.asks["detail"]

    # Measuring

    def _measure(self, endpoint: str, result: Result) -> None:
        taking_part = [one for one in self.contestants if one.asks.get(endpoint)]
        figures = {one.name: Figures() for one in taking_part}
        places = dict.fromkeys(figures, 0)
        for one in taking_part:
            if one.name == OURS or (one.name == UNKEPT and endpoint == "search"):
                for _ in range(WARMED):
                    collect(one.server.port, one.asks[endpoint])
            self._phase(one, endpoint, seconds=self.options.seconds * WARMING)
        for number in range(self.options.rounds):
            # Each round begins with another one, so that none always follows the same.
            turn = number % len(taking_part)
            for one in taking_part[turn:] + taking_part[:turn]:
                phase, share = self._phase(
                    one, endpoint, seconds=self.options.seconds, start=places[one.name]
                )
                figures[one.name].rounds.append(phase)
                places[one.name] += len(phase.latencies)
                result.own_share = max(result.own_share, share)
        result.figures[endpoint] = figures
        rates = ", ".join(f"{name} {one.rate:,.0f}/s" for name, one in figures.items())
        self._say(f"{endpoint}: {rates}")

    def _phase(
        self, one: Contestant, endpoint: str, *, seconds: float, start: int = 0
    ) -> tuple[Phase, float]:
        workers = one.server.worker_pids()
        before = one.server.cpu_seconds()
        outcome = load(
            one.server.port,
            one.asks[endpoint],
            connections=self.options.connections,
            seconds=seconds,
            start=start,
        )
        after = one.server.cpu_seconds()
        if one.server.worker_pids() != workers:
            raise WorkloadShrank(f"A worker of {one.name} died under load.")
        if outcome.faulty:
            raise WorkloadShrank(
                f"{one.name} gave {outcome.faulty} answers that are not what is expected: "
                + "; ".join(outcome.faults)
            )
        if outcome.verified != outcome.count:
            raise WorkloadShrank(f"Not all answers of {one.name} were verified.")
        phase = Phase(
            rate=outcome.rate,
            cpu=(after - before) * 1000 / outcome.count,
            latencies=outcome.latencies,
            verified=outcome.verified,
        )
        return phase, outcome.own_cpu / outcome.seconds

    def _count_queries(self, result: Result) -> None:
        """Ask some questions of processes that count, which are never timed."""
        for one in self.contestants:
            if one.name == BARE:
                continue
            self._environments[one.name] |= {"COUNTED_APPLICATION": APPLICATIONS[one.name][1]}
            server = self._server(
                one.name, "tests.benchmarks.delivery.counting:application", workers=1
            )
            with server:
                server.wait()
                for endpoint, asks in one.asks.items():
                    if not asks:
                        continue
                    some = asks[:COUNTED]
                    # The second time: what a process learns once is not what an answer takes.
                    collect(server.port, some)
                    counts = [
                        int(answer.headers["x-queries"]) for answer in collect(server.port, some)
                    ]
                    result.figures[endpoint][one.name].queries = (
                        max(counts),
                        int(statistics.median_low(counts)),
                    )

    def _moments(self, facts: questions.Facts) -> Moments:
        cold = {
            one.name: moments.cold(
                self._server(one.name, APPLICATIONS[one.name][1], workers=1),
                one.asks["detail"][0],
            )
            for one in self.contestants
        }
        with self._server(OURS, APPLICATIONS[OURS][1], workers=1) as server:
            server.wait()
            page = facts[0]
            ours = next(one for one in self.contestants if one.name == OURS)
            others = [ask for ask in ours.asks["detail"] if f"/{page['id']}/" not in ask.path]
            found = moments.after_publications(
                server,
                page=page,
                others=others[: moments.OTHERS],
                environment=self._environments[OURS],
                rounds=self.options.publications,
                connections=self.options.connections,
            )
        return Moments(**found, cold=cold)


def _headers(answer: Answer) -> dict[str, str]:
    found = {
        "Content-Type": answer.headers.get("content-type", "application/json"),
        "Content-Length": str(len(answer.body)),
        "ETag": answer.headers.get("etag") or f'"{hashlib.sha256(answer.body).hexdigest()}"',
    }
    if "location" in answer.headers:
        found["Location"] = answer.headers["location"]
    return found
