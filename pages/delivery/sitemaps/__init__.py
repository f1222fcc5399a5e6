"""Sitemaps for search engines: one for each language, with the translations of every page.

They list what `pages.delivery.visibility` calls public, at its address on the frontend, and are
written while they are read from the database, so that their size costs no memory.
"""

from pages.delivery.sitemaps.files import (
    DEPENDS_ON,
    NoSuchSitemap,
    build_index,
    build_sitemap,
    sitemap_pieces,
    sitemap_sizes,
)

__all__ = [
    "DEPENDS_ON",
    "NoSuchSitemap",
    "build_index",
    "build_sitemap",
    "sitemap_pieces",
    "sitemap_sizes",
]
