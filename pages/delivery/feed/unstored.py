"""Pages that a change concerns and that have no stored answer which could rest on it.

Plain pages, such as home and index pages, never have one; pages that left the public, and those
that are deleted, have none any more. Caches know them by their own addresses all the same.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models.functions import Length, Substr
from wagtail.models import Page
from wagtail.query import PageQuerySet

from pages.delivery.feed.targets import EVERYTHING, FAMILY, gone_ids


def pages_without_answer(targets: Iterable[str]) -> set[int]:
    """Return the ids of the pages that the public may find changed, beside those with an answer."""
    named = set(targets)
    found = gone_ids(named) | _of_families(named)
    if EVERYTHING in named:
        found |= live_without_document()
    return found


def live_without_document() -> set[int]:
    """Return the ids of the pages that are live without a document."""
    return set(_plain().values_list("pk", flat=True))


def _of_families(targets: Iterable[str]) -> set[int]:
    """Return the ids of the pages of families, and of the plain ones below, which name them."""
    keys = {target.removeprefix(FAMILY) for target in targets if target.startswith(FAMILY)}
    rows = list(Page.objects.filter(translation_key__in=keys).values_list("pk", "path", "numchild"))
    found = {pk for pk, _path, _count in rows}
    # Most pages have nothing below them, and then there is nothing to ask.
    if above := [path for _pk, path, count in rows if count]:
        found |= set(_plain_below(above).values_list("pk", flat=True))
    return found


def _plain() -> PageQuerySet[Page]:
    pages: PageQuerySet[Page] = Page.objects.filter(
        live=True, depth__gt=1, published_document__isnull=True
    ).order_by()
    return pages


def _plain_below(paths: list[str]) -> PageQuerySet[Page]:
    parent = Substr("path", 1, Length("path") - Page.steplen)
    return _plain().alias(above=parent).filter(above__in=paths)
