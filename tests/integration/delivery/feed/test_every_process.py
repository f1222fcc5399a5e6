"""A withdrawn page is gone from every process of the server one second after the commit."""

from __future__ import annotations

import http.client
import json
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass
from urllib.parse import quote

import pytest
from django.db import connection, transaction

from pages.delivery.addresses import html_path
from pages.review.approvals import active_approval
from pages.review.withdrawal import Withdraw
from tests.benchmarks.delivery.servers import HOST, GunicornServer, environment
from tests.factories.delivery import a_reviewer, published

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = "/api/v2/pages/"
PROMISED = 1.0
"""Seconds of ``API_CHECK_SECONDS``, which the server below has by default."""

WORKERS = 2
THREADS = 4
READERS_OF_EACH = 2
BEFORE = 0.7
AFTER = 2.0
"""Seconds of reading before the withdrawal, and after the second that it is given."""

HEADERS = {"X-Forwarded-Proto": "https"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader was told.

    Attributes:
        worker: the process that answered.
        question: what was asked.
        began: when, by the clock that all processes of the machine have in common.
        status: of the answer.
        has_page: whether the answer is the page, has it in its list, or leads to it.
    """

    worker: str
    question: str
    began: float
    status: int
    has_page: bool


class Reader:
    """One open connection, and with it one worker, that is asked the same questions over and over.

    A worker with threads keeps a connection open and answers all that comes by it.
    """

    def __init__(self, port: int) -> None:
        self.readings: list[Reading] = []
        self._connection = http.client.HTTPConnection(HOST, port, timeout=20)
        self._etags: dict[str, str] = {}
        self.worker = self._ask("/healthz")[0]

    def read(self, questions: dict[str, str], *, page_id: int, until: threading.Event) -> None:
        """Ask until somebody says that it is enough."""
        while not until.is_set():
            for question, path in questions.items():
                began = time.monotonic()
                worker, status, headers, body = self._ask(
                    path, etag=self._etags.get(path) if question == "whether it is another" else ""
                )
                if status == 200 and "etag" in headers:
                    self._etags[path] = headers["etag"]
                has_page = status == 304 or _has(page_id, status, headers, body)
                self.readings.append(Reading(worker, question, began, status, has_page))
            time.sleep(0.01)

    def close(self) -> None:
        self._connection.close()

    def _ask(self, path: str, *, etag: str | None = "") -> tuple[str, int, dict[str, str], bytes]:
        condition = {"If-None-Match": etag} if etag else {}
        self._connection.request("GET", path, headers=HEADERS | condition)
        answer = self._connection.getresponse()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return headers["x-worker"], answer.status, headers, answer.read()


def _has(page_id: int, status: int, headers: dict[str, str], body: bytes) -> bool:
    if status == 302:
        return f"{PAGES}{page_id}/" in headers["location"]
    if status != 200:
        return False
    content = json.loads(body)
    return page_id in [one["id"] for one in content.get("items", [content])]


def an_environment(folder):
    """Return the environment of a server that has the database of the test, committed rows and all.

    Nothing in it says how often the feed is asked.
    """
    (folder / "static").mkdir()
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        address = f"sqlite:///{database['NAME']}"
    else:
        password = f":{quote(database['PASSWORD'])}" if database["PASSWORD"] else ""
        address = (
            f"postgres://{database['USER']}{password}@{database['HOST']}:"
            f"{database['PORT'] or 5432}/{database['NAME']}"
        )
    return environment("cms.settings", folder, DATABASE_URL=address)


def readers_of_every_worker(port: int) -> list[Reader]:
    """Return connections to each of the workers; which one takes a new connection is chance."""
    found: dict[str, list[Reader]] = {}
    patience = time.monotonic() + 30
    while len(found) < WORKERS or min(map(len, found.values())) < READERS_OF_EACH:
        assert time.monotonic() < patience, f"workers that answered: {sorted(found)}"
        reader = Reader(port)
        known = found.setdefault(reader.worker, [])
        if len(known) < READERS_OF_EACH:
            known.append(reader)
        else:
            reader.close()
    return [reader for known in found.values() for reader in known]


def withdrawn_at(page) -> float:
    """Withdraw a page from this process; return the moment right after the commit."""
    moments: list[float] = []
    approval = active_approval(page)
    assert approval is not None
    with transaction.atomic():
        # The first of what is done after the commit: the answers are settled after it.
        transaction.on_commit(lambda: moments.append(time.monotonic()))
        Withdraw(approval_id=approval.pk, user=a_reviewer()).execute(reason="An error in it.")
    [moment] = moments
    return moment


def test_a_page_that_was_withdrawn_is_in_no_answer_of_any_worker_one_second_later(tmp_path):
    page, other = published(slug="gout", title="Gout"), published(slug="angina", title="Angina")
    page_id = page.pk
    questions = {
        "detail": f"{PAGES}{page_id}/",
        "detail in part": f"{PAGES}{page_id}/?fields=summary",
        "whether it is another": f"{PAGES}{page_id}/?fields=title",
        "list": PAGES,
        "list of a type": f"{PAGES}?type=pages.ConditionPage&locale=en&order=title",
        "search": f"{PAGES}?search=gout",
        "find": f"{PAGES}find/?html_path={html_path(page)}",
    }
    enough = threading.Event()
    server = GunicornServer(
        name="two workers",
        application="tests.integration.delivery.feed.named_workers:application",
        environment=an_environment(tmp_path),
        workers=WORKERS,
        threads=THREADS,
        log=tmp_path / "server.log",
    )
    with ExitStack() as stack:
        stack.enter_context(server).wait()
        readers = readers_of_every_worker(server.port)
        threads = [
            threading.Thread(
                target=reader.read,
                args=(questions,),
                kwargs={"page_id": page_id, "until": enough},
            )
            for reader in readers
        ]
        for reader, thread in zip(readers, threads, strict=True):
            stack.callback(reader.close)
            thread.start()
        # Before the server is stopped, whatever becomes of this.
        stack.callback(lambda: (enough.set(), [thread.join(20) for thread in threads]))
        time.sleep(BEFORE)
        withdrawn = withdrawn_at(page)
        time.sleep(max(0.0, withdrawn + PROMISED + AFTER - time.monotonic()))

    readings = [one for reader in readers for one in reader.readings]
    late = [one for one in readings if one.began >= withdrawn + PROMISED]
    assert [one for one in late if one.has_page] == []
    lists = {"list", "list of a type", "search"}
    for one in late:
        assert one.status == (200 if one.question in lists else 404)
    # Every worker was asked everything: before, when all of it was the page, and late enough.
    everything = {(worker, each) for worker in _workers(readings) for each in questions}
    assert len(_workers(readings)) == WORKERS
    before = [one for one in readings if one.began < withdrawn - 0.3]
    assert {(one.worker, one.question) for one in before if one.has_page} == everything
    assert {(one.worker, one.question) for one in late} == everything
    assert type(other).objects.get(pk=other.pk).live


def _workers(readings: list[Reading]) -> set[str]:
    return {one.worker for one in readings}
