"""Where pages are: their address on the frontend, and the page at such an address.

The frontend shows each language below its own first path segment, and below that the page's path
under that language's home page: ``/es/enfermedades/artritis-reumatoide/``. The language's home page
itself may have any slug.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from wagtail.models import Page, Site

from pages import conf
from pages.delivery.visibility import public_pages

if TYPE_CHECKING:
    from wagtail.models.sites import SiteRootPath
    from wagtail.query import PageQuerySet


def html_path(page: Page) -> str | None:
    """Return the page's path on the frontend, or None for a page outside every site's trees.

    It starts and ends with a slash and begins with the page's language: ``/en/conditions/``.
    """
    root = _root_of(page.url_path)
    if root is None:
        return None
    below_home = page.url_path[len(root.root_path) :].strip("/")
    return f"/{root.language_code}/{below_home}/" if below_home else f"/{root.language_code}/"


def html_url(page: Page) -> str | None:
    """Return the page's address on the frontend (``FRONTEND_URL``), or None outside every site.

    Without a configured frontend it is the path alone.
    """
    path = html_path(page)
    return None if path is None else f"{conf.frontend_url()}{path}"


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
    segments = [segment for segment in _below_frontend(path).split("/") if segment]
    roots = _roots()
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


def _below_frontend(path: str) -> str:
    base = urlsplit(conf.frontend_url()).path.rstrip("/")
    if base and (path == base or path.startswith(f"{base}/")):
        return path[len(base) :]
    return path


def _root_of(url_path: str) -> SiteRootPath | None:
    for root in _roots():
        if url_path.startswith(root.root_path):
            return root
    return None


def _roots() -> list[SiteRootPath]:
    """Return each site's home pages, one per language, from Wagtail's own cache of them."""
    roots: Any = Site.get_site_root_paths()
    return list(roots)
