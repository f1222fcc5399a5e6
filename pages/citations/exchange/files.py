"""From a file to its text, or to a clear refusal."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

from pages.citations.exchange.formats import FORMATS, Format, recognised

LARGEST_FILE: Final = 50_000_000
"""Bytes: some forty thousand entries with their abstracts."""

_SAMPLE: Final = 200_000
_BINARY: Final[tuple[tuple[bytes, str], ...]] = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "Word/ZIP"),
    (b"\xd0\xcf\x11\xe0", "Word 97"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "gzip"),
)
_MARKS: Final[tuple[tuple[bytes, str], ...]] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINE_END: Final = re.compile(r"\r\n?|\x85|\u2028|\u2029")


class ImportRefused(Exception):
    """A file that cannot be imported at all.

    Attributes:
        message: translated; says what to do.
    """

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class ReferenceFile:
    r"""A file of references, ready to be divided.

    Attributes:
        name: its name, without folders.
        text: its text, with ``\n`` at the end of lines.
        format: the format that it is in.
        encoding: the encoding that it was read in.
    """

    name: str
    text: str
    format: Format
    encoding: str


def read_bytes(data: bytes, *, name: str, encoding: str = "", kind: str = "") -> ReferenceFile:
    """Read the bytes of a file.

    Args:
        data: all of its bytes.
        name: its name, which messages quote. Its ending decides nothing: the content does.
        encoding: the encoding to read it in; found out when empty.
        kind: name of the format to read it as; found out when empty.

    Raises:
        ImportRefused: it is empty, huge, binary, in another encoding, or in no known format.
    """
    if len(data) > LARGEST_FILE:
        raise ImportRefused(
            _("“%(name)s” is larger than %(megabytes)s MB. Divide it into smaller files.")
            % {"name": name, "megabytes": LARGEST_FILE // 1_000_000}
        )
    for signature, what in _BINARY:
        if data.startswith(signature):
            raise ImportRefused(
                _(
                    "“%(name)s” is a file of the kind %(kind)s. Export the references as RIS, "
                    "BibTeX, CSL-JSON or from PubMed, and import that file."
                )
                % {"name": name, "kind": what}
            )
    text, used = _decoded(data, name=name, encoding=encoding)
    text = _LINE_END.sub("\n", text.removeprefix("\ufeff"))
    if not text.strip():
        raise ImportRefused(_("“%(name)s” is empty: there is nothing to import.") % {"name": name})
    found = FORMATS[kind] if kind else recognised(text)
    if found is None:
        raise ImportRefused(
            _(
                "“%(name)s” holds no references in RIS, BibTeX, CSL-JSON or PubMed's format. "
                "Choose one of these formats when you export them."
            )
            % {"name": name}
        )
    return ReferenceFile(name=name, text=text, format=found, encoding=used)


def _decoded(data: bytes, *, name: str, encoding: str) -> tuple[str, str]:
    for mark, wide in _MARKS:
        if data.startswith(mark) and not encoding:
            encoding = wide
            break
    if not encoding and b"\x00" in data[:_SAMPLE]:
        raise ImportRefused(
            _("“%(name)s” is not a text file. Export the references anew.") % {"name": name}
        )
    try:
        return data.decode(encoding or "utf-8"), encoding or "utf-8"
    except LookupError:
        raise ImportRefused(
            _("“%(encoding)s” is not the name of an encoding.") % {"encoding": encoding}
        ) from None
    except UnicodeDecodeError as error:
        if not encoding and (guessed := _guessed(data)):
            return guessed
        raise ImportRefused(
            _(
                "“%(name)s” is not in the encoding %(encoding)s (line %(line)s). "
                "Export it as UTF-8, or name its encoding."
            )
            % {
                "name": name,
                "encoding": encoding or "UTF-8",
                "line": data.count(b"\n", 0, error.start) + 1,
            }
        ) from None


def _guessed(data: bytes) -> tuple[str, str] | None:
    """Return the text in the most likely of the older encodings."""
    # Only lines that are not plain ASCII say anything about the encoding.
    telling = b"\n".join(line for line in data.split(b"\n") if not line.isascii())[:_SAMPLE]
    best = from_bytes(telling).best()
    for encoding in (best.encoding if best else "", "cp1252"):
        try:
            if encoding:
                return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return None
