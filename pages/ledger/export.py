"""The ledger as JSON Lines, which an auditor can verify without this program.

``docs/operations.md`` describes the algorithm: it is that of `pages.ledger.chain`.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator

from pages.ledger.models import LedgerEntry


def exported_lines(
    *, since: datetime.datetime | None = None, page_id: int | None = None
) -> Iterator[str]:
    """Yield one JSON object for each entry, oldest first, without a line break.

    Besides the values that its hash covers, an object has ``id``, ``previous_hash`` and
    ``entry_hash``. With a filter the hash of each entry can still be verified by itself, and its
    link to the entry before it wherever that is in the export too.

    Args:
        since: leave out what happened before.
        page_id: leave out what is not about this page.
    """
    entries = LedgerEntry.objects.order_by("id")
    if since is not None:
        entries = entries.filter(at__gte=since)
    if page_id is not None:
        entries = entries.filter(page_id=page_id)
    for entry in entries.iterator():
        line = {
            "id": entry.pk,
            **entry.values(),
            "previous_hash": entry.previous_hash,
            "entry_hash": entry.entry_hash,
        }
        yield json.dumps(line, ensure_ascii=False, sort_keys=True)


def last_hash() -> str:
    """Return the hash of the newest entry, or an empty string.

    Whoever keeps it elsewhere can prove later that nothing was cut off from the end of the ledger.
    """
    return LedgerEntry.objects.order_by("-id").values_list("entry_hash", flat=True).first() or ""
