"""What stands around the pages of a site."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page, Site

from pages.management.menus import heading_entry, link_entry, page_entry, stored
from pages.models import SiteProfile, SiteWording
from tests.factories.content import home

__all__ = ["a_profile", "heading_entry", "link_entry", "page_entry", "the_site", "worded"]


def the_site() -> Site:
    """Return the default site, with its English home page."""
    home()
    return Site.objects.get(is_default_site=True)


def a_profile(*entries: Any, footer: Any = (), **fields: Any) -> SiteProfile:
    """Return the profile of the default site; pages among the entries stand for themselves."""
    profile = SiteProfile.objects.filter(site=the_site()).first() or SiteProfile(site=the_site())
    profile.main_menu = _menu(entries)
    profile.footer_menu = _menu(footer)
    for name, value in fields.items():
        setattr(profile, name, value)
    profile.save()
    return SiteProfile.objects.get(pk=profile.pk)


def worded(profile: SiteProfile, language: str, **texts: str) -> SiteWording:
    """Return what a site says in a language."""
    return SiteWording.objects.create(profile=profile, language=language, **texts)


def _menu(entries: Any) -> str:
    return stored(page_entry(one) if isinstance(one, Page) else one for one in entries)
