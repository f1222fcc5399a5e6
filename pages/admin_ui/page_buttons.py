"""What the menu of a reviewed page offers beside Wagtail's own: its history, and withdrawing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from pages.admin_ui.history import may_read_history
from pages.publishing import is_reviewed
from pages.review.withdrawal import may_withdraw, withdrawable


def review_history_button(page: Page, user: Any, **kwargs: Any) -> Iterator[Button]:
    """Lead to what was decided about a reviewed page. A hook for page menus."""
    if is_reviewed(page.specific_class) and may_read_history(user, page):
        yield Button(
            _("Review history"),
            reverse("pages_review:history", args=[page.pk]),
            icon_name="clipboard-list",
            priority=66,
        )


def withdraw_buttons(
    page: Page, user: Any, next_url: str | None = None, **kwargs: Any
) -> Iterator[Button]:
    """Lead to withdrawing each approval that still counts. A hook for page menus."""
    if not is_reviewed(page.specific_class) or not may_withdraw(user):
        return
    approvals = withdrawable(page)
    query = f"?{urlencode({'next': next_url})}" if next_url else ""
    for approval in approvals:
        words = _("Withdraw approval")
        if len(approvals) > 1:
            words = (
                pgettext("several approvals of a page", "Withdraw approval: public version")
                if approval.activated_at
                else pgettext("several approvals of a page", "Withdraw approval: newer version")
            )
        yield Button(
            words,
            reverse("pages_review:withdraw", args=[approval.pk]) + query,
            icon_name="cross",
            priority=67,
        )
