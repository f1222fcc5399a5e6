"""A worker process that is killed, and what is judged afterwards."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from pages.content.condition import ConditionPage
from pages.delivery.models import PublishedDocument
from pages.delivery.verification import verify, verify_page
from pages.publishing.models import GatePass
from pages.review.models import Approval
from tests.races.observing import GONE, Reading, read
from tests.races.site import Cast

PATIENCE = 120

# Long, and not yet steady enough for every run of the suite: `make races` asks for them.
collect_ignore_glob = [] if os.environ.get("FIRMA_RUNS") else ["test_*.py"]


class Worker:
    """The process of `tests.crashes.worker`, from outside."""

    def __init__(self) -> None:
        database = connection.settings_dict
        if connection.vendor == "sqlite":
            address = f"sqlite:///{database['NAME']}"
        else:
            address = (
                f"postgres://{database['USER']}:{database['PASSWORD']}@{database['HOST']}:"
                f"{database['PORT'] or 5432}/{database['NAME']}"
            )
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crashes.worker", str(settings.MEDIA_ROOT)],
            env={**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "tests.settings"},
            cwd=Path(__file__).resolve().parent.parent.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._answer()["event"] == "ready"

    def die_in(self, deed: str, *arguments: Any, at: int) -> bool:
        """Order a deed that ends the process at a statement; tell whether it came so far."""
        self._order(deed, arguments, die_at=at)
        self._answer()
        return self._ended()

    def be_killed_in(self, deed: str, *arguments: Any, after: float) -> bool:
        """Order a deed and kill the process so many seconds later; tell whether it still ran."""
        self._order(deed, arguments)
        pid = self._answer()["pid"]
        time.sleep(after)
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        return self._ended()

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(PATIENCE)
        self._process.stdout.close()

    def _order(self, deed: str, arguments: Any, **more: Any) -> None:
        assert self._process.stdin is not None
        order = {"deed": deed, "arguments": arguments, **more}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()

    def _ended(self) -> bool:
        answer = self._answer()
        assert answer["killed"] or answer["code"] == 0, "The deed failed; see what it wrote."
        return bool(answer["killed"])

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline())


@pytest.fixture
def cast(transactional_db: None, django_db_serialized_rollback: None) -> Cast:
    return Cast()


@pytest.fixture(scope="session")
def worker(django_db_setup: None) -> Iterator[Worker]:
    """Return one process for all tests; it forks a child for each deed."""
    made = Worker()
    yield made
    made.close()


@pytest.fixture
def crashes(cast: Cast, record_property: Callable[[str, object], None]) -> Iterator[Counter[str]]:
    """Count how the crashes ended, for the report."""
    counted: Counter[str] = Counter()
    yield counted
    record_property("crashes", json.dumps(dict(sorted(counted.items())), ensure_ascii=False))


def public_of(cast: Cast, page_id: int) -> Reading:
    """Read a page as the public does, and judge that it is whole and signed."""
    reading = read(Client(), page_id)
    listed = read(Client(), page_id, listing=True)
    assert (listed.seen, listed.fingerprint) == (reading.seen, reading.fingerprint)
    active = list(Approval.objects.active().filter(page_id=page_id))
    assert len(active) <= 1
    if reading.seen == GONE:
        assert not PublishedDocument.objects.filter(page_id=page_id).exists()
    else:
        assert [one.fingerprint for one in active] == [reading.fingerprint]
        assert [
            one.code for one in verify_page(ConditionPage.objects.get(pk=page_id)) if one.is_drift
        ] == []
        for address in _renditions(PublishedDocument.objects.get(page_id=page_id).content):
            path = Path(settings.MEDIA_ROOT) / address.removeprefix(settings.MEDIA_URL)
            assert path.stat().st_size > 0, f"{address} is public and not there"
    assert not GatePass.objects.exists()
    return reading


def drift() -> list[Any]:
    """Return what the nightly verification would complain about."""
    return [(one.code, one.page_id) for one in verify() if one.is_drift]


def _renditions(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for size in (value.get("renditions") or {}).values():
            yield size["url"]
        for item in value.values():
            yield from _renditions(item)
    elif isinstance(value, list):
        for item in value:
            yield from _renditions(item)
