"""How often somebody tried to sign and was not believed: kept in the database.

A cache may be emptied, and most are one process's own: a guess at a password would count in one
worker alone. Each attempt is counted before the password is looked at, under a lock, so that
guesses that are made at the same moment are not one guess.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

WRONG_ALLOWED = 5
LOCKED_FOR = datetime.timedelta(minutes=15)


class SigningAttempts(models.Model):
    """The wrong credentials of one account in a row; there is no row for who made none."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user account"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    wrong = models.PositiveSmallIntegerField(_("wrong passwords in a row"), default=0)
    last_at = models.DateTimeField(_("last attempt"))

    class Meta:
        verbose_name = _("attempts to sign")
        verbose_name_plural = _("attempts to sign")

    def __str__(self) -> str:
        return f"{self.user_id}: {self.wrong}"


def is_locked(*, wrong: int, last_at: datetime.datetime, now: datetime.datetime) -> bool:
    """Tell whether so many wrong attempts, the last at that time, keep somebody from another."""
    return wrong >= WRONG_ALLOWED and now - last_at < LOCKED_FOR


def begin_attempt(*, user: AbstractBaseUser, now: datetime.datetime) -> int:
    """Count an attempt to sign as a wrong one, until `forget_attempts` says otherwise.

    Returns:
        How many wrong attempts in a row this is; 0 if there must be none now, since there were too
        many. An attempt that is not let through does not prolong the lock.
    """
    with transaction.atomic():
        SigningAttempts.objects.get_or_create(user_id=user.pk, defaults={"last_at": now})
        attempts = SigningAttempts.objects.select_for_update().get(user_id=user.pk)
        if is_locked(wrong=attempts.wrong, last_at=attempts.last_at, now=now):
            return 0
        if now - attempts.last_at >= LOCKED_FOR:
            attempts.wrong = 0
        attempts.wrong += 1
        attempts.last_at = now
        attempts.save()
        return attempts.wrong


def take_attempt_back(user: AbstractBaseUser) -> None:
    """Count an attempt no longer: nobody could say whether it was a right one."""
    SigningAttempts.objects.filter(user_id=user.pk, wrong__gt=0).update(wrong=models.F("wrong") - 1)


def forget_attempts(user: AbstractBaseUser) -> None:
    """Begin to count anew: the account's owner has proved who they are."""
    SigningAttempts.objects.filter(user_id=user.pk).delete()
