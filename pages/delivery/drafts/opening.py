"""Opening a preview by its token: the one place that decides whether a draft is shown."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from pages.consent.rules import FIELD
from pages.delivery.drafts.issuing import claims_of
from pages.delivery.drafts.models import DraftPreview, PreviewKind
from pages.delivery.drafts.permission import may_preview, why_not_permitted
from pages.delivery.drafts.tokens import TokenInvalid, claims_in, is_over

if TYPE_CHECKING:
    from django.http import HttpRequest

_BEARER = "bearer "


class NoSuchPreview(LookupError):
    """Raised for a token that opens nothing, whatever the reason: nobody is told which."""


def token_in(request: HttpRequest) -> str:
    """Return the token that a request brings, in its header or its address; empty for none."""
    header: str = request.headers.get("authorization", "")
    if header.lower().startswith(_BEARER):
        return header[len(_BEARER) :].strip()
    return request.GET.get("token", "")


def opened(token: str, *, now: datetime.datetime | None = None) -> DraftPreview:
    """Return the preview that a token opens, with its page and who made it.

    Args:
        token: as it was brought.
        now: the moment; the clock's, unless given.

    Raises:
        NoSuchPreview: it is forged, expired or revoked; its page is gone or in another language;
            who made it has been deactivated or may not edit the page any more; or a patient's
            permission to show the story to others has ended.
    """
    moment = now or timezone.now()
    try:
        claims = claims_in(token)
    except TokenInvalid as error:
        raise NoSuchPreview from error
    preview = (
        DraftPreview.objects.select_related("page__locale", "made_by", FIELD)
        .filter(pk=claims.preview)
        .first()
    )
    if (
        preview is None
        or claims != claims_of(preview)
        or is_over(until=preview.expires_at, now=moment)
        or preview.page.locale.language_code != preview.language
        or not may_preview(preview.made_by, preview.page.specific_deferred)
        or not _is_permitted(preview, now=moment)
    ):
        raise NoSuchPreview
    return preview


def _is_permitted(preview: DraftPreview, *, now: datetime.datetime) -> bool:
    """Tell whether the patient's permission still holds; one's own screen shows it to nobody."""
    if preview.kind != PreviewKind.LINK or preview.authorization is None:
        return True
    return not why_not_permitted(preview.authorization, language=preview.language, now=now)
