"""What every endpoint checks of its query parameters before anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.api.v2.utils import BadRequestError

if TYPE_CHECKING:
    from django.http import HttpRequest
    from rest_framework.request import Request


def refuse_null_characters(request: Request | HttpRequest) -> None:
    """Refuse null characters, which PostgreSQL cannot be asked about.

    Raises:
        BadRequestError: a name or a value contains one.
    """
    for name, values in request.GET.lists():
        if any("\x00" in text for text in (name, *values)):
            raise BadRequestError("null characters are not allowed in query parameters")
