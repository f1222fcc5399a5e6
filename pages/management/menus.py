"""The menus that a site begins with; what editors have made of them since is left as it is."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from wagtail.models import Site

from pages import conf
from pages.models import SiteProfile

if TYPE_CHECKING:
    from wagtail.models import Page


def fill_menus(home: Page, entries: Iterable[Page], report: Callable[[str], None]) -> None:
    """Give the sites of a home page a main menu, and their disclaimers, unless they have one.

    Args:
        home: the home page that is a site's root.
        entries: the pages that the menu leads to; every language leads to its own translations.
        report: is told, in a sentence, each thing that was done.
    """
    pages = list(entries)
    for site in Site.objects.filter(root_page=home, firma_profile__isnull=True):
        SiteProfile.objects.create(
            site=site,
            main_menu=stored([page_entry(page) for page in pages]),
            footer_menu=stored([page_entry(page) for page in pages]),
            footer_disclaimers=_on_every_page(),
        )
        report(
            _("Added the menus of the site %(site)s: %(entries)s.")
            % {"site": site.hostname, "entries": ", ".join(page.title for page in pages)}
        )


def page_entry(page: Page, *, below: Iterable[dict[str, Any]] = ()) -> dict[str, Any]:
    """Return a menu's entry for a page, under the page's own title."""
    value: dict[str, Any] = {"page": page.pk, "labels": {}}
    return _entry("page", value, below)


def link_entry(
    labels: dict[str, str], addresses: dict[str, str], *, below: Iterable[dict[str, Any]] = ()
) -> dict[str, Any]:
    """Return a menu's entry for an address, by language."""
    return _entry("link", {"labels": labels, "addresses": addresses}, below)


def heading_entry(labels: dict[str, str], below: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return a heading over entries, by language."""
    return _entry("heading", {"labels": labels}, below)


def stored(entries: Iterable[dict[str, Any]]) -> str:
    """Return entries as a menu's field takes them."""
    return json.dumps(list(entries))


def _entry(kind: str, value: dict[str, Any], below: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {
        "type": kind,
        "id": str(uuid.uuid4()),
        "value": {**value, "children": list(below)},
    }


def _on_every_page() -> list[str]:
    """Return the keys of the disclaimers that every type of page requires."""
    required = [set(keys) for keys in conf.disclaimers().values()]
    return sorted(set.intersection(*required)) if required else []
