"""What administrators do with webhooks, and what a receiver's answer does: each is written down.

The ledger gets an endpoint's number, name and host, never its whole address nor a secret.
"""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pages import ledger
from pages.delivery.visibility import public_documents
from pages.delivery.webhooks.events import TEST
from pages.delivery.webhooks.models import (
    DeliveryState,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookSecret,
)
from pages.delivery.webhooks.rules import is_outdated
from pages.delivery.webhooks.signing import new_secret
from pages.delivery.webhooks.writing import write

if TYPE_CHECKING:
    from django.db.models import QuerySet

CREATED: Final = "webhook.created"
CHANGED: Final = "webhook.changed"
DELETED: Final = "webhook.deleted"
SHOWN: Final = "webhook.secret_shown"
ROTATED: Final = "webhook.secret_rotated"
TESTED: Final = "webhook.tested"
REPLAYED: Final = "webhook.replayed"
GONE: Final = "webhook.gone"


class WebhookRefused(ValueError):
    """Something that cannot be done with a webhook; its text says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateEndpoint:
    """Store a new endpoint, with its first secret."""

    endpoint: WebhookEndpoint
    user: Any

    @transaction.atomic
    def execute(self) -> WebhookEndpoint:
        """Store both."""
        self.endpoint.save()
        self.endpoint.secrets.create(value=new_secret())
        _record(CREATED, self.endpoint, self.user)
        return self.endpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeEndpoint:
    """Store what was changed about an endpoint. One that is active is not gone."""

    endpoint: WebhookEndpoint
    user: Any

    @transaction.atomic
    def execute(self) -> WebhookEndpoint:
        """Store it."""
        if self.endpoint.is_active:
            self.endpoint.gone_at = None
        self.endpoint.save()
        _record(CHANGED, self.endpoint, self.user, is_active=self.endpoint.is_active)
        return self.endpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteEndpoint:
    """Delete an endpoint with its secrets and deliveries. What waits for it is not sent."""

    endpoint: WebhookEndpoint
    user: Any

    @transaction.atomic
    def execute(self) -> None:
        """Delete it."""
        _record(DELETED, self.endpoint, self.user)
        self.endpoint.delete()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowSecret:
    """Show an endpoint's newest secret to a person, which is done once."""

    endpoint_id: int
    user: Any

    @transaction.atomic
    def execute(self) -> str:
        """Return the secret.

        Raises:
            WebhookRefused: it was shown before.
        """
        endpoint = _locked(self.endpoint_id)
        secret = _newest_secret(endpoint)
        if secret.shown_at is not None:
            raise WebhookRefused(
                _(
                    "This secret was already shown, and is shown only once. "
                    "If the receiver does not have it, replace it."
                )
            )
        secret.shown_at = timezone.now()
        secret.save(update_fields=["shown_at"])
        _record(SHOWN, endpoint, self.user)
        return secret.value


@dataclass(frozen=True, slots=True, kw_only=True)
class RotateSecret:
    """Replace an endpoint's secret.

    Attributes:
        endpoint_id: the endpoint.
        user: who does it.
        keep: for how long messages are signed with the old one as well, so that the receiver can
            change over without losing any.
    """

    endpoint_id: int
    user: Any
    keep: datetime.timedelta

    @transaction.atomic
    def execute(self, *, now: datetime.datetime | None = None) -> WebhookSecret:
        """Return the new secret, which nobody has seen yet."""
        now = now or timezone.now()
        endpoint = _locked(self.endpoint_id)
        until = now + self.keep
        endpoint.secrets.filter(expires_at__lte=now).delete()
        endpoint.secrets.filter(expires_at__isnull=True).update(expires_at=until)
        # Those replaced before do not outlive the one that replaced them.
        endpoint.secrets.filter(expires_at__gt=until).update(expires_at=until)
        secret: WebhookSecret = endpoint.secrets.create(value=new_secret(), created_at=now)
        hours = round(self.keep.total_seconds() / 3600)
        _record(ROTATED, endpoint, self.user, old_secret_counts_for_hours=hours)
        return secret


