"""Taking previews back before their time is over."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from pages import ledger
from pages.delivery.drafts.models import DraftPreview
from pages.delivery.drafts.permission import may_preview

REVOKED: Final = "preview.revoked"


def open_previews(page_id: int, *, now: datetime.datetime) -> list[DraftPreview]:
    """Return a page's previews that are not over, the newest first."""
    return list(
        DraftPreview.objects.filter(page_id=page_id, expires_at__gt=now)
        .select_related("made_by", "page__locale")
        .defer("content")
        .order_by("-pk")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokePreviews:
    """Revoke previews of a page: their tokens open nothing from this moment on."""

    user: Any

    @transaction.atomic
    def execute(
        self, *, page_id: int, preview_id: int | None = None, now: datetime.datetime | None = None
    ) -> int:
        """Delete them, with one entry in the ledger that names them all.

        Args:
            page_id: the page.
            preview_id: the one to revoke; all of the page's, unless given.
            now: the moment; the clock's, unless given.

        Returns:
            How many were open; none, and no entry, if others were faster.

        Raises:
            PermissionDenied: this person may not edit the page.
        """
        moment = now or timezone.now()
        page = Page.objects.select_related("locale").get(pk=page_id)
        if not may_preview(self.user, page.specific_deferred):
            raise PermissionDenied(
                _("Only those who may edit this page can revoke previews of it.")
            )
        found = DraftPreview.objects.filter(page_id=page_id, expires_at__gt=moment)
        if preview_id is not None:
            found = found.filter(pk=preview_id)
        ids = sorted(found.select_for_update().values_list("pk", flat=True))
        if not ids:
            return 0
        DraftPreview.objects.filter(pk__in=ids).delete()
        ledger.record(
            action=REVOKED, page=page, actor=self.user, data={"previews": ids}, now=moment
        )
        return len(ids)
