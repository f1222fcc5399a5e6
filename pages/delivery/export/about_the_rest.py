"""What other endpoints answer: images, files, redirects, the site, sitemaps, the description."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlsplit

from django.urls import NoReverseMatch, reverse
from django.utils.http import parse_http_date_safe
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale

from pages.delivery.export.about_pages import default_limit, total_of
from pages.delivery.export.asking import api_path
from pages.delivery.export.exported import Exported, absence, answer
from pages.delivery.export.layout import (
    WHOLE,
    NoPlace,
    Selection,
    folder_of,
    folder_of_found,
    name_of_way,
)
from pages.delivery.sitemaps.views import INDEX, PART, SITEMAP

if TYPE_CHECKING:
    from pages.delivery.export.asking import Told, Visitor
    from pages.delivery.export.exported import Notes

ENDPOINTS: Final = ("images", "documents", "redirects")
ROBOTS: Final = "pages_robots"


def each_of_endpoints(visitor: Visitor, notes: Notes) -> Iterator[Exported]:
    """Yield lists and details of images, files and redirects."""
    for endpoint in ENDPOINTS:
        try:
            path = api_path(f"{endpoint}:listing")
        except NoReverseMatch:
            continue
        offset = 0
        while True:
            selection = Selection(offset=offset)
            url = f"{path}{selection.query}"
            told = visitor.ask(url)
            if told.status != 200:
                break
            yield _exported(url, folder_of(path, selection), told)
            for item in json.loads(told.body)["items"]:
                if endpoint == "documents":
                    notes.documents.add(item["id"])
                yield from _detail(visitor, api_path(f"{endpoint}:detail", item["id"]), notes)
            if offset >= total_of(told.body):
                break
            offset += default_limit()


def each_redirect_found(visitor: Visitor, notes: Notes) -> Iterator[Exported]:
    """Yield what ``redirects/find/?html_path=`` answers, for every redirect that is followed."""
    try:
        endpoint = api_path("redirects:listing")
    except NoReverseMatch:
        return
    old_paths = Redirect.objects.order_by("old_path").values_list("old_path", flat=True).distinct()
    for old_path in old_paths:
        url = f"{api_path('redirects:find')}?html_path={quote(old_path)}"
        told = visitor.ask(url)
        if told.status != 302:
            continue
        found = urlsplit(told.headers["location"]).path.rstrip("/").rpartition("/")[2]
        try:
            folder = folder_of_found(endpoint, old_path)
        except NoPlace:
            notes.left_out.append(url)
            continue
        yield Exported(url, f"{folder}/{name_of_way(int(found))}", bytes)


def each_of_site(visitor: Visitor, notes: Notes) -> Iterator[Exported]:
    """Yield what the site's endpoint answers, in no language named and in each."""
    path = api_path("site:listing")
    for locale in ["", *Locale.objects.order_by("pk").values_list("language_code", flat=True)]:
        selection = Selection(locale=locale)
        url = f"{path}{selection.query}"
        told = visitor.ask(url)
        notes.note_pictures(told.body)
        folder = folder_of(path, selection)
        if told.status == 200:
            yield _exported(url, folder, told)
        elif told.status == 404 and told.body:
            yield absence(url, folder, told.body)


def each_for_robots(visitor: Visitor) -> Iterator[Exported]:
    """Yield the sitemaps, what robots are told, and the API's description of itself."""
    yield from _one(visitor, _path(INDEX), suffix="sitemap")
    for language in Locale.objects.order_by("pk").values_list("language_code", flat=True):
        part, found = 1, True
        while found:
            arguments = [language] if part == 1 else [language, part]
            path = _path(SITEMAP if part == 1 else PART, *arguments)
            files = list(_one(visitor, path, suffix="sitemap"))
            yield from files
            found, part = bool(files), part + 1
    yield from _one(visitor, _path(ROBOTS), suffix="plain")
    yield from _one(visitor, api_path("openapi"), suffix="json")


def _one(visitor: Visitor, path: str, *, suffix: str) -> Iterator[Exported]:
    told = visitor.ask(path) if path else None
    if told is not None and told.status == 200:
        yield _exported(path, folder_of(path), told, suffix=suffix)


def _detail(visitor: Visitor, url: str, notes: Notes) -> Iterator[Exported]:
    told = visitor.ask(url)
    if told.status == 200:
        notes.note_pictures(told.body)
        yield _exported(url, folder_of(url, WHOLE), told)


def _exported(url: str, folder: str, told: Told, *, suffix: str = "json") -> Exported:
    return answer(
        url,
        folder,
        told.body,
        etag=told.etag,
        language=told.headers.get("content-language", ""),
        modified=parse_http_date_safe(told.headers.get("last-modified", "")) or None,
        suffix=suffix,
    )


def _path(name: str, *arguments: Any) -> str:
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""
