"""Judging the sitemap of a language: the addresses of what is public, all of them and no others.

Caches may keep a sitemap for a minute; the server itself makes each anew from the database. So
nothing that was committed before the question may be missing from the answer: there is no second
in which a process may still have to notice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Final
from urllib.parse import unquote, urlsplit

from tests.load.readings import Faults, Reading, states
from tests.load.timelines import History

AT_ONCE: Final = 0.0
"""Seconds that the server has to notice a change."""

_OWN: Final = re.compile(r"<loc>(.*?)</loc>")
_OTHERS: Final = re.compile(r'href="(.*?)"')


def sitemap_faults(body: str, reading: Reading, history: History) -> Iterator[Faults]:
    """Yield what is wrong with a sitemap."""
    language = urlsplit(reading.path).path.rpartition("/")[2].removesuffix(".xml")
    own = [_path(address) for address in _OWN.findall(body)]
    others = {_path(address) for address in _OTHERS.findall(body)}
    if len(set(own)) != len(own):
        yield "repeated", f"{len(own) - len(set(own))} addresses"
    for path in own:
        if not path.startswith(f"/{language}/"):
            yield "wrong item", path
    for path in sorted(others.union(own)):
        owners = states(reading, history, "owner", path, noticed=AT_ONCE)
        plain = states(reading, history, "plain", path, noticed=AT_ONCE)
        if owners == plain == {None}:
            yield "not public", f"{path} is listed"
    yield from _missing(set(own), language, reading, history)


def _missing(
    listed: set[str], language: str, reading: Reading, history: History
) -> Iterator[Faults]:
    for _, page_id, of_language in history.things("language"):
        if of_language != language:
            continue
        if None in states(reading, history, "page", page_id, noticed=AT_ONCE):
            continue
        paths = states(reading, history, "path", page_id, noticed=AT_ONCE)
        if listed.isdisjoint(paths):
            yield "missing", f"page {page_id} was public at {sorted(map(str, paths))}"


def _path(address: str) -> str:
    return unquote(urlsplit(unescape(address)).path)
