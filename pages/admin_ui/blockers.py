"""The list of blockers by itself, for the editor to fetch again after a draft was saved."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views import View
from wagtail.models import Page

from pages.publishing.panels import blockers_context


class BlockersView(View):
    """What stands between the latest draft of a page and the public, as a fragment of HTML."""

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Answer to whoever may edit the page."""
        page: Any = get_object_or_404(Page, pk=page_id)
        if not page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        draft = page.get_latest_revision_as_object()
        return TemplateResponse(
            request, "pages/publishing/blockers_list.html", blockers_context(draft)
        )
