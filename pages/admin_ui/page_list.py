"""Pages named in a message, with links to their editors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.html import format_html, format_html_join

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.safestring import SafeString


def page_list(head: str, pages: Iterable[tuple[int, str, str]]) -> SafeString:
    """Return a sentence and the pages that it is about, as safe HTML.

    Args:
        head: the sentence.
        pages: id, title and what is said of each, such as its language.
    """
    items = format_html_join(
        "",
        '<li><a href="{}">{}</a> ({})</li>',
        (
            (reverse("wagtailadmin_pages:edit", args=[page_id]), title, words)
            for page_id, title, words in pages
        ),
    )
    return format_html("{}<ul>{}</ul>", head, items)
