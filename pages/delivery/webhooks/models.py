"""Endpoints, their secrets, and what was or will be delivered to them."""

from __future__ import annotations

import datetime
import uuid
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pages.delivery.webhooks.events import TEST, Change, Choice, Event
from pages.delivery.webhooks.targets import TargetRefused, parsed, refuse_written_address
from pages.outbox.models import OutboxMessage

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class WebhookEndpoint(models.Model):
    """A receiver: where it is and what it wants to be told.

    Attributes:
        events, languages, page_types: what it is told of; an empty list means all.
        gone_at: when the receiver answered that it is gone for good, which switched it off.
    """

    name = models.CharField(
        _("name"), max_length=100, unique=True, help_text=_("Who receives, for your own list.")
    )
    url = models.URLField(
        _("address"),
        max_length=1000,
        help_text=_("Where to send: an address on the public internet that starts with https://."),
    )
    is_active = models.BooleanField(
        pgettext_lazy("webhook", "active"),
        default=True,
        help_text=_("While it is not, nothing is sent, and what happens meanwhile is not kept."),
    )
    events = models.JSONField(_("events"), default=list, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    page_types = models.JSONField(_("page types"), default=list, blank=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    gone_at = models.DateTimeField(_("gone since"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ("name",)
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Check the address.

        Raises:
            ValidationError: nothing may be sent there.
        """
        super().clean()
        if not self.url:
            return
        try:
            target = parsed(self.url, is_development=settings.DEBUG)
            refuse_written_address(target, is_development=settings.DEBUG)
        except TargetRefused as refusal:
            raise ValidationError({"url": str(refusal)}) from refusal

    @property
    def host(self) -> str:
        """The receiver's host: what may be shown and written down of its address.

        The rest of an address is often a secret by itself.
        """
        return urlsplit(self.url).hostname or ""

    @property
    def lane(self) -> str:
        """The name of the receiver in the outbox."""
        return f"webhook:{self.pk}"

    def choice(self) -> Choice:
        """Return what it wants to be told."""
        return Choice(events=self.events, languages=self.languages, page_types=self.page_types)


class WebhookSecretQuerySet(models.QuerySet["WebhookSecret"]):
    """Secrets by whether they still count."""

    def counting(self, *, now: datetime.datetime) -> WebhookSecretQuerySet:
        """Return those with which messages are signed at ``now``, the newest first."""
        still = models.Q(expires_at__isnull=True) | models.Q(expires_at__gt=now)
        return self.filter(still).order_by("-id")


class WebhookSecret(models.Model):
    """A key that an endpoint's messages are signed with, and its receiver verifies them by.

    Attributes:
        value: the secret as the receiver gets it. It is kept, since messages are signed with it,
            and shown to a person once.
        shown_at: when that was.
        expires_at: until when an old one still counts, after it was replaced.
    """

    endpoint = models.ForeignKey(
        WebhookEndpoint,
        verbose_name=_("webhook"),
        on_delete=models.CASCADE,
        related_name="secrets",
    )
    value = models.CharField(_("secret"), max_length=200)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    shown_at = models.DateTimeField(_("shown at"), null=True, blank=True)
    expires_at = models.DateTimeField(_("counts until"), null=True, blank=True)

    objects = WebhookSecretQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        default_permissions = ()
        verbose_name = _("webhook secret")
        verbose_name_plural = _("webhook secrets")

    def __str__(self) -> str:
        return f"{self.endpoint_id}/{self.pk}"


class Problem(models.TextChoices):
    """Why an attempt failed."""

    STATUS = "status", _("The receiver did not accept it")
    REDIRECT = "redirect", _("The receiver answered with another address, which is not followed")
    GONE = "gone", _("The receiver is gone for good; the webhook was switched off")
    REFUSED = "refused", _("The address is not on the public internet")
    UNKNOWN = "unknown", _("The host name is not known")
    TIMEOUT = "timeout", _("The receiver took too long")
    TLS = "tls", _("The receiver’s certificate is not valid")
    CONNECTION = "connection", _("The receiver cannot be reached")
    NO_HTTP = "no_http", _("The answer is not HTTP")
    OFF = "off", _("The webhook was switched off meanwhile")
    OUTDATED = "outdated", _("It was not true any more")


class DeliveryState(models.TextChoices):
    """What has become of a delivery."""

    WAITING = "waiting", pgettext_lazy("webhook delivery", "waiting")
    RETRYING = "retrying", pgettext_lazy("webhook delivery", "will be tried again")
    DELIVERED = "delivered", pgettext_lazy("webhook delivery", "delivered")
    GIVEN_UP = "given_up", pgettext_lazy("webhook delivery", "given up")
    NOT_SENT = "not_sent", pgettext_lazy("webhook delivery", "not sent")


NEVER_SENT = (Problem.OFF, Problem.OUTDATED)
"""What puts a message away before it is sent."""


class WebhookDeliveryQuerySet(models.QuerySet["WebhookDelivery"]):
    """Deliveries by what has become of them."""

    def in_state(self, state: str) -> WebhookDeliveryQuerySet:
        """Return those in a state, a value of `DeliveryState`."""
        waiting = models.Q(message__delivered_at__isnull=True, message__failed_at__isnull=True)
        ended = models.Q(message__failed_at__isnull=False)
        return self.filter(
            {
                DeliveryState.WAITING: waiting & models.Q(tried_at__isnull=True),
                DeliveryState.RETRYING: waiting & models.Q(tried_at__isnull=False),
                DeliveryState.DELIVERED: models.Q(message__delivered_at__isnull=False),
                DeliveryState.GIVEN_UP: ended & ~models.Q(problem__in=NEVER_SENT),
                DeliveryState.NOT_SENT: ended & models.Q(problem__in=NEVER_SENT),
            }[DeliveryState(state)]
        )


class WebhookDelivery(models.Model):
    """One event for one endpoint, with the message of the outbox that carries it.

    Attributes:
        event_id: the header ``webhook-id``. All endpoints, all attempts and all replays of an event
            have the same, so that a receiver can tell what it has seen.
        event: a value of `Event`, or ``webhook.test``.
        change: what happened, as `Change` holds it; empty for a test.
        occurred_at: when.
        status_code: of the last answer; None while there is none.
        tried_at: when the last attempt ended.
        problem: why it failed; empty if it did not.
        replay_of: the delivery that this one repeats.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    endpoint = models.ForeignKey(
        WebhookEndpoint,
        verbose_name=_("webhook"),
        on_delete=models.CASCADE,
        related_name="deliveries",
        # A constraint would have every publication lock the endpoint's row, and be waited for, or
        # wait, while somebody deletes that. A delivery that is left over so is not sent.
        db_constraint=False,
    )
    message = models.OneToOneField(
        OutboxMessage,
        verbose_name=_("outgoing message"),
        on_delete=models.CASCADE,
        related_name="webhook_delivery",
    )
    event_id = models.CharField(_("event’s id"), max_length=50)
    event = models.CharField(_("event"), max_length=50)
    page_id = models.BigIntegerField(_("page"), null=True, blank=True)
    change = models.JSONField(_("change"), default=dict)
    occurred_at = models.DateTimeField(_("time"), default=timezone.now)
    status_code = models.PositiveSmallIntegerField(_("answer"), null=True, blank=True)
    tried_at = models.DateTimeField(_("last attempt"), null=True, blank=True)
    problem = models.CharField(_("problem"), max_length=20, choices=Problem.choices, blank=True)
    replay_of = models.ForeignKey(
        "self",
        verbose_name=_("replay of"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="replays",
    )

    objects = WebhookDeliveryQuerySet.as_manager()

    class Meta:
        ordering = ("-message_id",)
        default_permissions = ()
        verbose_name = _("webhook delivery")
        verbose_name_plural = _("webhook deliveries")
        indexes = (models.Index(fields=["endpoint", "-message"], name="deliveries_of_endpoint"),)

    def __str__(self) -> str:
        return f"{self.event} {self.event_id}"

    @property
    def is_test(self) -> bool:
        """Whether an administrator sent it to try the endpoint."""
        return self.event == TEST

    @property
    def what_changed(self) -> Change:
        """What happened to the page; only for deliveries that are no test."""
        return Change(**self.change)

    @property
    def state(self) -> DeliveryState:
        """What has become of it."""
        if self.message.delivered_at is not None:
            return DeliveryState.DELIVERED
        if self.message.failed_at is not None:
            never_sent = self.problem in NEVER_SENT
            return DeliveryState.NOT_SENT if never_sent else DeliveryState.GIVEN_UP
        return DeliveryState.WAITING if self.tried_at is None else DeliveryState.RETRYING

    @property
    def event_in_words(self) -> StrOrPromise:
        """The event's name for people."""
        return pgettext_lazy("webhook event", "test") if self.is_test else Event(self.event).label
