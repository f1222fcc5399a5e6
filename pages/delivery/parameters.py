"""What every endpoint checks of its query parameters before anything else."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Final

from django.http import Http404
from django.utils.dateparse import parse_datetime
from wagtail.api.v2.utils import BadRequestError

if TYPE_CHECKING:
    from django.http import HttpRequest
    from rest_framework.request import Request

HIGHEST: Final = 2**63 - 1
"""The highest number that databases can be asked about."""

MOMENTS: Final = ("first_published_at",)

DEEPEST: Final = 20
"""How many brackets may stand inside of each other in ``fields``; no answer is nearly as deep."""


def refuse_unanswerable(request: Request | HttpRequest) -> None:
    """Refuse in words what a database or the search would break at.

    Raises:
        BadRequestError: a parameter is none that can be asked.
    """
    refuse_null_characters(request)
    refuse_deep_fields(str(request.GET.get("fields", "")))
    _refuse_far_offset(request)
    _refuse_unknown_operator(request)
    refuse_moments_without_zone(request)


def refuse_moments_without_zone(request: Request | HttpRequest) -> None:
    """Refuse times that are not times, or nobody knows where.

    Raises:
        BadRequestError: there is one.
    """
    for name in MOMENTS:
        _refuse_moment_without_zone(request, name)


def refuse_null_characters(request: Request | HttpRequest) -> None:
    """Refuse null characters, which PostgreSQL cannot be asked about.

    Raises:
        BadRequestError: a name or a value contains one.
    """
    for name, values in request.GET.lists():
        if any("\x00" in text for text in (name, *values)):
            raise BadRequestError("null characters are not allowed in query parameters")


def refuse_deep_fields(asked: str) -> None:
    """Refuse what Wagtail's parser, which calls itself at each bracket, would not come back from.

    Raises:
        BadRequestError: there are too many brackets inside of each other.
    """
    depth = 0
    for character in asked:
        depth += (character == "(") - (character == ")")
        if depth > DEEPEST:
            raise BadRequestError("fields error: too many brackets inside of each other")


def asked_operator(request: Request | HttpRequest) -> str | None:
    """Return the operator of a search, ``"and"`` or ``"or"``, or None where none is asked for.

    Raises:
        BadRequestError: it is another.
    """
    operator = str(request.GET.get("search_operator", "")).lower()
    if operator not in ("", "and", "or"):
        raise BadRequestError("search_operator must be either 'and' or 'or'")
    return operator or None


def asked_id(request: Request | HttpRequest) -> int:
    """Return the id with which something is looked up.

    Raises:
        Http404: it is not a number, or there is none.
    """
    try:
        return int(str(request.GET.get("id", "")))
    except ValueError as error:
        raise Http404("not found") from error


def _refuse_far_offset(request: Request | HttpRequest) -> None:
    try:
        offset = int(str(request.GET.get("offset", 0)))
    except ValueError:
        return  # refused with the others that are no numbers
    if offset > HIGHEST - 1000:
        raise BadRequestError("offset is too high")


def _refuse_unknown_operator(request: Request | HttpRequest) -> None:
    if "search" in request.GET:
        asked_operator(request)


def _refuse_moment_without_zone(request: Request | HttpRequest, name: str) -> None:
    try:
        moment = parse_datetime(str(request.GET.get(name, "")))
    except ValueError:
        return  # refused with the others that have not the form of their field
    if moment is None:
        if _is_date(str(request.GET.get(name, ""))):
            raise BadRequestError(f"{name} must be a time with its zone")
        return
    if moment.tzinfo is None:
        raise BadRequestError(f"{name} must be a time with its zone")
    try:
        moment.astimezone(datetime.UTC)
    except OverflowError as error:
        raise BadRequestError(f"{name} is out of range") from error


def _is_date(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True
