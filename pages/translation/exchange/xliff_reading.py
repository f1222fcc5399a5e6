"""Reading XLIFF 1.2 and 2.x, whatever tool has written it.

Tools rename prefixes, divide a unit into segments, mark terms, add suggestions, and write a pair of
codes as two single ones. All of that is read as what it means. Nothing is fetched and no entity is
expanded. A file that ends too soon is read as far as its units are whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Final

from django.utils.translation import gettext as _
from lxml import etree

from pages.translation.exchange.inline import DEEPEST, Code, MarkupFault, Node, Nodes
from pages.translation.exchange.values import (
    FileRefused,
    Mark,
    ReadDocument,
    ReadUnit,
    read_moment,
    split_key,
)
from pages.translation.exchange.xliff2 import CATEGORY
from pages.translation.exchange.xliff12 import OWN

_CHUNK: Final = 64 * 1024

LONGEST_ORDER: Final = 7
"""Digits from which on a place in a file is none."""

_DONE: Final = frozenset({"translated", "reviewed", "final", "signed-off"})
_TRANSPARENT: Final = frozenset({"mrk", "sub"})
_OPENING: Final = frozenset({"sc", "bx", "bpt"})
_CLOSING: Final = frozenset({"ec", "ex", "ept"})
_AROUND: Final = frozenset({"pc", "g"})
_SINGLE: Final = frozenset({"ph", "x", "it"})
_NOTHING: Final = frozenset({"sm", "em", "cp"})


@dataclass(frozen=True, slots=True)
class _Opened:
    identifier: str
    hint: str


@dataclass(frozen=True, slots=True)
class _Closed:
    identifier: str


def read(content: bytes, *, name: str, joins: bool = True) -> list[ReadDocument]:
    """Return what stands in an XLIFF file: one document for each of its ``<file>`` elements.

    Args:
        content: the file.
        name: what it is called.
        joins: whether the segments of a unit are one; otherwise each counts by itself.

    Raises:
        FileRefused: it is no XLIFF file, has no segments, or is damaged before the first.
    """
    parser = etree.XMLPullParser(
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    found: list[_File] = []
    damage = ""
    try:
        for start in range(0, len(content), _CHUNK):
            parser.feed(content[start : start + _CHUNK])
            _collect(parser, found, joins=joins)
        parser.close()
        _collect(parser, found, joins=joins)
    except etree.XMLSyntaxError as error:
        damage = _("The file is damaged: %(error)s") % {"error": error}
        _collect_before(parser, found, joins=joins)
    documents = [file.document(name) for file in found if file.units]
    if not documents:
        raise FileRefused(damage or _("The file has no entries."))
    if damage:
        words = _("%(damage)s What follows was not read.") % {"damage": damage}
        last = documents[-1]
        documents[-1] = ReadDocument(
            name=last.name,
            translation=last.translation,
            source_language=last.source_language,
            target_language=last.target_language,
            exported_at=last.exported_at,
            units=last.units,
            damage=(words,),
        )
    return documents


def _collect_before(parser: etree.XMLPullParser, found: list[_File], *, joins: bool) -> None:
    """Take the units that were whole before the damage."""
    try:
        _collect(parser, found, joins=joins)
    except etree.XMLSyntaxError:
        return


def _collect(parser: etree.XMLPullParser, found: list[_File], *, joins: bool) -> None:
    for event, element in parser.read_events():
        kind = _local(element)
        if event == "start":
            if element.getparent() is None and kind != "xliff":
                raise FileRefused(_("This is neither a PO nor an XLIFF file in UTF-8."))
            if kind == "file":
                found.append(_File(element))
        elif kind in ("unit", "trans-unit") and found:
            found[-1].add(element, joins=joins)
            element.clear(keep_tail=False)


def _local(element: etree._Element) -> str:
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def _children(element: etree._Element, *names: str) -> list[etree._Element]:
    return [child for child in element if _local(child) in names]


def _facts(element: etree._Element) -> dict[str, str]:
    """Return what this site wrote beside an element: metadata of 2.1, own attributes of 1.2."""
    facts = {
        etree.QName(key).localname: str(value)
        for key, value in element.attrib.items()
        if etree.QName(key).namespace == OWN
    }
    for metadata in _children(element, "metadata"):
        for group in _children(metadata, "metaGroup"):
            if group.get("category") == CATEGORY:
                for meta in _children(group, "meta"):
                    facts[meta.get("type", "")] = (meta.text or "").strip()
    return facts


class _File:
    """One ``<file>`` while it is read."""

    def __init__(self, element: etree._Element) -> None:
        self.element = element
        root = element.getroottree().getroot()
        self.source_language = element.get("source-language") or root.get("srcLang") or ""
        self.target_language = element.get("target-language") or root.get("trgLang") or ""
        self.units: list[ReadUnit] = []

    def add(self, element: etree._Element, *, joins: bool) -> None:
        if _local(element) != "unit":
            self.units.append(_unit_of_1(len(self.units), element))
        elif joins:
            parts = _children(element, "segment", "ignorable")
            self.units.append(_unit_of_2(len(self.units), element, parts))
        else:
            for part in _children(element, "segment"):
                self.units.append(_unit_of_2(len(self.units), element, [part]))

    def document(self, name: str) -> ReadDocument:
        facts = _facts(self.element)
        original = self.element.get("original", "")
        own = original.removeprefix("urn:uuid:") if original.startswith("urn:uuid:") else ""
        identifier = self.element.get("id", "")
        named = identifier.removeprefix("t-") if identifier.startswith("t-") else ""
        return ReadDocument(
            name=name,
            translation=facts.get("translation") or own or named,
            source_language=self.source_language,
            target_language=self.target_language,
            exported_at=read_moment(facts.get("exported", "")),
            units=tuple(self.units),
        )


def _key(element: etree._Element, name: str) -> tuple[str, int | None]:
    """Return path and position of a unit: from its name, or from its id where a tool dropped it."""
    if named := element.get(name):
        return split_key(named)
    path, separator, position = (element.get("id") or "").rpartition(".")
    return split_key(f"{path}#{position}") if separator and position.isdecimal() else ("", None)


def _unit_of_1(index: int, element: etree._Element) -> ReadUnit:
    path, position = _key(element, "resname")
    sources, targets = _children(element, "source"), _children(element, "target")
    fault = ""
    source: Nodes = ()
    target: Nodes = ()
    try:
        source = _nodes(sources[:1], {})
        target = _nodes(targets[:1], {})
    except MarkupFault as wrong:
        fault = str(wrong)
    return ReadUnit(
        index=index,
        path=path,
        position=position,
        source=source,
        target=target,
        mark=_mark_of_1(element, targets[0]) if targets else Mark.UNMARKED,
        base=_facts(element).get("base"),
        fault=fault,
    )


def _mark_of_1(unit: etree._Element, target: etree._Element) -> Mark:
    state = target.get("state", "")
    if state and state not in _DONE:
        return Mark.UNSURE
    return Mark.DONE if state or unit.get("approved") == "yes" else Mark.UNMARKED


def _unit_of_2(index: int, element: etree._Element, parts: list[etree._Element]) -> ReadUnit:
    """Return a unit; the segments that a tool divided it into are joined again."""
    path, position = _key(element, "name")
    data = {
        one.get("id", ""): "".join(one.itertext())
        for original in _children(element, "originalData")
        for one in _children(original, "data")
    }
    sources = [source for part in parts for source in _children(part, "source")[:1]]
    fault = ""
    source: Nodes = ()
    target: Nodes = ()
    try:
        source = _nodes(sources, data)
        target = _nodes(_targets(parts), data)
    except MarkupFault as wrong:
        fault = str(wrong)
    return ReadUnit(
        index=index,
        path=path,
        position=position,
        source=source,
        target=target,
        mark=_mark_of_2(parts),
        base=_facts(element).get("base"),
        fault=fault,
    )


def _targets(parts: list[etree._Element]) -> list[etree._Element]:
    """Return the targets in their own order; what is between two segments stands for itself.

    Raises:
        MarkupFault: a part of the unit is translated, and another is not.
    """
    found: list[tuple[int, etree._Element]] = []
    missing = False
    translated = False
    for place, part in enumerate(parts, start=1):
        targets = _children(part, "target")[:1]
        said = bool(targets) and (len(targets[0]) > 0 or bool((targets[0].text or "").strip()))
        if _local(part) == "segment":
            translated = translated or said
            missing = missing or (not said and _has_words(part))
        else:
            targets = targets or _children(part, "source")[:1]
        for target in targets:
            order = target.get("order", "")
            found.append(
                (int(order) if order.isdecimal() and len(order) < LONGEST_ORDER else place, target)
            )
    if not translated:
        return []
    if missing:
        raise MarkupFault(_("Only a part of this segment is translated."))
    return [target for _order, target in sorted(found, key=lambda one: one[0])]


def _has_words(part: etree._Element) -> bool:
    return any(
        bool("".join(source.itertext()).strip()) or len(source) > 0
        for source in _children(part, "source")[:1]
    )


def _mark_of_2(parts: list[etree._Element]) -> Mark:
    states = [part.get("state") for part in parts if _local(part) == "segment"]
    if any(state is not None and state not in _DONE for state in states):
        return Mark.UNSURE
    return Mark.DONE if states and all(states) else Mark.UNMARKED


def _nodes(elements: Iterable[etree._Element], data: dict[str, str]) -> Nodes:
    """Return the text of elements, one after the other, with its codes.

    Raises:
        MarkupFault: codes do not fit into one another, or something in it means nothing here.
    """
    pieces = [piece for element in elements for piece in _pieces(element, data)]
    found: list[list[Node]] = [[]]
    opened: list[_Opened] = []
    for piece in pieces:
        if isinstance(piece, _Opened):
            if len(opened) >= DEEPEST:
                raise MarkupFault(_("Too many tags stand within one another."))
            opened.append(piece)
            found.append([])
        elif isinstance(piece, _Closed):
            if not opened or opened[-1].identifier != piece.identifier:
                raise MarkupFault(
                    _("The placeholder “%(id)s” does not begin where it has to.")
                    % {"id": piece.identifier}
                )
            begun = opened.pop()
            inner = tuple(found.pop())
            found[-1].append(Code(begun.identifier, inner, begun.hint))
        else:
            found[-1].append(piece)
    if opened:
        raise MarkupFault(
            _("The placeholder “%(id)s” does not end.") % {"id": opened[-1].identifier}
        )
    return tuple(found[0])


def _pieces(
    element: etree._Element, data: dict[str, str]
) -> Iterator[str | Code | _Opened | _Closed]:
    if element.text:
        yield element.text
    for child in element:
        if not isinstance(child.tag, str):
            raise MarkupFault(_("There is something in the markup that is not allowed."))
        yield from _code(child, data)
        if child.tail:
            yield child.tail


def _code(child: etree._Element, data: dict[str, str]) -> Iterator[str | Code | _Opened | _Closed]:
    kind = _local(child)
    if kind in _TRANSPARENT:
        yield from _pieces(child, data)
    elif kind in _NOTHING:
        return
    elif kind in _AROUND:
        identifier = _identifier(child)
        yield _Opened(identifier, _hint(child, data))
        yield from _pieces(child, data)
        yield _Closed(identifier)
    elif kind in _OPENING:
        yield _Opened(_identifier(child), _hint(child, data))
    elif kind in _CLOSING:
        yield _Closed(child.get("startRef") or child.get("rid") or child.get("id") or "")
    elif kind in _SINGLE:
        yield Code(_identifier(child), None, _hint(child, data))
    else:
        raise MarkupFault(_("The tag <%(tag)s> is not allowed.") % {"tag": kind})


def _identifier(code: etree._Element) -> str:
    if _local(code) in ("bx", "bpt"):
        return code.get("rid") or code.get("id") or ""
    return code.get("id") or ""


def _hint(code: etree._Element, data: dict[str, str]) -> str:
    """Return the HTML that a code stands for, as far as the file tells."""
    kind = _local(code)
    if kind in _AROUND | _OPENING:
        named = (code.get("subType") or "").partition(":")[2]
        if named in ("b", "i"):
            return f"<{named}></{named}>"
        ctype = {"bold": "b", "italic": "i"}.get(code.get("ctype", ""))
        return f"<{ctype}></{ctype}>" if ctype else ""
    if reference := code.get("dataRef"):
        return data.get(reference, "")
    if code.get("subType") == "xlf:lb" or code.get("ctype") == "lb":
        return "<br/>"
    if label := code.get("equiv-text") or code.get("equiv"):
        identifier = escape(code.get("id") or "")
        return f'<a id="{identifier}">{escape(label, quote=False)}</a>'
    return "" if kind == "x" else "".join(code.itertext())
