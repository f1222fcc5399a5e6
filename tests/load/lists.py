"""Judging a list: its entries, their order and languages, and how many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from tests.load.pages import item_faults
from tests.load.readings import Faults, Reading, states
from tests.load.timelines import History


def list_faults(
    content: Any, reading: Reading, history: History, *, is_whole: bool
) -> Iterator[Faults]:
    """Yield what is wrong with a list.

    Args:
        content: of the answer.
        reading: the answer.
        history: what was public when.
        is_whole: whether everything that is public is found, as by no search.
    """
    query, items = reading.query, content["items"]
    ids = [item["id"] for item in items]
    if len(set(ids)) != len(ids):
        yield "repeated", f"pages {ids}"
    if len(items) > int(query["limit"]):
        yield "too many", f"{len(items)} items"
    for item in items:
        meta = item["meta"]
        if meta["locale"] not in _languages(query) or meta["type"] != query["type"]:
            yield "wrong item", f"{meta['type']} in {meta['locale']}"
        yield from item_faults(item, reading, history)
    if "fallback" in query:
        yield from _in_the_best_language(items, reading, history)
    if "child_of" in query:
        yield from _below(items, reading, history)
    if "order" in query:
        yield from _in_order(ids, query["order"])
    if is_whole:
        least, most = _count(reading, history)
        total = content["meta"]["total_count"]
        if not least <= total <= most:
            yield "wrong count", f"{total} pages, not {least} to {most}"


def _languages(query: Mapping[str, str]) -> list[str]:
    """Return the languages that will do, the best first."""
    return [query["locale"], *filter(None, query.get("fallback", "").split(","))]


def _in_the_best_language(items: Any, reading: Reading, history: History) -> Iterator[Faults]:
    languages = _languages(reading.query)
    seen = set()
    for item in items:
        page_id, meta = item["id"], item["meta"]
        said = meta["requested_locale"], meta["served_locale"]
        if said != (languages[0], meta["locale"]):
            yield "wrong item", f"page {page_id} in {meta['locale']} says {said}"
        [family] = history.possible("family", page_id, since=0, until=reading.ended) - {None}
        if family in seen:
            yield "repeated", f"page {page_id} and a translation of it"
        seen.add(family)
        for better in languages[: languages.index(meta["locale"])]:
            # What is a member of the family never changes, until it is deleted.
            others = states(reading, history, "member", family, better) - {None}
            if any(None not in states(reading, history, "page", other) for other in others):
                yield "wrong language", f"page {page_id} was public in {better}"


def _below(items: Any, reading: Reading, history: History) -> Iterator[Faults]:
    asked = int(reading.query["child_of"])
    for item in items:
        parents = states(reading, history, "parent", item["id"])
        if asked not in parents:
            yield "wrong place", f"page {item['id']} was below {parents}, not {asked}"


def _in_order(ids: list[int], order: str) -> Iterator[Faults]:
    if order.removeprefix("-") == "id" and ids != sorted(ids, reverse=order.startswith("-")):
        yield "wrong order", f"pages {ids} by {order}"


def _count(reading: Reading, history: History) -> tuple[int, int]:
    """Return how many entries there were at least, and at most: a family is one of them."""
    query = reading.query
    languages, parent = _languages(query), query.get("child_of")
    surely: dict[Any, bool] = defaultdict(bool)
    maybe: dict[Any, bool] = defaultdict(bool)
    for _, page_id, language in history.things("language"):
        if language not in languages:
            continue
        entry = page_id
        if len(languages) > 1:
            [entry] = history.possible("family", page_id, since=0, until=float("inf")) - {None}
        public = states(reading, history, "page", page_id)
        parents = states(reading, history, "parent", page_id) if parent else set()
        is_below = not parent or int(parent) in parents
        maybe[entry] |= is_below and public != {None}
        surely[entry] |= is_below and None not in public and len(parents) <= 1
    return sum(surely.values()), sum(maybe.values())
