"""From a file to its text, or to a clear refusal.

An editor's file may be anything: a Word document by the name of ``.txt``, a page saved in an
encoding of the nineties, half a gigabyte of log. Everything that is not plainly text is refused
with words that say how to get it right.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from pages.content.importing.refusals import ImportRefused, WrongUsage

LARGEST_FILE: Final = 2_000_000
"""Bytes. A long medical page has less than a tenth of this."""

_SIGNATURES: Final[tuple[tuple[bytes, str], ...]] = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "Word/ZIP"),
    (b"\xd0\xcf\x11\xe0", "Word 97"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "gzip"),
)
_WIDE_MARKS: Final[tuple[tuple[bytes, str], ...]] = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED: Final = re.compile(
    rb"""<meta[^>]{0,200}charset\s{0,5}=\s{0,5}["']?([\w.:-]{1,40})""", re.I
)
_MARKUP: Final = re.compile(
    r"<!doctype html|<html[\s>]|<body[\s>]|<(?:h[1-6]|p|div|ul|ol|article|"
    r"main)(?:\s[^<>]{0,300})?>",
    re.I,
)
_MOJIBAKE: Final = re.compile(r"Ã[\u0080-\u00bf]|Ã[©¡³ºñ­]|â€[™œ“”\u009d¢]|Â[\u00a0-\u00bf]")
_CONTROL: Final = re.compile(r"[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_LINE_END: Final = re.compile(r"\r\n?|\x85|\u2028|\u2029")


@dataclass(frozen=True, slots=True)
class Source:
    r"""A file's text, ready to be divided.

    Attributes:
        name: the file's name without its folder.
        text: its text; line ends are ``\n``, control characters are gone.
        is_html: whether it is to be read as HTML.
        sha256: digest of the file's bytes, hex.
        garbled: the first few lines with characters that were broken before the file came here.
    """

    name: str
    text: str
    is_html: bool
    sha256: str
    garbled: tuple[int, ...] = ()


def read_file(path: Path, *, encoding: str = "") -> Source:
    """Read a file that an editor chose.

    Args:
        path: where it is.
        encoding: what its author says it is written in; UTF-8, with or without a mark, otherwise.

    Raises:
        WrongUsage: there is no such file, it cannot be opened, or the encoding is unknown.
        ImportRefused: it is empty, huge, binary, or not in that encoding.
    """
    try:
        if not path.exists():
            raise WrongUsage(_("There is no file “%(path)s”.") % {"path": path})
        if not path.is_file():
            raise WrongUsage(_("“%(path)s” is not a file.") % {"path": path})
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except WrongUsage:
        raise
    except (OSError, ValueError) as error:
        raise WrongUsage(
            _("“%(path)s” cannot be opened: %(reason)s.")
            % {"path": path, "reason": getattr(error, "strerror", None) or error}
        ) from error
    return read_bytes(data, name=path.name, encoding=encoding)


def read_bytes(data: bytes, *, name: str, encoding: str = "") -> Source:
    """Turn the bytes of a file into text.

    Args:
        data: all of its bytes.
        name: its name, which messages quote and whose ending tells HTML from text.
        encoding: the encoding to read it in; UTF-8 when empty.

    Raises:
        WrongUsage: Python does not know the encoding.
        ImportRefused: the file is empty, huge, binary, or not in that encoding.
    """
    if len(data) > LARGEST_FILE:
        raise ImportRefused(
            _("“%(name)s” is larger than %(megabytes)s MB: no page is. Export the one page.")
            % {"name": name, "megabytes": LARGEST_FILE // 1_000_000}
        )
    text = _decoded(data, name=name, encoding=encoding)
    text = (
        _LINE_END.sub("\n", text.removeprefix("\ufeff")).replace("\x0b", " ").replace("\x0c", "\n")
    )
    controls = len(_CONTROL.findall(text))
    if "\x00" in text or controls > max(8, len(text) // 100):
        raise _binary(name, "")
    text = _CONTROL.sub("", text)
    if not text.strip():
        raise ImportRefused(_("“%(name)s” is empty: there is nothing in it.") % {"name": name})
    return Source(
        name=name,
        text=text,
        is_html=_is_html(text, name=name),
        sha256=hashlib.sha256(data).hexdigest(),
        garbled=_garbled_lines(text),
    )


def _decoded(data: bytes, *, name: str, encoding: str) -> str:
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise _binary(name, kind)
    if encoding:
        return _decoded_as_told(data, name=name, encoding=encoding)
    for mark, wide in _WIDE_MARKS:
        if data.startswith(mark):
            raise ImportRefused(
                _("“%(name)s” is not UTF-8 but %(encoding)s: add --encoding %(encoding)s.")
                % {"name": name, "encoding": wide}
            )
    if b"\x00" in data:
        raise _binary(name, "")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportRefused(
            _(
                "“%(name)s” is not UTF-8 (line %(line)s, byte 0x%(byte)02x). Save it as UTF-8, or "
                "say "
                "what it is in: --encoding %(guess)s."
            )
            % {
                "name": name,
                "line": data.count(b"\n", 0, error.start) + 1,
                "byte": data[error.start],
                "guess": _guess(data),
            }
        ) from error


def _decoded_as_told(data: bytes, *, name: str, encoding: str) -> str:
    try:
        decoded = data.decode(codecs.lookup(encoding).name)
    except (LookupError, ValueError, TypeError) as error:
        # Codecs such as base64 are no text encodings, and are refused as unknown ones are.
        if not isinstance(error, UnicodeError):
            raise WrongUsage(
                _("There is no encoding “%(encoding)s”. Try windows-1252, iso-8859-1 or utf-16.")
                % {"encoding": encoding}
            ) from error
        raise ImportRefused(
            _("“%(name)s” is not in the encoding %(encoding)s.")
            % {"name": name, "encoding": encoding}
        ) from error
    return decoded


def _guess(data: bytes) -> str:
    """Name the encoding that the page declares, if any; that of Western Windows otherwise."""
    if declared := _DECLARED.search(data[:4096]):
        named = declared.group(1).decode("ascii", "replace").lower()
        if named not in {"utf-8", "utf8"}:
            return named
    return "windows-1252"


def _binary(name: str, kind: str) -> ImportRefused:
    if kind:
        return ImportRefused(
            _("“%(name)s” is not text but %(kind)s. Save the page as plain text (UTF-8) or HTML.")
            % {"name": name, "kind": kind}
        )
    return ImportRefused(
        _("“%(name)s” is not text but binary. Save the page as plain text (UTF-8) or HTML.")
        % {"name": name}
    )


def _is_html(text: str, *, name: str) -> bool:
    if name.lower().endswith((".html", ".htm", ".xhtml")):
        return True
    if name.lower().endswith((".txt", ".md")):
        return bool(re.match(r"\s*(?:<!doctype html|<html[\s>])", text[:500], re.I))
    return len(_MARKUP.findall(text[:20_000])) >= 2


def _garbled_lines(text: str) -> tuple[int, ...]:
    found: list[int] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if "\ufffd" in line or _MOJIBAKE.search(line):
            found.append(number)
            if len(found) == 10:
                break
    return tuple(found)
