"""Saying that a disclaimer's text is complete in its language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from pages import ledger
from pages.disclaimers.models import Disclaimer
from pages.disclaimers.refusals import TextMovedOn

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from wagtail.log_actions import LogActionRegistry

CONFIRMED = "pages.disclaimer.confirmed"


def confirm_disclaimer(disclaimer: Disclaimer, *, by: AbstractBaseUser, version: int) -> Disclaimer:
    """Record that someone read this version and found it complete in its language.

    Args:
        disclaimer: the text.
        by: who says so.
        version: the version that they read.

    Raises:
        TextMovedOn: the text has another version by now.
    """
    with transaction.atomic():
        current = Disclaimer.objects.select_for_update().get(pk=disclaimer.pk)
        if current.version != version:
            raise TextMovedOn
        current.confirm(by=by)
        current.save(update_fields=["ready"])
        log(current, CONFIRMED, user=by, data={"version": current.version})
        ledger.record(
            action="disclaimer.confirmed",
            actor=by,
            data={
                "key": current.key,
                "language": current.locale.language_code,
                "version": current.version,
            },
        )
    return current


def register_confirmation_action(actions: LogActionRegistry) -> None:
    """Name the confirmation in the history. A ``register_log_actions`` hook."""
    actions.register_action(CONFIRMED, _("Confirm as complete"), _("Text confirmed as complete"))
