"""XLIFF 1.2, for tools that read nothing newer: a ``<file>`` for each page.

Links, bold and italics are ``<g>``, citations and line breaks ``<x/>``. What only this site reads
stands in attributes of its own namespace, which the standard lets a file have.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from lxml import etree

from pages.translation.exchange.inline import Nodes, Tag, numbered, parse
from pages.translation.exchange.values import ExportDocument, ExportUnit
from pages.translation.exchange.xml_writing import (
    LANGUAGE,
    SPACE,
    append_text,
    as_bytes,
    languages_of,
    plain,
    unit_ids,
)

CORE: Final = "urn:oasis:names:tc:xliff:document:1.2"
OWN: Final = "urn:firma:exchange"
_PREFIXES: Final = {None: CORE, "firma": OWN}
_FORMATS: Final = {"b": "bold", "i": "italic", "a": "link"}


def write(documents: Sequence[ExportDocument]) -> bytes:
    """Return a file with these translations, all of one pair of languages.

    Raises:
        ValueError: there is none, or the languages differ.
    """
    source, target = languages_of(documents)
    root = etree.Element(f"{{{CORE}}}xliff", nsmap=_PREFIXES, version="1.2")
    for document in documents:
        _file(root, document, source, target)
    return as_bytes(root)


def _file(root: etree._Element, document: ExportDocument, source: str, target: str) -> None:
    file = etree.SubElement(
        root,
        f"{{{CORE}}}file",
        {
            "original": f"urn:uuid:{document.translation}",
            "source-language": source,
            "target-language": target,
            "datatype": "html",
            "date": document.exported_at.isoformat(timespec="seconds"),
            f"{{{OWN}}}translation": document.translation,
            f"{{{OWN}}}exported": document.exported_at.isoformat(timespec="microseconds"),
            f"{{{OWN}}}source": document.source_fingerprint,
        },
    )
    header = etree.SubElement(file, f"{{{CORE}}}header")
    etree.SubElement(header, f"{{{CORE}}}note").text = plain(document.title)
    body = etree.SubElement(file, f"{{{CORE}}}body")
    for identifier, unit in zip(unit_ids(document.units), document.units, strict=True):
        _unit(body, identifier, unit, source, target)


def _unit(
    body: etree._Element, identifier: str, unit: ExportUnit, source: str, target: str
) -> None:
    element = etree.SubElement(
        body,
        f"{{{CORE}}}trans-unit",
        {"id": identifier, "resname": unit.key, SPACE: "preserve", f"{{{OWN}}}base": unit.base},
    )
    nodes = parse(unit.source)
    labels = {name: tag.label for name, tag in numbered(nodes) if tag.label}
    written = etree.SubElement(element, f"{{{CORE}}}source", {LANGUAGE: source})
    _write(written, nodes, iter(numbered(nodes)), labels)
    if unit.target:
        element.set("approved", "yes" if unit.is_confirmed else "no")
        nodes = parse(unit.target)
        written = etree.SubElement(
            element, f"{{{CORE}}}target", {LANGUAGE: target, "state": _state(unit)}
        )
        _write(written, nodes, iter(numbered(nodes)), labels)
    for note in (unit.place, *unit.notes):
        etree.SubElement(
            element, f"{{{CORE}}}note", {"from": "developer", "annotates": "source"}
        ).text = plain(note)


def _state(unit: ExportUnit) -> str:
    if not unit.is_confirmed:
        return "needs-review-translation"
    return "translated" if unit.origin == "human" else "final"


def _write(
    parent: etree._Element,
    nodes: Nodes,
    names: Iterator[tuple[str, Tag]],
    labels: dict[str, str],
) -> None:
    """Write a text with its codes; citations that say what the source's say are single codes."""
    for node in nodes:
        if isinstance(node, str):
            append_text(parent, node)
        elif isinstance(node, Tag):
            name, _tag = next(names)
            if node.name == "br":
                etree.SubElement(parent, f"{{{CORE}}}x", {"id": name, "ctype": "lb"})
            elif node.label and labels.get(name) == node.label:
                attributes = {"id": name, "ctype": "x-citation", "equiv-text": node.label}
                etree.SubElement(parent, f"{{{CORE}}}x", attributes)
            else:
                kind = _FORMATS.get(node.name, f"x-html-{node.name}")
                code = etree.SubElement(parent, f"{{{CORE}}}g", {"id": name, "ctype": kind})
                _write(code, node.children, names, labels)
