"""What the pages endpoint answers: each page, the lists, and the ways to pages.

All of it comes from the functions that serve the API, `pages.delivery.serving.answering`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from django.conf import settings
from django.http import Http404
from django.utils import timezone
from wagtail.api.v2.utils import BadRequestError
from wagtail.models import Locale, Page, get_page_models

from pages.delivery.addresses import place_of, site_roots
from pages.delivery.export.asking import api_path
from pages.delivery.export.exported import Exported, absence, answer
from pages.delivery.export.layout import (
    NoPlace,
    Selection,
    folder_of,
    folder_of_found,
    name_of_way,
)
from pages.delivery.redirects import public_redirects
from pages.delivery.serving.answering import (
    about_page,
    lead_to_page,
    list_pages,
    scope_of,
    text_about,
)
from pages.delivery.serving.entries import read_entries
from pages.delivery.visibility import public_pages

if TYPE_CHECKING:
    from pages.delivery.export.asking import Visitor
    from pages.delivery.export.exported import Notes
    from pages.delivery.serving.answering import Answered
    from pages.delivery.serving.responding import Prepared

AT_ONCE: Final = 200
"""Pages that are read together."""


def each_page(visitor: Visitor, notes: Notes) -> Iterator[Exported]:
    """Yield the answer about each public page of the site."""
    scope = scope_of(visitor.request(api_path("pages:listing")))
    ids = list(scope.pages().order_by("pk").values_list("pk", flat=True))
    for part in _parts(ids):
        entries = read_entries(part)
        now = timezone.now()
        for page_id in part:
            entry = entries.get(page_id)
            if entry is None:
                continue
            text = text_about(entry, scope, now=now)
            answered = about_page(entry, text, now=now)
            notes.note_until(answered.until)
            notes.note_pictures(answered.prepared.body)
            url = api_path("pages:detail", page_id)
            yield _exported(url, folder_of(url), answered.prepared)


def each_list(visitor: Visitor) -> Iterator[Exported]:
    """Yield the lists: of all types and each, in all languages and each, page by page of results.

    Each list goes on to its first empty page, as a client does that reads until nothing comes.
    """
    types = ["", "wagtailcore.Page", *sorted(model._meta.label for model in get_page_models())]
    locales = ["", *Locale.objects.order_by("pk").values_list("language_code", flat=True)]
    for page_type, locale in product(dict.fromkeys(types), locales):
        yield from _pages_of_list(visitor, page_type=page_type, locale=locale)


def each_way(visitor: Visitor, notes: Notes) -> Iterator[Exported]:
    """Yield what ``find/?html_path=`` answers, for every path of the frontend that leads somewhere.

    These are the addresses of public pages, the addresses that they had, and those of pages that
    are public only in another language now.
    """
    scope = scope_of(visitor.request(api_path("pages:listing")))
    roots = site_roots()
    places: dict[str, tuple[int, str]] = {}
    seen: Counter[str] = Counter()
    rows = public_pages().order_by("path").values_list("pk", "url_path", "path")
    for page_id, url_path, tree_path in rows.iterator():
        place = place_of(url_path, roots)
        if place is not None:
            seen[place.path] += 1
            places[place.path] = (page_id, tree_path)
    asked = ["/"]
    for html_path, (page_id, tree_path) in places.items():
        if seen[html_path] == 1 and scope.has(tree_path):
            yield from _way(html_path, name_of_way(page_id), notes)
        else:  # several sites have a page there: the endpoint itself says which counts
            asked.append(html_path)
    asked += _once_public(roots)
    asked += public_redirects().order_by("pk").values_list("old_path", flat=True)
    done = places.keys() - set(asked)
    for html_path in dict.fromkeys(asked):
        if html_path.rstrip("/") + "/" in done or html_path in done:
            continue
        yield from _asked_way(visitor, html_path, notes)


def default_limit() -> int:
    """Return how many results a list has, unless another number is asked for: Wagtail's rule."""
    highest = getattr(settings, "WAGTAILAPI_LIMIT_MAX", 20)
    return min(20, highest) if highest else 20


def _pages_of_list(visitor: Visitor, *, page_type: str, locale: str) -> Iterator[Exported]:
    path, offset = api_path("pages:listing"), 0
    while True:
        selection = Selection(page_type, locale, offset)
        url = f"{path}{selection.query}"
        try:
            answered = list_pages(visitor.request(url))
        except (BadRequestError, Http404):
            return
        yield _exported(url, folder_of(path, selection), answered.prepared)
        if offset >= total_of(answered.prepared.body):
            return
        offset += default_limit()


def total_of(body: bytes) -> int:
    """Return how many results a list has, on all of its pages."""
    found: dict[str, Any] = json.loads(body)
    return int(found["meta"]["total_count"])


def _once_public(roots: Sequence[Any]) -> Iterator[str]:
    rows = (
        Page.objects.filter(first_published_at__isnull=False)
        .exclude(pk__in=public_pages().values("pk"))
        .order_by("path")
        .values_list("url_path", flat=True)
    )
    for url_path in rows:
        place = place_of(url_path, roots)
        if place is not None:
            yield place.path


def _asked_way(visitor: Visitor, html_path: str, notes: Notes) -> Iterator[Exported]:
    url = _find_url(html_path)
    try:
        answered: Answered = lead_to_page(visitor.request(url))
    except (BadRequestError, Http404):
        return
    if answered.prepared.status == 302:
        yield from _way(html_path, name_of_way(_id_led_to(answered.prepared)), notes)
        return
    try:
        folder = folder_of_found(api_path("pages:listing"), html_path)
    except NoPlace:
        notes.left_out.append(url)
        return
    yield absence(url, folder, answered.prepared.body)


def _way(html_path: str, name: str, notes: Notes) -> Iterator[Exported]:
    url = _find_url(html_path)
    try:
        folder = folder_of_found(api_path("pages:listing"), html_path)
    except NoPlace:
        notes.left_out.append(url)
        return
    yield Exported(url, f"{folder}/{name}", bytes)


def _find_url(html_path: str) -> str:
    return f"{api_path('pages:find')}?html_path={quote(html_path)}"


def _id_led_to(prepared: Prepared) -> int:
    location = dict(prepared.headers)["Location"]
    return int(location.partition("?")[0].rstrip("/").rpartition("/")[2])


def _exported(url: str, folder: str, prepared: Prepared) -> Exported:
    headers = dict(prepared.headers)
    return answer(
        url,
        folder,
        prepared.body,
        etag=prepared.etag.strip('"'),
        language=headers.get("Content-Language", ""),
        modified=prepared.modified,
        links=headers.get("Link", ""),
    )


def _parts(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
