"""What an anonymous visitor reads of one page while others act on it.

Every text that is put into a page of these tests carries a mark, such as ``[B]``: title, summary,
body, questions and codes alike. A reading with two marks is a mix.
"""

from __future__ import annotations

import json
import re
import threading
import time
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.test import Client

MARK = re.compile(r"\[(\w+)\]")
CODES = {"A": "M05.9", "B": "M06.0", "C": "M06.9"}
GONE = "gone"

PAUSE = 0.05
"""Seconds between two readings while nobody commits."""


@dataclass(frozen=True)
class Reading:
    """One answer of the API: the mark of what it said, under which fingerprint, and when.

    Attributes:
        seen: a mark; `GONE` where the page is not there; or a description of what must not be.
    """

    seen: str
    fingerprint: str
    began: float
    ended: float


def read(client: Client, page_id: int, *, listing: bool = False) -> Reading:
    """Ask the API for one page, by itself or in a list."""
    began = time.monotonic()
    if listing:
        answer = client.get(f"/api/v2/pages/?type=pages.ConditionPage&id={page_id}&fields=*")
        items = answer.json()["items"] if answer.status_code == 200 else []
        item: Any = items[0] if items else None
    else:
        answer = client.get(f"/api/v2/pages/{page_id}/")
        item = answer.json() if answer.status_code == 200 else None
    ended = time.monotonic()
    expected = (200,) if listing else (200, 404)
    if answer.status_code not in expected:
        return Reading(f"status {answer.status_code}", "", began, ended)
    if item is None:
        return Reading(GONE, "", began, ended)
    return Reading(_mark(item), (item["review"] or {}).get("fingerprint", ""), began, ended)


def _mark(item: dict[str, Any]) -> str:
    whole = json.dumps(item, ensure_ascii=False)
    marks = set(MARK.findall(whole))
    places = [
        mark
        for name in ("title", "summary", "body", "faq", "causes")
        for mark in set(MARK.findall(json.dumps(item.get(name)))) or {f"no {name}"}
    ]
    codes = {code["code"] for code in item.get("codes") or [{"code": "no code"}]}
    if len(marks) != 1 or set(places) != marks or codes != {CODES[next(iter(marks))]}:
        return f"a mix of {sorted({*places, *codes, *marks})}"
    return marks.pop()


class Observer:
    """Reads one page in a thread of its own: after every commit of the others, and in between."""

    def __init__(self, page_id: int) -> None:
        self.readings: list[Reading] = []
        self.error: BaseException | None = None
        self._page_id = page_id
        self._look = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._observe, daemon=True)

    def __enter__(self) -> Observer:
        self._thread.start()
        while not self.readings and self._thread.is_alive():
            time.sleep(0.001)
        return self

    def look(self) -> None:
        """Read now: something may have changed."""
        self._look.set()

    def __exit__(self, *args: object) -> None:
        self._stop.set()
        self._look.set()
        self._thread.join(30)
        assert not self._thread.is_alive()

    @property
    def story(self) -> list[str]:
        """What was seen in this order, repetitions left out."""
        told: list[str] = []
        for reading in self.readings:
            if not told or told[-1] != reading.seen:
                told.append(reading.seen)
        return told

    def _observe(self) -> None:
        client = Client(raise_request_exception=True)
        try:
            while True:
                # The last look is one after everything has ended.
                is_last = self._stop.is_set()
                listing = len(self.readings) % 3 == 2
                self.readings.append(read(client, self._page_id, listing=listing))
                if is_last:
                    break
                self._look.wait(PAUSE)
                self._look.clear()
            self.readings.append(read(client, self._page_id))
        except BaseException as error:
            self.error = error
        finally:
            connections.close_all()
