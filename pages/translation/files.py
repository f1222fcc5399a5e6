"""Bilingual files outside the CMS, read as pairs of segments: PO, XLIFF 1.2 and XLIFF 2.

Nothing is fetched and no entity is expanded: a file says what is in it and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

import polib
from django.utils.translation import gettext as _
from lxml import etree

from pages.translation.checks import SegmentPair

if TYPE_CHECKING:
    from collections.abc import Callable

_CITATION: Final = re.compile(r'<a id="(?P<id>[^"]+)">\[(?P<label>[^\]<]*)\]</a>')

LARGEST: Final = 50 * 1024 * 1024
"""Bytes; more is no translation of pages."""


class FileRefused(ValueError):
    """A file that cannot be read as a bilingual one; its text says why."""


def read_pairs(path: Path, *, source: str = "", target: str = "") -> list[SegmentPair]:
    """Return the segments of a bilingual file in its order, counted from 0.

    Args:
        path: a PO or an XLIFF file; its content tells which.
        source: language of the source, where the file does not name it.
        target: language of the target, likewise. English and Spanish otherwise, the source first.

    Raises:
        FileNotFoundError: there is no such file.
        FileRefused: it is too large, empty, or neither of the two.
    """
    if path.stat().st_size > LARGEST:
        raise FileRefused(_("The file is larger than 50 MB."))
    content = path.read_bytes()
    if not content.strip():
        raise FileRefused(_("The file is empty."))
    read: Callable[[bytes], tuple[str, str, Iterator[tuple[str, str]]]] = (
        _xliff if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else _po
    )
    named_source, named_target, texts = read(content)
    target = _language(target or named_target)
    source = _language(source or named_source) or ("es" if target == "en" else "en")
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


def _po(content: bytes) -> tuple[str, str, Iterator[tuple[str, str]]]:
    try:
        entries = polib.pofile(content.decode("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise FileRefused(_("This is neither a PO nor an XLIFF file in UTF-8.")) from error
    if not entries:
        raise FileRefused(_("The file has no entries."))
    texts = ((entry.msgid, entry.msgstr) for entry in entries if not entry.obsolete)
    return "", str(entries.metadata.get("Language", "")), texts


def _xliff(content: bytes) -> tuple[str, str, Iterator[tuple[str, str]]]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise FileRefused(_("The file is damaged: %(error)s") % {"error": error}) from error
    if etree.QName(root).localname != "xliff":
        raise FileRefused(_("This is neither a PO nor an XLIFF file in UTF-8."))
    file = next(root.iter("{*}file"), None)
    holder = file if file is not None and file.get("source-language") else root
    source = holder.get("source-language") or holder.get("srcLang") or ""
    target = holder.get("target-language") or holder.get("trgLang") or ""
    return source, target, _units(root)


def _units(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield source and target of each segment; XLIFF 2 may divide a unit into several."""
    for element in root.iter("{*}trans-unit", "{*}segment"):
        source, target = element.find("{*}source"), element.find("{*}target")
        if source is not None:
            yield _inner(source), _inner(target) if target is not None else ""


def _inner(element: etree._Element) -> str:
    """Return what stands in an element as a segment: placeholders by their ids, text escaped."""
    parts = [escape(element.text or "", quote=False)]
    for child in element:
        if isinstance(child.tag, str):
            identifier = escape(child.get("id") or child.get("startRef") or "")
            parts.append(f'<a id="{identifier}">{_inner(child)}</a>')
        parts.append(escape(child.tail or "", quote=False))
    return "".join(parts)


def _language(code: str) -> str:
    return code.replace("_", "-").partition("-")[0].lower()
