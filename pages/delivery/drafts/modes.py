"""Wagtail's preview modes: the built-in page, and the website where it can show drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponseRedirect

from pages.content.preview_modes import WEBSITE, has_website
from pages.delivery.drafts.addresses import website_address
from pages.delivery.drafts.issuing import preview_for_screen
from pages.delivery.drafts.privacy import kept_private
from pages.delivery.preview import render_preview

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def show_preview(page: Any, request: HttpRequest, mode: str) -> HttpResponse:
    """Show a draft in the mode that was chosen; whatever is not the website is the built-in page.

    Args:
        page: a specific instance of a reviewed type, with the content to be shown.
        request: the editor's request.
        mode: Wagtail's preview mode.
    """
    user: Any = getattr(request, "user", None)
    if mode == WEBSITE and has_website(page) and user is not None and user.is_authenticated:
        preview = preview_for_screen(page, user=user)
        return kept_private(HttpResponseRedirect(website_address(preview)))
    return render_preview(page, request, mode)
