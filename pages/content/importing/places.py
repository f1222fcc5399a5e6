"""Where an imported page goes: its language, the page above it, its address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from pages.content.condition import ConditionPage
from pages.content.importing.refusals import WrongUsage
from pages.content.importing.vocabulary import PageType
from pages.content.procedure import ProcedurePage

if TYPE_CHECKING:
    from pages.content.base import ReviewedPage

MODELS: Final[dict[PageType, type[ConditionPage] | type[ProcedurePage]]] = {
    "condition": ConditionPage,
    "procedure": ProcedurePage,
}
LONGEST_SLUG: Final = 200


def find_locale(language: str) -> Locale:
    """Return the site's locale for a language code.

    Raises:
        WrongUsage: the site has no such language.
    """
    for locale in Locale.objects.all():
        if locale.language_code.lower() == language.lower():
            return locale
    raise WrongUsage(
        _("The site has no language “%(language)s”. It has: %(languages)s.")
        % {
            "language": language,
            "languages": ", ".join(sorted(Locale.objects.values_list("language_code", flat=True)))
            or _("none; run setup_pages first"),
        }
    )


def find_parent(*, page_type: PageType, locale: Locale, path: str = "") -> Page:
    """Return the page below which the new one goes.

    Args:
        page_type: what is to be created there.
        locale: the language of the new page.
        path: address of the page on the site, such as ``/en/conditions/``, or below the
            language's home page, such as ``conditions``; the only possible place when empty.

    Raises:
        WrongUsage: there is no such page, it takes no pages of this type, or its language is
            another.
    """
    model = MODELS[page_type]
    possible = _possible_parents(model, locale)
    if not path.strip("/ "):
        if len(possible) == 1:
            return possible[0]
        if not possible:
            raise WrongUsage(
                _(
                    "There is no page in “%(language)s” below which this goes; run setup_pages "
                    "first."
                )
                % {"language": locale.language_code}
            )
        raise WrongUsage(
            _("Say below which page it goes, with --parent: %(places)s.")
            % {"places": _listed(possible)}
        )
    named = _named(path, locale)
    if named is None:
        raise WrongUsage(
            _("There is no page “%(path)s”. It can go below: %(places)s.")
            % {"path": path, "places": _listed(possible)}
        )
    if named.locale_id != locale.pk:
        raise WrongUsage(
            _(
                "“%(path)s” is in the language “%(language)s”, the file in “%(wanted)s”. It can "
                "go below: "
                "%(places)s."
            )
            % {
                "path": named.url_path,
                "language": named.locale.language_code,
                "wanted": locale.language_code,
                "places": _listed(possible),
            }
        )
    parent: Page = named.specific
    if not model.can_create_at(parent):
        raise WrongUsage(
            _("A page of this type cannot go below “%(path)s”. It can go below: %(places)s.")
            % {"path": parent.url_path, "places": _listed(possible)}
        )
    return parent


def free_slug(title: str, *, parent: Page, page_type: PageType) -> tuple[str, bool]:
    """Return a slug that no page beside it has, and whether that is the title's own."""
    wanted = slugify(title)[:LONGEST_SLUG].strip("-_") or page_type
    taken = set(parent.get_children().values_list("slug", flat=True))
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug, slug == wanted


def _possible_parents(model: type[ReviewedPage], locale: Locale) -> list[Page]:
    pages = [
        page
        for parent_model in model.allowed_parent_page_models()
        for page in parent_model.objects.filter(locale=locale, alias_of=None)
    ]
    return [page for page in pages if model.can_create_at(page)]


def _named(path: str, locale: Locale) -> Page | None:
    """Find a page by its whole path, or by its path below a home page of the language."""
    tidy = "/".join(part for part in path.strip().split("/") if part)
    homes = Page.objects.filter(depth=2, locale=locale).order_by("path")
    candidates = [f"/{tidy}/", *(f"{home.url_path}{tidy}/" for home in homes)]
    found = {page.url_path: page for page in Page.objects.filter(url_path__in=candidates)}
    return next((found[candidate] for candidate in candidates if candidate in found), None)


def _listed(places: list[Page]) -> str:
    return ", ".join(page.url_path for page in places) or _("none; run setup_pages first")
