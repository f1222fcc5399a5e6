"""What was and will be delivered to an endpoint, in the admin, and sending it again."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Final

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, StatusTagColumn
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Page

from pages.delivery.webhooks.actions import Replay, WebhookRefused
from pages.delivery.webhooks.events import Event
from pages.delivery.webhooks.models import (
    DeliveryState,
    WebhookDelivery,
    WebhookDeliveryQuerySet,
    WebhookEndpoint,
)

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

URLS: Final = "firma_webhooks"


class DeliveryFilterSet(WagtailFilterSet):
    """By event and by what became of it."""

    event = django_filters.ChoiceFilter(
        label=gettext_lazy("Event"),
        choices=Event.choices,
        widget=forms.RadioSelect,
        empty_label=gettext_lazy("All"),
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=DeliveryState.choices,
        method="filter_state",
        widget=forms.RadioSelect,
        empty_label=gettext_lazy("All"),
    )

    class Meta:
        model = WebhookDelivery
        fields = ("event", "state")

    def filter_state(
        self, queryset: WebhookDeliveryQuerySet, name: str, value: str
    ) -> WebhookDeliveryQuerySet:
        """Return those in a state."""
        return queryset.in_state(value)


class ReplayColumn(BaseColumn):
    """A button that sends a delivery again."""

    cell_template_name = "pages/webhooks/replay_cell.html"

    def __init__(self, name: str, *, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self._request = request

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """Return what the button needs."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        # A table has a context of its own, without the request's.
        context["csrf_token"] = get_token(self._request)
        context["waits"] = instance.state in (DeliveryState.WAITING, DeliveryState.RETRYING)
        return context


class PageColumn(BaseColumn):
    """The page by its title, as long as it is there; else its number."""

    cell_template_name = "pages/webhooks/page_cell.html"


class DeliveriesView(generic.IndexView):
    """Lists an endpoint's deliveries, the newest first."""

    model = WebhookDelivery
    paginate_by = 50
    filterset_class = DeliveryFilterSet
    any_permission_required = None  # asked of the endpoint, below
    index_url_name = f"{URLS}:deliveries"
    header_icon = "list-ul"
    endpoint: WebhookEndpoint

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the endpoint."""
        super().setup(request, *args, **kwargs)
        self.endpoint = get_object_or_404(WebhookEndpoint, pk=kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let nobody in who may not look."""
        permissions = ("view_webhookendpoint", "change_webhookendpoint")
        if not any(request.user.has_perm(f"pages.{name}") for name in permissions):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_index_url(self) -> str:
        """Return the address of the list."""
        return reverse(f"{URLS}:deliveries", args=[self.endpoint.pk])

    def get_index_results_url(self) -> str:
        """Return the address of the list without what is around it."""
        return reverse(f"{URLS}:deliveries_results", args=[self.endpoint.pk])

    def get_page_title(self) -> str:
        """Say whose deliveries these are."""
        return _("Deliveries to “%(name)s”") % {"name": self.endpoint.name}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the endpoint."""
        may_change = self.request.user.has_perm("pages.change_webhookendpoint")
        edit_url = reverse(f"{URLS}:edit", args=[self.endpoint.pk]) if may_change else ""
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse(f"{URLS}:index"), "label": _("Webhooks")},
            {"url": edit_url, "label": self.endpoint.name},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_base_queryset(self) -> WebhookDeliveryQuerySet:
        """Return the endpoint's deliveries with their messages and the titles of their pages."""
        rows = WebhookDelivery.objects.filter(endpoint=self.endpoint).select_related("message")
        title = Page.objects.filter(pk=OuterRef("page_id")).values("title")[:1]
        return rows.annotate(page_title=Subquery(title)).order_by("-message_id")

    @cached_property
    def columns(self) -> list[Any]:
        """What is shown of each."""
        columns = [
            DateColumn("occurred_at", label=_("Time")),
            Column("event_in_words", label=_("Event")),
            PageColumn("page_id", label=_("Page")),
            StatusTagColumn(
                "state",
                label=_("State"),
                accessor=lambda row: row.state.label,
                primary=lambda row: row.state == DeliveryState.DELIVERED,
            ),
            Column("message.attempts", label=_("Attempts")),
            Column("answer", label=_("Last answer"), accessor=answer_in_words),
        ]
        if self.request.user.has_perm("pages.change_webhookendpoint"):
            columns.append(ReplayColumn("replay", label=_("Action"), request=self.request))
        return columns

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Offer a test to whoever may send one."""
        if not self.request.user.has_perm("pages.change_webhookendpoint"):
            return []
        test_url = reverse(f"{URLS}:test", args=[self.endpoint.pk])
        buttons = [HeaderButton(_("Send a test"), url=test_url, icon_name="mail")]
        given_up = WebhookDelivery.objects.filter(endpoint=self.endpoint, replays=None)
        if given_up.in_state(DeliveryState.GIVEN_UP).exists():
            url = reverse(f"{URLS}:replay_given_up", args=[self.endpoint.pk])
            buttons.append(
                HeaderButton(_("Replay what was given up"), url=url, icon_name="redirect")
            )
        return buttons

    @property
    def no_results_message(self) -> str:
        """Say why there is nothing."""
        if self.is_filtering:
            return _("No delivery matches what you chose.")
        return _(
            "Nothing was sent yet. The next page that is published, updated or taken off the "
            "public will appear here; or send a test."
        )


def answer_in_words(delivery: WebhookDelivery) -> str:
    """Return the last answer's status code and what was wrong, if anything was."""
    parts = [str(delivery.status_code or ""), str(delivery.get_problem_display() or "")]
    return " · ".join(part for part in parts if part) or "—"


class ReplayView(View):
    """Sends a delivery again."""

    def post(self, request: HttpRequest, delivery_id: uuid.UUID) -> HttpResponse:
        """Replay it, or say why not.

        Raises:
            PermissionDenied: the user may not change webhooks.
            Http404: there is no such delivery.
        """
        if not request.user.has_perm("pages.change_webhookendpoint"):
            raise PermissionDenied
        try:
            sent = Replay(delivery_id=delivery_id, user=request.user).execute()
        except WebhookDelivery.DoesNotExist as error:
            raise Http404 from error
        except WebhookRefused as refusal:
            messages.error(request, str(refusal))
            found = WebhookDelivery.objects.get(pk=delivery_id)
            endpoint_id = found.endpoint_id
        else:
            messages.success(request, _("It will be sent again within a minute."))
            endpoint_id = sent.endpoint_id
        back = get_valid_next_url_from_request(request)
        return redirect(back or reverse(f"{URLS}:deliveries", args=[endpoint_id]))
