"""What readers want to read."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from tests.benchmarks.delivery.questions import API, LISTED, OURS
from tests.benchmarks.delivery.words import LANGUAGES, queries

SHARES: Final = {
    "detail": 8,
    "listing": 3,
    "find": 3,
    "search": 2,
    "fallback": 1,
    "children": 1,
    "sitemap": 1,
}
ORDERS: Final = ("", "id", "-id")


@dataclass(frozen=True, slots=True)
class Place:
    """A page that readers know of: its id, and all paths where it may be."""

    page_id: int
    paths: tuple[str, ...]


class Wishes:
    """What the readers want to read, without end, in an order that the seed decides."""

    def __init__(
        self, places: Sequence[Place], *, seed: int, parents: Mapping[str, Sequence[int]]
    ) -> None:
        """Take what there is to read.

        Args:
            places: the pages.
            seed: of the order.
            parents: ids of the pages that they are below, by language.
        """
        self._places = list(places)
        self._parents = parents
        self._chance = random.Random(seed)
        self._queries = [
            (language, query) for language in LANGUAGES for query in queries(language, seed=seed)
        ]

    def __iter__(self) -> Iterator[str]:
        """Yield paths."""
        kinds, weights = list(SHARES), list(SHARES.values())
        while True:
            yield self._path(self._chance.choices(kinds, weights)[0])

    def _path(self, kind: str) -> str:
        chance = self._chance
        place, language = chance.choice(self._places), chance.choice(LANGUAGES)
        offset = chance.randrange(max(1, len(self._places) // 2 - LISTED))
        if kind == "detail":
            return f"{API}{place.page_id}/"
        if kind == "find":
            return f"{API}find/?{urlencode({'html_path': chance.choice(place.paths)})}"
        if kind == "sitemap":
            return f"/sitemaps/{language}.xml"
        if kind == "search":
            language, query = chance.choice(self._queries)
            return self._list(language, search=query)
        if kind == "fallback":
            others = [other for other in LANGUAGES if other != language]
            return self._list(language, fallback=",".join(others), offset=offset)
        if kind == "children":
            parent, order = chance.choice(self._parents[language]), chance.choice(ORDERS)
            return self._list(language, child_of=parent, **({"order": order} if order else {}))
        return self._list(language, offset=offset)

    def _list(self, language: str, **more: object) -> str:
        query = {"type": OURS.type, "locale": language, "fields": "summary,review"}
        return f"{API}?{urlencode(query | {'limit': LISTED} | more)}"
