"""What was decided about one page, from its first submission on, as people read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from wagtail.coreutils import get_content_languages
from wagtail.models import Page

from pages.admin_ui.decisions import Decision, decision
from pages.ledger.models import LedgerEntry
from pages.publishing import is_reviewed
from pages.review.models import Approval
from pages.review.withdrawal import may_withdraw
from pages.translation.side_by_side.translators import Kept, kept_translators

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

ENTRIES_PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the history.

    Attributes:
        at: when it happened.
        actor: who did it, by the name they had then; empty for the site itself.
        language: name of the language.
        decided: the sentence, and what was said about it.
        fingerprint: the content that it was about, or empty.
        entry_hash: what identifies the entry in an export of the ledger.
        translators: who answered for a translation when it was signed, or None.
    """

    at: datetime.datetime
    actor: str
    language: str
    decided: Decision
    fingerprint: str
    entry_hash: str
    translators: Kept | None = None


def may_read_history(user: Any, page: Page | None) -> bool:
    """Tell whether the user may read what was decided about a page.

    That is for reviewers and administrators, also when the page is gone, and for those who may
    open its editor.
    """
    if may_withdraw(user):
        return True
    return page is not None and bool(page.permissions_for_user(user).can_edit())


class HistoryView(View):
    """All entries of the ledger about one page, the newest first."""

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Show the history to whoever may read it."""
        page: Any = Page.objects.filter(pk=page_id).first()
        if page is not None:
            page = page.specific
        if not may_read_history(request.user, page):
            raise PermissionDenied
        entries = LedgerEntry.objects.filter(page_id=page_id).order_by("-id")
        last = entries.first()
        if last is None and (page is None or not is_reviewed(page)):
            raise Http404
        shown = Paginator(entries, ENTRIES_PER_PAGE).get_page(request.GET.get("p"))
        kept = _translators(page_id, shown)
        title = page.title if page is not None else last.page_title if last is not None else ""
        languages = get_content_languages()
        return TemplateResponse(
            request,
            "pages/review/history.html",
            {
                "page": page,
                "page_id": page_id,
                "can_edit": page is not None and page.permissions_for_user(request.user).can_edit(),
                "entries": shown,
                "lines": [_line(entry, languages, kept) for entry in shown],
                "header_title": _("Review history: %(title)s") % {"title": title},
                "header_icon": "clipboard-list",
                "breadcrumbs_items": self._breadcrumbs(title),
            },
        )

    def _breadcrumbs(self, title: str) -> list[dict[str, Any]]:
        crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
        if may_withdraw(self.request.user):
            crumbs.append({"url": reverse("pages_review:signed"), "label": _("Signed pages")})
        return [*crumbs, {"url": "", "label": _("Review history: %(title)s") % {"title": title}}]


def _translators(page_id: int, entries: Iterable[LedgerEntry]) -> dict[int, Kept | None]:
    """Return what the signatures among the entries keep of translators, by key of approval."""
    signed = [entry.data.get("approval") for entry in entries if entry.action == "review.signed"]
    found = Approval.objects.filter(page_id=page_id, pk__in=[key for key in signed if key])
    return {approval.pk: kept_translators(approval.translators) for approval in found}


def _line(
    entry: LedgerEntry, languages: dict[str, str], translators: dict[int, Kept | None]
) -> Line:
    return Line(
        at=entry.at,
        actor=entry.actor_name,
        language=str(languages.get(entry.language_code, entry.language_code)),
        decided=decision(entry),
        fingerprint=entry.fingerprint,
        entry_hash=entry.entry_hash,
        translators=translators.get(entry.data.get("approval", 0))
        if entry.action == "review.signed"
        else None,
    )
