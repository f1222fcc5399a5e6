"""Putting a message into the outbox."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from pages.outbox.models import OutboxMessage


def put(
    *, kind: str, payload: Mapping[str, Any], not_before: datetime.datetime | None = None
) -> OutboxMessage:
    """Write a message, in the transaction of the change that it tells of.

    Args:
        kind: chooses the handler, such as ``"mail"``.
        payload: what the handler needs, as JSON values: ids and names, no addresses, no texts.
        not_before: the earliest moment of delivery; at once, unless given.
    """
    now = timezone.now()
    return OutboxMessage.objects.create(
        kind=kind,
        payload=json.loads(json.dumps(payload, cls=DjangoJSONEncoder)),
        created_at=now,
        available_at=not_before or now,
    )
