"""Webhooks in the admin, under Settings: the list, the form, secrets and tests."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Final

from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views import View
from django.views.decorators.debug import sensitive_variables
from wagtail.admin import messages
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log

from pages.delivery.webhooks.actions import (
    ChangeEndpoint,
    CreateEndpoint,
    DeleteEndpoint,
    ReplayGivenUp,
    RotateSecret,
    SendTest,
    ShowSecret,
    WebhookRefused,
)
from pages.delivery.webhooks.delivery_views import DeliveriesView, ReplayView
from pages.delivery.webhooks.events import Event
from pages.delivery.webhooks.forms import RotateForm, WebhookEndpointForm
from pages.delivery.webhooks.models import WebhookDelivery, WebhookEndpoint
from pages.outbox import deliver_one

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http.response import HttpResponseBase
    from django.urls import URLPattern

URLS: Final = "firma_webhooks"

CHANGE: Final = "pages.change_webhookendpoint"


def state_in_words(endpoint: WebhookEndpoint) -> str:
    """Return whether an endpoint is told of anything, and if not, why."""
    if endpoint.is_active:
        return pgettext("webhook", "Active")
    return (
        pgettext("webhook", "Switched off: the receiver is gone")
        if endpoint.gone_at
        else pgettext("webhook", "Switched off")
    )


def events_in_words(endpoint: WebhookEndpoint) -> str:
    """Return what it is told of, in words."""
    if not endpoint.events:
        return pgettext("webhook events", "all")
    return ", ".join(str(event.label) for event in Event if event.value in endpoint.events)


class EndpointIndexView(generic.IndexView):
    """Lists the endpoints with what leads on from each."""

    @cached_property
    def columns(self) -> list[Any]:
        """The columns; of an address its host, since the rest may be a secret."""
        return [
            self._get_title_column("name", TitleColumn),
            Column("host", label=_("Receiver")),
            Column("events", label=_("Events"), accessor=events_in_words),
            StatusTagColumn("state", label=_("State"), accessor=state_in_words, primary=_is_active),
        ]

    @property
    def no_results_message(self) -> str:
        """Say what they are for, where there are none."""
        if self.is_searching:
            return str(super().no_results_message)
        return _(
            "There are no webhooks. Add one to have another site told, within a minute, when a "
            "page is published, updated, unpublished or withdrawn."
        )

    def get_list_more_buttons(self, instance: WebhookEndpoint) -> list[Any]:
        """Add the deliveries, a test and the secret."""
        buttons: list[Any] = super().get_list_more_buttons(instance)
        return buttons + [
            MenuItem(words, url=url, icon_name=icon, priority=priority)
            for words, url, icon, priority in _further_screens(instance, self.request.user)
        ]


def _is_active(endpoint: WebhookEndpoint) -> bool:
    return endpoint.is_active


def _further_screens(endpoint: WebhookEndpoint, user: Any) -> list[tuple[str, str, str, int]]:
    """Return words, address, icon and place of what can be seen and done beside the form."""
    found = [(_("Deliveries"), "deliveries", "list-ul", 12)]
    if user.has_perm(CHANGE):
        found += [(_("Send a test"), "test", "mail", 14), (_("Secret"), "secret", "key", 16)]
    return [
        (words, reverse(f"{URLS}:{view}", args=[endpoint.pk]), icon, place)
        for words, view, icon, place in found
    ]


class EndpointCreateView(generic.CreateView):
    """Stores an endpoint with its secret, and leads to where that can be seen."""

    def save_instance(self) -> WebhookEndpoint:
        """Store it, in the user's name."""
        endpoint: WebhookEndpoint = self.form.instance
        CreateEndpoint(endpoint=endpoint, user=self.request.user).execute()
        log(instance=endpoint, action="wagtail.create", user=self.request.user)
        return endpoint

    def get_success_url(self) -> str:
        """Lead to the secret, which the receiver needs."""
        return reverse(f"{URLS}:secret", args=[self.object.pk])


class EndpointEditView(generic.EditView):
    """Changes an endpoint."""

    def save_instance(self) -> WebhookEndpoint:
        """Store it, in the user's name."""
        endpoint: WebhookEndpoint = self.form.instance
        self.has_content_changes = self.form.has_changed()
        ChangeEndpoint(endpoint=endpoint, user=self.request.user).execute()
        log(
            instance=endpoint,
            action="wagtail.edit",
            user=self.request.user,
            content_changed=self.has_content_changes,
        )
        return endpoint

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """Add the deliveries, a test and the secret."""
        return [
            *super().header_more_buttons,
            *(
                Button(words, url=url, icon_name=icon, priority=priority)
                for words, url, icon, priority in _further_screens(self.object, self.request.user)
            ),
        ]


class EndpointDeleteView(generic.DeleteView):
    """Deletes an endpoint, after asking."""

    @property
    def confirmation_message(self) -> str:
        """Say what goes with it."""
        return _(
            "Its secrets and the list of its deliveries are deleted with it, and what still waits "
            "is not sent. To pause it, switch it off instead."
        )

    def delete_action(self) -> None:
        """Delete it, in the user's name."""
        log(instance=self.object, action="wagtail.delete", user=self.request.user, deleted=True)
        DeleteEndpoint(endpoint=self.object, user=self.request.user).execute()


