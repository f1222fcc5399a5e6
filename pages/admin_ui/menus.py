"""Entries of the admin's menu that depend on who is looking."""

from __future__ import annotations

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem

from pages.review.task import MedicalReviewTask


class MedicalReviewMenuItem(MenuItem):
    """Leads to the review queue; shown to members of a reviewing group."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether any active task would let this user answer a review."""
        return any(
            task.is_reviewer(request.user) for task in MedicalReviewTask.objects.filter(active=True)
        )
