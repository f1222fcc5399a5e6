"""HTML to elements: the same pieces as plain text yields, from the tags of a page.

Frames of the old site (navigation, forms, footers, scripts, windows) are skipped and reported.
Files are bounded in size and nesting before they are walked.
"""

from __future__ import annotations

import re
from typing import Final

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag
from bs4.exceptions import ParserRejectedMarkup
from django.utils.translation import gettext as _

from pages.content.importing import furniture
from pages.content.importing.elements import (
    Element,
    Findings,
    Gap,
    Heading,
    Item,
    ItemList,
    Paragraph,
    Phrase,
    Table,
    tidied,
)
from pages.content.importing.inline import TAGS, Inline, safe_address
from pages.content.importing.markup import prepared
from pages.content.importing.plain_text import lines_are_items, looks_like_heading
from pages.content.importing.refusals import ImportRefused

DEEPEST_NESTING: Final = 150

_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SILENT: Final = frozenset(
    {"script", "style", "template", "head", "title", "noscript", "link", "meta", "param"}
)
_FRAMES: Final = frozenset({"nav", "footer", "aside", "dialog", "menu", "form", "button", "select"})
_EMBEDDED: Final = frozenset(
    {"iframe", "svg", "video", "audio", "canvas", "object", "embed", "map"}
)
_FIELDS: Final = frozenset(
    {"input", "textarea", "label", "option", "datalist", "progress", "meter"}
)
_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "main",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "ol",
        "li",
    ]
)
_FRAME_ROLES: Final = frozenset(
    {
        "navigation",
        "contentinfo",
        "dialog",
        "alertdialog",
        "search",
        "complementary",
        "menu",
        "menubar",
    }
)
_FRAME_CLASSES: Final = frozenset(
    [
        "cookie",
        "cookies",
        "gdpr",
        "breadcrumb",
        "breadcrumbs",
        "navbar",
        "nav",
        "menu",
        "sidebar",
        "share",
        "sharing",
        "social",
        "chat",
        "chatbot",
        "livechat",
        "popup",
        "modal",
        "newsletter",
        "subscribe",
        "footer",
        "related",
        "widget",
        "banner",
        "comments",
        "pagination",
        "skip",
    ]
)
_PROSE_LENGTH: Final = 400


def read_web_page(markup: str, *, findings: Findings) -> tuple[list[Element], str]:
    """Divide a page into elements, without the frame of the old site.

    Args:
        markup: the page, as text.
        findings: what was left out is added to it.

    Returns:
        The elements, and the description that the page's head gives (empty if none).

    Raises:
        ImportRefused: the markup is nested deeper than any page, or is not HTML at all.
    """
    try:
        soup = BeautifulSoup(prepared(markup), "html.parser")
    except (ParserRejectedMarkup, AssertionError, ValueError) as error:
        raise ImportRefused(
            _("The file cannot be read as HTML. Save the page anew, or as plain text.")
        ) from error
    _refuse_deep(soup)
    reader = _Reader(findings)
    reader.read(soup)
    return reader.elements, _description(soup)


def _refuse_deep(soup: BeautifulSoup) -> None:
    depths = {id(soup): 0}
    for node in soup.descendants:
        if isinstance(node, Tag):
            depth = depths[id(node.parent)] + 1
            if depth > DEEPEST_NESTING:
                raise ImportRefused(
                    _(
                        "The file is nested more than %(depth)s tags deep, as no page is. Save "
                        "the page "
                        "anew, or as plain text."
                    )
                    % {"depth": DEEPEST_NESTING}
                )
            depths[id(node)] = depth


def _description(soup: BeautifulSoup) -> str:
    for tag in soup.find_all("meta"):
        if str(tag.get("name", "")).lower() == "description":
            return tidied(str(tag.get("content", "")))
    return ""


