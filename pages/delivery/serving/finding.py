"""Finding a page by its path on the frontend, or by its id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from wagtail.models import Page, Site

from pages.delivery.addresses import pages_at, roots_seen_from, sites_of, url_paths_at
from pages.delivery.redirects import redirect_target

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models.sites import SiteRootPath

    from pages.delivery.serving.scope import Scope


@dataclass(frozen=True, slots=True)
class Found:
    """A page that is public, or was once: who asks has to see which it is.

    Attributes:
        page_id: the page.
        stays: whether another page can be found in its place only after this one changes. A
            redirect leads to it only until any page goes live at the address.
    """

    page_id: int
    stays: bool = False


def find_page(request: HttpRequest, scope: Scope) -> Found | None:
    """Return the page that is looked for, or None.

    A path that a page has left leads to where it is now. One that leads to an address elsewhere is
    for the redirects endpoint to tell.

    Args:
        request: with ``html_path``, a path of the frontend, or ``id``.
        scope: the site that is asked. The same path may name another page in each site.

    Raises:
        Http404: the id is no number.
    """
    if "html_path" in request.GET:
        path = str(request.GET.get("html_path", ""))
        return _at(path, scope, _roots(request, scope))
    try:
        page_id = int(str(request.GET.get("id", "")))
    except ValueError as error:
        raise Http404("not found") from error
    is_there = Page.objects.filter(pk=page_id).exists()
    return Found(page_id, stays=True) if is_there else None


def _roots(request: HttpRequest, scope: Scope) -> list[SiteRootPath]:
    """Return the home pages below which is looked, those of the asked site first.

    To Wagtail ``?site=`` only narrows what there is at a path of the host's own site. So that is
    looked at too.
    """
    roots = roots_seen_from(scope.site_id)
    if "site" in request.GET:
        host = Site.find_for_request(request)
        roots += [root for root in roots_seen_from(host and host.pk) if root not in roots]
    return roots


def _at(path: str, scope: Scope, roots: list[SiteRootPath]) -> Found | None:
    """Return the page at a path: the one that is live there, where it went, or which was there."""
    places = url_paths_at(path, roots=roots)
    rows = pages_at(places).values_list(
        "pk", "path", "url_path", "live", "first_published_at", named=True
    )
    here = [row for row in rows if scope.has(row.path)]
    here.sort(key=lambda row: places.index(row.url_path))
    live = next((row for row in here if row.live), None)
    if live is not None:
        return Found(live.pk, stays=live.url_path == places[0])
    moved = redirect_target(path, sites=sites_of(roots))
    if isinstance(moved, Page) and scope.has(moved.path):
        return Found(moved.pk)
    return next((Found(row.pk) for row in here if row.first_published_at is not None), None)
