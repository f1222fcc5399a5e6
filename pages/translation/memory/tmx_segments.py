"""A segment in TMX: its placeholders and formatting as inline codes, and back. Pure functions.

TMX 1.4b keeps the native code of a tag as text: ``<bpt i="1" x="1">&lt;a id="a1"&gt;</bpt>`` opens
a link and ``<ept i="1">`` closes it. A citation's label is nobody's to translate, so a citation is
one ``<ph>``. ``x`` says which code of the target belongs to which of the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Final

from django.utils.translation import gettext as _
from lxml import etree
from wagtail_localize.strings import StringValue

_PIECE: Final = re.compile(
    r"""(?P<citation><a\s+id=["'][^"'<>]*["']\s*>\s*\[[^\]<]*\]\s*</a>)"""
    r"""|(?P<break><br\s*/?>)"""
    r"""|<(?P<open>[a-z]+)(?:\s+id=["'](?P<id>[^"'<>]*)["'])?\s*>"""
    r"""|</(?P<close>[a-z]+)\s*>"""
    r"""|(?P<text>[^<]+|<)"""
)
_OPENING: Final = re.compile(
    r"""<(?P<tag>a|abbr|acronym|b|code|em|i|strong)(?:\s+id="(?P<id>[\w-]{1,40})")?\s*>"""
)
_WHOLE: Final = re.compile(r"""<br\s*/?>|<a\s+id="[\w-]{1,40}">\s*\[[^\]<]*\]\s*</a>""")
_NO_XML: Final = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
_TYPES: Final = {"a": "link", "b": "bold", "strong": "bold", "i": "italic", "em": "italic"}


class DamagedUnit(ValueError):
    """A unit that cannot be used; its text says why."""


def numbered(source: str) -> dict[str, int]:
    """Return the number under which TMX knows each placeholder of a source."""
    numbers: dict[str, int] = {}
    for piece in _PIECE.finditer(source):
        if identifier := _identifier(piece):
            numbers.setdefault(identifier, len(numbers) + 1)
    return numbers


def encode(html: str, *, numbers: dict[str, int]) -> etree._Element:
    """Return a segment as a ``<seg>``.

    Args:
        html: the segment; characters that XML cannot hold are left out.
        numbers: of the placeholders of the unit's source, from `numbered`.
    """
    seg = etree.Element("seg")
    others = len(numbers)
    opened: list[tuple[str, int]] = []
    pairs = 0
    for piece in _PIECE.finditer(html):
        if piece["text"] is not None:
            _append(seg, unescape(piece["text"]))
            continue
        if piece["close"] is not None:
            if opened and opened[-1][0] == piece["close"]:
                _code(seg, "ept", piece.group(), i=opened.pop()[1])
            continue
        identifier = _identifier(piece)
        others += not identifier
        number = numbers.get(identifier, 0) if identifier else others
        if piece["open"] is None:
            kind = "lb" if piece["break"] else "x-citation"
            _code(seg, "ph", piece.group(), x=number, type=kind)
        else:
            pairs += 1
            opened.append((piece["open"], pairs))
            kind = _TYPES.get(piece["open"], f"x-{piece['open']}")
            _code(seg, "bpt", piece.group(), i=pairs, x=number, type=kind)
    return seg


def decode(seg: etree._Element) -> str:
    """Return a ``<seg>`` as the HTML of a segment.

    Codes of other tools are left out, and the words between them stay.

    Raises:
        DamagedUnit: a code is opened and not closed, or the other way round, or an entity is in it
            that nobody may resolve.
    """
    html = "".join(_decoded(seg, {}))
    try:
        return str(StringValue.from_translated_html(html).data)
    except ValueError as error:
        raise DamagedUnit(str(error)) from error


def _decoded(seg: etree._Element, opened: dict[str, str]) -> Iterator[str]:
    yield from _contents(seg, opened)
    if opened:
        raise DamagedUnit(_("An inline code is opened and not closed."))


def _contents(element: etree._Element, opened: dict[str, str]) -> Iterator[str]:
    yield escape(element.text or "", quote=False)
    for child in element:
        if child.tag is etree.Entity:
            raise DamagedUnit(_("It has an entity, which is not resolved."))
        if isinstance(child.tag, str):
            yield from _inline(child, opened)
        yield escape(child.tail or "", quote=False)


def _inline(child: etree._Element, opened: dict[str, str]) -> Iterator[str]:
    name = etree.QName(child).localname
    code = "".join(child.itertext()).strip()
    number = child.get("i", "")
    if name == "bpt":
        found = _OPENING.fullmatch(code)
        if number in opened:
            raise DamagedUnit(_("An inline code is opened twice."))
        opened[number] = found["tag"] if found else ""
        if found:
            yield f'<{found["tag"]} id="{found["id"]}">' if found["id"] else f"<{found['tag']}>"
    elif name == "ept":
        if number not in opened:
            raise DamagedUnit(_("An inline code is closed that was not opened."))
        if tag := opened.pop(number):
            yield f"</{tag}>"
    elif name == "ph":
        if _WHOLE.fullmatch(code):
            yield code
    elif name == "hi":
        yield from _contents(child, opened)


def _identifier(piece: re.Match[str]) -> str:
    if piece["citation"]:
        found = re.search(r"""id=["']([^"'<>]*)["']""", piece["citation"])
        return found[1] if found else ""
    return piece["id"] or ""


def _code(seg: etree._Element, name: str, text: str, **attributes: int | str) -> None:
    child = etree.SubElement(seg, name, {key: str(value) for key, value in attributes.items()})
    child.text = _NO_XML.sub("", text)


def _append(seg: etree._Element, text: str) -> None:
    text = _NO_XML.sub("", text)
    if len(seg):
        seg[-1].tail = (seg[-1].tail or "") + text
    else:
        seg.text = (seg.text or "") + text
