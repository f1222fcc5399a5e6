"""Preparing markup of unknown quality, so that the standard library's parser reads it well.

That parser knows nothing of end tags which HTML lets an author omit (it would put every paragraph
of an old page inside the one before), and some malformed input makes it look at the rest of the
file again and again. Both are settled here, in one pass and without moving a line.
"""

from __future__ import annotations

import re
from typing import Final

_COMMENT_START: Final = "<!--"
_COMMENT_END: Final = "-->"
_BEGINS_NOTHING: Final = re.compile(r"<(?=[^<>]*<)|<(?![a-zA-Z/!?])")
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,30})(?=[\s/>])[^<>]*>")

_ENDS_PARAGRAPH: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "ul",
        "li",
        "dt",
        "dd",
        "td",
        "th",
        "tr",
    ]
)
_SCOPES: Final = frozenset({"ul", "ol", "dl", "table"})
_REPEATED: Final[dict[str, tuple[str, ...]]] = {
    "li": ("li",),
    "dt": ("dt", "dd"),
    "dd": ("dt", "dd"),
    "tr": ("td", "th", "tr"),
    "td": ("td", "th"),
    "th": ("td", "th"),
}
"""What a start tag ends, innermost first, if it is open in the same list or table."""


def prepared(markup: str) -> str:
    """Return markup without comments, with omitted end tags, and with stray ``<`` as text.

    Every piece stays on its line.
    """
    return _with_end_tags(_without_stray_signs(_without_comments(markup)))


def _without_comments(markup: str) -> str:
    parts: list[str] = []
    position = 0
    while (start := markup.find(_COMMENT_START, position)) >= 0:
        end = markup.find(_COMMENT_END, start + len(_COMMENT_START))
        if end < 0:
            break
        end += len(_COMMENT_END)
        parts += [markup[position:start], "\n" * markup.count("\n", start, end)]
        position = end
    return "".join([*parts, markup[position:]])


def _without_stray_signs(markup: str) -> str:
    last = markup.rfind(">") + 1
    return _BEGINS_NOTHING.sub("&lt;", markup[:last]) + markup[last:].replace("<", "&lt;")


def _with_end_tags(markup: str) -> str:
    parts: list[str] = []
    position = 0
    paragraph_open = False
    scopes: list[list[str]] = [[]]
    for found in _TAG.finditer(markup):
        closing, name = bool(found.group(1)), found.group(2).lower()
        ended: list[str] = []
        if paragraph_open and name in _ENDS_PARAGRAPH:
            paragraph_open = False
            if not (closing and name == "p"):
                ended.append("p")
        opened = scopes[-1]
        if not closing and name in _REPEATED:
            ended += _closed(opened, _REPEATED[name])
            opened.append(name)
        elif closing and name in _REPEATED:
            if name in opened:
                while (last := opened.pop()) != name:
                    ended.append(last)
        elif name in _SCOPES:
            if closing:
                ended += reversed(opened)
                opened.clear()
                if len(scopes) > 1:
                    scopes.pop()
            else:
                scopes.append([])
        if name == "p" and not closing:
            paragraph_open = True
        if ended:
            parts.append(markup[position : found.start()])
            parts += [f"</{tag}>" for tag in ended]
            position = found.start()
    return "".join([*parts, markup[position:]])


def _closed(opened: list[str], names: tuple[str, ...]) -> list[str]:
    """Close what is open of these, and what is open within; return it, innermost first."""
    places = [place for place, name in enumerate(opened) if name in names]
    if not places:
        return []
    ended = opened[places[0] :]
    del opened[places[0] :]
    return ended[::-1]
