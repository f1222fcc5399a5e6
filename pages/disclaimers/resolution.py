"""Which disclaimers a page carries, in which versions, and which live pages need one.

Page types require disclaimers by key (``PAGES["DISCLAIMERS"]``, read at each call). The key is
resolved in the page's own language; there is no falling back to another one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from wagtail.rich_text import expand_db_html

from pages import conf
from pages.disclaimers.models import Disclaimer, DisclaimerVersion
from pages.disclaimers.refusals import DisclaimerNeeded, VersionMissingError
from pages.publishing import reviewed_models
from pages.publishing.values import without_editor_keys

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from wagtail.models import Page


def required_keys(page_or_model: Page | type[Page]) -> list[str]:
    """Return the keys of the disclaimers that a page type requires, in the configured order.

    A model that the configuration does not name has its nearest ancestor's, so that a site's
    subclass of a page type carries what that type carries.

    Args:
        page_or_model: a page model, or a specific instance of one.
    """
    model = page_or_model if isinstance(page_or_model, type) else type(page_or_model)
    required = conf.disclaimers()
    for ancestor in model.__mro__:
        options = getattr(ancestor, "_meta", None)
        if options is not None and options.label in required:
            return list(dict.fromkeys(required[options.label]))
    return []


def disclaimers_for(page: Page) -> list[Disclaimer]:
    """Return the disclaimers that the page carries in its language, in the configured order.

    Only texts that are complete in that language count. What is missing is not in the list; the
    requirement of `pages.disclaimers.requirement` says so in words.
    """
    keys = required_keys(page)
    if not keys:
        return []
    rows = Disclaimer.objects.filter(locale_id=page.locale_id, key__in=keys, ready=True)
    found = {disclaimer.key: disclaimer for disclaimer in rows.select_related("locale")}
    return [found[key] for key in keys if key in found]


def rows_of_disclaimers(page: Page) -> QuerySet[Disclaimer]:
    """Return the rows of the disclaimers that the page's type requires, in its language."""
    return Disclaimer._base_manager.filter(locale_id=page.locale_id, key__in=required_keys(page))


def signed_identity(page: Page) -> list[dict[str, str]]:
    """Return what the page's fingerprint covers of its disclaimers: ``key`` and ``locale``.

    It is their identity and not their wording, so that correcting a disclaimer does not void the
    signature of every page that carries it. The wording that was signed is kept by version.
    """
    keys = required_keys(page)
    if not keys:
        return []
    return [{"key": key, "locale": page.locale.language_code} for key in keys]


def versions_for(page: Page) -> list[dict[str, Any]]:
    """Return ``key``, ``locale``, ``version``, ``title`` and ``text`` of what the page carries now.

    ``text`` is the stored rich text, not yet HTML for a browser.
    """
    return [
        {
            "key": disclaimer.key,
            "locale": disclaimer.locale.language_code,
            "version": disclaimer.version,
            "title": disclaimer.title,
            "text": disclaimer.text,
        }
        for disclaimer in disclaimers_for(page)
    ]


def disclaimer_versions(page: Page) -> list[dict[str, Any]]:
    """Return ``key``, ``locale`` and ``version`` of what the page carries now.

    This is what an approval keeps: `texts_of` finds the wording again.
    """
    return [
        {name: entry[name] for name in ("key", "locale", "version")} for entry in versions_for(page)
    ]


def texts_of(
    versions: Iterable[Mapping[str, Any]], *, expand: Callable[[str], str] = expand_db_html
) -> list[dict[str, Any]]:
    """Return ``key``, ``version``, ``title`` and ``text`` of stored versions, in the same order.

    Args:
        versions: entries with ``key``, ``locale`` and ``version``, as `disclaimer_versions` gives
            them.
        expand: turns stored rich text into the HTML of ``text``.

    Raises:
        VersionMissingError: one of them is not in the database.
    """
    wanted = [(str(v["key"]), str(v["locale"]), int(v["version"])) for v in versions]
    if not wanted:
        return []
    conditions = (
        Q(disclaimer__key=key, disclaimer__locale__language_code=locale, version=version)
        for key, locale, version in wanted
    )
    rows = DisclaimerVersion.objects.filter(reduce(or_, conditions)).select_related(
        "disclaimer__locale"
    )
    found = {
        (row.disclaimer.key, row.disclaimer.locale.language_code, row.version): row for row in rows
    }
    texts = []
    for key, locale, version in wanted:
        row = found.get((key, locale, version))
        if row is None:
            raise VersionMissingError(f"There is no version {version} of {key!r} in {locale!r}.")
        text = expand(without_editor_keys(row.text))
        texts.append({"key": key, "version": version, "title": row.title, "text": text})
    return texts


def live_pages_needing(disclaimer: Disclaimer) -> int:
    """Return how many live reviewed pages of the disclaimer's language require it."""
    return sum(
        model._default_manager.filter(live=True, locale_id=disclaimer.locale_id).count()
        for model in reviewed_models()
        if disclaimer.key in required_keys(model)
    )


def require_unneeded(disclaimer: Disclaimer) -> None:
    """Refuse the deletion of a disclaimer that live pages of its language require.

    Raises:
        DisclaimerNeeded: with the number of such pages.
    """
    pages = live_pages_needing(disclaimer)
    if pages:
        raise DisclaimerNeeded(title=str(disclaimer), pages=pages)
