"""Building the answer about a site in one language.

It costs a constant number of queries, however large the menus are. A page in a menu is led to in
the language that was asked for, under the title that the public reads, and only while it is public
there: it is the same lookup as for links between pages (`pages.delivery.links`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from django.conf.locale import LANG_INFO
from wagtail.images import get_image_model_string
from wagtail.models import Locale

from pages.delivery.addresses import html_url, site_roots
from pages.delivery.built import Built, json_body
from pages.delivery.documents import public_disclaimers
from pages.delivery.links import Link, linked_page_ids, links_in, settle
from pages.delivery.page_types import model_of
from pages.delivery.publisher import described, profile_of, site_name, wording
from pages.delivery.visibility import public_pages
from pages.disclaimers.signed import signed_wordings
from pages.navigation.menus import Entry, page_ids

if TYPE_CHECKING:
    from wagtail.models import Page, Site

    from pages.navigation.models import SiteProfile

Json = Any

DEPENDS_ON: Final = frozenset(
    {
        "wagtailcore.Site",
        "wagtailcore.Locale",
        "wagtailcore.Page",
        "wagtailcore.PageViewRestriction",
        "wagtailcore.CollectionViewRestriction",
        get_image_model_string(),
        "pages.SiteProfile",
        "pages.SiteWording",
        "pages.SocialLink",
        "pages.PublishedDocument",
        "pages.Approval",
        "pages.DisclaimerApproval",
    }
)
"""Labels of the models whose rows the answer is made from."""


class NoSuchLanguage(LookupError):
    """Raised for a language in which the public finds no home page of the site.

    Attributes:
        language: what was asked for.
        available: codes of the languages that there are.
    """

    def __init__(self, language: str, *, available: Iterable[str]) -> None:
        super().__init__(language)
        self.language = language
        self.available = list(available)


def build_site(
    site: Site,
    *,
    language: str | None = None,
    detail_url: Callable[[Page], str | None],
    absolute: Callable[[str], str],
) -> Built:
    """Return the answer about a site as it is sent; see `site_content`.

    Raises:
        NoSuchLanguage: the site has no public home page in the language.
    """
    content = site_content(site, language=language, detail_url=detail_url, absolute=absolute)
    return Built(
        json_body(content),
        "application/json",
        DEPENDS_ON,
        language=content["meta"]["locale"],
    )


def site_content(
    site: Site,
    *,
    language: str | None = None,
    detail_url: Callable[[Page], str | None],
    absolute: Callable[[str], str],
) -> Json:
    """Return what surrounds the pages of a site in one language, as plain JSON values.

    Args:
        site: whose.
        language: code of a language; the site's own, unless given.
        detail_url: gives a page's address on the API.
        absolute: turns a path on this host into an address.

    Raises:
        NoSuchLanguage: the site has no public home page in the language.
    """
    homes = _homes(site)
    own = next((code for code, home in homes.items() if home.pk == site.root_page_id), None)
    own = own or site.root_page.locale.language_code
    asked = language or own
    if asked not in homes:
        raise NoSuchLanguage(asked, available=sorted(homes))
    profile = profile_of(site)
    menus = profile.menus if profile else {"main": (), "footer": ()}
    disclaimers = _disclaimers(profile, language=asked)
    links = _links(menus.values(), disclaimers, locale=homes[asked].locale)
    describe = _Menu(asked, links=links, detail_url=detail_url)
    return {
        "meta": {"locale": asked, "locales": sorted(homes)},
        "name": site_name(profile, site, language=asked),
        "menus": {name: describe.entries(entries) for name, entries in menus.items()},
        "contact": _contact(profile, language=asked),
        "social": [
            {"network": link.network, "url": link.url}
            for link in (profile.social_links.all() if profile else ())
        ],
        "disclaimers": _with_addresses(settle(disclaimers, links, _no_choice), absolute=absolute),
        "languages": [
            {
                "locale": code,
                "name": _own_name(code),
                "html_url": html_url(home),
                "detail_url": detail_url(home),
                "is_default": code == own,
            }
            for code, home in sorted(homes.items())
        ],
        "publisher": described(profile, site, language=asked, absolute=absolute),
    }


class _Menu:
    """How the entries of a menu are written in one language."""

    def __init__(
        self,
        language: str,
        *,
        links: Mapping[int, Link],
        detail_url: Callable[[Page], str | None],
    ) -> None:
        self._language = language
        self._links = links
        self._detail_url = detail_url

    def entries(self, entries: Iterable[Entry], *, deep: bool = True) -> list[Json]:
        """Return the entries that lead somewhere in this language, and the headings over such."""
        return list(self._written(entries, deep=deep))

    def _written(self, entries: Iterable[Entry], *, deep: bool) -> Iterator[Json]:
        for entry in entries:
            below = self.entries(entry.children, deep=False)
            written = self._one(entry)
            if written is None or (entry.kind == "heading" and not below):
                continue
            yield written | ({"children": below} if deep else {})

    def _one(self, entry: Entry) -> Json | None:
        label = entry.label(self._language)
        if entry.kind == "heading":
            return _entry("heading", label) if label else None
        if entry.kind == "link":
            address = entry.address(self._language)
            return _entry("link", label, html_url=address) if label and address else None
        link = self._links.get(entry.page_id) if entry.page_id is not None else None
        if link is None or link.html_url is None:
            return None
        return _entry(
            "page",
            label or link.title,
            html_url=link.html_url,
            page={
                "id": link.page.pk,
                "type": model_of(link.page)._meta.label,
                "detail_url": self._detail_url(link.page),
            },
        )


def _entry(kind: str, label: str, *, html_url: str | None = None, page: Json = None) -> Json:
    return {"kind": kind, "label": label, "html_url": html_url, "page": page}


def _homes(site: Site) -> dict[str, Page]:
    """Return the public home page of each language of a site."""
    paths = [root.root_path for root in site_roots() if root.site_id == site.pk]
    # By the family, which has an index; an address has none.
    family = public_pages().filter(translation_key=site.root_page.translation_key)
    found = family.filter(url_path__in=paths).select_related("locale")
    return {home.locale.language_code: home for home in found}


def _links(
    menus: Iterable[Iterable[Entry]], disclaimers: Json, *, locale: Locale
) -> dict[int, Link]:
    """Return the public pages that menus and disclaimers lead to, by the page that was chosen."""
    chosen = linked_page_ids(disclaimers).union(*map(page_ids, menus))
    found = links_in(chosen, locale_ids=[locale.pk])
    return {page_id: link for (page_id, _locale), link in found.items()}


def _disclaimers(profile: SiteProfile | None, *, language: str) -> list[dict[str, Any]]:
    """Return the disclaimers at the foot of every page, in the wordings that were signed last."""
    keys = list(dict.fromkeys(profile.footer_disclaimers)) if profile else []
    signed = signed_wordings(keys, language=language)
    return public_disclaimers(signed[key] for key in keys if key in signed)


def _contact(profile: SiteProfile | None, *, language: str) -> Json:
    names = ("street_address", "postal_code", "locality", "region", "country")
    return {
        "telephone": profile.telephone if profile else "",
        "email": profile.email if profile else "",
        "address": {name: getattr(profile, name) if profile else "" for name in names},
        "opening_hours": wording(profile, "opening_hours", language=language),
        "emergency_note": wording(profile, "emergency_note", language=language),
    }


def _with_addresses(disclaimers: Json, *, absolute: Callable[[str], str]) -> Json:
    """Let links to files on this host work from another one."""
    here = absolute("/").rstrip("/")
    return [
        entry | {"text": entry["text"].replace('href="/', f'href="{here}/')}
        for entry in disclaimers
    ]


def _no_choice(link: Link) -> Json:
    return None


def _own_name(code: str) -> str:
    """Return what a language calls itself, beginning with a capital letter; or else its code."""
    known = LANG_INFO.get(code) or LANG_INFO.get(code.partition("-")[0]) or {}
    name = str(known.get("name_local", code))
    return name[:1].upper() + name[1:]
