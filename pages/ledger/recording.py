"""Writing to the ledger and proving that nobody changed it afterwards."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING, Any, Final

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils import timezone

from pages.ledger.chain import GENESIS, entry_hash
from pages.ledger.models import LedgerEntry

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser
    from wagtail.models import Page

WRITERS_LOCK: Final = 0x4669726D61
"""Key of PostgreSQL's advisory lock under which the ledger is written: ``Firma`` in ASCII."""


def record(
    *,
    action: str,
    page: Page | None = None,
    actor: AbstractBaseUser | None = None,
    fingerprint: str = "",
    data: dict[str, Any] | None = None,
    now: datetime.datetime | None = None,
) -> LedgerEntry:
    """Append one entry, in the transaction of the change that it tells of.

    Args:
        action: dotted name of what was done, such as ``"review.signed"``.
        page: the page it was done to; its title and language are copied.
        actor: who did it; the name is copied as it is now.
        fingerprint: the content it was about, where that matters.
        data: further facts, as JSON values. Never passwords, tokens or patients' names.
        now: the moment, for tests; the clock otherwise.
    """
    entry = LedgerEntry(
        at=now or timezone.now(),
        action=action,
        page_id=page.pk if page is not None else None,
        page_title=page.title if page is not None else "",
        language_code=page.locale.language_code if page is not None else "",
        actor_id=actor.pk if actor is not None else None,
        actor_name=_name_of(actor),
        fingerprint=fingerprint,
        data=json.loads(json.dumps(data or {}, cls=DjangoJSONEncoder)),
    )
    # Django's JSON keeps milliseconds: a finer time would not survive a backup, nor the hash.
    at = entry.at.astimezone(datetime.UTC)
    entry.at = at.replace(microsecond=at.microsecond // 1000 * 1000)
    with transaction.atomic():
        _hold()
        return _append(entry)


def _hold() -> None:
    """Wait for the other writers' transactions, from the very first entry on.

    SQLite has one writer at a time, and needs no lock.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITERS_LOCK])


def _append(entry: LedgerEntry) -> LedgerEntry:
    last = LedgerEntry.objects.order_by("-id").first()
    entry.previous_hash = last.entry_hash if last else GENESIS
    entry.entry_hash = entry_hash(previous_hash=entry.previous_hash, values=entry.values())
    entry.save(force_insert=True)
    return entry


def broken_entries() -> list[int]:
    """Return the ids of entries whose hash, or whose link to the entry before, does not hold."""
    broken: list[int] = []
    previous_hash = GENESIS
    for entry in LedgerEntry.objects.order_by("id").iterator():
        expected = entry_hash(previous_hash=previous_hash, values=entry.values())
        if entry.previous_hash != previous_hash or entry.entry_hash != expected:
            broken.append(entry.pk)
        previous_hash = entry.entry_hash
    return broken


def _name_of(actor: AbstractBaseUser | None) -> str:
    if actor is None:
        return ""
    full_name = getattr(actor, "get_full_name", lambda: "")()
    return str(full_name or actor.get_username())