class _EndpointView(View):
    """What the screens of one endpoint have in common: who may see them, and the way back."""

    endpoint: WebhookEndpoint

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let nobody in who may not change it."""
        if not request.user.has_perm(CHANGE):
            raise PermissionDenied
        self.endpoint = get_object_or_404(WebhookEndpoint, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def page(self, template: str, title: str, icon: str, **context: Any) -> TemplateResponse:
        """Render a screen."""
        return TemplateResponse(
            self.request,
            f"pages/webhooks/{template}.html",
            {
                "endpoint": self.endpoint,
                "deliveries_url": reverse(f"{URLS}:deliveries", args=[self.endpoint.pk]),
                "listing_url": reverse(f"{URLS}:index"),
                "header_title": title,
                "header_icon": icon,
                "breadcrumbs_items": [
                    {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                    {"url": reverse(f"{URLS}:index"), "label": _("Webhooks")},
                    {
                        "url": reverse(f"{URLS}:edit", args=[self.endpoint.pk]),
                        "label": self.endpoint.name,
                    },
                    {"url": "", "label": title},
                ],
                **context,
            },
        )


class SecretView(_EndpointView):
    """Shows an endpoint's secret once, and replaces it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Say which secrets count."""
        return self._page(RotateForm())

    @sensitive_variables("shown")
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the secret, or replace it."""
        if "show" in request.POST:
            try:
                shown = ShowSecret(endpoint_id=pk, user=request.user).execute()
            except WebhookRefused as refusal:
                messages.error(request, str(refusal))
                return redirect(f"{URLS}:secret", pk)
            return self._page(RotateForm(), shown=shown)
        form = RotateForm(request.POST)
        if not form.is_valid():
            return self._page(form)
        keep = datetime.timedelta(hours=form.cleaned_data["hours"])
        RotateSecret(endpoint_id=pk, user=request.user, keep=keep).execute()
        messages.success(
            request, _("The secret was replaced. Show the new one and give it to the receiver.")
        )
        return redirect(f"{URLS}:secret", pk)

    def _page(self, form: RotateForm, *, shown: str = "") -> HttpResponse:
        now = timezone.now()
        counting = list(self.endpoint.secrets.counting(now=now).defer("value"))
        return self.page(
            "secret",
            _("Secret"),
            "key",
            form=form,
            shown=shown,
            counting=counting,
            can_be_shown=bool(counting) and counting[0].shown_at is None,
        )


class TestView(_EndpointView):
    """Sends a test and says at once what became of it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask first."""
        return self.page("test", _("Send a test"), "mail")

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send it."""
        written = SendTest(endpoint_id=pk, user=request.user).execute()
        deliver_one(written.message_id)
        delivery = WebhookDelivery.objects.select_related("message").get(pk=written.pk)
        if delivery.message.delivered_at is not None:
            words = _("The receiver took the test and answered %(status)s.")
            messages.success(request, words % {"status": delivery.status_code})
        elif delivery.problem and delivery.status_code:
            words = _("The test failed: %(problem)s (%(status)s).")
            found = {"problem": delivery.get_problem_display(), "status": delivery.status_code}
            messages.error(request, words % found)
        elif delivery.problem:
            words = _("The test failed: %(problem)s.")
            messages.error(request, words % {"problem": delivery.get_problem_display()})
        else:
            messages.info(request, _("The test is on its way."))
        return redirect(f"{URLS}:deliveries", pk)


class ReplayGivenUpView(_EndpointView):
    """Sends again all that was given up, after asking."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask first."""
        return self.page("replay_given_up", _("Replay what was given up"), "redirect")

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Write the replays, and say how many there are."""
        count = ReplayGivenUp(endpoint_id=pk, user=request.user).execute()
        words = ngettext(
            "%(count)s event will be sent again within a minute.",
            "%(count)s events will be sent again within a minute.",
            count,
        )
        if count:
            messages.success(request, words % {"count": count})
        else:
            messages.info(request, _("Nothing that was given up could be sent again."))
        return redirect(f"{URLS}:deliveries", pk)


class WebhookViewSet(ModelViewSet):
    """Endpoints, for administrators and whoever has their permissions."""

    model = WebhookEndpoint
    name = URLS
    url_prefix = "webhooks"
    icon = "link-external"
    menu_label = gettext_lazy("Webhooks")
    menu_order = 700
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    # Whoever may only look sees the deliveries.
    inspect_view_enabled = False
    index_view_class = EndpointIndexView
    # Wagtail's own has other words for a list without entries.
    index_results_template_name = "wagtailadmin/generic/listing_results.html"
    add_view_class = EndpointCreateView
    edit_view_class = EndpointEditView
    delete_view_class = EndpointDeleteView
    # Not the address: whoever may only look would find out its hidden part, letter by letter.
    search_fields = ("name",)
    ordering = ("name",)

    def get_form_class(self, for_update: bool = False) -> type[WebhookEndpointForm]:
        """Return the form, for new endpoints and old."""
        return WebhookEndpointForm

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """Offer all permissions to groups; Wagtail leaves out to look, without its own screen."""
        return Permission.objects.filter(
            content_type__app_label="pages", content_type__model="webhookendpoint"
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the secret, the test and the deliveries."""
        patterns: list[URLPattern] = super().get_urlpatterns()
        return [
            *patterns,
            path("secret/<int:pk>/", SecretView.as_view(), name="secret"),
            path("test/<int:pk>/", TestView.as_view(), name="test"),
            path("deliveries/<int:pk>/", DeliveriesView.as_view(), name="deliveries"),
            path(
                "deliveries/<int:pk>/results/",
                DeliveriesView.as_view(results_only=True),
                name="deliveries_results",
            ),
            path("replay/<uuid:delivery_id>/", ReplayView.as_view(), name="replay"),
            path("replay/<int:pk>/all/", ReplayGivenUpView.as_view(), name="replay_given_up"),
        ]


webhook_viewset = WebhookViewSet()
"""The viewset that ``wagtail_hooks`` registers."""
