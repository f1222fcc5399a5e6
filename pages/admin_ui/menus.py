"""Entries of the admin's menu that depend on who is looking."""

from __future__ import annotations

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem

from pages.review.withdrawal import may_withdraw, reviews_anything


class MedicalReviewMenuItem(MenuItem):
    """Leads to the review queue; shown to members of a reviewing group."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether any active review would let this user answer."""
        return reviews_anything(request.user)


class SignedPagesMenuItem(MenuItem):
    """Leads to the list of what is signed; shown to those who may withdraw approvals."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether the user may open the list."""
        return may_withdraw(request.user)
