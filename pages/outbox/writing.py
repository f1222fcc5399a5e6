"""Putting messages into the outbox."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from pages.outbox.models import OutboxMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One message to be written.

    Attributes:
        payload: what the handler needs, as JSON values: ids and names, no addresses, no texts.
        lane: names the receiver, where one that cannot be reached is not to keep others waiting.
        ordering_key: messages that share it are delivered one after the other, in the order in
            which they were written; a later one waits until those before it are delivered, put
            away or given up.
    """

    payload: Mapping[str, Any]
    lane: str = ""
    ordering_key: str = ""


def put(
    *, kind: str, payload: Mapping[str, Any], not_before: datetime.datetime | None = None
) -> OutboxMessage:
    """Write a message, in the transaction of the change that it tells of.

    Args:
        kind: chooses the handler, such as ``"mail"``.
        payload: what the handler needs, as JSON values: ids and names, no addresses, no texts.
        not_before: the earliest moment of delivery; at once, unless given.
    """
    [message] = put_all(kind=kind, messages=[Outgoing(payload=payload)], not_before=not_before)
    return message


def put_all(
    *, kind: str, messages: Iterable[Outgoing], not_before: datetime.datetime | None = None
) -> list[OutboxMessage]:
    """Write several messages of a kind with one query, as `put` does one."""
    now = timezone.now()
    rows = [
        OutboxMessage(
            kind=kind,
            payload=json.loads(json.dumps(message.payload, cls=DjangoJSONEncoder)),
            lane=message.lane,
            ordering_key=message.ordering_key,
            created_at=now,
            available_at=not_before or now,
        )
        for message in messages
    ]
    return OutboxMessage.objects.bulk_create(rows)
