"""XLIFF 2.1 (OASIS): a ``<file>`` for each page, a ``<unit>`` for each segment.

Links, bold and italics are ``<pc>``, citations and line breaks ``<ph>``. A citation's label is no
text that anybody could change. What only this site reads stands in the metadata module, which is
part of the standard.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from lxml import etree

from pages.translation.exchange.inline import Nodes, Tag, numbered, parse
from pages.translation.exchange.values import ExportDocument, ExportUnit
from pages.translation.exchange.xml_writing import (
    SPACE,
    append_text,
    as_bytes,
    languages_of,
    plain,
    unit_ids,
)

CORE: Final = "urn:oasis:names:tc:xliff:document:2.0"
METADATA: Final = "urn:oasis:names:tc:xliff:metadata:2.0"
CATEGORY: Final = "firma"
_PREFIXES: Final = {None: CORE, "mda": METADATA}
_FORMATS: Final = {"b": "xlf:b", "i": "xlf:i", "br": "xlf:lb"}


def write(documents: Sequence[ExportDocument]) -> bytes:
    """Return a file with these translations, all of one pair of languages.

    Raises:
        ValueError: there is none, or the languages differ.
    """
    source, target = languages_of(documents)
    root = etree.Element(
        f"{{{CORE}}}xliff", nsmap=_PREFIXES, version="2.1", srcLang=source, trgLang=target
    )
    for document in documents:
        _file(root, document)
    return as_bytes(root)


def _file(root: etree._Element, document: ExportDocument) -> None:
    file = etree.SubElement(
        root,
        f"{{{CORE}}}file",
        id=f"t-{document.translation}",
        original=f"urn:uuid:{document.translation}",
    )
    _metadata(
        file,
        translation=document.translation,
        exported=document.exported_at.isoformat(timespec="microseconds"),
        source=document.source_fingerprint,
    )
    notes = etree.SubElement(file, f"{{{CORE}}}notes")
    etree.SubElement(notes, f"{{{CORE}}}note", category="page").text = plain(document.title)
    for identifier, unit in zip(unit_ids(document.units), document.units, strict=True):
        _unit(file, identifier, unit)


def _metadata(parent: etree._Element, **facts: str) -> None:
    metadata = etree.SubElement(parent, f"{{{METADATA}}}metadata")
    group = etree.SubElement(metadata, f"{{{METADATA}}}metaGroup", category=CATEGORY)
    for name, value in facts.items():
        etree.SubElement(group, f"{{{METADATA}}}meta", type=name).text = value


def _unit(file: etree._Element, identifier: str, unit: ExportUnit) -> None:
    element = etree.SubElement(
        file, f"{{{CORE}}}unit", id=identifier, name=unit.key, canResegment="no"
    )
    element.set(SPACE, "preserve")
    _metadata(element, base=unit.base)
    notes = etree.SubElement(element, f"{{{CORE}}}notes")
    etree.SubElement(notes, f"{{{CORE}}}note", category="location").text = plain(unit.place)
    for note in unit.notes:
        etree.SubElement(notes, f"{{{CORE}}}note", category="instruction").text = plain(note)
    data = _Data()
    segment = etree.Element(f"{{{CORE}}}segment", id="s1", **_state(unit))
    source = parse(unit.source)
    data.fill(etree.SubElement(segment, f"{{{CORE}}}source"), source, source)
    if unit.target:
        target = parse(unit.target)
        data.fill(etree.SubElement(segment, f"{{{CORE}}}target"), target, source)
    if data.texts:
        original = etree.SubElement(element, f"{{{CORE}}}originalData")
        for text, name in data.texts.items():
            etree.SubElement(original, f"{{{CORE}}}data", id=name).text = text
    element.append(segment)


def _state(unit: ExportUnit) -> dict[str, str]:
    if not unit.target:
        return {"state": "initial"}
    if not unit.is_confirmed:
        return {"state": "initial", "subState": f"firma:{unit.origin}"}
    return {"state": "translated" if unit.origin == "human" else "reviewed"}


class _Data:
    """Writes texts with their codes, and collects what the codes stand for."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}

    def fill(self, element: etree._Element, nodes: Nodes, source: Nodes) -> None:
        """Write a text into its element.

        Args:
            element: ``<source>`` or ``<target>``.
            nodes: the text.
            source: the text of the source; its citations are single codes.
        """
        labels = {name: tag.label for name, tag in numbered(source) if tag.label}
        names = iter(numbered(nodes))
        self._write(element, nodes, names, labels)

    def _write(
        self,
        parent: etree._Element,
        nodes: Nodes,
        names: Iterator[tuple[str, Tag]],
        labels: dict[str, str],
    ) -> None:
        for node in nodes:
            if isinstance(node, str):
                append_text(parent, node)
            elif isinstance(node, Tag):
                name, _tag = next(names)
                self._code(parent, name, node, names, labels)

    def _code(
        self,
        parent: etree._Element,
        name: str,
        tag: Tag,
        names: Iterator[tuple[str, Tag]],
        labels: dict[str, str],
    ) -> None:
        if tag.name == "br":
            attributes = {"type": "fmt", "subType": _FORMATS["br"]}
            self._single(parent, name, "<br/>", attributes)
        elif tag.label and labels.get(name) == tag.label:
            html = f'<a id="{tag.identifier}">{tag.label}</a>'
            self._single(
                parent,
                name,
                html,
                {
                    "type": "other",
                    "subType": "firma:citation",
                    "equiv": tag.label,
                    "disp": tag.label,
                    "canCopy": "no",
                    "canDelete": "no",
                },
            )
        else:
            code = etree.SubElement(parent, f"{{{CORE}}}pc", id=name, **_kind(tag))
            self._write(code, tag.children, names, labels)

    def _single(
        self, parent: etree._Element, name: str, html: str, attributes: dict[str, str]
    ) -> None:
        reference = self.texts.setdefault(html, f"d{len(self.texts) + 1}")
        etree.SubElement(parent, f"{{{CORE}}}ph", id=name, dataRef=reference, **attributes)


def _kind(tag: Tag) -> dict[str, Any]:
    if tag.name == "a":
        return {"type": "link", "canCopy": "no", "canDelete": "no"}
    if tag.name in _FORMATS:
        return {"type": "fmt", "subType": _FORMATS[tag.name]}
    return {"type": "fmt", "subType": f"html:{tag.name}"}
