"""The screens of releases: all of them, and one with its pages and what they wait for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from pages.admin_ui.page_views import refusal_message
from pages.admin_ui.release_opening import with_translations
from pages.publishing import PublicationRefused, reviewed_models
from pages.publishing.recorded import write_down
from pages.releases.actions import (
    AddMembers,
    CancelRelease,
    PublishSigned,
    RemoveMember,
    may_manage,
    waits_alone,
)
from pages.releases.going import GoLiveTogether, record_refusal
from pages.releases.members import name_of, pages_of, read_members, with_blockers
from pages.releases.models import Release
from pages.releases.rules import MemberState, all_signed, obstacles
from pages.review.withdrawal import reviews_anything

if TYPE_CHECKING:
    from collections.abc import Callable

    from pages.publishing import Blocker

RELEASES_PER_PAGE = 50

_WRITERS = ("add", "change", "publish")


def may_see_releases(user: Any) -> bool:
    """Tell whether the user may read what waits for what: all who write or review pages."""
    return bool(
        page_permission_policy.user_has_any_permission(user, _WRITERS) or reviews_anything(user)
    )


class ReleasesMenuItem(MenuItem):
    """Leads to the releases; shown to those who may read them."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether the user may open the list."""
        return may_see_releases(request.user)


def releases_menu_item() -> MenuItem:
    """Return the entry of the menu, which stands below the medical review."""
    return ReleasesMenuItem(
        pgettext_lazy("menu", "Releases"),
        reverse("pages_review:releases"),
        name="releases",
        icon_name="resubmit",
        order=125,
    )


