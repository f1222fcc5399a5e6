"""Following redirects: from an address that was, to where the public finds the page now."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Concat, Length, Substr
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from pages import conf
from pages.delivery.addresses import below_frontend, html_url, roots_seen_from, site_roots
from pages.delivery.visibility import public_pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from wagtail.models.sites import SiteRootPath


def public_redirects() -> QuerySet[Redirect]:
    """Return the redirects that lead to a public page with an address, or to a link.

    None of them leads away from a live page: what a move made is ended when a page appears at the
    same address; what an editor entered stays, and is of no effect as long as there is one.
    """
    in_trees = reduce(
        or_, (Q(redirect_page__url_path__startswith=root.root_path) for root in site_roots()), Q()
    )
    to_pages = Exists(public_pages().filter(pk=OuterRef("redirect_page"))) & in_trees
    to_links = Q(redirect_page__isnull=True) & ~Q(redirect_link="")
    found: QuerySet[Redirect] = Redirect.objects.filter(to_pages | to_links)
    return found.select_related("redirect_page__locale", "site")


def without_occupied(redirects: QuerySet[Redirect], *, site_id: int | None) -> QuerySet[Redirect]:
    """Leave out the redirects that an editor entered for the address of a page that is live.

    Args:
        redirects: some of them.
        site_id: the site that is asked, whose pages count for the redirects of no site. Those of
            a site are of no effect where that site itself has a live page.
    """
    seen = roots_seen_from(site_id)
    for root in site_roots():
        concerned = Q(site=root.site_id)
        if root in seen:
            concerned |= Q(site__isnull=True)
        redirects = redirects.exclude(
            concerned, automatically_created=False, old_path__in=_live_paths_below(root)
        )
    return redirects


def find_redirect(path: str, *, sites: Sequence[int] | None = None) -> Redirect | None:
    """Return the public redirect from a path of the frontend, or None.

    Whether there is a page at the path itself is for the caller to ask first.

    Args:
        path: with or without its closing slash, a query, and the path of ``FRONTEND_URL``.
        sites: ids of the sites whose redirects count, beside those of no site, which come second;
            None for those of all sites, the default site's first.
    """
    candidates = _as_stored(path)
    found = public_redirects().filter(old_path__in=candidates)
    if sites is not None:
        found = found.filter(Q(site__in=sites) | Q(site__isnull=True))

    def precedence(redirect: Redirect) -> tuple[int, int]:
        site = redirect.site
        if site is None:
            return candidates.index(redirect.old_path), 1
        is_first = site.is_default_site if sites is None else site.pk == sites[0]
        return candidates.index(redirect.old_path), 0 if is_first else 2

    usable = [redirect for redirect in found if not _leads_to_itself(redirect)]
    return min(usable, key=precedence, default=None)


def redirect_target(path: str, *, sites: Sequence[int] | None = None) -> Page | str | None:
    """Return where a path of the frontend that no page has any more leads to.

    Costs at most two queries, whatever the path.

    Args:
        path: as for `find_redirect`.
        sites: as for `find_redirect`.

    Returns:
        A public page with its locale, whose row is good for its identity and its address; the
        address that an editor entered; or None.
    """
    redirect = find_redirect(path, sites=sites)
    if redirect is None:
        return None
    page: Page | None = redirect.redirect_page
    return str(redirect.redirect_link) if page is None else page


def location_of(redirect: Redirect) -> str | None:
    """Return the address that a redirect leads to; None for a page without one."""
    if redirect.redirect_page is None:
        return str(redirect.redirect_link)
    address = html_url(redirect.redirect_page)
    route = redirect.redirect_page_route_path.lstrip("/")
    return None if address is None else f"{address}{route}"


def _as_stored(path: str) -> list[str]:
    """Return the forms in which a path may be stored, the most exact first."""
    if "\x00" in path:
        return []
    forms: list[str] = []
    try:
        for given in (path, below_frontend(path)):
            for decode in (True, False):
                whole = str(Redirect.normalise_path(given, decode_unicode=decode))
                forms += [whole, whole.partition("?")[0]]
    except ValueError:  # an address that no browser could ask for
        return []
    return sorted(dict.fromkeys(forms), key=lambda form: "?" not in form)


def _leads_to_itself(redirect: Redirect) -> bool:
    """Tell whether an entered link is the very address that it leads away from."""
    if redirect.redirect_page is not None:
        return False
    frontend, link = conf.frontend_url(), str(redirect.redirect_link)
    if not frontend or not link.startswith(f"{frontend}/"):
        return False
    return redirect.old_path in _as_stored(link[len(frontend) :])


def _live_paths_below(root: SiteRootPath) -> Any:
    """Return the live pages of a tree by their path as the redirects app would store it."""
    # From the slash that closes the root's own path up to the one that closes the page's.
    first = len(root.root_path)
    below_home = Substr("url_path", first, Length("url_path") - first)
    return (
        Page.objects.filter(live=True, url_path__startswith=root.root_path)
        .annotate(shown_at=Concat(Value(f"/{root.language_code}"), below_home))
        .values("shown_at")
    )
