"""Where pages are: their address on the frontend, and the page at such an address.

The frontend shows each language below its own first path segment, and below that the page's path
under that language's home page: ``/es/enfermedades/artritis-reumatoide/``. The language's home page
itself may have any slug.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from wagtail.models import Page, Site
from wagtail.models.sites import SiteRootPath

from pages import conf
from pages.delivery.feed import targets
from pages.delivery.serving.memory import Kept, memory
from pages.delivery.visibility import public_pages

if TYPE_CHECKING:
    from uuid import UUID

    from wagtail.query import PageQuerySet


_ROOTS: Final = ("roots",)
_BYTES_PER_ROOT: Final = 500
_KEPT_FOR: Final = 60.0


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


def file_paths() -> tuple[str, ...]:
    """Return the paths below which this host serves files for everybody."""
    found = []
    with suppress(NoReverseMatch):
        found.append(reverse("wagtaildocs_serve", args=[1, "file"]).rpartition("1/")[0])
    if settings.MEDIA_URL.startswith("/"):
        found.append(settings.MEDIA_URL)
    return tuple(found)


def site_path() -> str | None:
    """Return the path of what surrounds the pages of a site, or None on one without it."""
    try:
        return reverse(f"{conf.api_namespace()}:site:listing")
    except NoReverseMatch:
        return None


def listing_path() -> str | None:
    """Return the path of the list of pages, or None without an API. Every request asks for it."""
    return _listing_path(conf.api_namespace(), settings.ROOT_URLCONF)


@lru_cache(maxsize=8)
def _listing_path(namespace: str, urls: str) -> str | None:
    return api_path("listing")


def page_for_html_path(path: str, *, roots: Sequence[SiteRootPath]) -> Page | None:
    """Return the public page that the frontend shows at a path, or None.

    Args:
        path: as for `url_paths_at`.
        roots: as for `url_paths_at`.
    """
    found = pages_at(url_paths_at(path, roots=roots), among=public_pages())
    page: Page | None = found.first()
    return page


def url_paths_at(path: str, *, roots: Sequence[SiteRootPath]) -> list[str]:
    """Return the places in Wagtail's tree that a path of the frontend may name, the best first.

    Args:
        path: as in an address of the frontend, with or without its closing slash. The path of
            ``FRONTEND_URL`` itself may stand before it. The bare root is the home page of the
            site's own language.
        roots: the home pages below which is looked; see `roots_seen_from`.
    """
    if not roots:
        return []
    segments = [segment for segment in below_frontend(path).split("/") if segment]
    language, *below = segments or [own_languages()[roots[0].site_id]]
    found = (_joined(root.root_path, below) for root in roots if root.language_code == language)
    return list(dict.fromkeys(found))


def pages_at(
    url_paths: Sequence[str], *, among: PageQuerySet[Any] | None = None
) -> PageQuerySet[Any]:
    """Return the pages at places in Wagtail's tree that one path of the frontend names.

    Args:
        url_paths: as `url_paths_at` returns them.
        among: the pages that count; all, public or not, unless given.
    """
    pages: PageQuerySet[Any] = Page.objects.all() if among is None else among
    # Slugs have an index, whole paths have none. A home page may have another slug in each site.
    slugs = {url_path.rstrip("/").rpartition("/")[2] for url_path in url_paths}
    return pages.filter(url_path__in=url_paths, slug__in=slugs)


def _joined(root_path: str, segments: list[str]) -> str:
    return root_path + "".join(f"{segment}/" for segment in segments)


def below_frontend(path: str) -> str:
    """Return a path without the path of ``FRONTEND_URL`` itself, where that stands before it."""
    base = urlsplit(conf.frontend_url()).path.rstrip("/")
    if base and (path == base or path.startswith(f"{base}/")):
        return path[len(base) :]
    return path


def site_roots() -> Sequence[SiteRootPath]:
    """Return each site's home pages, one per language, the most specific first.

    They are kept in the process's memory until the feed tells of a change of one of them, so they
    are as fresh as that: who writes down what follows from them has them read anew first
    (`forget_site_roots`). Wagtail's own cache of the same holds for an hour. It is emptied before a
    change is committed, so that any reader may fill it with what was there before; and with
    Django's default cache each process has its own. After a minute they are read anew in any case:
    what was read in a transaction that is undone is told of by nobody.
    """
    since = memory.changes
    known: tuple[SiteRootPath, ...] | None = memory.get(_ROOTS)
    if known is None:
        known, families = _read_site_roots()
        about = tuple(targets.family(key) for key in families)
        kept = Kept(known, _BYTES_PER_ROOT * len(known), about, time.time() + _KEPT_FOR)
        memory.keep(_ROOTS, kept, since=since)
    return known


def _read_site_roots() -> tuple[tuple[SiteRootPath, ...], set[UUID]]:
    """Return what `Site.get_site_root_paths` would without a cache, and of which families it is."""
    sites = list(
        Site.objects.select_related("root_page__locale").order_by(
            "-root_page__url_path", "-is_default_site", "hostname"
        )
    )
    families = {site.root_page.translation_key for site in sites}
    homes: dict[UUID, list[Page]] = defaultdict(list)
    if getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        pages = Page.objects.filter(translation_key__in=families)
        for home in pages.select_related("locale").order_by("path"):
            homes[home.translation_key].append(home)
    roots = tuple(
        SiteRootPath(site.pk, home.url_path, site.root_url, home.locale.language_code)
        for site in sites
        for home in homes[site.root_page.translation_key] or [site.root_page]
    )
    return roots, families


def forget_site_roots() -> None:
    """Have the home pages read anew when they are asked for next."""
    memory.drop(_ROOTS)


def roots_seen_from(site_id: int | None) -> list[SiteRootPath]:
    """Return the home pages below which the paths of a site are looked for, its own first.

    The others are those of sites inside of it: their pages are listed among its own, with the
    addresses that they have in the site that they are nearest to.

    Args:
        site_id: the site; None for no site, which has no pages.
    """
    roots = site_roots()
    own = [root for root in roots if root.site_id == site_id]
    paths = tuple(root.root_path for root in own)
    others = [root for root in roots if root.site_id != site_id]
    return [*own, *(root for root in others if root.root_path.startswith(paths))]


def sites_of(roots: Iterable[SiteRootPath]) -> list[int]:
    """Return the ids of the sites that home pages belong to, in the same order."""
    return list(dict.fromkeys(root.site_id for root in roots))


def own_languages() -> dict[int, str]:
    """Return the own language of each site, by id: that of its root page. One query.

    Its home page is the bare root of the frontend.
    """
    return dict(Site.objects.values_list("pk", "root_page__locale__language_code"))


def language_for_others(languages: Iterable[str], *, own: str | None) -> str | None:
    """Return the language for readers who speak none of a page's: ``x-default``.

    Args:
        languages: those in which the page is public.
        own: the own language of the page's site.

    Returns:
        The site's own, or else the first one by its code; None if there is none.
    """
    return min(languages, key=lambda code: (code != own, code), default=None)
