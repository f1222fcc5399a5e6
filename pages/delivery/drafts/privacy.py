"""What every answer with a draft in it carries, and so does every refusal of one."""

from __future__ import annotations

from typing import Final, TypeVar

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

Response = TypeVar("Response", bound=HttpResponseBase)

WITH_TOKENS: Final = frozenset({"drafts", "page_preview"})
"""Endpoints whose addresses may hold the token of a draft."""

HEADERS: Final = {
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store, private",
    "Referrer-Policy": "no-referrer",
}
"""Never indexed, never kept, and its address, which may hold a token, told to no other site."""


def kept_private(response: Response) -> Response:
    """Return a response that no search engine, cache or linked site learns anything from."""
    for name, value in HEADERS.items():
        response[name] = value
    for validator in ("ETag", "Last-Modified", "Expires"):
        if validator in response:
            del response[validator]
    return response


def words_of_refusal() -> str:
    """Return what everybody is told whose token opens nothing, in the active language."""
    return _(
        "This preview does not exist, has expired or was revoked. Ask the person who sent you the "
        "link for a new one."
    )
