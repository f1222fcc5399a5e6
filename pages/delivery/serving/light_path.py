"""The light path: the public API answered before the rest of the site is even asked.

As a middleware it stands in front of sessions, accounts and languages, none of which the API
needs. What it cannot answer it lets pass, to the same views in the site's addresses, so that a site
without the middleware answers the same, only slower.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import Error as DatabaseFailure
from django.db import InterfaceError, OperationalError, connection
from django.http import Http404, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from wagtail.api.v2.utils import BadRequestError

from pages import conf
from pages.delivery.addresses import listing_path
from pages.delivery.asked import named_host
from pages.delivery.downloads import say_who_may_keep
from pages.delivery.drafts.privacy import WITH_TOKENS
from pages.delivery.parameters import refuse_moments_without_zone, refuse_null_characters
from pages.delivery.serving.answering import (
    Answered,
    lead_to_page,
    list_pages,
    refused,
    show_page,
)
from pages.delivery.serving.memory import Kept, memory
from pages.delivery.serving.responding import respond

if TYPE_CHECKING:
    from django.http import HttpRequest

    View = Callable[[HttpRequest], HttpResponse]

logger = logging.getLogger("pages.delivery")

METHODS = ("GET", "HEAD", "OPTIONS")
RETRY_AFTER = "5"
SITEMAPS = "pages_sitemap"
"""How the names of sitemaps' addresses begin."""

MOST_DIGITS = 40
"""More than any id has; Python refuses to read numbers of thousands of digits."""


class PublicApiMiddleware:
    """Answers what is asked of the pages endpoint, and lets everything else pass.

    On files, which Wagtail's view serves, it writes who may keep them.
    """

    def __init__(self, get_response: View) -> None:
        """Stand before the rest of the site."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or let pass."""
        if request.path_info.startswith(_mounted_at()) and request.method in ("GET", "HEAD"):
            answer = _answer_at(request, request.path_info)
            if answer is not None:
                return answer
        response = self._get_response(request)
        say_who_may_keep(request, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say that the database is away where it was needed for what this has let pass."""
        is_away = _says_the_database_is_away(exception)
        return _unavailable(request) if is_away and _is_for_everybody(request) else None


@csrf_exempt  # who may not write at all is not asked for a token
def listing_view(request: HttpRequest) -> HttpResponse:
    """Answer with a list of pages."""
    return allowed(request) or _answer(request, list_pages)


@csrf_exempt
def detail_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with one page."""
    return allowed(request) or _answer(request, lambda asked: show_page(asked, pk))


@csrf_exempt
def find_view(request: HttpRequest) -> HttpResponse:
    """Answer with the way to a page."""
    return allowed(request) or _answer(request, lead_to_page)


def allowed(request: HttpRequest) -> HttpResponse | None:
    """Answer what is no question: OPTIONS, and methods that there are not."""
    if request.method in ("GET", "HEAD"):
        return None
    if request.method == "OPTIONS":
        response = HttpResponse(status=204)
    else:
        response = respond(request, refused(405, f"method {request.method} not allowed"))
    response.headers["Allow"] = ", ".join(METHODS)
    return response


def _answer_at(request: HttpRequest, path: str) -> HttpResponse | None:
    rest = path.removeprefix(_mounted_at())
    if rest == "":
        return _answer(request, list_pages)
    if rest == "find/":
        return _answer(request, lead_to_page)
    page_id = rest.removesuffix("/")
    is_number = page_id.isascii() and page_id.isdecimal() and len(page_id) <= MOST_DIGITS
    if page_id != rest and is_number:
        return _answer(request, lambda asked: show_page(asked, int(page_id)))
    return None


def _answer(request: HttpRequest, make: Callable[[HttpRequest], Answered]) -> HttpResponse:
    """Answer from memory, or make the answer and keep it."""
    key = (*named_host(request), request.path_info, request.META.get("QUERY_STRING", ""))
    try:
        memory.follow()
        known = memory.get(key)
        if known is not None:
            return respond(request, known)
        return respond(request, _made(request, key, make).prepared)
    except DatabaseFailure:
        # Without the feed nobody knows whether what is kept is still public.
        return _unavailable(request)


def _unavailable(request: HttpRequest) -> HttpResponse:
    """Answer that the database is away, in the block that has caught it."""
    logger.exception("The public API cannot reach its database.")
    response = respond(request, refused(503, "temporarily unavailable"))
    response.headers["Retry-After"] = RETRY_AFTER
    return response


def _says_the_database_is_away(exception: Exception) -> bool:
    # The driver's own errors too: Django translates them, but not where it closes one of the
    # server's cursors, as those through which sitemaps are read.
    database: Any = connection
    driver = database.Database
    away = (OperationalError, InterfaceError, driver.OperationalError, driver.InterfaceError)
    return isinstance(exception, away)


def _is_for_everybody(request: HttpRequest) -> bool:
    """Tell whether the public API is asked, or a sitemap."""
    match = request.resolver_match
    if match is None:
        return False
    is_api = match.namespaces[:1] == [conf.api_namespace()]
    is_draft = not WITH_TOKENS.isdisjoint(match.namespaces)
    return (is_api and not is_draft) or str(match.url_name).startswith(SITEMAPS)


def _made(
    request: HttpRequest, key: tuple[str | None, ...], make: Callable[[HttpRequest], Answered]
) -> Answered:
    since = memory.changes
    try:
        _refuse_other_formats(request)
        refuse_null_characters(request)
        refuse_moments_without_zone(request)
        answered = make(request)
    except BadRequestError as error:
        return Answered(refused(400, str(error)), may_be_kept=False)
    except Http404 as error:
        return Answered(refused(404, str(error)), may_be_kept=False)
    if answered.may_be_kept:
        until = answered.until.timestamp() if answered.until else None
        kept = Kept(answered.prepared, answered.prepared.size, answered.targets, until)
        memory.keep(key, kept, since=since)
    return answered


def _refuse_other_formats(request: HttpRequest) -> None:
    """Refuse ``?format=`` of anything but JSON; Wagtail's own clients may ask for it.

    Raises:
        Http404: another format is asked for.
    """
    if request.GET.get("format") not in (None, "", "json"):
        raise Http404("there is no such format")


def _mounted_at() -> str:
    """Return the path of the list of pages."""
    # No path begins with a null: a site that does not serve the API lets everything pass.
    return listing_path() or "\0"


__all__ = ["METHODS", "PublicApiMiddleware", "detail_view", "find_view", "listing_view"]
