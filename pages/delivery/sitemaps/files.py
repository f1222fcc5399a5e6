"""The files of a site's sitemaps: which there are, and what stands in each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from math import ceil
from typing import TYPE_CHECKING, Final

from pages.delivery.addresses import own_languages
from pages.delivery.built import Built
from pages.delivery.sitemaps.reading import Extent, extents, families
from pages.delivery.sitemaps.rendering import (
    URLSET_FOOT,
    URLSET_HEAD,
    capacity,
    index_of,
    url_element,
)

if TYPE_CHECKING:
    from wagtail.models import Site

XML: Final = "application/xml; charset=utf-8"

DEPENDS_ON: Final = frozenset(
    {
        "wagtailcore.Page",
        "wagtailcore.PageViewRestriction",
        "wagtailcore.Site",
        "wagtailcore.Locale",
        "pages.PublishedDocument",
        "pages.Approval",
        "pages.DisclaimerApproval",
    }
)
"""Labels of the models whose rows a sitemap is made from."""


class NoSuchSitemap(LookupError):
    """Raised for a language without public pages, and for a part that there is not."""


def sitemap_sizes(site: Site) -> dict[str, int]:
    """Return how many entries each file of a language may hold, by language, if there is any.

    One query for the pages, beside the one that tells which of them are public.
    """
    return _sizes(extents(site))


def build_index(site: Site, *, address: Callable[[str, int], str]) -> Built:
    """Return the file that lists a site's sitemaps.

    Args:
        site: whose.
        address: gives the address of a language's sitemap and of its part, from 1.

    Raises:
        NoSuchSitemap: the site has no public page.
    """
    found = extents(site)
    sizes = _sizes(found)
    if not found:
        raise NoSuchSitemap
    body = index_of(
        address(language, part)
        for language, extent in found.items()
        for part in range(1, ceil(extent.pages / sizes[language]) + 1)
    )
    return Built(body, XML, DEPENDS_ON)


def build_sitemap(site: Site, *, language: str, part: int = 1) -> Built:
    """Return one sitemap as a whole; see `sitemap_pieces`.

    Raises:
        NoSuchSitemap: there is none.
    """
    body = b"".join(sitemap_pieces(site, language=language, part=part))
    return Built(body, XML, DEPENDS_ON, language=language)


def sitemap_pieces(site: Site, *, language: str, part: int = 1) -> Iterator[bytes]:
    """Return one sitemap, to be read piece by piece while the database is.

    Args:
        site: whose.
        language: code of the language of its pages.
        part: which of the language's files, from 1.

    Raises:
        NoSuchSitemap: there is none; before the first piece.
    """
    found = extents(site)
    size = _sizes(found).get(language)
    # What there is not is not looked for: that would read every page.
    if size is None or not 1 <= part <= ceil(found[language].pages / size):
        raise NoSuchSitemap
    own = own_languages()[site.pk]
    entries = _entries(site, language=language, default_language=own)
    chosen = islice(entries, (part - 1) * size, part * size)
    first = next(chosen, None)
    if first is None:
        raise NoSuchSitemap
    return _file(first, chosen)


def _sizes(found: Mapping[str, Extent]) -> dict[str, int]:
    longest = max((extent.longest_address for extent in found.values()), default=0)
    return {language: capacity(longest_address=longest, languages=len(found)) for language in found}


def _file(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield URLSET_HEAD
    yield first
    yield from rest
    yield URLSET_FOOT


def _entries(site: Site, *, language: str, default_language: str) -> Iterator[bytes]:
    for family in families(site):
        for version in family:
            if version.language == language:
                yield url_element(version, family, default_language=default_language)
