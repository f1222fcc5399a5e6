"""Disclaimers in the admin: list, form, versions, and the confirmation of a translation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages as wagtail_messages
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import BooleanColumn, LocaleColumn, NumberColumn
from wagtail.snippets.views.snippets import IndexView, InspectView, SnippetViewSet

from pages.disclaimers.confirmation import confirm_disclaimer
from pages.disclaimers.models import Disclaimer, DisclaimerVersion
from pages.disclaimers.refusals import DisclaimerNeeded, TextMovedOn
from pages.disclaimers.resolution import live_pages_needing, require_unneeded

if TYPE_CHECKING:
    from django.db.models import Model
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

URLS = "wagtailsnippets_pages_disclaimer"


def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a disclaimer beside its other languages, and take the word that it is complete.

    Raises:
        PermissionDenied: the user may not change disclaimers.
        Http404: there is no such disclaimer.
    """
    user = request.user
    if not user.is_authenticated or not user.has_perm("pages.change_disclaimer"):
        raise PermissionDenied
    disclaimer = get_object_or_404(Disclaimer.objects.select_related("locale"), pk=pk)
    if request.method == "POST":
        version = request.POST.get("version", "")
        try:
            confirm_disclaimer(
                disclaimer, by=user, version=int(version) if version.isdigit() else 0
            )
        except TextMovedOn as refusal:
            messages.error(request, str(refusal))
            return redirect(f"{URLS}:confirm", pk=pk)
        messages.success(
            request,
            gettext("“%(title)s” now counts as complete in %(language)s.")
            % {"title": disclaimer.title, "language": disclaimer.locale.get_display_name()},
        )
        return redirect(f"{URLS}:inspect", pk=pk)
    title = gettext("Is this text complete?")
    return TemplateResponse(
        request,
        "pages/disclaimers/confirm.html",
        {
            "disclaimer": disclaimer,
            "others": Disclaimer.objects.filter(key=disclaimer.key)
            .exclude(pk=disclaimer.pk)
            .select_related("locale"),
            "page_title": title,
            "header_title": title,
            "page_subtitle": disclaimer.title,
            "header_icon": "check",
        },
    )


class DisclaimerIndexView(IndexView):
    """Lists disclaimers of a language, with the way to confirm those that are not complete."""

    def get_base_queryset(self) -> QuerySet[Disclaimer]:
        """Fetch the languages with the rows."""
        rows: QuerySet[Disclaimer] = super().get_base_queryset().select_related("locale")
        return rows

    def get_list_more_buttons(self, instance: Disclaimer) -> list[Any]:
        """Add the confirmation where it is missing."""
        buttons: list[Any] = super().get_list_more_buttons(instance)
        if not instance.ready and self.user_has_permission("change"):
            buttons.append(
                MenuItem(
                    gettext("Confirm as complete"),
                    url=reverse(f"{URLS}:confirm", args=[instance.pk]),
                    icon_name="check",
                    priority=15,
                )
            )
        return buttons


class DisclaimerInspectView(InspectView):
    """Shows a disclaimer with every version that it had, and how many live pages need it."""

    template_name = "pages/disclaimers/inspect.html"

    def get_ready_display_value(self) -> str:
        """Return whether the text is complete, in a word."""
        return gettext("Yes") if self.object.ready else gettext("No")

    def get_locale_display_value(self) -> str:
        """Return the language's name."""
        return str(self.object.locale.get_display_name())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the versions, newest first."""
        versions: QuerySet[DisclaimerVersion] = self.object.versions.select_related("created_by")
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "versions": versions.order_by("-version"),
            "live_pages": live_pages_needing(self.object),
            "may_confirm": not self.object.ready and self.user_has_permission("change"),
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
    inspect_view_fields = ("key", "locale", "version", "ready")
    inspect_template_name = "pages/disclaimers/inspect.html"
    index_view_class = DisclaimerIndexView
    inspect_view_class = DisclaimerInspectView
    list_display = (
        "title",
        "key",
        LocaleColumn(label=_("Language")),
        NumberColumn("version", label=_("Version")),
        BooleanColumn("ready", label=_("Complete")),
    )
    list_filter = ("key", "ready")
    search_fields = ("title", "key")
    ordering = ("key",)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the confirmation to the snippet's views."""
        patterns: list[URLPattern] = super().get_urlpatterns()
        return [*patterns, path("confirm/<int:pk>/", confirm, name="confirm")]


def remind_to_confirm(request: HttpRequest, instance: Model) -> None:
    """Lead from the editor to the confirmation. A ``before_edit_snippet`` hook.

    The editor of wagtail-localize shows the strings alone, without “complete in this language”.
    """
    if request.method == "GET" and isinstance(instance, Disclaimer) and not instance.ready:
        wagtail_messages.warning(
            request,
            gettext(
                "Pages cannot go live with this text until someone confirms that it is complete "
                "in %(language)s."
            )
            % {"language": instance.locale.get_display_name()},
            buttons=[
                wagtail_messages.button(
                    reverse(f"{URLS}:confirm", args=[instance.pk]), gettext("Confirm as complete")
                )
            ],
        )


def refuse_needed_disclaimers(
    request: HttpRequest, instances: Sequence[Model]
) -> HttpResponse | None:
    """Keep disclaimers that live pages require. A ``before_delete_snippet`` hook."""
    refused = False
    for disclaimer in instances:
        if isinstance(disclaimer, Disclaimer):
            try:
                require_unneeded(disclaimer)
            except DisclaimerNeeded as refusal:
                messages.error(request, str(refusal))
                refused = True
    return redirect(f"{URLS}:list") if refused else None
