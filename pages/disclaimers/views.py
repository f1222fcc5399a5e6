"""Disclaimers in the admin: the list with what is signed, the form, and every version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import QuerySet
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column, LocaleColumn, NumberColumn, StatusTagColumn
from wagtail.snippets.views.snippets import IndexView, InspectView, SnippetViewSet

from pages.disclaimers.models import Disclaimer, DisclaimerVersion
from pages.disclaimers.refusals import DisclaimerAnswered, DisclaimerNeeded
from pages.disclaimers.resolution import live_pages_needing, require_unneeded
from pages.disclaimers.standing import WordingState, standing_of, standings
from pages.review.withdrawal import reviews_anything

if TYPE_CHECKING:
    from django.db.models import Model
    from django.http import HttpRequest, HttpResponse

    from pages.disclaimers.standing import Standing

URLS = "wagtailsnippets_pages_disclaimer"


class DisclaimerIndexView(IndexView):
    """Lists disclaimers of a language, with what has become of their newest wording."""

    def get_base_queryset(self) -> QuerySet[Disclaimer]:
        """Fetch the languages with the rows."""
        rows: QuerySet[Disclaimer] = super().get_base_queryset().select_related("locale")
        return rows

    def get_table(self, object_list: Sequence[Disclaimer]) -> Any:
        """Give each row its standing, for the columns and the buttons."""
        rows: list[Any] = list(object_list)
        for row, standing in zip(rows, standings(rows), strict=True):
            row.standing = standing
        return super().get_table(rows)

    def get_list_more_buttons(self, instance: Any) -> list[Any]:
        """Lead reviewers to what they may sign."""
        buttons: list[Any] = super().get_list_more_buttons(instance)
        if url := review_url(instance.standing, self.request.user):
            words = gettext("Review the wording")
            buttons.append(MenuItem(words, url=url, icon_name="clipboard-list", priority=15))
        return buttons


class DisclaimerInspectView(InspectView):
    """Shows a disclaimer with every version that it had, who signed which, and where it stands."""

    template_name = "pages/disclaimers/inspect.html"

    def get_locale_display_value(self) -> str:
        """Return the language's name."""
        return str(self.object.locale.get_display_name())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the versions with the answers of reviewers, newest first."""
        versions: QuerySet[DisclaimerVersion] = self.object.versions.select_related(
            "created_by", "approval"
        ).prefetch_related("returns")
        standing = standing_of(self.object)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "standing": standing,
            "versions": versions.order_by("-version"),
            "live_pages": len(live_pages_needing(self.object)),
            "review_url": review_url(standing, self.request.user),
        }


class DisclaimerViewSet(SnippetViewSet):
    """Lists disclaimers by language; their keys and versions cannot be edited."""

    model = Disclaimer
    icon = "warning"
    add_to_admin_menu = True
    menu_label = _("Disclaimers")
    menu_order = 360
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ("key", "locale", "version")
    inspect_template_name = "pages/disclaimers/inspect.html"
    index_view_class = DisclaimerIndexView
    inspect_view_class = DisclaimerInspectView
    list_display = (
        "title",
        "key",
        LocaleColumn(label=_("Language")),
        NumberColumn("version", label=_("Version")),
        Column(
            "signed_version",
            label=_("Signed version"),
            accessor=lambda row: row.standing.signed_version or "–",
        ),
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor=lambda row: row.standing.state.label,
            primary=lambda row: row.standing.state is WordingState.SIGNED,
        ),
    )
    list_filter = ("key",)
    search_fields = ("title", "key")
    ordering = ("key",)


def review_url(standing: Standing, user: Any) -> str:
    """Return the address of the review of the newest wording, for reviewers; empty otherwise."""
    if standing.state is WordingState.SIGNED or not reviews_anything(user):
        return ""
    return reverse("pages_review:wording", args=[standing.newest.pk])


def tell_what_became_of_it(request: HttpRequest, instance: Model) -> None:
    """Tell who opens the editor what a reviewer wants changed, or that the wording waits.

    A ``before_edit_snippet`` hook: the editor of wagtail-localize shows the strings alone.
    """
    if request.method != "GET" or not isinstance(instance, Disclaimer):
        return
    standing = standing_of(instance)
    if standing.returned is not None:
        messages.warning(
            request,
            gettext("Sent back by %(reviewer)s, who cannot sign it as it is: “%(comment)s”")
            % {
                "reviewer": standing.returned.reviewer_name,
                "comment": standing.returned.comment,
            },
        )
    tell_state(request, standing)


def tell_what_comes_next(request: HttpRequest, instance: Model) -> None:
    """Say that a new wording waits. An ``after_create_snippet``, ``after_edit_snippet`` hook."""
    if isinstance(instance, Disclaimer):
        tell_state(request, standing_of(instance))


def tell_state(request: HttpRequest, standing: Standing) -> None:
    """Say in a message what live pages show while the newest wording is not signed."""
    if standing.state is not WordingState.WAITING:
        return
    if standing.signed_version:
        words = gettext(
            "Version %(version)s now waits for a medical reviewer. Until it is signed, pages show "
            "version %(signed)s."
        )
    else:
        words = gettext(
            "Version %(version)s now waits for a medical reviewer. Pages that need this disclaimer "
            "can go live once it is signed."
        )
    messages.info(
        request,
        words % {"version": standing.disclaimer.version, "signed": standing.signed_version},
    )


def refuse_needed_disclaimers(
    request: HttpRequest, instances: Sequence[Model]
) -> HttpResponse | None:
    """Keep disclaimers that live pages need or reviewers answered. A ``before_delete_snippet``."""
    refused = False
    for disclaimer in instances:
        if isinstance(disclaimer, Disclaimer):
            try:
                require_unneeded(disclaimer)
            except (DisclaimerNeeded, DisclaimerAnswered) as refusal:
                messages.error(request, str(refusal))
                refused = True
    return redirect(f"{URLS}:list") if refused else None
