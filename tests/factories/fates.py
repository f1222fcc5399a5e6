"""How pages leave the public."""

from __future__ import annotations

import io
from typing import Any

from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from pages.review.approvals import active_approval
from pages.review.withdrawal import Withdraw
from tests.factories.delivery import a_reviewer


def withdraw(page: Any) -> None:
    """Take the signature of a public page back, as a reviewer does."""
    approval = active_approval(page)
    assert approval is not None
    Withdraw(approval_id=approval.pk, user=a_reviewer()).execute(reason="An error in it.")


def expire(page: Any) -> None:
    """Let a page's time end, and run what looks for that."""
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now())
    call_command("publish_scheduled", stdout=io.StringIO())


def restrict(page: Any) -> PageViewRestriction:
    """Show a page, and all below it, to those alone who are logged in."""
    return PageViewRestriction.objects.create(page=page, restriction_type="login")


def restrict_for_a_password(page: Any) -> PageViewRestriction:
    """Show a page, and all below it, to those alone who know a password."""
    return PageViewRestriction.objects.create(
        page=page, restriction_type="password", password="a word"
    )
