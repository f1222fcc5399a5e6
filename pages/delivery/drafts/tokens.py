"""Tokens of previews: what they say, and the proof that this site said it.

Everything here is pure. What a token says is compared as a whole with what its preview says now:
a token that names another page, language, revision, person or end than its preview opens nothing.
"""

from __future__ import annotations

import datetime
from dataclasses import asdict, dataclass
from typing import Any, Final

from django.core import signing

SALT: Final = "pages.delivery.drafts"

_LONGEST: Final = 1000
"""Characters; a genuine token has less than a third of them."""


class TokenInvalid(ValueError):
    """Raised for what this site did not sign as the token of a preview."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What a token says.

    Attributes:
        preview: id of the preview.
        page: id of the page.
        language: code of the page's language.
        revision: id of the revision that was shown; None for what was never saved.
        person: id of the account that asked for it.
        until: the first second at which it opens nothing any more, in seconds since 1970.
    """

    preview: int
    page: int
    language: str
    revision: int | None
    person: int
    until: int


def signed(claims: Claims) -> str:
    """Return the token that says this; the same claims always give the same token."""
    return signing.Signer(salt=SALT).sign_object(asdict(claims))


def claims_in(token: str) -> Claims:
    """Return what a token says.

    Raises:
        TokenInvalid: this site did not sign it, or not as this kind of token.
    """
    if len(token) > _LONGEST:
        raise TokenInvalid("too long")
    try:
        said: Any = signing.Signer(salt=SALT).unsign_object(token)
        return Claims(**said)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise TokenInvalid("not signed by this site") from error


def is_over(*, until: datetime.datetime, now: datetime.datetime) -> bool:
    """Tell whether a preview opens nothing any more; at its very last second it does not."""
    return now >= until
