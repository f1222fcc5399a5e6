"""One load test: a site, a publisher, the readers, what is killed, and the judgement."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.benchmarks.delivery.databases import databases
from tests.benchmarks.delivery.servers import ROOT, GunicornServer, environment
from tests.benchmarks.measuring import WorkloadShrank
from tests.load.cluster import Cluster, cluster
from tests.load.judge import Judgement, Outage, judge
from tests.load.readers import Readers
from tests.load.readings import Reading
from tests.load.timelines import History
from tests.load.wishes import Place, Wishes

SETTINGS: Final = "cms.settings"
BETWEEN_KILLS: Final = 5.0
DOWN: Final = 2.0
"""Seconds for which the database is down."""

FINDS_AGAIN: Final = 2.0
"""Seconds in which the site has to find its database again, and may still answer with 503."""

RECOVERS: Final = 30.0
"""Seconds after which whatever has not recovered never will."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a load test is like.

    Attributes:
        seconds: of reading.
        pages: for each language.
        clients: who read at once.
        workers: of gunicorn.
        rate: changes a second.
        seed: of everything that is random.
        kill_workers: whether workers are killed.
        kill_database: whether the database is.
    """

    seconds: float = 600.0
    pages: int = 60
    clients: int = 64
    workers: int = 4
    rate: float = 2.0
    seed: int = 1
    kill_workers: bool = False
    kill_database: bool = False


@dataclass(frozen=True, slots=True)
class Recovery:
    """How the site came back after the database did.

    Attributes:
        down: seconds for which there was no database.
        answered: seconds from then to the first good answer.
        published: seconds from then to the first change that became public.
    """

    down: float
    answered: float
    published: float


@dataclass(slots=True)
class Report:
    """What came of a load test.

    Attributes:
        seconds: that were read.
        judgement: of all answers.
        deeds: what the publisher did, and how often.
        worker_recoveries: seconds after each kill until there were as many workers again.
        database_recoveries: after each crash.
        problems: what else went wrong, in words.
    """

    seconds: float
    judgement: Judgement
    deeds: dict[str, int]
    worker_recoveries: list[float] = field(default_factory=list)
    database_recoveries: list[Recovery] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether anything was not as it has to be."""
        return bool(self.judgement.faults or self.problems)


def run(
    options: Options, *, folder: Path, progress: Callable[[str], None] = lambda words: None
) -> Report:
    """Run a load test in an empty folder.

    Raises:
        NoServer: there is no PostgreSQL.
        NoPostgres: nor the programs to run one, where it is to be killed.
        ServerFailed: the site did not come up.
        WorkloadShrank: the site could not be built, or nothing was published or read.
    """
    with ExitStack() as stack:
        database: Cluster | None = None
        if options.kill_database:
            database = stack.enter_context(cluster(folder / "postgres"))
            address = database.address
        else:
            address = stack.enter_context(databases("postgres", folder)).make("load")
        (folder / "static").mkdir()
        site = environment(SETTINGS, folder, DATABASE_URL=address)
        progress(f"building {options.pages} pages in each language")
        places = _build(options, site, folder)
        server = GunicornServer(
            name="load",
            application="cms.wsgi:application",
            environment=site,
            workers=options.workers,
            log=folder / "server.log",
        )
        stack.enter_context(server)
        server.wait()
        publisher = stack.enter_context(_publisher(options, site))
        progress(f"reading for {options.seconds:.0f} s")
        wishes = Wishes(places, seed=options.seed, parents=publisher.parents)
        readers = Readers(server.port, wishes, count=options.clients, seed=options.seed)
        killer = _Killer(options, server, database)
        began = time.monotonic()
        killer.start()
        try:
            readers.read(options.seconds)
        finally:
            killer.stop()
        seconds = time.monotonic() - began
        deeds = publisher.end()
        progress(f"judging {len(readers.readings):,} answers")
        return _report(readers, publisher, killer, deeds=deeds, seconds=seconds)


def _report(
    readers: Readers,
    publisher: Publisher,
    killer: _Killer,
    *,
    deeds: dict[str, int],
    seconds: float,
) -> Report:
    if not any(deed.endswith(" done") for deed in deeds):
        raise WorkloadShrank(f"Nothing was published: {deeds}.")
    judgement = judge(
        readers.readings,
        publisher.history,
        outages=killer.outages,
        kills=killer.kills,
        bodies_of=readers.bodies_of,
    )
    if not any(kind.endswith(" 200") for kind in judgement.counts):
        raise WorkloadShrank(f"Nothing was read: {dict(judgement.counts)}.")
    return Report(
        seconds=seconds,
        judgement=judgement,
        deeds=deeds,
        worker_recoveries=killer.recoveries,
        database_recoveries=[
            _recovery(outage, readers.readings, publisher.changed) for outage in killer.down
        ],
        problems=killer.problems,
    )


