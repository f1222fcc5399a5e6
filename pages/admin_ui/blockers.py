"""The list of blockers by itself: for the editor after a draft was saved, and before submission."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views import View
from wagtail.models import Page

from pages.publishing import Stage, blockers
from pages.publishing.panels import blockers_context


class BlockersView(View):
    """What stands between the latest draft of a page and the public, as a fragment of HTML.

    With ``?stage=submission`` it is the dialog that is read before a page is submitted: empty when
    there is nothing to say, or when the submission will be refused, which has words of its own.
    """

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Answer to whoever may edit the page."""
        page: Any = get_object_or_404(Page, pk=page_id)
        if not page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        draft = page.get_latest_revision_as_object()
        if request.GET.get("stage") == Stage.SUBMISSION.value:
            return TemplateResponse(
                request, "pages/publishing/submission_dialog.html", submission_context(draft)
            )
        return TemplateResponse(
            request, "pages/publishing/blockers_list.html", blockers_context(draft)
        )


def submission_context(draft: Any) -> dict[str, Any]:
    """Return what is said before a draft is submitted, by what it means for the review."""
    found = blockers(draft, stage=Stage.SUBMISSION)
    if any(one.blocks for one in found):
        return {}
    return {
        "judged": [one for one in found if one.awaits_judgement],
        "warnings": [one for one in found if not one.awaits_judgement],
    }
