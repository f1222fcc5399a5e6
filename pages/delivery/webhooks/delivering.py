"""Sending one delivery: the outbox's handler of webhooks.

Everything is decided at the moment of sending: whether the endpoint is still there, what its
secrets are, which address its name has, and whether the page's title may still be named. The outbox
sees to the rest: another attempt later, and an end to them.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.utils import timezone

from pages.delivery.visibility import public_documents
from pages.delivery.webhooks import sending, targets
from pages.delivery.webhooks.actions import SwitchOffGone
from pages.delivery.webhooks.events import body, page_data
from pages.delivery.webhooks.models import Problem, WebhookDelivery
from pages.delivery.webhooks.rules import is_outdated
from pages.delivery.webhooks.signing import signed_headers
from pages.outbox import GiveUp, Moot, Unreachable

GONE: Final = 410

USER_AGENT: Final = "Firma-Webhooks"


class NotAccepted(Exception):
    """The receiver answered, and did not take it. The text is for the log, without any address."""


def deliver_webhook(payload: Mapping[str, Any]) -> None:
    """Send one delivery.

    Raises:
        Moot: its endpoint is gone or switched off, or it is not true any more.
        GiveUp: the receiver is gone for good; or it was a test, which is not repeated.
        Unreachable: the receiver did not answer.
        NotAccepted: it answered otherwise than with a status of 200 to 299.
    """
    found = WebhookDelivery.objects.select_related("endpoint").filter(pk=payload["delivery"])
    delivery = found.first()
    if delivery is None:
        raise Moot("The webhook was deleted.")
    try:
        _send(delivery)
    except (Unreachable, NotAccepted) as error:
        if delivery.is_test:
            raise GiveUp(str(error)) from error
        raise


def _send(delivery: WebhookDelivery) -> None:
    data = _data(delivery)
    status = _post(delivery, body(event=delivery.event, at=delivery.occurred_at, data=data))
    if 200 <= status < 300:
        _note(delivery, status=status)
        return
    if status == GONE:
        _note(delivery, Problem.GONE, status=status)
        if not delivery.is_test:
            SwitchOffGone(endpoint_id=delivery.endpoint_id).execute()
        raise GiveUp("The receiver is gone for good (410).")
    problem = Problem.REDIRECT if 300 <= status < 400 else Problem.STATUS
    _note(delivery, problem, status=status)
    raise NotAccepted(f"The receiver answered {status}.")


def _data(delivery: WebhookDelivery) -> dict[str, Any]:
    """Return what the receiver is told.

    Raises:
        Moot: nothing, any more.
    """
    if delivery.is_test:
        return {"endpoint": delivery.endpoint.name}
    if not delivery.endpoint.is_active:
        _note(delivery, Problem.OFF)
        raise Moot("The webhook is switched off.")
    change = delivery.what_changed
    document = public_documents().filter(page_id=change.page_id).first()
    repeats = delivery.replay_of_id is not None or change.is_answer_only
    if repeats and is_outdated(change, is_public=document is not None):
        _note(delivery, Problem.OUTDATED)
        raise Moot("It is not true any more; a later event says so.")
    is_read = document is not None and document.content_hash == change.content_hash
    return page_data(change, title=str(document.content["title"]) if document and is_read else None)


def _post(delivery: WebhookDelivery, content: bytes) -> int:
    """Send the request and return the status code of the answer."""
    now = timezone.now()
    keys = delivery.endpoint.secrets.counting(now=now).values_list("value", flat=True)
    headers = {
        "content-type": "application/json",
        "user-agent": USER_AGENT,
        **signed_headers(
            secrets_in_use=keys,
            message_id=delivery.event_id,
            timestamp=int(now.timestamp()),
            body=content,
        ),
    }
    try:
        target = targets.parsed(delivery.endpoint.url, is_development=settings.DEBUG)
        addresses = targets.public_addresses(target, is_development=settings.DEBUG)
        return sending.post(target=target, addresses=addresses, body=content, headers=headers)
    except targets.TargetRefused as error:
        _note(delivery, Problem.REFUSED)
        raise NotAccepted("The address is not one to send to.") from error
    except OSError as error:
        problem = _problem_of(error)
        _note(delivery, problem)
        raise Unreachable(_REASONS[problem]) from error


_REASONS: Final = {
    Problem.UNKNOWN: "The host name is not known.",
    Problem.TIMEOUT: "The receiver took too long.",
    Problem.TLS: "The receiver's certificate is not valid.",
    Problem.NO_HTTP: "The answer is not HTTP.",
    Problem.CONNECTION: "The receiver cannot be reached.",
}
"""What the log says: an error's own words would repeat the address, which may hold a secret."""


def _problem_of(error: OSError) -> Problem:
    if isinstance(error, socket.gaierror):
        return Problem.UNKNOWN
    if isinstance(error, TimeoutError):
        return Problem.TIMEOUT
    if isinstance(error, ssl.SSLError):
        return Problem.TLS
    return Problem.NO_HTTP if isinstance(error, sending.NoAnswer) else Problem.CONNECTION


def _note(delivery: WebhookDelivery, problem: str = "", *, status: int | None = None) -> None:
    """Keep how an attempt ended: the status code, and nothing of what came with it."""
    delivery.status_code = status
    delivery.problem = problem
    delivery.tried_at = timezone.now()
    delivery.save(update_fields=["status_code", "problem", "tried_at"])
