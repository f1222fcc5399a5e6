"""The entries of lists, each kept by itself: when one page changes, the others need not be read."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from pages.delivery.serving.entries import read_entries
from pages.delivery.serving.fields import SNIPPET
from pages.delivery.serving.members import first_members
from pages.delivery.serving.memory import Kept, memory
from pages.delivery.serving.rendering import BASE, as_json, changes_by_itself, finished

if TYPE_CHECKING:
    from pages.delivery.serving.entries import Entry
    from pages.delivery.serving.fields import Choice
    from pages.delivery.serving.languages import Wanted


class ReadAlong(NamedTuple):
    """Entries that were read on the way, and of which the feed has told nothing since.

    Attributes:
        since: `Memory.changes` before they were read.
        entries: by the id of the page.
    """

    since: int = -1
    entries: Mapping[int, Entry] = MappingProxyType({})


class Item(NamedTuple):
    """A page in a list.

    Attributes:
        text: JSON, with the host of addresses left open (`BASE`).
        until: when it becomes another by itself; None for never.
    """

    text: str
    until: datetime.datetime | None = None


def kept_items(
    page_ids: Sequence[int],
    choice: Choice,
    wanted: Wanted | None,
    *,
    now: datetime.datetime,
    read: ReadAlong,
) -> list[Item]:
    """Return those of some pages that are public as a list shows them, in their order.

    Args:
        page_ids: the pages.
        choice: the fields of each.
        wanted: the languages that were asked for.
        now: the moment of asking.
        read: entries that need not be read again.
    """
    since = memory.changes
    known = read.entries if read.since == since else {}
    kind = ("item", choice.key, wanted if wanted is not None and wanted.fallback else None)
    items: dict[int, Item | None] = {pk: memory.get((*kind, pk)) for pk in page_ids}
    missing = [pk for pk, item in items.items() if item is None]
    there = {pk: known[pk] for pk in missing if pk in known}
    unread = [pk for pk in missing if pk not in there]
    for pk, entry in (there | (read_entries(unread) if unread else {})).items():
        made = items[pk] = _item(entry, choice, wanted, now=now)
        until = made.until.timestamp() if made.until else None
        # Asked, not counted: one emoji makes each letter of a text take four bytes.
        kept = Kept(made, sys.getsizeof(made.text), entry.targets, until)
        memory.keep((*kind, pk), kept, since=since)
    return [item for pk in page_ids if (item := items[pk]) is not None]


def items_with_snippets(
    page_ids: Sequence[int],
    choice: Choice,
    wanted: Wanted | None,
    snippets: Mapping[int, str | None],
    *,
    now: datetime.datetime,
) -> list[Item]:
    """Return the same with what was found on each page, which is another for each search."""
    entries = read_entries(page_ids)
    return [
        _item(entries[pk], choice, wanted, now=now, snippet=snippets.get(pk))
        for pk in page_ids
        if pk in entries
    ]


def soonest(items: Iterable[Item]) -> datetime.datetime | None:
    """Return when the first of some entries becomes another by itself; None for never."""
    return min((item.until for item in items if item.until is not None), default=None)


def _item(
    entry: Entry,
    choice: Choice,
    wanted: Wanted | None,
    *,
    now: datetime.datetime,
    snippet: str | None = None,
) -> Item:
    is_marked = wanted is not None and bool(wanted.fallback)
    if choice.is_listing_default and not is_marked:
        return Item(entry.item)
    text = entry.item if choice.is_in_items else entry.answer
    whole: Any = first_members(text, choice.members)
    whole["meta"][SNIPPET] = snippet
    item = choice.of(whole)
    item = wanted.marked(item, served=entry.language) if wanted else item
    return Item(
        finished(as_json(item), base=BASE, due=entry.due, now=now),
        None if choice.is_in_items else changes_by_itself(due=entry.due, now=now),
    )
