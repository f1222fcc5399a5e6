"""From the bytes of a file to the concepts that it holds."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from django.utils.translation import gettext as _

from pages.translation.glossary.exchange.entries import Entry, GlossaryFileRefused, checked
from pages.translation.glossary.exchange.table import read_csv
from pages.translation.glossary.exchange.tbx import read_tbx

LARGEST: Final = 5_000_000
"""Bytes: some twenty thousand terms."""


def read_entries(content: bytes, *, languages: Collection[str]) -> list[Entry]:
    """Return the concepts of a CSV or TBX file, each checked; the content tells which it is.

    Args:
        content: all bytes of the file.
        languages: the two letters of the site's languages.

    Raises:
        GlossaryFileRefused: it is too large, empty, damaged, or neither of the two.
    """
    if len(content) > LARGEST:
        message = _("The file is larger than %(megabytes)s MB.")
        raise GlossaryFileRefused(message % {"megabytes": LARGEST // 1_000_000})
    if not content.strip():
        raise GlossaryFileRefused(_("The file is empty."))
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"\xff\xfe<", b"\xfe\xff\x00<")):
        raw = read_tbx(content)
    else:
        raw = read_csv(_decoded(content))
    if not raw:
        raise GlossaryFileRefused(_("There are no terms in the file."))
    return _without_doubles([checked(one, languages=languages) for one in raw])


def _decoded(content: bytes) -> str:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise GlossaryFileRefused(
            _("This is neither TBX nor a table in UTF-8. Save the table as “CSV UTF-8”.")
        ) from error
    if "\x00" in text:
        raise GlossaryFileRefused(
            _("This is neither TBX nor a table in UTF-8. Save the table as “CSV UTF-8”.")
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _without_doubles(entries: list[Entry]) -> list[Entry]:
    """Return entries, of which a second one with the same key is faulty."""
    seen: dict[str, int] = {}
    found = []
    for entry in entries:
        key = entry.concept.key if entry.concept else ""
        if key and key in seen:
            entry = entry.refused(
                _("The key “%(key)s” stands in line %(line)s already.")
                % {"key": key, "line": seen[key]}
            )
        elif key:
            seen[key] = entry.line
        found.append(entry)
    return found
