"""What a request asks for: which site, and in which language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from wagtail.api.v2.utils import BadRequestError
from wagtail.models import Site

from pages.delivery.parameters import refuse_null_characters

if TYPE_CHECKING:
    from django.http import HttpRequest


MOST_DIGITS: Final = 5
"""Of a port. Python refuses to read numbers of thousands of digits, and databases high ones."""


def asked_site(request: HttpRequest) -> Site | None:
    """Return the site that ``?site=`` names, or else the one that the host name stands for.

    ``site`` is a host name, with a port where several sites share it, as in Wagtail's own API.

    Raises:
        BadRequestError: it names none, or more than one; or a null character is in the query.
    """
    refuse_null_characters(request)
    if "site" not in request.GET:
        found: Site | None = Site.find_for_request(request)
        return found
    hostname, _, port = request.GET["site"].partition(":")
    named: dict[str, Any] = {"hostname": hostname}
    if port:
        if not port.isdecimal() or len(port) > MOST_DIGITS:
            raise BadRequestError("site must be a host name, such as example.org or example.org:80")
        named["port"] = int(port)
    sites = list(Site.objects.filter(**named).select_related("root_page")[:2])
    if not sites:
        raise BadRequestError("there is no such site")
    if len(sites) > 1:
        raise BadRequestError("several sites have this host name; name the port too")
    return sites[0]


def named_host(request: HttpRequest) -> tuple[str | None, str | None]:
    """Return what `HttpRequest.get_host` and `get_port` read, from which Wagtail finds the site.

    Every request asks for it, so it is not judged. What is kept by it is kept of requests whose
    host was: one that is not allowed has a name of its own, under which nothing ever is.
    """
    headers = request.META
    host, port = headers.get("HTTP_HOST"), headers.get("SERVER_PORT")
    if settings.USE_X_FORWARDED_HOST:
        host = headers.get("HTTP_X_FORWARDED_HOST", host)
    if settings.USE_X_FORWARDED_PORT:
        port = headers.get("HTTP_X_FORWARDED_PORT", port)
    return host, port
