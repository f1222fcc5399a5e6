"""Finding out what a returned file is, and reading it: PO, XLIFF, or a ZIP archive of them."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from typing import Final

from django.utils.translation import gettext as _

from pages.translation.exchange import po, xliff_reading
from pages.translation.exchange.values import FileRefused, ReadDocument

LARGEST: Final = 50 * 1024 * 1024
"""Bytes, of a file or of what an archive unpacks to; more is no translation of pages."""

MOST_FILES: Final = 1000
"""Files in one archive."""

UNREADABLE: Final = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError),
    *(NotImplementedError, RuntimeError, EOFError),
)
"""What Python raises for an archive that is damaged, encrypted, or packed in an unknown way."""

_SKIPPED: Final = ("__MACOSX/", ".")


def read(content: bytes, *, name: str) -> list[ReadDocument]:
    """Return the translations in a file; its content, and not its name, tells the format.

    Raises:
        FileRefused: it is too large, empty, damaged from its beginning, or something else.
    """
    if len(content) > LARGEST:
        raise FileRefused(_("The file is larger than 50 MB."))
    if not content.strip():
        raise FileRefused(_("The file is empty."))
    if content.startswith(b"PK\x03\x04"):
        return _archive(content)
    return _single(content, name=name)


def _single(content: bytes, *, name: str) -> list[ReadDocument]:
    if is_xml(content):
        return xliff_reading.read(content, name=name)
    return [po.read(content, name=name)]


def is_xml(content: bytes) -> bool:
    """Tell whether a file is XML, by how it begins."""
    # XML in UTF-16 begins with a mark; PO files of this site and of its tools are in UTF-8.
    return content.startswith((b"\xff\xfe<", b"\xfe\xff\x00<")) or (
        content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    )


def _archive(content: bytes) -> list[ReadDocument]:
    """Read each file of an archive; one that cannot be read does not keep the others out."""
    documents: list[ReadDocument] = []
    left = LARGEST
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [
                member
                for member in archive.infolist()
                if not member.is_dir()
                and not member.filename.startswith(_SKIPPED)
                and not member.filename.rpartition("/")[2].startswith(".")
            ]
            if len(members) > MOST_FILES:
                raise FileRefused(
                    _("The archive has more than %(count)s files.") % {"count": MOST_FILES}
                )
            for member in members:
                with archive.open(member) as file:
                    # What an archive says of its sizes may be wrong: no more than this is unpacked.
                    unpacked = file.read(left + 1)
                left -= len(unpacked)
                if left < 0:
                    raise FileRefused(_("The file is larger than 50 MB."))
                documents += _member(unpacked, name=member.filename)
    except UNREADABLE as error:
        raise FileRefused(_("The file is damaged: %(error)s") % {"error": error}) from error
    if not documents:
        raise FileRefused(_("The file has no entries."))
    return documents


def _member(content: bytes, *, name: str) -> list[ReadDocument]:
    try:
        return _single(content, name=name)
    except FileRefused as refusal:
        return [ReadDocument(name=name, damage=(str(refusal),))]
