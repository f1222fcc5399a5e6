"""Showing a draft to others: a link for minutes, the list of those that are open, and revoking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from pages import conf
from pages.admin_ui.page_views import refusal_message
from pages.delivery.drafts.addresses import built_in_address, website_address
from pages.delivery.drafts.issuing import PreviewRefused, ShareDraft
from pages.delivery.drafts.models import PreviewKind
from pages.delivery.drafts.permission import may_preview
from pages.delivery.drafts.revoking import RevokePreviews, open_previews
from pages.publishing import is_reviewed

if TYPE_CHECKING:
    from pages.delivery.drafts.models import DraftPreview


@dataclass(frozen=True, slots=True)
class Row:
    """One open preview in the list.

    Attributes:
        preview: the preview.
        what: a shared link, or somebody's own preview on the website.
        is_latest: whether it shows the latest draft.
        addresses: name and address of each place that shows it; empty unless the reader made it.
    """

    preview: DraftPreview
    what: str
    is_latest: bool
    addresses: list[tuple[str, str]]


class DraftPreviewsView(View):
    """Make a link to a page's draft, see which previews of it are open, and revoke them."""

    page: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find the page, and let nobody in who may not edit it."""
        found = Page.objects.filter(pk=kwargs["page_id"]).select_related("locale").first()
        if found is None or not is_reviewed(found.specific_class):
            raise Http404
        self.page = found.specific_deferred
        if not may_preview(request.user, self.page):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Show what is open."""
        now = timezone.now()
        title = self.page.get_admin_display_title()
        header = _("Share a preview: %(title)s") % {"title": title}
        return TemplateResponse(
            request,
            "pages/review/draft_previews.html",
            {
                "page": self.page,
                "minutes": conf.preview_minutes(),
                "rows": [self._row(preview) for preview in open_previews(page_id, now=now)],
                "new": request.GET.get("new", ""),
                "header_title": header,
                "header_icon": "link",
                "breadcrumbs_items": [
                    {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                    {"url": reverse("wagtailadmin_pages:edit", args=[page_id]), "label": title},
                    {"url": "", "label": header},
                ],
            },
        ).render()

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Make a link, or revoke one or all; then show what is open."""
        here = reverse("pages_review:previews", args=[page_id])
        revoked = request.POST.get("revoke", "")
        if not revoked:
            return self._make(here)
        if revoked != "all" and not revoked.isdecimal():
            raise Http404
        count = RevokePreviews(user=request.user).execute(
            page_id=page_id, preview_id=None if revoked == "all" else int(revoked)
        )
        if count:
            messages.success(
                request,
                ngettext(
                    "%(count)s preview was revoked: its link shows nothing any more.",
                    "%(count)s previews were revoked: their links show nothing any more.",
                    count,
                )
                % {"count": count},
            )
        else:
            messages.info(request, _("There was nothing to revoke: it was over already."))
        return redirect(here)

    def _make(self, here: str) -> HttpResponse:
        try:
            preview = ShareDraft(user=self.request.user).execute(page_id=self.page.pk)
        except PreviewRefused as refusal:
            messages.error(self.request, refusal_message(refusal))
            return redirect(here)
        until = date_format(timezone.localtime(preview.expires_at), "DATETIME_FORMAT")
        messages.success(
            self.request,
            # In English the time of day ends with a full stop, as the sentence does.
            _("The link is made. It works until %(until)s.") % {"until": until.rstrip(".")},
        )
        return redirect(f"{here}?new={preview.pk}")

    def _row(self, preview: DraftPreview) -> Row:
        return Row(
            preview=preview,
            what=str(PreviewKind(preview.kind).label),
            is_latest=preview.revision_id == self.page.latest_revision_id
            and preview.kind == PreviewKind.LINK,
            addresses=list(self._addresses(preview)),
        )

    def _addresses(self, preview: DraftPreview) -> Iterator[tuple[str, str]]:
        if preview.made_by_id != self.request.user.pk or preview.kind != PreviewKind.LINK:
            return
        if website := website_address(preview):
            yield _("On the website"), website
        root = self.request.build_absolute_uri("/").rstrip("/")
        if built_in := built_in_address(preview, root=root):
            yield _("Built-in preview"), built_in


def preview_button(page: Page, user: Any, **kwargs: Any) -> Iterator[Button]:
    """Lead to showing a reviewed page's draft to others. A hook for page menus."""
    if is_reviewed(page.specific_class) and may_preview(user, page.specific_deferred):
        yield Button(
            _("Share a preview"),
            reverse("pages_review:previews", args=[page.pk]),
            icon_name="link",
            priority=63,
        )