@dataclass(frozen=True, slots=True, kw_only=True)
class SendTest:
    """Send an event that tells of no page, to see whether an endpoint takes it. It may be off."""

    endpoint_id: int
    user: Any

    @transaction.atomic
    def execute(self) -> WebhookDelivery:
        """Write it; the outbox delivers it, and does not repeat it if it fails."""
        endpoint = _locked(self.endpoint_id)
        delivery = WebhookDelivery(
            endpoint=endpoint, event=TEST, event_id=f"msg_{uuid.uuid4().hex}"
        )
        write([delivery])
        _record(TESTED, endpoint, self.user)
        return delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """Send a delivery again, or at once what would only be tried again later.

    A repeated one is a delivery of its own, behind what waits for its page. Its ``webhook-id`` is
    that of the first, so that a receiver who has it already can tell.
    """

    delivery_id: uuid.UUID
    user: Any

    def check(self, delivery: WebhookDelivery) -> None:
        """Refuse with words what would not be sent, or would mislead the receiver.

        Raises:
            WebhookRefused: with the reason.
        """
        if delivery.is_test:
            raise WebhookRefused(_("A test is not replayed. Send another one."))
        if not delivery.endpoint.is_active:
            raise WebhookRefused(_("This webhook is switched off. Switch it on first."))
        change = delivery.what_changed
        is_public = public_documents().filter(page_id=change.page_id).exists()
        if is_outdated(change, is_public=is_public):
            raise WebhookRefused(
                _("The page is public again, so this would mislead the receiver.")
                if change.leaves
                else _("The page is not public any more, so this would mislead the receiver.")
            )

    @transaction.atomic
    def execute(self) -> WebhookDelivery:
        """Write the replay, or hurry what waits; return the delivery that is sent.

        Raises:
            WebhookRefused: with the reason in words; nothing is changed then.
            WebhookDelivery.DoesNotExist: there is no such delivery.
        """
        rows: QuerySet[WebhookDelivery] = WebhookDelivery.objects.select_related(
            "endpoint", "message"
        )
        delivery = rows.select_for_update(of=("self",)).get(pk=self.delivery_id)
        self.check(delivery)
        was = delivery.state
        if was in (DeliveryState.WAITING, DeliveryState.RETRYING):
            delivery.message.available_at = timezone.now()
            delivery.message.save(update_fields=["available_at"])
            sent = delivery
        else:
            sent = WebhookDelivery(
                endpoint=delivery.endpoint,
                event=delivery.event,
                event_id=delivery.event_id,
                page_id=delivery.page_id,
                change=delivery.change,
                occurred_at=delivery.occurred_at,
                replay_of=delivery,
            )
            write([sent])
        _record(
            REPLAYED,
            delivery.endpoint,
            self.user,
            event=delivery.event,
            event_id=delivery.event_id,
            page=delivery.page_id,
            was=was.value,
        )
        return sent


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayGivenUp:
    """Send again all that was given up for an endpoint, the oldest first.

    What was replayed before, and what would mislead the receiver by now, is left out.
    """

    endpoint_id: int
    user: Any

    def execute(self) -> int:
        """Write the replays, each with its entry; return how many there are."""
        given_up = WebhookDelivery.objects.in_state(DeliveryState.GIVEN_UP).filter(
            endpoint_id=self.endpoint_id, replays=None
        )
        count = 0
        for delivery_id in given_up.order_by("message_id").values_list("pk", flat=True):
            try:
                Replay(delivery_id=delivery_id, user=self.user).execute()
            except WebhookRefused:
                continue
            count += 1
        return count


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchOffGone:
    """Switch an endpoint off whose receiver has answered that it is gone for good (410)."""

    endpoint_id: int

    @transaction.atomic
    def execute(self) -> None:
        """Switch it off, unless it is."""
        endpoint = _locked(self.endpoint_id)
        if endpoint.is_active:
            endpoint.is_active = False
            endpoint.gone_at = timezone.now()
            endpoint.save(update_fields=["is_active", "gone_at"])
            _record(GONE, endpoint, None)


def _locked(endpoint_id: int) -> WebhookEndpoint:
    return WebhookEndpoint.objects.select_for_update(no_key=True).get(pk=endpoint_id)


def _newest_secret(endpoint: WebhookEndpoint) -> WebhookSecret:
    return WebhookSecret.objects.select_for_update().filter(endpoint=endpoint).latest("id")


def _record(action: str, endpoint: WebhookEndpoint, user: Any, **facts: Any) -> None:
    data = {"endpoint": endpoint.pk, "name": endpoint.name, "host": endpoint.host, **facts}
    ledger.record(action=action, actor=user, data=data)
