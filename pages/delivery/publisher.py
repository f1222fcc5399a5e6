"""Who publishes the site, for readers and for search engines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from wagtail.models import CollectionViewRestriction, Site

from pages import conf
from pages.delivery.addresses import place_of, site_roots
from pages.delivery.images import public_image, with_addresses
from pages.delivery.json_ld import Website, image_object
from pages.delivery.sizes import make_sizes
from pages.navigation.menus import in_language
from pages.navigation.models import SiteProfile

if TYPE_CHECKING:
    from collections.abc import Callable

    from wagtail.models import Page

Json = Any

ON_PAGES: Final = ("@type", "@id", "name", "url", "logo")
"""What pages say of their publisher; how to reach it is said once, in the answer about the site."""


def profile_of(site: Site) -> SiteProfile | None:
    """Return what stands around the pages of a site, with all that belongs to it, or None.

    Three queries.
    """
    found: SiteProfile | None = (
        SiteProfile.objects.filter(site=site)
        .select_related("site", "logo__collection")
        .prefetch_related("wordings", "social_links")
        .first()
    )
    return found


def wording(profile: SiteProfile | None, name: str, *, language: str) -> str:
    """Return what a site says in a language; empty where it says nothing."""
    if profile is None:
        return ""
    return in_language(
        {row.language: getattr(row, name) for row in profile.wordings.all()}, language
    )


def site_name(profile: SiteProfile | None, site: Site, *, language: str) -> str:
    """Return what a site is called in a language, or else what Wagtail calls it; may be empty."""
    own = wording(profile, "site_name", language=language) or site.site_name
    return str(own or getattr(settings, "WAGTAIL_SITE_NAME", "") or "")


class Websites:
    """What the JSON-LD of pages says of their sites, read once for each site."""

    def __init__(self, *, absolute: Callable[[str], str]) -> None:
        """Know nothing yet.

        Args:
            absolute: turns a path on this host into an address.
        """
        self._absolute = absolute
        self._profiles: dict[int, tuple[Site, SiteProfile | None]] = {}
        self._websites: dict[tuple[int, str], Website] = {}

    def of(self, page: Page) -> Website:
        """Return the site of a page in the page's language; nothing for one outside every site."""
        place = place_of(page.url_path, site_roots())
        if place is None:
            return Website()
        key = (place.site_id, page.locale.language_code)
        if key not in self._websites:
            self._websites[key] = self._described(*key)
        return self._websites[key]

    def _described(self, site_id: int, language: str) -> Website:
        if site_id not in self._profiles:
            site = Site.objects.filter(pk=site_id).first()
            if site is None:  # deleted since the addresses of sites were read
                return Website()
            self._profiles[site_id] = site, profile_of(site)
        site, profile = self._profiles[site_id]
        found = described(profile, site, language=language, absolute=self._absolute)
        node, frontend = found["json_ld"] or {}, conf.frontend_url()
        return Website(
            name=site_name(profile, site, language=language),
            url=f"{frontend}/" if frontend else "",
            publisher={name: node[name] for name in ON_PAGES if name in node},
        )


def described(
    profile: SiteProfile | None, site: Site, *, language: str, absolute: Callable[[str], str]
) -> Json:
    """Return ``name``, ``logo`` (as images are in pages, or None) and ``json_ld`` of a publisher.

    Args:
        profile: what stands around the site's pages.
        site: whose.
        language: in which its name is said.
        absolute: turns a path on this host into an address.
    """
    own_name = str(profile.organisation_name) if profile else ""
    name = own_name or site_name(profile, site, language=language)
    logo = _logo(profile, alt=name, absolute=absolute)
    return {
        "name": name,
        "logo": logo,
        "json_ld": _node(profile, name=name, logo=logo) if name else None,
    }


def before_profile_saved(*, instance: SiteProfile, raw: bool, **kwargs: Any) -> None:
    """Make the sizes of a logo before it is chosen. For ``pre_save`` of profiles.

    Nobody signs a logo, so no publication makes them; and pages whose answers follow this change
    name the logo at once.
    """
    if not raw and instance.logo is not None:
        make_sizes([instance.logo])


def make_logo_sizes() -> None:
    """Make what the logos of all sites lack, as after a change of the list of sizes."""
    make_sizes(
        profile.logo for profile in SiteProfile.objects.select_related("logo") if profile.logo
    )


def _logo(
    profile: SiteProfile | None, *, alt: str, absolute: Callable[[str], str]
) -> dict[str, Any] | None:
    image = profile.logo if profile else None
    if image is None or _is_private(image):
        return None
    return with_addresses(public_image(image, alt=alt) or {}, absolute)


def _is_private(image: Any) -> bool:
    """Tell whether an image lies in a collection that is not for everybody."""
    around = image.collection.get_ancestors(inclusive=True)
    return CollectionViewRestriction.objects.filter(collection__in=around).exists()


def _node(profile: SiteProfile | None, *, name: str, logo: dict[str, Any] | None) -> Json:
    frontend = conf.frontend_url()
    node: Json = {
        "@type": profile.organisation_kind if profile else "MedicalOrganization",
        "name": name,
    }
    if frontend:
        node |= {"@id": f"{frontend}/#organization", "url": f"{frontend}/"}
    if shown := image_object(logo):
        node["logo"] = shown
    if profile is None:
        return node
    if profile.telephone:
        node["telephone"] = profile.telephone
    if profile.email:
        node["email"] = profile.email
    if address := _address(profile):
        node["address"] = {"@type": "PostalAddress", **address}
    if links := [link.url for link in profile.social_links.all()]:
        node["sameAs"] = links
    return node


def _address(profile: SiteProfile) -> dict[str, str]:
    named = {
        "streetAddress": profile.street_address,
        "postalCode": profile.postal_code,
        "addressLocality": profile.locality,
        "addressRegion": profile.region,
        "addressCountry": profile.country,
    }
    return {name: text for name, text in named.items() if text}
