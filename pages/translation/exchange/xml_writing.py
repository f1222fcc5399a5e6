"""What both kinds of XLIFF are written with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from lxml import etree

from pages.translation.exchange.values import ExportDocument, ExportUnit

SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"

_CONTAINERS: Final = frozenset(
    {"xliff", "file", "header", "body", "unit", "segment", "trans-unit"}
    | {"notes", "originalData", "metadata", "metaGroup"}
)
"""Elements that hold elements alone, so that spaces between them mean nothing."""


def languages_of(documents: Sequence[ExportDocument]) -> tuple[str, str]:
    """Return the languages that these translations have in common.

    Raises:
        ValueError: there is no translation, or the languages differ.
    """
    pairs = {(document.source_language, document.target_language) for document in documents}
    if len(pairs) != 1:
        raise ValueError("One file has one source language and one target language.")
    (pair,) = pairs
    return pair


def as_bytes(root: etree._Element) -> bytes:
    """Return a file in UTF-8, indented where spaces mean nothing."""
    _indent(root, level=0)
    content: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return content + b"\n"


def _indent(element: etree._Element, *, level: int) -> None:
    if etree.QName(element).localname not in _CONTAINERS or not len(element):
        return
    element.text = "\n" + "  " * (level + 1)
    for child in element:
        _indent(child, level=level + 1)
        child.tail = "\n" + "  " * (level + 1)
    element[-1].tail = "\n" + "  " * level


def unit_ids(units: Sequence[ExportUnit]) -> Iterator[str]:
    """Yield an identity for each segment: a name token that is the same in every export."""
    taken: set[str] = set()
    for place, unit in enumerate(units, start=1):
        identifier = re.sub(r"[^A-Za-z0-9._-]", "_", unit.path) + f".{unit.position}"
        if identifier in taken:
            identifier = f"{identifier}.u{place}"
        taken.add(identifier)
        yield identifier


def append_text(parent: etree._Element, text: str) -> None:
    """Put a text behind what an element has."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def plain(text: str) -> str:
    """Return a text on one line, without characters that XML has no place for."""
    return " ".join("".join(one for one in text if one.isprintable() or one.isspace()).split())
