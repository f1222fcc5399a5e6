"""Stored rich text, as HTML that a browser can show as it is.

Links to pages are the one thing that cannot be settled when a document is built, because the page
behind the link may go public, move or disappear later. They are written as ``page:ID`` addresses,
which never leave the house: `pages.delivery.links` settles them whenever a document is served.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import nh3
from django.utils.html import escape
from wagtail.rich_text.rewriters import LinkRewriter

from pages.citations.inline import render
from pages.publishing.values import rich_text_as_read

if TYPE_CHECKING:
    from wagtail.documents.models import AbstractDocument

TAGS: Final = frozenset(
    {
        *("p", "br", "hr", "h2", "h3", "h4", "ul", "ol", "li", "blockquote"),
        *("a", "b", "strong", "i", "em", "sup", "sub"),
    }
)
"""What public rich text is made of. Anything else is left out and its text kept."""

ATTRIBUTES: Final = {"a": {"href", "data-reference"}}
CLASSES: Final = {"sup": {"citation"}}
SCHEMES: Final = frozenset({"http", "https", "mailto", "tel", "page"})


def public_html(
    source: str, numbers: Mapping[str, int], files: Mapping[int, AbstractDocument]
) -> str:
    """Return the public HTML of one stored rich text.

    Args:
        source: rich text as Wagtail stores it.
        numbers: the number of each reference on the page, by key.
        files: the files that it may link to, by id; see `pages.content.files`.

    Returns:
        HTML of the tags in `TAGS`, citations numbered, links to files with their address, links to
        pages as ``page:ID``.
    """

    def document_link(attributes: Mapping[str, str]) -> str:
        document_id = attributes.get("id", "")
        document = files.get(int(document_id)) if document_id.isdecimal() else None
        return f'<a href="{escape(document.url)}">' if document else "<a>"

    linked = LinkRewriter(rules={"page": _page_link, "document": document_link})(
        render(rich_text_as_read(source), numbers)
    )
    return nh3.clean(
        linked,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        allowed_classes={tag: set(names) for tag, names in CLASSES.items()},
        url_schemes=set(SCHEMES),
        link_rel=None,
    ).strip()


def _page_link(attributes: Mapping[str, str]) -> str:
    page_id = attributes.get("id", "")
    return f'<a href="page:{page_id}">' if page_id.isdecimal() else "<a>"
