"""Signing: the password again, exchanged at once for a token that is good for one review.

The password is looked at in one place, by the backend that ``PAGES["SIGNATURE_BACKEND"]`` names,
and goes nowhere else: forms hand on the token. A token lives for minutes and names the user, the
review and the fingerprint, so that it is worthless for any other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from django.core import signing
from django.core.cache import cache
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from pages import conf
from pages.publishing import PublicationRefused

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

SALT = "pages.review.signature"
WRONG_PASSWORDS_ALLOWED = 5
LOCKED_SECONDS = 15 * 60


class SignatureRefused(PublicationRefused):
    """The signature is not good: wrong password, locked, or a token of another review."""


class SignatureBackend(Protocol):
    """How a person proves at the moment of signing that it is them."""

    def verify(self, *, user: AbstractBaseUser, credential: str) -> bool:
        """Tell whether ``credential`` proves that ``user`` is the one who signs."""
        ...


class PasswordBackend:
    """The account's own password, typed again for every signature."""

    def verify(self, *, user: AbstractBaseUser, credential: str) -> bool:
        """Check the password against the account's."""
        return bool(credential) and user.check_password(credential)


def signature_backend() -> SignatureBackend:
    """Return the backend that the site has chosen."""
    backend: SignatureBackend = import_string(conf.signature_backend())()
    return backend


def issue_token(
    *, user: AbstractBaseUser, credential: str, task_state_id: int, fingerprint: str
) -> str:
    """Exchange a credential for a token under which this user may sign this content.

    Raises:
        SignatureRefused: the credential is wrong, or was wrong too often; signing is then locked
            for this user for a quarter of an hour.
    """
    key = f"pages.review.wrong-passwords.{user.pk}"
    if cache.get(key, 0) >= WRONG_PASSWORDS_ALLOWED:
        raise SignatureRefused(
            message=_(
                "Signing is locked for a quarter of an hour after five wrong passwords. "
                "Try again later, or ask an administrator to reset your password."
            )
        )
    if not signature_backend().verify(user=user, credential=credential):
        cache.add(key, 0, LOCKED_SECONDS)
        cache.incr(key)
        raise SignatureRefused(message=_("The password is not right. Nothing was signed."))
    cache.delete(key)
    return signing.dumps(_claim(user, task_state_id, fingerprint), salt=SALT)


def check_token(
    token: str, *, user: AbstractBaseUser, task_state_id: int, fingerprint: str
) -> None:
    """Accept a token that was issued to this user for this review and this content.

    Raises:
        SignatureRefused: it is missing, forged, too old, or belongs to something else.
    """
    try:
        claim = signing.loads(token or "", salt=SALT, max_age=conf.signature_minutes() * 60)
    except signing.SignatureExpired:
        raise SignatureRefused(
            message=_("Your signature has timed out. Enter your password again to sign.")
        ) from None
    except signing.BadSignature:
        raise SignatureRefused(
            message=_("An approval needs your signature: enter your password to sign.")
        ) from None
    if claim != _claim(user, task_state_id, fingerprint):
        raise SignatureRefused(
            message=_(
                "This signature was given for other content. Read what changed and sign again."
            )
        )


def _claim(user: AbstractBaseUser, task_state_id: int, fingerprint: str) -> dict[str, Any]:
    return {"user": user.pk, "review": task_state_id, "fingerprint": fingerprint}
