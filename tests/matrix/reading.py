"""What an anonymous client reads on the public API, as plain values that can be compared."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from pages.content.condition import ConditionPage
from pages.delivery.addresses import html_path
from tests.factories.delivery import LANGUAGES
from tests.matrix.words import OUTDATED, UNSIGNED

PLACES = ("detail_url", "html_url", "slug", "first_published_at", "parent", "alternates")
"""Parts of ``meta`` that say where and when, or that speak of other pages."""

ADDRESSES_AND_TIMES = (
    *("@id", "url", "datePublished", "dateModified", "breadcrumb", "about"),
    *("translationOfWork", "workTranslation"),
)
"""Parts of ``json_ld`` that say where and when, or that speak of other pages."""

FILTERED = ("title", "seo_title", "search_description")
"""What people write, and the API can be filtered and ordered by."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that the public could read of the site at one moment.

    Attributes:
        contents: canonical content of every public reviewed page, by id.
        files: what the API says of every public image and document, by kind and id.
        text: all answers as one text, to look for words that must not be there.
        told: searches and filters that betray, by how many they find, what is written in a draft.
        faults: answers that were no answer, or that contradict each other.
    """

    contents: dict[int, str]
    files: dict[str, str]
    text: str
    told: tuple[str, ...]
    faults: tuple[str, ...]


@dataclass(slots=True)
class _Visitor:
    """An anonymous client that writes down what it is told."""

    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))
    texts: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def get(self, path: str, *, may_be_missing: bool = False) -> Any:
        response = self.client.get(f"/api/v2/{path}")
        if response.status_code == 302:
            return {"location": response["location"]}
        if response.status_code != 200:
            if not (may_be_missing and response.status_code == 404):
                self.faults.append(f"{path} answers {response.status_code}")
            return None
        self.texts.append(response.content.decode())
        return response.json()

    def items(self, path: str) -> list[dict[str, Any]]:
        answer = self.get(path) or {"items": [], "meta": {"total_count": 0}}
        items: list[dict[str, Any]] = answer["items"]
        if answer["meta"]["total_count"] != len(items):
            self.faults.append(f"{path} counts {answer['meta']['total_count']} of {len(items)}")
        return items

    def addresses(self, path: str) -> list[str]:
        """Return the addresses that a sitemap lists."""
        response = self.client.get(path)
        if response.status_code != 200:
            self.faults.append(f"{path} answers {response.status_code}")
            return []
        text = b"".join(response).decode()
        self.texts.append(text)
        return re.findall("<loc>(.*?)</loc>", text)

    def count(self, path: str) -> int:
        answer = self.get(path) or {"meta": {"total_count": 0}}
        return int(answer["meta"]["total_count"])


def read(*, before: Reading | None = None, files: bool = False) -> Reading:
    """Read the site as the public can: listings, search, and what they leave open.

    A page that is live in the database and not in the listing is asked for by its id and its
    address. One that reads otherwise than before is read by itself too, and so is one whose row
    says something else than its content: whether a filter tells of it.

    Args:
        before: an earlier reading, of which the unchanged is not read twice.
        files: read images, documents and redirects too.
    """
    visitor = _Visitor()
    items = visitor.items("pages/?type=pages.ConditionPage&fields=*&limit=100")
    contents = {item["id"]: canonical(item) for item in items}
    every = visitor.items("pages/?fields=_,id,title,html_url&limit=100")
    listed = {item["id"] for item in every}
    _read_what_surrounds(visitor, {item["meta"]["html_url"] for item in every})
    _look_for_contradictions(visitor, items, listed)
    known = before.contents if before else {}
    for pk, content in contents.items():
        if known.get(pk) != content:
            _compare_detail(visitor, pk, content)
    told = []
    for page in ConditionPage.objects.filter(live=True):
        if page.pk not in contents:
            _ask_for_hidden(visitor, page)
        else:
            told += _told_by_filters(visitor, page, json.loads(contents[page.pk]))
    if found := visitor.count(f"pages/?search={UNSIGNED} {OUTDATED}&search_operator=or"):
        told.append(f"{found} pages for words of drafts")
    shown = {}
    if files:
        for kind in ("images", "documents", "redirects"):
            for item in visitor.items(f"{kind}/?fields=*&limit=100"):
                shown[f"{kind} {item['id']}"] = json.dumps(item, sort_keys=True)
    return Reading(
        contents=contents,
        files=shown,
        text="\n".join(visitor.texts),
        told=tuple(told),
        faults=tuple(visitor.faults),
    )


def _read_what_surrounds(visitor: _Visitor, listed: set[str]) -> None:
    """Read menus and sitemaps, and see that they lead nowhere but to what is listed."""
    for language in LANGUAGES:
        site = visitor.get(f"site/?locale={language}") or {"menus": {}}
        menus = [item for entries in site["menus"].values() for item in entries]
        led = {
            *visitor.addresses(f"/sitemaps/{language}.xml"),
            *(one["html_url"] for one in menus if one["kind"] == "page"),
        }
        visitor.faults += [
            f"{address} is in a menu or a sitemap, and not listed"
            for address in sorted(led - listed)
        ]


def canonical(item: dict[str, Any]) -> str:
    """Return an item's content in canonical form, without its place."""
    meta = {name: value for name, value in item["meta"].items() if name not in PLACES}
    # Whether a translation is current follows from what becomes of its source.
    meta.pop("translation", None)
    content = {name: value for name, value in item.items() if name != "meta"}
    described = item.get("json_ld") or {}
    content["json_ld"] = {
        name: value for name, value in described.items() if name not in ADDRESSES_AND_TIMES
    }
    if entity := described.get("mainEntity"):
        content["json_ld"]["mainEntity"] = {
            name: value for name, value in entity.items() if name != "@id"
        }
    return json.dumps({**content, "meta": meta}, sort_keys=True, ensure_ascii=False)


def _compare_detail(visitor: _Visitor, pk: int, content: str) -> None:
    detail = visitor.get(f"pages/{pk}/?fields=*", may_be_missing=True)
    if detail is None:
        visitor.faults.append(f"page {pk} is in the listing, and not by itself")
    elif canonical(detail) != content:
        visitor.faults.append(f"page {pk} reads otherwise in the listing")


def _ask_for_hidden(visitor: _Visitor, page: ConditionPage) -> None:
    asked = (f"{page.pk}/", f"find/?id={page.pk}", f"find/?html_path={html_path(page)}")
    for query in asked:
        if visitor.get(f"pages/{query}", may_be_missing=True) is not None:
            visitor.faults.append(f"page {page.pk} is not listed, and answers {query}")


def _told_by_filters(
    visitor: _Visitor, page: ConditionPage, content: dict[str, Any]
) -> Iterator[str]:
    """Yield the filters that find a page by what its row says and its content does not."""
    said = {**content["meta"], "title": content["title"]}
    for name in FILTERED:
        row = getattr(page, name)
        if row != said[name] and visitor.count(f"pages/?{name}={row}"):
            yield f"{name}={row}"


def _look_for_contradictions(
    visitor: _Visitor, items: list[dict[str, Any]], listed: set[int]
) -> None:
    for item in items:
        if item["id"] not in listed:
            visitor.faults.append(f"page {item['id']} is listed among its type only")
        for alternate in item["meta"]["alternates"]:
            pk = int(alternate["detail_url"].rstrip("/").rsplit("/", 1)[1])
            if pk not in listed:
                visitor.faults.append(f"page {item['id']} tells of page {pk}, which is not public")
