"""Delivering what waits: at least once, each message by itself, several processes side by side.

A message is first *taken*, in a short transaction that counts the attempt and sets it aside for the
length of a lease, and then delivered outside of any transaction: a slow mail server holds no lock.
A process that dies in between leaves the message to be taken again when the lease is over, which is
why a handler may meet the same message twice.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.db import connection, transaction
from django.utils import timezone

from pages.outbox.handlers import GiveUp, Moot, Unreachable, handler_for
from pages.outbox.models import OutboxMessage, OutboxMessageQuerySet
from pages.outbox.retrying import ATTEMPTS_ALLOWED, LEASE, error_in_brief, pause_after

logger = logging.getLogger("pages.outbox")

Result = Literal["delivered", "moot", "postponed", "given up"]


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of one message.

    Attributes:
        message_id: the message.
        kind: its kind.
        result: ``delivered``; ``moot``, since there was no more point; ``postponed`` after an
            error; ``given up`` after too many, or where another attempt would be in vain.
        error: name and first words of the error, or why it was moot.
    """

    message_id: int
    kind: str
    result: Result
    error: str = ""


def deliver_due(
    *, now: datetime.datetime | None = None, limit: int | None = None
) -> Iterator[Delivered]:
    """Deliver every message that is due at ``now``, yielding what became of each."""
    now = now or timezone.now()
    count = 0
    closed: set[str] = set()
    while limit is None or count < limit:
        message = _take(now, OutboxMessage.objects.exclude(lane__in=closed))
        if message is None:
            return
        count += 1
        yield _deliver(message, closed)


def deliver_one(message_id: int, *, now: datetime.datetime | None = None) -> Delivered | None:
    """Deliver one message at once, for somebody who waits for the answer.

    Returns:
        What became of it, or None where it is not due: another process has it, or it has to wait
        for one before it.
    """
    message = _take(now or timezone.now(), OutboxMessage.objects.filter(pk=message_id))
    return None if message is None else _deliver(message, set())


def _take(now: datetime.datetime, candidates: OutboxMessageQuerySet) -> OutboxMessage | None:
    with transaction.atomic():
        due = candidates.due(now=now).select_for_update(
            skip_locked=connection.features.has_select_for_update_skip_locked
        )
        message = due.first()
        if message is not None:
            message.attempts += 1
            # From the clock: a long run must not set a message aside for less than a lease.
            message.available_at = max(now, timezone.now()) + LEASE
            message.save(update_fields=["attempts", "available_at"])
        return message


def _deliver(message: OutboxMessage, closed: set[str]) -> Delivered:
    """Deliver a message; add its lane to those ``closed`` if its receiver cannot be reached."""
    try:
        handler_for(message.kind)(message.payload)
    except Moot as moot:
        return _end(message, "moot", error=str(moot)[:255])
    except GiveUp as vain:
        return _end(message, "given up", error=str(vain)[:255])
    except Exception as error:  # whatever it is, the messages behind this one go on
        brief = error_in_brief(error)
        logger.warning("Message %s (%s) was not delivered: %s", message.pk, message.kind, brief)
        if isinstance(error, Unreachable) and message.lane:
            closed.add(message.lane)
        if message.attempts >= ATTEMPTS_ALLOWED:
            return _end(message, "given up", error=brief)
        message.available_at = timezone.now() + pause_after(message.attempts)
        message.last_error = brief
        message.save(update_fields=["available_at", "last_error"])
        return Delivered(message.pk, message.kind, "postponed", brief)
    return _end(message, "delivered")


def _end(message: OutboxMessage, result: Result, *, error: str = "") -> Delivered:
    moment = timezone.now()
    if result == "delivered":
        message.delivered_at = moment
    else:
        message.failed_at = moment
    message.last_error = error
    message.save(update_fields=["delivered_at", "failed_at", "last_error"])
    return Delivered(message.pk, message.kind, result, error)
