"""From a page's pieces to what rich text fields store.

Three kinds of field take three kinds of markup: prose with headings and lists, answers with
lists, and plain sentences. Whatever a field does not take is written as paragraphs; no word is
lost.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Final, Literal

from pages.content.importing.elements import Content, Item, ItemList, Paragraph, Phrase, items_of
from pages.content.importing.outline import Section

Markup = Literal["prose", "answer", "sentences"]

_TOKEN: Final = re.compile(r"<(/?)([a-z]+)([^>]*)>|&(?:[a-z]+|#\d+|#x[0-9a-f]+);|.", re.DOTALL)


def rich_text(content: Iterable[Content], *, markup: Markup = "prose") -> str:
    """Return pieces as stored rich text."""
    return "".join(_element(element, markup) for element in content)


def section_text(section: Section, *, markup: Markup = "prose", depth: int = 0) -> str:
    """Return all that stands in a section, with the sections within below headings of their own."""
    parts = [rich_text(section.content, markup=markup)]
    for below in section.subsections:
        heading = html.escape(below.heading, quote=False)
        if markup == "prose":
            level = "h3" if depth == 0 else "h4"
            parts.append(f"<{level}>{heading}</{level}>")
        else:
            parts.append(f"<p><b>{heading}</b></p>")
        parts.append(section_text(below, markup=markup, depth=depth + 1))
    return "".join(parts)


def paragraph(phrase: Phrase) -> str:
    """Return a phrase as one stored paragraph; empty text for an empty phrase."""
    return f"<p>{phrase.html}</p>" if phrase.plain else ""


def divided(phrase: Phrase, *, at: int, skip: int) -> tuple[str, Phrase]:
    """Divide a phrase: the plain text before a place, and what comes behind, with its markup.

    Args:
        phrase: the text to divide.
        at: number of visible characters before the place.
        skip: number of characters after it that go to neither side, such as “: ”.
    """
    head = phrase.plain[:at].strip()
    tail = phrase.plain[at + skip :].strip()
    visible = 0
    open_tags: list[str] = []
    parts: list[str] = []
    for token in _TOKEN.finditer(phrase.html):
        closing, name = token.group(1), token.group(2)
        if name is None:
            if visible >= at + skip:
                if not parts:
                    parts += open_tags
                parts.append(token.group())
            visible += 1
        elif parts:
            parts.append(token.group())
        elif closing:
            if open_tags:
                open_tags.pop()
        else:
            open_tags.append(token.group())
    written = re.sub(r"<([a-z]+)(?: [^>]*)?>\s*</\1>", "", "".join(parts)).strip()
    return head, Phrase(plain=tail, html=written)


def _element(element: Content, markup: Markup) -> str:
    if isinstance(element, Paragraph):
        return paragraph(element.phrase)
    if isinstance(element, ItemList):
        if markup == "sentences":
            return "".join(paragraph(item.phrase) for item in items_of(element.items))
        return _list(element.items, ordered=element.ordered)
    rows = tuple(
        Item(
            element.line,
            Phrase(
                "; ".join(
                    f"{name}: {cell.plain}" for name, cell in zip(element.header, row, strict=True)
                ),
                "; ".join(
                    f"{html.escape(name, quote=False)}: {cell.html}"
                    for name, cell in zip(element.header, row, strict=True)
                ),
            ),
        )
        for row in element.rows
    )
    caption = paragraph(Phrase.of(element.caption))
    return caption + _element(ItemList(element.line, False, rows), markup)


def _list(items: Iterable[Item], *, ordered: bool) -> str:
    tag = "ol" if ordered else "ul"
    parts: list[str] = []
    for item in items:
        below = _list(item.children, ordered=ordered) if item.children else ""
        parts.append(f"<li>{item.phrase.html}{below}</li>")
    written = "".join(parts)
    return f"<{tag}>{written}</{tag}>"
