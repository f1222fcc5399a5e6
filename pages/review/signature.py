"""Signing: the password again, exchanged at once for a token that is good for one signature.

The password is looked at in one place, by the backend that ``PAGES["SIGNATURE_BACKEND"]`` names,
and goes nowhere else: forms hand on the token. A token lives for minutes and names the user, what
is signed and its fingerprint, so that it is worthless for anything else.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final, Protocol

from django.core import signing
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from wagtail.models import TaskState

from pages import conf
from pages.publishing import Blocker, PublicationRefused
from pages.publishing.recorded import Occasion, write_down
from pages.review.attempts import (
    WRONG_ALLOWED,
    begin_attempt,
    forget_attempts,
    take_attempt_back,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

logger = logging.getLogger("pages.review")

SALT = "pages.review.signature"
SIGNATURE_REFUSED: Final = "review.signature_refused"


class SignatureRefused(PublicationRefused):
    """The signature is not good: wrong password, locked, or a token for something else."""

    def _sentence(self) -> str:
        return " ".join(str(blocker.message) for blocker in self.blockers)


class SignatureBackend(Protocol):
    """How a person proves at the moment of signing that it is them.

    A backend whose credential is not a password says what to enter with ``credential_label`` and
    ``credential_help``, which replace the form's own words.
    """

    def verify(self, *, user: AbstractBaseUser, credential: str) -> bool:
        """Tell whether ``credential`` proves that ``user`` is the one who signs."""
        ...


class PasswordBackend:
    """The account's own password, typed again for every signature."""

    @sensitive_variables("credential")
    def verify(self, *, user: AbstractBaseUser, credential: str) -> bool:
        """Check the password against the account's."""
        return bool(credential) and user.check_password(credential)


def signature_backend() -> SignatureBackend:
    """Return the backend that the site has chosen."""
    backend: SignatureBackend = import_string(conf.signature_backend())()
    return backend


@sensitive_variables("credential")
def issue_token(
    *, user: AbstractBaseUser, credential: str, fingerprint: str, **subject: int
) -> str:
    """Exchange a credential for a token under which this user may sign this content.

    Args:
        user: who signs.
        credential: what the backend asks for; the password, unless a site says otherwise.
        fingerprint: the content.
        subject: what is signed, by a name for its kind and its id: ``task_state_id=12`` for a page
            in review.

    Raises:
        SignatureRefused: the credential is wrong, or was wrong too often; signing is then locked
            for this user for a quarter of an hour. The ledger has it.
    """
    attempt = begin_attempt(user=user, now=timezone.now())
    if not attempt:
        raise SignatureRefused(
            [
                Blocker(
                    "signature.locked",
                    _(
                        "Signing is locked for a quarter of an hour after five wrong passwords. "
                        "Try again later; if you have forgotten your password, set a new one."
                    ),
                )
            ]
        )
    try:
        _prove(user, credential)
    except SignatureRefused as refusal:
        _write_down(refusal, user=user, subject=subject, attempt=attempt)
        raise
    forget_attempts(user)
    return signing.dumps(_claim(user, fingerprint, subject), salt=SALT)


@sensitive_variables("credential")
def _prove(user: AbstractBaseUser, credential: str) -> None:
    """Ask the backend.

    Raises:
        SignatureRefused: it says no, or cannot answer.
    """
    try:
        is_proved = signature_backend().verify(user=user, credential=credential)
    except Exception as error:  # another server's failure is no reason to lose what was written
        # The message and the traceback may quote the credential.
        logger.error("The signature backend failed: %s", type(error).__qualname__)
        take_attempt_back(user)
        raise SignatureRefused(
            [
                Blocker(
                    "signature.unavailable",
                    _(
                        "Who you are cannot be confirmed at the moment, so nothing was signed. Try "
                        "again in a few minutes; if it stays so, tell an administrator."
                    ),
                )
            ]
        ) from None
    if not is_proved:
        raise SignatureRefused(
            [
                Blocker(
                    "signature.wrong_password",
                    _("The password is not right. Nothing was signed."),
                )
            ]
        )


def _write_down(
    refusal: SignatureRefused, *, user: AbstractBaseUser, subject: dict[str, int], attempt: int
) -> None:
    review = subject.get("task_state_id")
    state = TaskState.objects.filter(pk=review).first()
    named = subject if review is None else {"review": review}
    refusal.occasion = Occasion(
        action=SIGNATURE_REFUSED,
        page=state.workflow_state.content_object if state is not None else None,
        actor=user,
        data={**named, "locked": attempt >= WRONG_ALLOWED},
    )
    write_down(refusal)


def check_token(token: str, *, user: AbstractBaseUser, fingerprint: str, **subject: int) -> None:
    """Accept a token that was issued to this user for this subject and this content.

    Raises:
        SignatureRefused: it is missing, forged, too old, or belongs to something else.
    """
    try:
        claim = signing.loads(token or "", salt=SALT, max_age=conf.signature_minutes() * 60)
    except signing.SignatureExpired:
        raise SignatureRefused(
            [
                Blocker(
                    "signature.timed_out",
                    _("Your signature has timed out. Enter your password again to sign."),
                )
            ]
        ) from None
    except signing.BadSignature:
        raise SignatureRefused(
            [
                Blocker(
                    "signature.missing",
                    _("An approval needs your signature: enter your password to sign."),
                )
            ]
        ) from None
    if claim != _claim(user, fingerprint, subject):
        raise SignatureRefused(
            [
                Blocker(
                    "signature.other_content",
                    _(
                        "This signature was given for other content. "
                        "Read what changed and sign again."
                    ),
                )
            ]
        )


def _claim(user: AbstractBaseUser, fingerprint: str, subject: dict[str, int]) -> dict[str, Any]:
    return {"user": user.pk, "fingerprint": fingerprint, "subject": subject}
