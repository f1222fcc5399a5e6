"""What the mails about releases show; collected when they are sent, in the recipient's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.utils import get_admin_base_url

from pages.outbox import Moot
from pages.releases.members import pages_of, read_members, with_blockers
from pages.releases.models import Release
from pages.releases.rules import obstacles


def mail_about_refused_release(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Collect the news that a release could not go although all of it is signed.

    Raises:
        Moot: it has gone or been cancelled since, or is not there.
    """
    release = Release.objects.open().filter(pk=facts["release"]).first()
    if release is None:
        raise Moot("The release is not open any more.")
    members = with_blockers(read_members(pages_of(release), now=timezone.now()))
    base = (get_admin_base_url() or "").rstrip("/")
    return {
        "name": release.name,
        "url": base + reverse("pages_review:release", args=[release.pk]),
        "reasons": [
            (one.name, str(reason.message))
            for one, reasons in obstacles([member.facts for member in members])
            for reason in reasons
        ],
    }
