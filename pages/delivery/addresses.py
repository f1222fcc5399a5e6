"""Where pages are: their address on the frontend, and the page at such an address.

The frontend shows each language below its own first path segment, and below that the page's path
under that language's home page: ``/es/enfermedades/artritis-reumatoide/``. The language's home page
itself may have any slug.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from wagtail.models import Page, Site

from pages import conf
from pages.delivery.visibility import public_pages

if TYPE_CHECKING:
    from wagtail.models.sites import SiteRootPath
    from wagtail.query import PageQuerySet


@dataclass(frozen=True, slots=True)
class Place:
    """Where the frontend shows a page.

    Attributes:
        site_id: the Wagtail site whose tree the page is in.
        path: the page's path on the frontend, with the language first.
    """

    site_id: int
    path: str


def place_of(url_path: str, roots: Iterable[SiteRootPath]) -> Place | None:
    """Return where the frontend shows the page with this ``url_path``, or None for nowhere.

    Args:
        url_path: as Wagtail keeps it: the slugs of the page and of all above it.
        roots: the home pages of the sites, the most specific first; see `site_roots`.
    """
    for root in roots:
        if url_path.startswith(root.root_path):
            below_home = url_path[len(root.root_path) :].strip("/")
            home = f"/{root.language_code}/"
            return Place(root.site_id, f"{home}{below_home}/" if below_home else home)
    return None


def html_path(page: Page) -> str | None:
    """Return the page's path on the frontend, or None for a page outside every site's trees.

    It starts and ends with a slash and begins with the page's language: ``/en/conditions/``.
    """
    place = place_of(page.url_path, site_roots())
    return None if place is None else place.path


def html_url(page: Page) -> str | None:
    """Return the page's address on the frontend (``FRONTEND_URL``), or None outside every site.

    Without a configured frontend it is the path alone.
    """
    path = html_path(page)
    return None if path is None else f"{conf.frontend_url()}{path}"


def api_path(name: str, *arguments: int) -> str | None:
    """Return a path of the pages endpoint, or None on a site that does not serve the API.

    Args:
        name: ``"listing"``, ``"find"`` or ``"detail"``.
        arguments: the page's id, for a detail.
    """
    try:
        return reverse(f"{conf.api_namespace()}:pages:{name}", args=arguments)
    except NoReverseMatch:
        return None


def listing_path() -> str | None:
    """Return the path of the list of pages, or None without an API. Every request asks for it."""
    return _listing_path(conf.api_namespace(), settings.ROOT_URLCONF)


@lru_cache(maxsize=8)
def _listing_path(namespace: str, urls: str) -> str | None:
    return api_path("listing")


def page_for_html_path(path: str) -> Page | None:
    """Return the public page that the frontend shows at a path, or None.

    Args:
        path: as in an address of the frontend, with or without its closing slash. The path of
            ``FRONTEND_URL`` itself may stand before it. The bare root is the home page of the
            site's own language.
    """
    page: Page | None = pages_at_html_path(path, among=public_pages()).first()
    return page


def pages_at_html_path(path: str, *, among: PageQuerySet[Any] | None = None) -> PageQuerySet[Any]:
    """Return the pages whose place a path of the frontend names, public or not.

    Args:
        path: as for `page_for_html_path`.
        among: the pages that count; all, unless given.
    """
    segments = [segment for segment in below_frontend(path).split("/") if segment]
    roots = site_roots()
    if not segments:
        candidates = roots[:1]
    else:
        candidates = [root for root in roots if root.language_code == segments[0]]
    url_paths = [_joined(root.root_path, segments[1:]) for root in candidates]
    pages: PageQuerySet[Any] = (Page.objects.all() if among is None else among).filter(
        url_path__in=url_paths
    )
    if len(segments) > 1:
        # Slugs have an index, whole paths have none.
        pages = pages.filter(slug=segments[-1])
    return pages


def _joined(root_path: str, segments: list[str]) -> str:
    return root_path + "".join(f"{segment}/" for segment in segments)


def below_frontend(path: str) -> str:
    """Return a path without the path of ``FRONTEND_URL`` itself, where that stands before it."""
    base = urlsplit(conf.frontend_url()).path.rstrip("/")
    if base and (path == base or path.startswith(f"{base}/")):
        return path[len(base) :]
    return path


def site_roots() -> list[SiteRootPath]:
    """Return each site's home pages, one per language, from Wagtail's own cache of them."""
    roots: Any = Site.get_site_root_paths()
    return list(roots)
