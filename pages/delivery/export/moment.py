"""One moment of the database: everything that is exported is read as it was then.

An export takes seconds or minutes, in which pages go live and are withdrawn. Read piece by piece it
would show a list with a page that is not there. So all of it is read from one snapshot; and because
a snapshot is already old when it is written out, the feed of changes is asked afterwards whether
anything changed since it was taken.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from pages.delivery.feed.following import Follower
from pages.delivery.models import PublishedDocument
from pages.delivery.serving.entries import ONE_SECOND
from pages.delivery.serving.memory import memory


@contextmanager
def one_moment() -> Iterator[None]:
    """Show whoever reads inside it the database as it is at the first look, whatever is written.

    On PostgreSQL this is a transaction at *repeatable read* that cannot write. On SQLite it is one
    that never takes the lock of writers, so that nobody has to wait for an export. Inside of
    another transaction it is that one's view that counts.

    What this process remembers of the API is set aside before and after: it may be of another
    moment.
    """
    memory.clear()
    try:
        if connection.in_atomic_block:
            yield
        else:
            with _reading():
                yield
    finally:
        memory.clear()


def wait_for_dates() -> None:
    """Wait, for a second at most, until the newest answer may have a date (`Entry.dated`).

    Otherwise an export right after a publication would leave its date to the next one, which would
    find nothing else to do.
    """
    newest = PublishedDocument.objects.aggregate(newest=Max("answered_at"))["newest"]
    if newest is None:
        return
    left = newest.replace(microsecond=0) + ONE_SECOND - timezone.now()
    time.sleep(max(0.0, min(left, ONE_SECOND).total_seconds()))


class Meanwhile:
    """Tells whether the feed named a change since this was made, which is before the moment."""

    def __init__(self) -> None:
        """Look where the feed is now."""
        self._follower = Follower()
        self._follower.listen()
        # The first time only where it ends; the second, what it already names of transactions
        # that were open then.
        self._follower.listen()

    def has_changed(self) -> bool:
        """Return whether what the public reads changed."""
        heard = self._follower.listen()
        return heard.is_everything or bool(heard.targets)


@contextmanager
def _reading() -> Iterator[None]:
    database: Any = connection
    if database.vendor == "postgresql":
        with transaction.atomic(), database.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    database.ensure_connection()
    usual = getattr(database, "transaction_mode", None)
    database.transaction_mode = "DEFERRED"
    try:
        with transaction.atomic():
            yield
    finally:
        database.transaction_mode = usual
