"""Following the feed from a process that keeps answers in memory."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.db import connection

from pages.delivery.feed.targets import EVERYTHING, UNRESTED
from pages.delivery.models import DocumentDependency, PublicChange, PublishedDocument

TOO_LONG: Final = 15 * 60.0
"""Seconds after which a process that heard nothing forgets everything: the feed may have gone on
without it."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard of the feed.

    Attributes:
        targets: what changed since the last time.
        is_everything: whether anything may have changed.
        resting: the pages whose stored answers rest on what changed.
    """

    targets: frozenset[str]
    is_everything: bool
    resting: frozenset[int] = frozenset()


class _Moment(NamedTuple):
    """A moment by two clocks: one stands still while a machine is suspended, one can be set."""

    running: float
    of_day: float

    def seconds_since(self, earlier: _Moment) -> float:
        return max(self.running - earlier.running, self.of_day - earlier.of_day)


def _now() -> _Moment:
    return _Moment(time.monotonic(), time.time())


class Follower:
    """Reads the feed from where it stopped the last time.

    In PostgreSQL transactions do not end in the order in which they wrote, so that an entry with a
    lower number may appear after one with a higher. What is remembered is therefore the oldest
    transaction that was still open: everything from it on is read again, and what was read
    before is left out. SQLite has one writer at a time, and its numbers are in order.
    """

    def __init__(self) -> None:
        """Start without knowing anything."""
        self._mark: int | None = None
        self._known: frozenset[int] = frozenset()
        self._asked_at = _Moment(0.0, 0.0)

    def listen(self) -> Heard:
        """Ask the feed; one query.

        Raises:
            DatabaseError: it could not be asked; nothing is known of what changed.
        """
        before, was_asked_at = self._mark, self._asked_at
        asked_at = _now()
        mark, entries, dependencies = self._read(before if before is not None else _NOTHING_YET)
        lost = before is None or mark < before or asked_at.seconds_since(was_asked_at) > TOO_LONG
        new = frozenset(target for pk, target in entries if pk not in self._known)
        self._mark, self._known = mark, frozenset(pk for pk, _ in entries)
        self._asked_at = asked_at
        return Heard(
            new,
            is_everything=lost or EVERYTHING in new,
            resting=frozenset(page_id for target, page_id in dependencies if target in new),
        )

    def _read(self, mark: int) -> tuple[int, list[tuple[int, str]], list[tuple[str, int]]]:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(_ON_POSTGRESQL, [mark, mark])
            else:
                cursor.execute(_ON_SQLITE, [mark, mark])
            now, changes, dependencies = cursor.fetchone()
        return (
            int(now),
            [(pk, target) for pk, target in json.loads(changes or "[]")],
            [(target, page_id) for target, page_id in json.loads(dependencies or "[]")],
        )


# The names of tables of ours are all that is put into the statements. What rests on a change is
# asked along with it: each question more is waited for by the first reader after a publication.
_FEED: Final = f'"{PublicChange._meta.db_table}"'
_DEPENDENCIES: Final = (
    f'"{DocumentDependency._meta.db_table}" dependency '
    f'JOIN "{PublishedDocument._meta.db_table}" document ON document.id = dependency.document_id'
)
_RESTED_ON: Final = " AND ".join(f"target NOT LIKE '{start}%%'" for start in UNRESTED)
_ON_POSTGRESQL: Final = (
    "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint, "  # noqa: S608
    f"(SELECT json_agg(json_build_array(id, target))::text FROM {_FEED} WHERE transaction >= %s), "
    "(SELECT json_agg(json_build_array(dependency.target, document.page_id))::text "
    # As an array, or PostgreSQL might take it for many and read all dependencies.
    f"FROM {_DEPENDENCIES} WHERE dependency.target = ANY (ARRAY("
    f"SELECT target FROM {_FEED} WHERE transaction >= %s AND {_RESTED_ON})))"
)
_ON_SQLITE: Final = (
    f"SELECT (SELECT coalesce(max(id), 0) FROM {_FEED}), "  # noqa: S608
    f"(SELECT json_group_array(json_array(id, target)) FROM {_FEED} WHERE id > %s), "
    "(SELECT json_group_array(json_array(dependency.target, document.page_id)) "
    f"FROM {_DEPENDENCIES} WHERE dependency.target IN ("
    f"SELECT target FROM {_FEED} WHERE id > %s AND {_RESTED_ON}))"
)

_NOTHING_YET: Final = 2**62
"""A mark beyond every entry: the first time only the present end is asked for."""
