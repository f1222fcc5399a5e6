"""Following the feed from a process that keeps answers in memory."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Final

from django.db import connection

from pages.delivery.models import PublicChange

TOO_LONG: Final = 15 * 60.0
"""Seconds after which a process that heard nothing forgets everything: the feed may have gone on
without it."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard of the feed.

    Attributes:
        targets: what changed since the last time.
        is_everything: whether anything may have changed.
    """

    targets: frozenset[str]
    is_everything: bool


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
        self._asked_at = 0.0

    def seconds_since(self) -> float:
        """Return how long ago the feed was asked, in seconds."""
        return time.monotonic() - self._asked_at

    def listen(self) -> Heard:
        """Ask the feed; one query.

        Raises:
            DatabaseError: it could not be asked; nothing is known of what changed.
        """
        before, was_asked_at = self._mark, self._asked_at
        asked_at = time.monotonic()
        mark, entries = self._read(before if before is not None else _NOTHING_YET)
        lost = before is None or mark < before or asked_at - was_asked_at > TOO_LONG
        new = {pk: target for pk, target in entries if pk not in self._known}
        self._mark, self._known = mark, frozenset(pk for pk, _ in entries)
        self._asked_at = asked_at
        return Heard(frozenset(new.values()), is_everything=lost or "everything" in new.values())

    def _read(self, mark: int) -> tuple[int, list[tuple[int, str]]]:
        # The name of a table of ours is all that is put into the statements.
        table = f'"{PublicChange._meta.db_table}"'
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(
                    "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint, "  # noqa: S608
                    f"(SELECT json_agg(json_build_array(id, target))::text FROM {table} "
                    "WHERE transaction >= %s)",
                    [mark],
                )
                lowest, text = cursor.fetchone()
                return int(lowest), [(pk, target) for pk, target in json.loads(text or "[]")]
            cursor.execute(
                f"SELECT (SELECT coalesce(max(id), 0) FROM {table}), "  # noqa: S608
                f"(SELECT json_group_array(json_array(id, target)) FROM {table} WHERE id > %s)",
                [mark],
            )
            highest, text = cursor.fetchone()
            return max(int(highest), 0), [(pk, target) for pk, target in json.loads(text)]


_NOTHING_YET: Final = 2**62
"""A mark beyond every entry: the first time only the present end is asked for."""
