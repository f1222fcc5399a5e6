"""Deliveries and their messages in the outbox, written together."""

from __future__ import annotations

from typing import Final

from pages.delivery.webhooks.models import WebhookDelivery
from pages.outbox import put_all
from pages.outbox.writing import Outgoing

KIND: Final = "webhook"
"""Kind of these messages in the outbox."""


def write(deliveries: list[WebhookDelivery]) -> None:
    """Store new deliveries and put their messages into the outbox.

    Events of one page reach an endpoint one after the other; those of other pages do not wait.
    """
    messages = put_all(
        kind=KIND,
        messages=[
            Outgoing(
                payload={"delivery": one.pk},
                lane=one.endpoint.lane,
                ordering_key=f"{one.endpoint.lane}:{one.page_id}" if one.page_id else "",
            )
            for one in deliveries
        ],
    )
    for delivery, message in zip(deliveries, messages, strict=True):
        delivery.message = message
    WebhookDelivery.objects.bulk_create(deliveries)
