"""Who publishes the site, for readers and for search engines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.models import CollectionViewRestriction

from pages import conf
from pages.delivery.images import public_image, with_addresses
from pages.delivery.sizes import make_sizes
from pages.navigation.menus import in_language
from pages.navigation.models import SiteProfile

if TYPE_CHECKING:
    from collections.abc import Callable

    from wagtail.models import Site

Json = Any


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
    """Return what a site is called in a language, or else what Wagtail calls it."""
    return wording(profile, "site_name", language=language) or str(site.site_name)


def publisher_of(site: Site, *, language: str, absolute: Callable[[str], str]) -> Json:
    """Return the publisher of a site's pages, for their own JSON-LD; None for a site without name.

    Args:
        site: whose.
        language: in which its name is said.
        absolute: turns a path on this host into an address.

    Returns:
        A node of schema.org with ``@type``, ``@id``, ``name``, ``url`` and ``logo``.
    """
    return described(profile_of(site), site, language=language, absolute=absolute)["json_ld"]


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
    sizes = (logo or {}).get("renditions", {}).values()
    if largest := max(sizes, key=lambda size: size["width"], default=None):
        node["logo"] = {
            "@type": "ImageObject",
            "url": largest["url"],
            "width": largest["width"],
            "height": largest["height"],
            "caption": name,
        }
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
