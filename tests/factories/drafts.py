"""Previews of drafts: a link that somebody made, and what it opens."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import get_user_model

from pages.delivery.drafts.issuing import ShareDraft, token_of
from pages.delivery.drafts.models import DraftPreview

DRAFTS = "/api/v2/drafts/"
PAGE = "/api/v2/drafts/page/"


def a_sharer() -> Any:
    """Return the one administrator who makes links, made if need be."""
    accounts = get_user_model().objects
    return accounts.filter(username="sharer").first() or accounts.create_superuser("sharer")


def share(page: Any, *, user: Any = None) -> DraftPreview:
    """Return a preview of a page's latest draft."""
    return ShareDraft(user=user or a_sharer()).execute(page_id=page.pk)


def open_token(client: Any, token: str, *, at: str = DRAFTS, **query: str) -> Any:
    """Return what is answered to whoever brings a token."""
    return client.get(f"{at}?{urlencode({'token': token, **query})}")


def open_preview(client: Any, preview: DraftPreview, *, at: str = DRAFTS, **query: str) -> Any:
    """Return what is answered to whoever has the link of a preview."""
    return open_token(client, token_of(preview), at=at, **query)
