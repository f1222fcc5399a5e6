"""Who wrote a disclaimer's newest wording: nobody signs their own words."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db.models import Q
from wagtail.models import ModelLogEntry

from pages.disclaimers.approvals import DisclaimerApproval
from pages.review.authorship import contributed_authors

if TYPE_CHECKING:
    from pages.disclaimers.models import Disclaimer

CONFIRMED = "pages.disclaimer.confirmed"
"""Action of the log entries of those who declared a text complete, when that was asked for."""


def wording_authors(disclaimer: Disclaimer) -> set[int]:
    """Return the ids of all users who wrote what is in the newest wording and not yet signed.

    Counted are, since the last signature in this language: who saved a version, who changed the
    row in the admin or declared its text complete, and who translated a segment of it.
    """
    since: datetime.datetime | None = (
        DisclaimerApproval.objects.filter(version__disclaimer=disclaimer)
        .order_by("-signed_at", "-id")
        .values_list("signed_at", flat=True)
        .first()
    )
    versions = disclaimer.versions.filter(approval__isnull=True, created_by__isnull=False)
    entries = ModelLogEntry.objects.for_instance(disclaimer).filter(
        Q(content_changed=True) | Q(action=CONFIRMED), user__isnull=False
    )
    if since is not None:
        versions = versions.filter(created_at__gt=since)
        entries = entries.filter(timestamp__gt=since)
    return (
        set(versions.values_list("created_by_id", flat=True))
        | set(entries.values_list("user_id", flat=True))
        | contributed_authors(disclaimer, since)
    )