class _Reader:
    """Walks the page from top to bottom and collects elements."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.elements: list[Element] = []
        self.inline = Inline()
        self.level = 1
        self.has_prose: frozenset[int] = frozenset()

    def read(self, soup: BeautifulSoup) -> None:
        self.has_prose = _ancestors_of_prose(soup)
        self._walk(soup, frozenset(), "")
        self._flush()
        title = soup.find("title")
        if title and not title.find_parent("svg") and tidied(title.get_text()):
            self._take_title(tidied(title.get_text()), line=title.sourceline or 1)

    def _take_title(self, text: str, *, line: int) -> None:
        """Use the title in the head, unless a heading serves: of level 1, or with no text below."""
        headings = [part for part in self.elements if isinstance(part, Heading)]
        place = self.elements.index(headings[0]) if headings else 0
        following = [part for part in self.elements[place + 1 :] if not isinstance(part, Gap)]
        if any(heading.level == 1 for heading in headings):
            self.findings.leave_out(line, text, "second_title")
        elif headings and following and isinstance(following[0], Heading):
            self.elements[place] = Heading(headings[0].line, 1, headings[0].text)
            self.findings.leave_out(line, text, "second_title")
        else:
            own, of_site = _divided_title(text)
            self.elements.insert(0, Heading(line, 1, own))
            self.findings.leave_out(line, of_site, "page_part")

    def _walk(self, parent: Tag, marks: frozenset[str], href: str) -> None:
        for node in parent.children:
            if isinstance(node, Tag):
                self._take(node, marks, href)
            elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
                self.inline.add(str(node), marks=marks, href=href, line=parent.sourceline or 0)

    def _take(self, tag: Tag, marks: frozenset[str], href: str) -> None:
        name = tag.name
        if self._skips(tag):
            return
        if name == "br":
            self.inline.break_line()
        elif name in _HEADINGS:
            self._flush()
            self._take_heading(tag)
        elif name in {"ul", "ol"}:
            self._flush()
            self._take_list(tag)
        elif name == "dl":
            self._flush()
            self._take_definitions(tag)
        elif name == "table":
            self._flush()
            self._take_table(tag)
        elif name in {"summary", "dt"}:
            self._flush()
            self._walk(tag, frozenset({"b"}), "")
            self._flush()
        elif name in _BLOCKS:
            self._flush()
            self._walk(tag, marks, href)
            self._flush()
        else:
            self._walk(tag, marks | _mark(name), href or _address(tag))

    # What is skipped

    def _skips(self, tag: Tag) -> bool:
        """Skip what is not the page's text; report it if there is anything in it to read."""
        name = tag.name
        if name in _SILENT:
            return True
        if name == "img":
            self.findings.leave_out(tag.sourceline or 0, str(tag.get("alt") or ""), "image_name")
            return True
        code = ""
        if name in _EMBEDDED:
            code = "embedded"
        elif name in _FIELDS or name == "form":
            code = "form"
        elif name in _FRAMES or self._is_frame(tag):
            code = "page_part"
        if not code:
            return False
        if text := tidied(tag.get_text(" ")):
            self._flush()
            self.findings.leave_out(tag.sourceline or 0, text, code)
            self.elements.append(Gap(tag.sourceline or 0))
        return True

    def _is_frame(self, tag: Tag) -> bool:
        """Tell whether the page itself says that this is not its text."""
        if tag.name in {"html", "body", "main", "article"} or id(tag) in self.has_prose:
            return False
        if tag.name == "header" and tag.parent is not None and tag.parent.name == "body":
            return True
        if tag.has_attr("hidden") or str(tag.get("aria-hidden", "")).lower() == "true":
            return True
        if str(tag.get("role", "")).lower() in _FRAME_ROLES:
            return True
        names = [*tag.get_attribute_list("class"), *tag.get_attribute_list("id")]
        words = re.split(r"[^a-z]+", " ".join(name for name in names if name).lower())
        return not _FRAME_CLASSES.isdisjoint(words)

    # Blocks

    def _take_heading(self, tag: Tag) -> None:
        line = tag.sourceline or 0
        inner = _inline_of(self, tag)
        text = Phrase.joined(inner.phrases()).plain
        self.level = int(tag.name[1])
        if text:
            self._add(Heading(line, self.level, text.removesuffix(":")), text)

    def _take_list(self, tag: Tag) -> None:
        items = self._items(tag)
        if not items:
            return
        found = ItemList(tag.sourceline or 0, tag.name == "ol", tuple(items))
        if not any(item.children for item in items):
            code = furniture.reason_of_list(item.phrase.plain for item in items)
            if code:
                for item in items:
                    self.findings.leave_out(item.line, item.phrase.plain, code)
                self.elements.append(Gap(found.line))
                return
        self.elements.append(found)

    def _items(self, tag: Tag) -> list[Item]:
        items: list[Item] = []
        for node in tag.children:
            if not isinstance(node, Tag) or self._skips(node):
                if text := _text_of(node):
                    items.append(Item(tag.sourceline or 0, Phrase.of(text)))
                continue
            if node.name in {"ul", "ol"}:
                # A list inside a list without an item around it, as old editors write it.
                below = self._items(node)
                if items:
                    last = items[-1]
                    items[-1] = Item(last.line, last.phrase, (*last.children, *below))
                else:
                    items += below
                continue
            items += self._item(node)
        return items

    def _item(self, tag: Tag) -> list[Item]:
        reader = _Reader(self.findings)
        reader.has_prose = self.has_prose
        reader._walk(tag, frozenset(), "")
        reader._flush(within_item=True)
        phrases: list[Phrase] = []
        children: list[Item] = []
        for element in reader.elements:
            if isinstance(element, Paragraph):
                phrases.append(element.phrase)
            elif isinstance(element, Heading):
                phrases.append(Phrase.of(element.text))
            elif isinstance(element, ItemList):
                children += element.items
            elif isinstance(element, Table):
                phrases += [Phrase.of(text) for text in element.header]
                phrases += [cell for row in element.rows for cell in row]
        phrase = Phrase.joined(phrases)
        if not phrase.plain:
            return children
        return [Item(tag.sourceline or 0, phrase, tuple(children))]

    def _take_definitions(self, tag: Tag) -> None:
        """Take a list of terms: as questions and answers, or as a list of “term: meaning”."""
        pairs: list[tuple[Tag, list[Phrase]]] = []
        for node in tag.find_all(["dt", "dd"]):
            if node.find_parent("dl") is not tag:
                continue
            if node.name == "dt":
                pairs.append((node, []))
            elif pairs:
                pairs[-1][1].append(Phrase.joined(_inline_of(self, node).phrases()))
            else:
                pairs.append((node, [Phrase.joined(_inline_of(self, node).phrases())]))
        items: list[Item] = []
        for term, meanings in pairs:
            name = (
                Phrase.joined(_inline_of(self, term).phrases())
                if term.name == "dt"
                else Phrase("", "")
            )
            if name.plain.endswith("?"):
                self.elements.append(Heading(term.sourceline or 0, self.level + 1, name.plain))
                self.elements += [
                    Paragraph(term.sourceline or 0, text) for text in meanings if text.plain
                ]
                continue
            meaning = Phrase.joined(meanings)
            joint = ": " if name.plain and meaning.plain else ""
            whole = Phrase(
                f"{name.plain}{joint}{meaning.plain}", f"{name.html}{joint}{meaning.html}"
            )
            if whole.plain:
                items.append(Item(term.sourceline or 0, whole))
        if items:
            self.elements.append(ItemList(tag.sourceline or 0, False, tuple(items)))

    def _take_table(self, tag: Tag) -> None:
        rows = [row for row in tag.find_all("tr") if row.find_parent("table") is tag]
        if tag.find(["table", *_HEADINGS]) or not rows:
            # A table that only places things on the screen.
            self._walk(tag, frozenset(), "")
            self._flush()
            return
        cells = [
            [
                (cell.name, Phrase.joined(_inline_of(self, cell).phrases()))
                for cell in row.find_all(["th", "td"])
            ]
            for row in rows
        ]
        cells = [row for row in cells if any(phrase.plain for _, phrase in row)]
        if not cells:
            return
        caption = tidied(found.get_text(" ")) if (found := tag.find("caption")) else ""
        line = tag.sourceline or 0
        first = cells[0]
        regular = len(cells) > 1 and len(first) > 1 and len({len(row) for row in cells}) == 1
        if regular and all(name == "th" for name, _ in first):
            header = tuple(phrase.plain for _, phrase in first)
            body = tuple(tuple(phrase for _, phrase in row) for row in cells[1:])
            self.elements.append(Table(line, caption, header, body))
            return
        if caption:
            self.elements.append(Paragraph(line, Phrase.of(caption)))
        items = tuple(
            Item(
                line,
                Phrase(
                    " – ".join(phrase.plain for _, phrase in row if phrase.plain),
                    " – ".join(phrase.html for _, phrase in row if phrase.plain),
                ),
            )
            for row in cells
        )
        self.elements.append(ItemList(line, False, items))

    def _flush(self, *, within_item: bool = False) -> None:
        """Close the paragraph that was being read."""
        inline, self.inline = self.inline, Inline()
        lines = [phrase for phrase in inline.phrases() if phrase.plain]
        if not lines:
            return
        line = inline.line
        if within_item:
            self.elements.append(Paragraph(line, Phrase.joined(lines)))
        elif lines_are_items([phrase.plain for phrase in lines]):
            self.elements.append(ItemList(line, False, tuple(Item(line, text) for text in lines)))
        elif (
            len(lines) == 1
            and inline.is_bold()
            and looks_like_heading(lines[0].plain.removesuffix(":"))
        ):
            text = lines[0].plain
            self._add(Heading(line, min(self.level + 1, 6), text.removesuffix(":")), text)
        else:
            # A double line break divides paragraphs; a single one was only for the looks.
            groups: list[list[Phrase]] = [[]]
            for phrase in inline.phrases():
                if phrase.plain:
                    groups[-1].append(phrase)
                elif groups[-1]:
                    groups.append([])
            for group in filter(None, groups):
                whole = Phrase.joined(group)
                self._add(Paragraph(line, whole), whole.plain)

    def _add(self, element: Heading | Paragraph, text: str) -> None:
        if code := furniture.reason(text):
            self.findings.leave_out(element.line, text, code)
            self.elements.append(Gap(element.line, furniture.opens_foreign_content(code)))
        else:
            self.elements.append(element)


