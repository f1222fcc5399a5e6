"""The list of what is signed: by whom, until when, and whether the public reads it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views import View
from wagtail.models import Locale

from pages.delivery.corrections import pages_behind
from pages.delivery.review_state import DUE_SOON, review_status
from pages.releases.waiting import waiting_pages
from pages.review.models import Approval
from pages.review.withdrawal import may_withdraw, reviews_anything
from pages.translation.side_by_side.translators import Kept, kept_translators

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django_stubs_ext import StrOrPromise

APPROVALS_PER_PAGE = 50

STATES: dict[str, StrOrPromise] = {
    "overdue": pgettext_lazy("a review", "overdue"),
    "due": pgettext_lazy("a review", "due soon"),
    "current": pgettext_lazy("a review", "current"),
    "behind": pgettext_lazy("a review", "a reference was corrected"),
    "scheduled": pgettext_lazy("an approved page", "scheduled"),
    "offline": pgettext_lazy("an approved page", "signed, not public"),
}
"""What an approval may be in, in the order of urgency."""


@dataclass(frozen=True, slots=True)
class SignedPage:
    """One row of the list: a signature that still counts, and the page under it."""

    approval: Approval
    title: str
    state: str
    goes_live_at: datetime.datetime | None
    is_behind: bool = False
    """Whether the public reads a reference there as it was before a correction."""
    release: str = ""
    """Name of the release that what is signed waits for, or empty."""

    @property
    def words(self) -> StrOrPromise:
        """The state in words."""
        return STATES[self.state]

    @property
    def translators(self) -> Kept | None:
        """Who answered for the translation when it was signed, or None."""
        return kept_translators(self.approval.translators)


class SignedPagesView(View):
    """Every signature that still counts, those that end first on top."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them for medical reviewers and administrators."""
        if not may_withdraw(request.user):
            raise PermissionDenied
        now = timezone.now()
        language, state = request.GET.get("language", ""), request.GET.get("state", "")
        query = request.GET.get("q", "").strip()
        approvals = _counting(now)
        if language:
            approvals = approvals.filter(language_code=language)
        if state in STATES:
            approvals = approvals.filter(_in_state(state, now))
        if query:
            approvals = approvals.filter(page__title__icontains=query)
        page_of_approvals = Paginator(approvals, APPROVALS_PER_PAGE).get_page(request.GET.get("p"))
        return TemplateResponse(
            request,
            "pages/review/signed.html",
            {
                "approvals": page_of_approvals,
                "may_review": reviews_anything(request.user),
                "rows": _rows(page_of_approvals, now),
                "states": STATES,
                "languages": [
                    (locale.language_code, locale.get_display_name())
                    for locale in Locale.objects.all()
                ],
                "chosen": {"language": language, "state": state, "q": query},
                "is_filtered": bool(language or state or query),
                "header_title": _("Signed pages"),
                "header_icon": "clipboard-list",
                "breadcrumbs_items": [
                    {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                    {"url": "", "label": _("Signed pages")},
                ],
            },
        )


def _counting(now: datetime.datetime) -> QuerySet[Approval]:
    """Return the signatures of public pages, and those that could still make a page public."""
    return (
        Approval.objects.filter(superseded_at__isnull=True, withdrawn_at__isnull=True)
        .filter(_public() | Q(expires_at__isnull=True) | Q(expires_at__gt=now))
        .select_related("page__locale", "page__content_type", "revision")
        .order_by(F("expires_at").asc(nulls_last=True), "pk")
    )


def _public() -> Q:
    return Q(page__live=True, activated_at__isnull=False)


def _in_state(state: str, now: datetime.datetime) -> Q:
    is_scheduled = Q(revision__approved_go_live_at__isnull=False)
    soon = now + DUE_SOON
    return {
        "overdue": _public() & Q(expires_at__lte=now),
        "due": _public() & Q(expires_at__gt=now, expires_at__lte=soon),
        "behind": _public() & Q(page_id__in=pages_behind() if state == "behind" else ()),
        "current": _public() & (Q(expires_at__gt=soon) | Q(expires_at__isnull=True)),
        "scheduled": ~_public() & is_scheduled,
        "offline": ~_public() & ~is_scheduled,
    }[state]


def _rows(approvals: Iterable[Approval], now: datetime.datetime) -> list[SignedPage]:
    found = list(approvals)
    behind = pages_behind([approval.page_id for approval in found])
    releases = waiting_pages(approval.page_id for approval in found)
    rows = [_row(approval, now, behind=behind) for approval in found]
    return [
        row
        if row.approval.activated_at is not None
        else replace(row, release=releases.get(row.approval.page_id, ""))
        for row in rows
    ]


def _row(approval: Approval, now: datetime.datetime, *, behind: set[int]) -> SignedPage:
    revision: Any = approval.revision
    page: Any = approval.page
    if page.live and approval.activated_at is not None:
        state = review_status(due=approval.expires_at, now=now)
        return SignedPage(approval, page.title, state, None, page.pk in behind)
    goes_live_at = revision.approved_go_live_at if revision is not None else None
    title = revision.object_str if revision is not None else page.title
    return SignedPage(approval, title, "scheduled" if goes_live_at else "offline", goes_live_at)
