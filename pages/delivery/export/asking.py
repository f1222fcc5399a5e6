"""Asking this site's own views, as a visitor of a host would."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import DisallowedHost
from django.http import Http404
from django.test import RequestFactory
from django.urls import Resolver404, resolve, reverse
from wagtail.models import Site

from pages import conf

if TYPE_CHECKING:
    from django.http import HttpRequest


class NoSuchHost(ValueError):
    """Raised for a host under which this site does not answer."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a view answered.

    Attributes:
        status: its HTTP status.
        body: its bytes.
        headers: by name in lower case.
    """

    status: int
    body: bytes
    headers: dict[str, str]

    @property
    def etag(self) -> str:
        """The validator without quotes; empty for none."""
        return self.headers.get("etag", "").strip('"')


class Visitor:
    """Asks under one host.

    Attributes:
        host: host name, with a port if it is not the usual one.
        site: Wagtail's site that answers there.
    """

    def __init__(self, host: str) -> None:
        """Go to a host.

        Raises:
            NoSuchHost: the site does not answer there.
        """
        self.host = host
        self._requests = RequestFactory()
        request = self.request("/")
        try:
            request.get_host()
        except DisallowedHost as error:
            raise NoSuchHost(host) from error
        found = Site.find_for_request(request)
        if found is None:
            raise NoSuchHost(host)
        self.site: Site = found

    def request(self, path: str) -> HttpRequest:
        """Return a request for a path with its query string."""
        name, _, port = self.host.partition(":")
        request: Any = self._requests.get(
            path,
            secure=port == "443" or urlsplit(_api_address()).scheme == "https",
            SERVER_NAME=name,
            SERVER_PORT=port or "80",
            HTTP_HOST=self.host,
        )
        request.user, request.session = AnonymousUser(), {}
        made: HttpRequest = request
        return made

    def ask(self, path: str) -> Told:
        """Return what the site's own view answers at a path with its query string."""
        request: Any = self.request(path)
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return Told(404, b"", {})
        request.resolver_match = match
        try:
            response: Any = match.func(request, *match.args, **match.kwargs)
        except Http404:
            return Told(404, b"", {})
        if not getattr(response, "is_rendered", True):
            response.render()
        # Read to its end, which closes what it reads from. Its own close() would tell Django that a
        # request is over, which closes connections.
        body = b"".join(response.streaming_content) if response.streaming else response.content
        headers = {name.lower(): value for name, value in response.items()}
        return Told(response.status_code, body, headers)


def usual_host() -> str:
    """Return the host under which the API answers, unless another is named.

    It is the one of ``WAGTAILAPI_BASE_URL``, or else that of Wagtail's default site.
    """
    address = urlsplit(_api_address())
    if address.netloc:
        return address.netloc
    site = Site.objects.filter(is_default_site=True).first() or Site.objects.first()
    if site is None:
        return ""
    return str(site.hostname) if site.port in (80, 443) else f"{site.hostname}:{site.port}"


def api_path(name: str, *arguments: Any) -> str:
    """Return the path of an endpoint of the public API, such as ``pages:listing``.

    Raises:
        NoReverseMatch: the site does not serve it.
    """
    return reverse(f"{conf.api_namespace()}:{name}", args=arguments)


def _api_address() -> str:
    return str(getattr(settings, "WAGTAILAPI_BASE_URL", None) or "")
