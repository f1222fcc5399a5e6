"""Deliveries and their messages in the outbox, written together."""

from __future__ import annotations

import datetime
from typing import Final

from pages.delivery.webhooks.models import WebhookDelivery
from pages.outbox import put_all
from pages.outbox.writing import Outgoing

KIND: Final = "webhook"
"""Kind of these messages in the outbox."""


def write(
    deliveries: list[WebhookDelivery], *, not_before: datetime.datetime | None = None
) -> None:
    """Store new deliveries and put their messages into the outbox.

    Events of one page reach an endpoint one after the other; those of other pages do not wait.

    Args:
        deliveries: unsaved, in the order in which it happened.
        not_before: the earliest moment of sending; at once, unless given.
    """
    messages = put_all(
        kind=KIND,
        not_before=not_before,
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
