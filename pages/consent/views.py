"""Authorizations in the admin: list, form, and the only way to a scan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db.models import ManyToOneRel
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.coreutils import get_content_languages
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.snippets.views.snippets import CreateView, EditView, InspectView, SnippetViewSet

from pages.consent.choices import Channel, Use
from pages.consent.models import Authorization
from pages.consent.scans import CONTENT_TYPES, head_of, kind_of
from pages.people.deletion import refusal_to_delete, refuse_in_admin

if TYPE_CHECKING:
    from django.db.models import Model
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern
    from wagtail.log_actions import LogActionRegistry

DOWNLOADED = "pages.authorization.scan_downloaded"


def download_scan(request: HttpRequest, pk: int) -> FileResponse:
    """Send the signed document to someone who may see authorizations, and log that it was sent.

    Raises:
        PermissionDenied: the user lacks ``pages.view_authorization``.
        Http404: there is no such authorization, or it has no scan.
    """
    if not request.user.has_perm("pages.view_authorization"):
        raise PermissionDenied
    authorization = get_object_or_404(Authorization, pk=pk)
    if not authorization.scan:
        raise Http404
    try:
        file = authorization.scan.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    kind = kind_of(head_of(file))
    extension = kind or "bin"
    log(authorization, DOWNLOADED, user=request.user)
    response = FileResponse(
        file,
        as_attachment=True,
        filename=f"{authorization.reference_code}.{extension}",
        content_type=CONTENT_TYPES.get(extension, "application/octet-stream"),
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def register_download_action(actions: LogActionRegistry) -> None:
    """Name the download of a scan in the history. A ``register_log_actions`` hook."""
    actions.register_action(
        DOWNLOADED, _("Download the signed document"), _("Signed document downloaded")
    )


@method_decorator(sensitive_post_parameters(), name="dispatch")
class AuthorizationCreateView(CreateView):
    """Records an authorization; an error report about it repeats nothing of the form."""


@method_decorator(sensitive_post_parameters(), name="dispatch")
class AuthorizationEditView(EditView):
    """Changes an authorization; an error report about it repeats nothing of the form."""


class AuthorizationInspectView(InspectView):
    """Shows the terms without the patient."""

    def get_uses_display_value(self) -> str:
        """Return the uses in words."""
        return in_words(self.object.uses, names=dict(Use.choices))

    def get_channels_display_value(self) -> str:
        """Return the channels in words."""
        return in_words(self.object.channels, names=dict(Channel.choices))

    def get_languages_display_value(self) -> str:
        """Return the languages in words."""
        return in_words(self.object.languages, names=get_content_languages())


def in_words(values: Sequence[str], *, names: dict[str, Any]) -> str:
    """Return stored choices as words, separated by commas, in the reader's language."""
    return ", ".join(str(names.get(value, value)) for value in values)


def rests_a_public_page_on(authorization: Authorization) -> bool:
    """Tell whether a page that names this authorization is public."""
    relations = (
        relation
        for relation in Authorization._meta.get_fields(include_hidden=True)
        if isinstance(relation, ManyToOneRel) and issubclass(relation.related_model, Page)
    )
    return any(
        relation.related_model._base_manager.filter(
            **{relation.field.name: authorization}, live=True
        ).exists()
        for relation in relations
    )


def day(value: date | None) -> str:
    """Return a day as the reader's language writes it, or an empty string."""
    return date_format(value) if value is not None else ""


def state_of(authorization: Authorization) -> str:
    """Return whether an authorization holds today, and whether a page is public without one."""
    today = timezone.localdate()
    if authorization.revoked_on is not None:
        if rests_a_public_page_on(authorization):
            return gettext("Revoked, and a page is still public")
        return gettext("Revoked")
    if authorization.expires_on is not None and authorization.expires_on < today:
        if rests_a_public_page_on(authorization):
            return gettext("Expired, and a page is still public")
        return gettext("Expired")
    if authorization.signed_on > today:
        return gettext("Not signed yet")
    return gettext("In force")


class AuthorizationViewSet(SnippetViewSet):
    """Lists authorizations by reference code; the legal name is on the form alone."""

    model = Authorization
    icon = "lock"
    add_to_admin_menu = True
    menu_label = _("Authorizations")
    menu_order = 370
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = (
        "reference_code",
        "uses",
        "purpose",
        "channels",
        "languages",
        "signed_on",
        "expires_on",
        "expires_event",
        "revoked_on",
    )
    add_view_class = AuthorizationCreateView
    edit_view_class = AuthorizationEditView
    inspect_view_class = AuthorizationInspectView
    list_display = (
        "reference_code",
        Column(
            "uses",
            label=_("What may be used"),
            accessor=lambda row: in_words(row.uses, names=dict(Use.choices)),
        ),
        Column(
            "languages",
            label=_("Languages"),
            accessor=lambda row: in_words(row.languages, names=get_content_languages()),
        ),
        # Wagtail's own column of dates says "just now" of a day to come.
        Column(
            "signed_on",
            label=_("Signed on"),
            accessor=lambda row: day(row.signed_on),
            sort_key="signed_on",
        ),
        Column(
            "expires_on",
            label=_("Expires on"),
            accessor=lambda row: day(row.expires_on) or row.expires_event,
            sort_key="expires_on",
        ),
        Column("state", label=_("State"), accessor=state_of),
    )
    list_filter = ("signed_on", "expires_on", "revoked_on")
    search_fields = ("reference_code",)
    ordering = ("-signed_on",)

    panels = (
        FieldPanel("reference_code"),
        MultiFieldPanel(
            [FieldPanel("patient_legal_name"), FieldPanel("scan")],
            heading=_("Private"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("uses"),
                FieldPanel("purpose"),
                FieldPanel("channels"),
                FieldPanel("languages"),
            ],
            heading=_("What the patient allowed"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("signed_on"), FieldPanel("expires_on")]),
                FieldPanel("expires_event"),
                FieldPanel("revoked_on"),
            ],
            heading=_("From when, until when"),
        ),
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the download of a scan to the snippet's views."""
        patterns: list[URLPattern] = super().get_urlpatterns()
        return [*patterns, path("scan/<int:pk>/", download_scan, name="scan")]


def refuse_used_authorizations(
    request: HttpRequest, instances: Sequence[Model]
) -> HttpResponse | None:
    """Keep authorizations that a page rests on, saying which. A ``before_delete_snippet`` hook."""
    advice = _("Choose another authorization there first.")
    authorizations = [item for item in instances if isinstance(item, Authorization)]
    return refuse_in_admin(
        request,
        (refusal_to_delete(item, advice=advice) for item in authorizations),
        back_to="wagtailsnippets_pages_authorization:list",
    )
