"""How sitemaps are written (https://www.sitemaps.org/protocol.html). Pure: values in, bytes out."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from django.utils.encoding import iri_to_uri

from pages.delivery.addresses import language_for_others

URL_LIMIT: Final = 50_000
BYTE_LIMIT: Final = 50 * 2**20
"""What the protocol allows in one file, uncompressed."""

URLSET_HEAD: Final = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n'
    b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    b' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)
URLSET_FOOT: Final = b"</urlset>\n"
_INDEX_HEAD: Final = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n'
    b'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
)
_INDEX_FOOT: Final = b"</sitemapindex>\n"
_AROUND_ADDRESS: Final = 100
"""More bytes than stand around any address: tags, a language's code, line ends."""


@dataclass(frozen=True, slots=True)
class Version:
    """A page in one language.

    Attributes:
        language: code of the language.
        address: where the public reads it.
        changed_at: when what the public reads there last changed; None where that is not known.
    """

    language: str
    address: str
    changed_at: datetime.datetime | None


def url_element(version: Version, family: Sequence[Version], *, default_language: str) -> bytes:
    """Return the entry of a page, with all languages in which it is public.

    Args:
        version: the page.
        family: the page in each of its languages, itself among them.
        default_language: the site's own; see `language_for_others`.
    """
    addresses = {one.language: one.address for one in family}
    default = addresses[language_for_others(addresses, own=default_language) or version.language]
    changed = (
        f"<lastmod>{version.changed_at.astimezone(datetime.UTC).isoformat(timespec='seconds')}"
        "</lastmod>"
        if version.changed_at
        else ""
    )
    links = "".join(_link(one.language, one.address) for one in family)
    return (
        f"<url><loc>{_text(version.address)}</loc>{changed}"
        f"{links}{_link('x-default', default)}</url>\n"
    ).encode()


def index_of(addresses: Iterable[str]) -> bytes:
    """Return the file that lists sitemaps."""
    entries = "".join(f"<sitemap><loc>{_text(address)}</loc></sitemap>\n" for address in addresses)
    return _INDEX_HEAD + entries.encode() + _INDEX_FOOT


def capacity(*, longest_address: int, languages: int) -> int:
    """Return how many entries surely fit into one file.

    Args:
        longest_address: bytes of the longest address, as it is written.
        languages: in how many languages there are pages.
    """
    addresses_in_entry = languages + 2  # its own, each language's, and the default
    largest_entry = addresses_in_entry * (longest_address + _AROUND_ADDRESS)
    room = BYTE_LIMIT - len(URLSET_HEAD) - len(URLSET_FOOT)
    return max(1, min(URL_LIMIT, room // largest_entry))


def _link(language: str, address: str) -> str:
    code, target = quoteattr(language), quoteattr(_encoded(address))
    return f'<xhtml:link rel="alternate" hreflang={code} href={target}/>'


def _text(address: str) -> str:
    return escape(_encoded(address))


def _encoded(address: str) -> str:
    return str(iri_to_uri(address))