class ReleasesView(View):
    """All releases: those that are open on top, then those that ended last."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them."""
        if not may_see_releases(request.user):
            raise PermissionDenied
        closed_at = Coalesce("released_at", "cancelled_at")
        found = (
            Release.objects.annotate(pages=Count("members"))
            .select_related("created_by")
            .order_by(closed_at.desc(nulls_first=True), "-created_at", "-pk")
        )
        shown = Paginator(found, RELEASES_PER_PAGE).get_page(request.GET.get("p"))
        return TemplateResponse(
            request,
            "pages/releases/list.html",
            {
                "releases": shown,
                "header_title": _("Releases"),
                "header_icon": "resubmit",
                "breadcrumbs_items": [
                    {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                    {"url": "", "label": _("Releases")},
                ],
            },
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One page of a release, as the screen shows it.

    Attributes:
        page: the page.
        name: its title and language in one.
        state: where it is on its way; None once the release is closed.
        reasons: what keeps it from going live.
        can_edit: whether the user may open its editor.
        waits_alone: whether it is signed and can go live by itself, now that nothing holds it.
    """

    page: Any
    name: str
    state: MemberState | None
    reasons: list[Blocker]
    can_edit: bool
    waits_alone: bool


class AddPageForm(forms.Form):
    """One more page for a release, with its translations or without."""

    page = forms.ModelChoiceField(
        label=gettext_lazy("Page"),
        queryset=Page.objects.all(),
        error_messages={"required": gettext_lazy("Choose the page that is to be added.")},
    )
    with_translations = forms.BooleanField(
        label=gettext_lazy("With its translations"), required=False, initial=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["page"].widget = AdminPageChooser(target_models=reviewed_models())


class ReleaseView(View):
    """One release: its pages, what they wait for, and what can be done with it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find the release, for those who may read them."""
        if not may_see_releases(request.user):
            raise PermissionDenied
        self.release = get_object_or_404(
            Release.objects.select_related("created_by", "released_by"), pk=kwargs["release_id"]
        )
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def pages(self) -> list[Any]:
        """The pages of the release, of their own types."""
        return pages_of(self.release)

    def get(self, request: HttpRequest, release_id: int) -> HttpResponse:
        """Show it."""
        return self._render(AddPageForm())

    def post(self, request: HttpRequest, release_id: int) -> HttpResponse:
        """Let it go, change it or cancel it; a refusal is said in words, and changes nothing."""
        acts: dict[str, Callable[[], str]] = {
            "go": self._go,
            "cancel": self._cancel,
            "remove": self._remove,
        }
        act = acts.get(request.POST.get("action", ""))
        if act is None:
            form = AddPageForm(request.POST)
            if not form.is_valid():
                return self._render(form)

            def act() -> str:
                return self._add(form)

        try:
            messages.success(request, act())
        except PublicationRefused as refusal:
            if act == self._go:
                record_refusal(self.release.pk, refusal, user=request.user)
            messages.error(request, refusal_message(refusal))
        return redirect("pages_review:release", self.release.pk)

    def _go(self) -> str:
        gone = GoLiveTogether(release_id=self.release.pk, user=self.request.user).execute()
        return ngettext(
            "%(count)s page went live.", "%(count)s pages went live together.", len(gone)
        ) % {"count": len(gone)}

    def _cancel(self) -> str:
        CancelRelease(release_id=self.release.pk, user=self.request.user).execute()
        return _(
            "The release was cancelled. Nothing went live by that: what is signed waits until "
            "somebody publishes it."
        )

    def _remove(self) -> str:
        page = next(
            (one for one in self.pages if str(one.pk) == self.request.POST.get("page")), None
        )
        if page is None:
            return _("This page does not belong to the release any more.")
        RemoveMember(release_id=self.release.pk, user=self.request.user).execute(page_id=page.pk)
        return _("%(page)s was taken out of the release.") % {"page": name_of(page)}

    def _add(self, form: AddPageForm) -> str:
        chosen = [form.cleaned_data["page"]]
        if form.cleaned_data["with_translations"]:
            # A page that cannot be a member is refused in words, with translations or without.
            chosen = with_translations(chosen) or chosen
        added = AddMembers(release_id=self.release.pk, user=self.request.user).execute(
            page_ids=[page.pk for page in chosen]
        )
        return ngettext(
            "%(count)s page was added to the release.",
            "%(count)s pages were added to the release.",
            len(added),
        ) % {"count": len(added)}

    def _render(self, add_form: AddPageForm) -> HttpResponse:
        release = self.release
        rows, can_go = self._rows()
        return TemplateResponse(
            self.request,
            "pages/releases/release.html",
            {
                "release": release,
                "rows": rows,
                "signed_count": sum(
                    row.state in (MemberState.WAITING, MemberState.LIVE) for row in rows
                ),
                "can_go": can_go,
                "may_manage": release.is_open and may_manage(self.request.user, self.pages),
                "add_form": add_form,
                "media": add_form.media,
                "header_title": _("Release: %(name)s") % {"name": release.name},
                "header_icon": "resubmit",
                "breadcrumbs_items": [
                    {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                    {"url": reverse("pages_review:releases"), "label": _("Releases")},
                    {"url": "", "label": release.name},
                ],
            },
        )

    def _rows(self) -> tuple[list[Row], bool]:
        """Return the pages of the release, and whether all of them could go live now."""
        user = self.request.user
        editable = {page.pk: page.permissions_for_user(user).can_edit() for page in self.pages}
        if not self.release.is_open:
            is_cancelled = self.release.cancelled_at is not None
            return [
                Row(
                    page,
                    name_of(page),
                    None,
                    [],
                    editable[page.pk],
                    is_cancelled and may_manage(user, [page]) and waits_alone(page),
                )
                for page in self.pages
            ], False
        members = with_blockers(read_members(self.pages, now=timezone.now()))
        facts = [one.facts for one in members]
        found = obstacles(facts)
        rows = [
            Row(member.page, member.facts.name, one.state, reasons, editable[member.page.pk], False)
            for member, (one, reasons) in zip(members, found, strict=True)
        ]
        return rows, all_signed(facts) and not any(reasons for _one, reasons in found)


class PublishSignedView(View):
    """Publish one page as it was signed, which waited for a release and waits for none any more."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find the page, for those who may decide when it goes public."""
        self.page: Any = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        if not may_manage(request.user, [self.page]):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Say what would happen, and ask."""
        title = _("Publish “%(title)s” as it was signed") % {
            "title": self.page.get_admin_display_title()
        }
        return TemplateResponse(
            request,
            "pages/releases/publish_signed.html",
            {
                "page": self.page,
                "can_go": waits_alone(self.page),
                "header_title": title,
                "header_icon": "resubmit",
                "breadcrumbs_items": [
                    {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                    {"url": reverse("pages_review:releases"), "label": _("Releases")},
                    {"url": "", "label": title},
                ],
            },
        )

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Publish it through the gate; or say why not."""
        try:
            page = PublishSigned(page_id=page_id, user=request.user).execute()
        except PublicationRefused as refusal:
            write_down(refusal)
            messages.error(request, refusal_message(refusal))
            return redirect("pages_review:publish_signed", page_id)
        messages.success(request, _("%(page)s is live as signed.") % {"page": name_of(page)})
        return redirect("wagtailadmin_pages:edit", page_id)
