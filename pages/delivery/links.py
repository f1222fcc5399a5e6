"""Links between pages, settled whenever a document is served.

A stored document says only which page is meant. Where that page is, what it is called and whether
the public may know of it can all change without the linking page being signed again. So links are
looked up in the moment of serving, for all documents of an answer together, and in the document's
own language: a Spanish page links to the Spanish translation of what its editor chose, or not at
all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.html import escape
from wagtail.models import Page

from pages import conf
from pages.delivery.addresses import file_paths, html_url
from pages.delivery.models import PublishedDocument
from pages.delivery.visibility import public_pages
from pages.publishing import is_reviewed

MARKER: Final = "$page"
_ANCHOR: Final = re.compile(r'<a href="page:(\d+)">(.*?)</a>', re.DOTALL)
_PATH: Final = re.compile(r'<a href="(/[^"]*)">')

Json = Any


@dataclass(frozen=True, slots=True)
class Link:
    """A page that another one may link to.

    Attributes:
        page: its row; only its identity, type, language and address are public through it.
        title: as the public reads it.
        html_url: its address on the frontend, or None where it has none.
        regulatory_status: the blocks of its document that say how it stands with regulators;
            None where its type has none.
    """

    page: Page
    title: str
    html_url: str | None
    regulatory_status: Json = None


Describe = Callable[[Link], Json]


def page_marker(page_id: int) -> dict[str, int]:
    """Return what stands in a stored document for a link to a page."""
    return {MARKER: page_id}


def linked_page_ids(value: Json) -> set[int]:
    """Return the ids of all pages that stored content links to, in text or as a choice."""
    return set(_page_ids(value))


def public_links(pages: Iterable[Page]) -> dict[int, Link]:
    """Describe public pages by id; their titles come from their documents where they have one."""
    by_id = {page.pk: page for page in pages}
    # Pages of other types have no documents to ask for.
    reviewed = [pk for pk, page in by_id.items() if is_reviewed(page.specific_class)]
    rows = PublishedDocument.objects.filter(page__in=reviewed).values_list(
        "page_id", "content__title", "content__regulatory_status"
    )
    said = {page_id: (title, status) for page_id, title, status in rows} if reviewed else {}
    links = {}
    for pk, page in by_id.items():
        title, status = said.get(pk, (page.title, None))
        links[pk] = Link(page=page, title=title, html_url=html_url(page), regulatory_status=status)
    return links


def links_in(page_ids: Iterable[int], *, locale_ids: Iterable[int]) -> dict[tuple[int, int], Link]:
    """Find the public page that stands for each chosen page in each language.

    Args:
        page_ids: the pages that editors chose, in whatever language.
        locale_ids: the languages of the documents that link to them.

    Returns:
        Links by chosen page's id and locale's id; without an entry where the public has no such
        page in that language.
    """
    families = dict(Page.objects.filter(pk__in=set(page_ids)).values_list("pk", "translation_key"))
    if not families:
        return {}
    found = public_links(
        public_pages()
        .filter(translation_key__in=set(families.values()), locale__in=set(locale_ids))
        .select_related("locale")
    )
    by_family = {(link.page.translation_key, link.page.locale_id): link for link in found.values()}
    return {
        (page_id, locale_id): by_family[key, locale_id]
        for page_id, key in families.items()
        for locale_id in set(locale_ids)
        if (key, locale_id) in by_family
    }


def settle(value: Json, links: Mapping[int, Link], describe: Describe) -> Json:
    """Return stored content with every link settled.

    Args:
        value: content, or any part of it.
        links: what the public may be led to, by the id of the page that was chosen.
        describe: how a chosen page is written.

    Returns:
        A copy in which links in text have addresses, or have become plain text where there is
        nothing to link to; chosen pages are described, or None, or left out of a list. A path that
        an editor wrote leads to the frontend, as it does in menus; only files are on this host.
    """
    if isinstance(value, str):
        text = _settled_text(value, links) if "page:" in value else value
        return _PATH.sub(_on_frontend, text) if '<a href="/' in text else text
    if isinstance(value, list):
        return [
            settle(item, links, describe)
            for item in value
            if not (_is_marker(item) and item[MARKER] not in links)
        ]
    if isinstance(value, dict):
        if _is_marker(value):
            link = links.get(value[MARKER])
            return None if link is None else describe(link)
        return {name: settle(item, links, describe) for name, item in value.items()}
    return value


def _settled_text(text: str, links: Mapping[int, Link]) -> str:
    def settled(match: re.Match[str]) -> str:
        link = links.get(int(match[1]))
        if link is None or link.html_url is None:
            return match[2]
        return f'<a href="{escape(link.html_url)}">{match[2]}</a>'

    return _ANCHOR.sub(settled, text)


def _on_frontend(match: re.Match[str]) -> str:
    path = match[1]
    if path.startswith("//"):
        return f'<a href="https:{path}">'
    if path.startswith(file_paths()):
        return match[0]
    return f'<a href="{escape(conf.frontend_url())}{path}">'


def _is_marker(value: Json) -> bool:
    return isinstance(value, dict) and value.keys() == {MARKER}


def _page_ids(value: Json) -> Iterator[int]:
    if isinstance(value, str):
        if "page:" in value:
            yield from (int(match[1]) for match in _ANCHOR.finditer(value))
    elif isinstance(value, list):
        for item in value:
            yield from _page_ids(item)
    elif isinstance(value, dict):
        if _is_marker(value):
            yield value[MARKER]
        else:
            for item in value.values():
                yield from _page_ids(item)
