"""PO files, as gettext's tools have them: one translation of one page in each.

The context of an entry (``msgctxt``) is the address of the segment within the page and which of the
texts there it is: ``body.5f0c….text#2``. Repeated sentences are told apart by it, and it stays the
same from one export to the next, so that tools can merge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import polib
from django.utils.translation import gettext as _

from pages.translation.exchange.inline import MarkupFault, parse
from pages.translation.exchange.values import (
    ExportDocument,
    ExportUnit,
    FileRefused,
    Mark,
    ReadDocument,
    ReadUnit,
    read_moment,
    split_key,
)

TRANSLATION: Final = "X-WagtailLocalize-TranslationID"
"""The header that names the translation; wagtail-localize's own files have it too."""

EXPORTED: Final = "X-Firma-Exported"
FINGERPRINT: Final = "X-Firma-Source-Fingerprint"
BASE: Final = "firma-base:"
"""Begins the comment that says what was on file: a hash."""

_BREAKS: Final = {"\u2028": "&#8232;", "\u2029": "&#8233;"}
"""Line ends for Python and for some tools, which would cut an entry in two."""

_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LINE: Final = re.compile(
    r'\s*(?:#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s+)?"(?:[^"\\]|\\.)*"\s*|)'
)
"""A whole line of a PO file: a comment, or a string with both of its quotation marks."""


def write(document: ExportDocument) -> bytes:
    """Return a PO file in UTF-8."""
    file = polib.POFile(wrapwidth=0)
    created = document.exported_at.strftime("%Y-%m-%d %H:%M%z")
    file.metadata = {
        "Project-Id-Version": " ".join(document.title.split()),
        "POT-Creation-Date": created,
        "PO-Revision-Date": created,
        "Language": document.target_language.replace("-", "_"),
        "X-Source-Language": document.source_language.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Generator": "Firma",
        TRANSLATION: document.translation,
        FINGERPRINT: document.source_fingerprint,
        EXPORTED: document.exported_at.isoformat(timespec="microseconds"),
    }
    for unit in document.units:
        file.append(_entry(unit))
    return (str(file).rstrip("\n") + "\n").encode()


def _entry(unit: ExportUnit) -> polib.POEntry:
    comments = [unit.place, *unit.notes, f"{BASE} {unit.base}"]
    return polib.POEntry(
        msgctxt=unit.key,
        msgid=_safe(unit.source),
        msgstr=_safe(unit.target),
        comment="\n".join(" ".join(comment.split()) for comment in comments if comment),
        flags=["fuzzy"] if unit.target and not unit.is_confirmed else [],
    )


def _safe(html: str) -> str:
    text = _CONTROLS.sub("", html)
    for character, reference in _BREAKS.items():
        text = text.replace(character, reference)
    return text


def read(content: bytes, *, name: str) -> ReadDocument:
    """Return what stands in a PO file.

    Entries that are broken are left out, and named in ``damage``; the others are kept.

    Raises:
        FileRefused: it is no PO file, is not in UTF-8, or has no entries.
    """
    file, damage = entries_of(content)
    entries = [entry for entry in file if not entry.obsolete]
    headers = {key.lower(): value for key, value in file.metadata.items()}
    exported = read_moment(headers.get(EXPORTED.lower(), ""))
    is_own = exported is not None
    return ReadDocument(
        name=name,
        translation=headers.get(TRANSLATION.lower(), "").strip(),
        source_language=headers.get("x-source-language", "").strip(),
        target_language=headers.get("language", "").strip(),
        exported_at=exported or read_moment(headers.get("pot-creation-date", "")),
        units=[_unit(index, entry, is_own=is_own) for index, entry in enumerate(entries)],
        damage=tuple(damage),
    )


def entries_of(content: bytes) -> tuple[polib.POFile, list[str]]:
    """Return the entries of a PO file that can be read, and what cannot, in words.

    Raises:
        FileRefused: it is no PO file, is not in UTF-8, or has no entries.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefused(_("This is neither a PO nor an XLIFF file in UTF-8.")) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    damage: list[str] = []
    try:
        file = _parsed(text)
    except (OSError, ValueError):
        file = _parsed_in_pieces(text, damage)
    if all(entry.obsolete for entry in file):
        if damage:
            raise FileRefused(_("This is neither a PO nor an XLIFF file in UTF-8."))
        raise FileRefused(_("The file has no entries."))
    return file, damage


def _parsed(text: str) -> polib.POFile:
    # polib takes the end of a line for its closing quotation mark: of a file that was cut off it
    # would read "10" where "100" was.
    for line in text.split("\n"):
        if not _LINE.fullmatch(line):
            raise ValueError(line)
    # The line break keeps polib from taking a short content for the path of a file to open.
    return polib.pofile(f"\n{text}\n")


def _parsed_in_pieces(text: str, damage: list[str]) -> polib.POFile:
    """Read entry by entry, and leave out those that cannot be read.

    Entries are divided by empty lines: no line of an entry is empty.
    """
    whole = polib.POFile()
    for line, piece in _pieces(text):
        try:
            found = _parsed(piece)
        except (OSError, ValueError):
            damage.append(_("The entry at line %(line)s is damaged.") % {"line": line})
            continue
        if found.metadata and not whole.metadata:
            whole.metadata = found.metadata
        whole.extend(found)
    return whole


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    lines: list[str] = []
    first = 1
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            if not lines:
                first = number
            lines.append(line)
        elif lines:
            yield first, "\n".join(lines)
            lines = []
    if lines:
        yield first, "\n".join(lines)


def _unit(index: int, entry: polib.POEntry, *, is_own: bool) -> ReadUnit:
    path, position = split_key(entry.msgctxt or "")
    fault = _("An entry with plural forms is no segment.") if entry.msgid_plural else ""
    try:
        target = parse(entry.msgstr)
    except MarkupFault as wrong:
        target, fault = (), fault or str(wrong)
    try:
        source = parse(entry.msgid)
    except MarkupFault:
        # Then it is no source of this site's, and none is found for it.
        source = (entry.msgid,)
    mark = Mark.DONE if is_own else Mark.UNMARKED
    return ReadUnit(
        index=index,
        path=path,
        position=position,
        source=source,
        target=target,
        mark=Mark.UNSURE if entry.fuzzy else mark,
        base=_base(entry.comment),
        fault=fault,
    )


def _base(comment: str) -> str | None:
    for line in comment.splitlines():
        if line.strip().startswith(BASE):
            return line.strip().removeprefix(BASE).strip() or None
    return None