def _recovery(outage: Outage, readings: list[Reading], changed: list[float]) -> Recovery:
    answered = min(
        (one.ended for one in readings if one.status == 200 and one.began > outage.ended),
        default=float("inf"),
    )
    published = min((moment for moment in changed if moment > outage.ended), default=float("inf"))
    return Recovery(
        down=outage.ended - outage.began,
        answered=answered - outage.ended,
        published=published - outage.ended,
    )


def _build(options: Options, site: dict[str, str], folder: Path) -> list[Place]:
    facts = folder / "facts.json"
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.benchmarks.delivery.building", "ours"),
            *("--pages", str(options.pages), "--seed", str(options.seed), "--facts", str(facts)),
        ],
        cwd=ROOT,
        env=site,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        raise WorkloadShrank("The site was not built.")
    return [
        Place(fact["id"], (fact["path"], _elsewhere(fact["path"])))
        for fact in json.loads(facts.read_text())
    ]


def _elsewhere(path: str) -> str:
    """Return where a page is after the publisher has moved it."""
    _, language, _, slug, _ = path.split("/")
    return f"/{language}/elsewhere/{slug}/"


class Publisher:
    """The process of `tests.load.publisher`, and what it says."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.history = History()
        self.changed: list[float] = []
        self._process = process
        self._last: dict[str, Any] = {}
        self._ready = threading.Event()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        if not self._ready.wait(RECOVERS * 2) or not self._last:
            raise WorkloadShrank("The publisher did not start.")
        self.parents: dict[str, list[int]] = self._last["parents"]

    def end(self) -> dict[str, int]:
        """Let it finish what it is doing; return what it did."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(RECOVERS * 2)
        self._listener.join(RECOVERS)
        if self._last.get("event") != "ended":
            raise WorkloadShrank("The publisher died.")
        deeds: dict[str, int] = self._last["deeds"]
        return deeds

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            words = json.loads(line)
            if "event" in words:
                self._last = words
                self._ready.set()
                continue
            thing, began, ended = tuple(words["thing"]), words["began"], words["ended"]
            self.history.add(thing, words["state"], began=began, ended=ended)
            if thing[0] == "page":
                self.changed.append(ended)
        self._ready.set()


@contextmanager
def _publisher(options: Options, site: dict[str, str]) -> Iterator[Publisher]:
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.load.publisher"),
            *("--rate", str(options.rate), "--seed", str(options.seed)),
        ],
        cwd=ROOT,
        env=site,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield Publisher(process)
    finally:
        if not process.stdin.closed:
            process.stdin.close()
        try:
            process.wait(RECOVERS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()


class _Killer:
    """Kills what the options name, in a thread, and watches how it comes back."""

    def __init__(self, options: Options, server: GunicornServer, database: Cluster | None) -> None:
        self.kills: list[float] = []
        self.recoveries: list[float] = []
        self.down: list[Outage] = []
        self.outages: list[Outage] = []
        self.problems: list[str] = []
        self._options = options
        self._server = server
        self._database = database
        self._chance = random.Random(options.seed)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(RECOVERS * 3)
        if self._thread.is_alive():
            self.problems.append("what was killed did not come back")

    def _run(self) -> None:
        deeds = [
            deed
            for deed, is_wanted in (
                (self._kill_worker, self._options.kill_workers),
                (self._kill_database, self._database is not None),
            )
            if is_wanted
        ]
        ends = time.monotonic() + self._options.seconds - DOWN - FINDS_AGAIN - 1
        pause = min(BETWEEN_KILLS, self._options.seconds / 4)
        number = 0
        while deeds and not self._stop.wait(pause) and time.monotonic() < ends:
            deeds[number % len(deeds)]()
            number += 1

    def _kill_worker(self) -> None:
        workers = self._server.worker_pids()
        began = time.monotonic()
        self.kills.append(began)
        os.kill(self._chance.choice(workers), signal.SIGKILL)
        while len(set(self._server.worker_pids()) - set(workers)) < 1:
            if time.monotonic() - began > RECOVERS:
                self.problems.append("no worker came in the place of one that was killed")
                return
            time.sleep(0.02)
        self.recoveries.append(time.monotonic() - began)

    def _kill_database(self) -> None:
        assert self._database is not None
        began = time.monotonic()
        self._database.crash()
        self._stop.wait(DOWN)
        self._database.start()
        ended = time.monotonic()
        self.down.append(Outage(began, ended))
        self.outages.append(Outage(began, ended + FINDS_AGAIN))
