"""Judging a page, by itself or in a list."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from tests.load.readings import Faults, Reading, states
from tests.load.timelines import History

MARK: Final = re.compile(r"\[([a-z]+)\]")


def item_faults(content: Any, reading: Reading, history: History) -> Iterator[Faults]:
    """Yield what is wrong with a page: it was not public then, or is of two texts."""
    page_id, fingerprint = content["id"], content["review"]["fingerprint"]
    if fingerprint not in states(reading, history, "page", page_id):
        yield "not public", f"page {page_id} with fingerprint {fingerprint[:12]}"
    marks = set(MARK.findall(json.dumps(content, ensure_ascii=False)))
    known = history.possible("mark", page_id, fingerprint, since=0, until=reading.ended) - {None}
    if marks != known:
        yield "mixed", f"page {page_id} says {sorted(marks)} and was signed as {known}"


def detail_faults(
    content: Any, reading: Reading, history: History, *, page_id: int
) -> Iterator[Faults]:
    """Yield what is wrong with the answer about one page."""
    yield from item_faults(content, reading, history)
    if content["id"] != page_id:
        yield "wrong page", f"was answered with page {content['id']}"
    language = content["meta"]["locale"]
    for shown in content["disclaimers"]:
        versions = states(reading, history, "disclaimer", shown["key"], language)
        if shown["version"] not in versions:
            yield (
                "disclaimer not public",
                f"{shown['key']} in version {shown['version']}, not {sorted(map(str, versions))}",
            )
