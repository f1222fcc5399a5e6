"""Links that lead to a page in the language of the source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.checks.texts import is_comparable, said
from pages.translation.placeholders import placeholder_ids

_NAMES: Final = {
    "en": frozenset({"en", "en-us", "en-gb", "en-mx", "eng", "english", "ingles"}),
    "es": frozenset(
        {"es", "es-mx", "es-es", "es-us", "es-419", "esp", "spanish", "espanol", "español"}
    ),
}
"""Parts of an address that name a language."""

_SPANISH_HALF: Final = {
    "medlineplus.gov": "/spanish",
    "cancer.gov": "/espanol",
    "cdc.gov": "/spanish",
    "niams.nih.gov": "/es",
    "orthoinfo.aaos.org": "/es",
    "mayoclinic.org": "/es",
    "who.int": "/es",
    "womenshealth.gov": "/es",
}
"""Sites of health whose English is at the root and whose Spanish is below a folder."""


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find a link whose address names the source's language.

    A link to a page of this site names no address: Wagtail leads readers to the page in their
    language by itself.
    """
    if not is_comparable(pair):
        return
    for identifier in dict.fromkeys(placeholder_ids(pair.target or "")):
        address = str(pair.target_attributes.get(identifier, {}).get("href") or "")
        if language_of(address) == pair.source_language:
            yield Finding(
                code="translation.link_language",
                severity="warn",
                pair=pair,
                message=_(
                    "A link leads to a page in the language of the source (%(address)s). Link to"
                    " what readers of the translation can read, where there is such a page."
                )
                % {"address": address},
                quote=said(pair.target or ""),
                about=address,
            )
            return


def language_of(address: str) -> str:
    """Return the language that an address names, ``"en"`` or ``"es"``; empty if it names none."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    if parts.scheme not in {"", "http", "https"}:
        return ""
    path = parts.path.lower()
    for name, folder in _SPANISH_HALF.items():
        if host == name:
            return "es" if path == folder or path.startswith(f"{folder}/") else "en"
    named = {host.partition(".")[0], *path.strip("/").split("/")[:2]}
    named |= {
        value.lower()
        for key, _equal, value in (one.partition("=") for one in parts.query.split("&"))
        if key.lower() in {"lang", "language", "locale", "hl"}
    }
    found = [language for language, names in _NAMES.items() if not names.isdisjoint(named)]
    return found[0] if len(found) == 1 else ""