def _ancestors_of_prose(soup: BeautifulSoup) -> frozenset[int]:
    """Return the ids of tags around the title or around long prose: the page, not its frame."""
    found: set[int] = set()
    lengths: dict[int, int] = {}
    for node in soup.find_all(["p", "h1"]):
        parent = node.parent
        if parent is None:
            continue
        lengths[id(parent)] = lengths.get(id(parent), 0) + len(node.get_text())
        if node.name != "h1" and lengths[id(parent)] < _PROSE_LENGTH:
            continue
        around: Tag | None = parent
        while around is not None and id(around) not in found:
            found.add(id(around))
            around = around.parent
    return frozenset(found)


def _inline_of(reader: _Reader, tag: Tag) -> Inline:
    """Return all the text of a tag as one paragraph, whatever blocks are in it."""
    inner = Inline()

    def collect(node: PageElement, marks: frozenset[str], href: str) -> None:
        if isinstance(node, Tag):
            if reader._skips(node):
                return
            if node.name in _BLOCKS or node.name == "br":
                inner.break_line()
            for child in node.children:
                collect(child, marks | _mark(node.name), href or _address(node))
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            inner.add(str(node), marks=marks, href=href, line=tag.sourceline or 0)

    for child in tag.children:
        collect(child, frozenset(), "")
    return inner


def _divided_title(text: str) -> tuple[str, str]:
    """Divide “Gout | A Clinic” into the page's title and the name of the site."""
    found = re.search(r"\s[|–—·»-]\s", text)
    if not found or not found.start():
        return text, ""
    return text[: found.start()], text[found.end() :]


def _text_of(node: PageElement) -> str:
    """Return the words of a text node; empty text for a tag, a comment or a declaration."""
    if isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
        return tidied(str(node))
    return ""


def _mark(name: str) -> frozenset[str]:
    return frozenset({TAGS[name]}) if name in TAGS else frozenset()


def _address(tag: Tag) -> str:
    return safe_address(str(tag.get("href") or "")) if tag.name == "a" else ""
