"""Where previews are: on the website, on the built-in page, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.urls import NoReverseMatch, reverse

from pages import conf
from pages.delivery.addresses import html_path
from pages.delivery.drafts.issuing import token_of

if TYPE_CHECKING:
    from pages.delivery.drafts.models import DraftPreview


def website_address(preview: DraftPreview) -> str:
    """Return where the website shows a preview, or an empty string without such an address."""
    template = conf.preview_url()
    if not template:
        return ""
    page: Any = preview.page
    values = {
        "token": token_of(preview),
        "locale": preview.language,
        "path": html_path(page) or "/",
        "content_type": page.cached_content_type.model_class()._meta.label_lower,
    }
    for name, value in values.items():
        template = template.replace(f"{{{name}}}", quote(value, safe="/"))
    return template


def built_in_address(preview: DraftPreview, *, root: str) -> str:
    """Return where the built-in page shows a preview to whoever has the address.

    Args:
        preview: an open preview.
        root: this site's own address, without a closing slash.

    Returns:
        Empty where the site does not serve the public API.
    """
    try:
        path = reverse("wagtailapi:drafts:page")
    except NoReverseMatch:
        return ""
    return f"{root}{path}?token={quote(token_of(preview), safe='')}"
