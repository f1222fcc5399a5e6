"""Mail to people with an account: one message each, in the language of their admin.

A mail is a pair of templates, ``pages/mail/<name>.subject.txt`` and ``pages/mail/<name>.txt``, and
a function that collects what they show at the moment of sending.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from pages.outbox.handlers import Moot
from pages.outbox.models import OutboxMessage
from pages.outbox.writing import put

KIND = "mail"

Collect = Callable[[Mapping[str, Any]], Mapping[str, Any]]
"""Returns what a mail's templates show, given its facts; raises `Moot` if it has no more point."""

_mails: dict[str, Collect] = {}


def register_mail(template: str, collect: Collect) -> None:
    """Add a mail by the name of its templates."""
    _mails[template] = collect


def put_mail(
    *, template: str, user_ids: Iterable[int], facts: Mapping[str, Any]
) -> list[OutboxMessage]:
    """Write one mail for each account, in the transaction of the change that it tells of.

    Args:
        template: name of the mail, as it is registered.
        user_ids: accounts; those that are closed or have no address are left out when sending.
        facts: what the mail is about, as ids and names.
    """
    return [
        put(kind=KIND, payload={"user": user_id, "template": template, "facts": dict(facts)})
        for user_id in sorted(set(user_ids))
    ]


def deliver_mail(payload: Mapping[str, Any]) -> None:
    """Send one mail.

    Raises:
        Moot: the account is closed or has no address, or the mail has no more point.
    """
    user: Any = get_user_model().objects.filter(pk=payload["user"], is_active=True).first()
    address = getattr(user, "email", "")
    if not address:
        raise Moot("The account is closed or has no address.")
    template = payload["template"]
    with translation.override(language_of(user)):
        context = {
            **_mails[template](payload["facts"]),
            "recipient": user.get_full_name() or user.get_username(),
            "site": getattr(settings, "WAGTAIL_SITE_NAME", ""),
        }
        subject = render_to_string(f"pages/mail/{template}.subject.txt", context)
        body = render_to_string(f"pages/mail/{template}.txt", context)
    EmailMessage(subject=" ".join(subject.split()), body=body.strip() + "\n", to=[address]).send()


def language_of(user: Any) -> str:
    """Return the language in which an account uses the admin."""
    profile = getattr(user, "wagtail_userprofile", None)
    return str(profile.preferred_language if profile is not None else "") or settings.LANGUAGE_CODE
