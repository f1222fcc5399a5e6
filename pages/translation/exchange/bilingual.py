"""Bilingual files outside the CMS, read as pairs of segments: PO, XLIFF 1.2 and XLIFF 2.

They belong to no page of this site: what their placeholders stand for is what they say themselves.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from pages.translation.checks import SegmentPair
from pages.translation.exchange import po, xliff_reading
from pages.translation.exchange.inline import Code, MarkupFault, Nodes, resolve
from pages.translation.exchange.reading import LARGEST, is_xml
from pages.translation.exchange.values import FileRefused
from pages.translation.languages import language_of

__all__ = ["FileRefused", "citations_of", "read_pairs"]

_CITATION: Final = re.compile(r'<a id="(?P<id>[^"]+)">\[(?P<label>[^\]<]*)\]</a>')


def read_pairs(path: Path, *, source: str = "", target: str = "") -> list[SegmentPair]:
    """Return the segments of a bilingual file in its order, counted from 0.

    Args:
        path: a PO or an XLIFF file; its content tells which.
        source: language of the source, where the file does not name it.
        target: language of the target, likewise. English and Spanish otherwise, the source first.

    Raises:
        FileNotFoundError: there is no such file.
        FileRefused: it is too large, empty, damaged, or neither of the two.
    """
    if path.stat().st_size > LARGEST:
        raise FileRefused(_("The file is larger than 50 MB."))
    content = path.read_bytes()
    if not content.strip():
        raise FileRefused(_("The file is empty."))
    named_source, named_target, texts = _xliff(content) if is_xml(content) else _po(content)
    target = language_of(target or named_target)
    source = language_of(source or named_source) or ("es" if target == "en" else "en")
    target = target or ("en" if source == "es" else "es")
    return [
        SegmentPair(
            index=index,
            path="",
            source=before,
            target=after or None,
            source_attributes=citations_of(before),
            target_attributes=citations_of(before),
            recorded=after or None,
            source_language=source,
            target_language=target,
        )
        for index, (before, after) in enumerate(texts)
    ]


def citations_of(html: str) -> dict[str, dict[str, str]]:
    """Return the citations of a segment by the ids of their placeholders.

    A file does not say what its placeholders stand for; a citation's label is in brackets.
    """
    return {
        found["id"]: {"linktype": "citation", "keys": found["label"]}
        for found in _CITATION.finditer(html)
    }


def _po(content: bytes) -> tuple[str, str, list[tuple[str, str]]]:
    file, damage = po.entries_of(content)
    if damage:
        raise FileRefused(" ".join(damage))
    texts = [(entry.msgid, entry.msgstr) for entry in file if not entry.obsolete]
    return "", str(file.metadata.get("Language", "")), texts


def _xliff(content: bytes) -> tuple[str, str, list[tuple[str, str]]]:
    """Return the languages and the texts; each segment of a unit is an entry of its own."""
    documents = xliff_reading.read(content, name="", joins=False)
    for document in documents:
        if document.damage:
            raise FileRefused(" ".join(document.damage))
    first = documents[0]
    texts = [
        (_html(unit.source), _html(unit.target))
        for document in documents
        for unit in document.units
    ]
    return first.source_language, first.target_language, texts


def _html(nodes: Nodes) -> str:
    """Return what a file says as a segment; a code of another tool is a placeholder by its id."""
    parts = []
    for node in nodes:
        try:
            parts.append(resolve([node], {}))
        except MarkupFault:
            inner = node.children or () if isinstance(node, Code) else ()
            identifier = node.identifier if isinstance(node, Code) else ""
            parts.append(f'<a id="{escape(identifier)}">{_html(inner)}</a>')
    return "".join(parts)
