"""Moments as the public reads them: in the site's time zone, whoever has the answer made.

A publication happens in the time zone of whoever signed it, since the admin shows everybody theirs.
"""

from __future__ import annotations

import datetime

from django.utils import timezone


def moment(value: datetime.datetime | None) -> str | None:
    """Return a moment as the API writes it (ISO 8601), or None."""
    if value is None:
        return None
    return on_site(value).isoformat().replace("+00:00", "Z")


def on_site(value: datetime.datetime) -> datetime.datetime:
    """Return a moment in the site's time zone (``TIME_ZONE``)."""
    return timezone.localtime(value, timezone.get_default_timezone())
