"""Sitemaps and ``robots.txt`` over HTTP."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import NoReverseMatch, reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail.api.utils import get_base_url
from wagtail.api.v2.utils import BadRequestError
from wagtail.models import Site

from pages import conf
from pages.delivery.addresses import file_paths
from pages.delivery.asked import asked_site
from pages.delivery.built import Built, answer, answer_in_pieces
from pages.delivery.serving.answering import ABOUT_MANY
from pages.delivery.serving.memory import memory
from pages.delivery.sitemaps.files import XML, NoSuchSitemap, build_index, sitemap_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

INDEX = "pages_sitemap_index"
SITEMAP = "pages_sitemap"
PART = "pages_sitemap_part"


@csrf_exempt  # who may not write at all is not asked for a token
@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponseBase:
    """Answer with the list of a site's sitemaps.

    Raises:
        Http404: there is no such site, no public page, or no frontend with addresses to list.
    """
    site = _site(request)
    query = f"?site={request.GET['site']}" if "site" in request.GET else ""

    def address(language: str, part: int) -> str:
        path = (
            reverse(SITEMAP, args=[language]) if part == 1 else reverse(PART, args=[language, part])
        )
        return f"{_host(request)}{path}{query}"

    try:
        return answer(request, build_index(site, address=address), key=ABOUT_MANY)
    except NoSuchSitemap:
        raise Http404("not found") from None


@csrf_exempt
@require_safe
def sitemap(request: HttpRequest, language: str, part: int = 1) -> HttpResponseBase:
    """Answer with one sitemap.

    Raises:
        Http404: there is none.
    """
    try:
        pieces = sitemap_pieces(_site(request), language=language, part=part)
    except NoSuchSitemap:
        raise Http404("not found") from None
    return answer_in_pieces(request, pieces, content_type=XML, key=ABOUT_MANY)


@csrf_exempt
@require_safe
def robots(request: HttpRequest) -> HttpResponseBase:
    """Tell robots what of this host is for them: what the frontend shows, and nothing else.

    Where the site shows pages of its own on this host, nothing is forbidden here: what may be
    read of them is for that site to say.
    """
    lines = ["User-agent: *"]
    if _shows_pages():
        lines.append("Disallow:")
    else:
        lines += [f"Allow: {path}" for path in _for_everybody()]
        lines.append("Disallow: /")
    if conf.frontend_url():
        lines += ["", f"Sitemap: {_host(request)}{reverse(INDEX)}"]
    body = "".join(f"{line}\n" for line in lines)
    return answer(request, Built(body.encode(), "text/plain; charset=utf-8", frozenset()))


def _site(request: HttpRequest) -> Site:
    memory.follow()  # the addresses of sites are kept
    try:
        site = asked_site(request)
    except BadRequestError as error:
        raise Http404(str(error)) from None
    if site is None or not conf.frontend_url():
        raise Http404("not found")
    return site


def _host(request: HttpRequest) -> str:
    return conf.sitemap_url() or (get_base_url(request) or "").rstrip("/")


def _shows_pages() -> bool:
    try:
        reverse("wagtail_serve", args=[""])
    except NoReverseMatch:
        return False
    return True


def _for_everybody() -> Iterator[str]:
    """Yield the paths that a frontend's pages load from here, or lead to."""
    yield reverse(INDEX)
    yield f"{reverse(SITEMAP, args=['xx']).rpartition('/')[0]}/"
    with suppress(NoReverseMatch):
        yield f"{'/'.join(reverse('wagtailapi:pages:listing').split('/')[:-2])}/"
    yield from file_paths()
