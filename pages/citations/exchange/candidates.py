"""From what an entry says to a reference that the library would accept, or to the reasons why not.

No database is asked: whether the library has the publication already is another question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from pages.citations.csl import Name, clean_names
from pages.citations.exchange.dates import checked
from pages.citations.exchange.entries import Entry, Remark
from pages.citations.exchange.markup import plain
from pages.citations.identifiers import NORMALISERS, InvalidIdentifier
from pages.citations.models import IDENTIFIER_NAMES, Reference, RetractionStatus

MOST_NAMES: Final = 3000
"""The longest lists of authors in physics have as many."""

_TEXTS: Final = (
    "title",
    "container_title",
    "publisher",
    "publisher_place",
    "edition",
    "volume",
    "issue",
    "pages",
    "language",
)
_SECONDARY: Final = ("isbn", "issn", "url")
"""Identifiers without which an entry is still the same publication: a faulty one is left out."""

_LABELS: Final = {**IDENTIFIER_NAMES, "isbn": "ISBN", "issn": "ISSN"}


@dataclass(slots=True)
class Candidate:
    """One entry of a file, checked.

    Attributes:
        line: number of its first line in the file.
        label: authors, year and title, as far as they could be read.
        reference: what would be added to the library; None if the entry is faulty.
        faults: why it is not imported.
        warnings: what was left out or guessed.
    """

    line: int
    label: str
    reference: Reference | None
    faults: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)


def candidate(entry: Entry, *, source: str = "") -> Candidate:
    """Check one entry.

    Args:
        entry: what the file says.
        source: name of the file, which goes into the private note of what is added.
    """
    if entry.faults:
        return Candidate(entry.line, "", None, entry.faults, entry.warnings)
    values: dict[str, Any] = {
        name: value
        for name, value in entry.values.items()
        if name in {"csl_type", "accessed", "retraction_status"}
    }
    for name in _TEXTS:
        values[name] = plain(str(entry.values.get(name) or ""))
    for name in ("authors", "editors"):
        values[name] = _names(entry.values.get(name))
    values["year"], values["month"], values["day"] = checked(
        entry.values.get("year"), entry.values.get("month"), entry.values.get("day")
    )
    dropped = _take_identifiers(entry, values)
    _check(entry, values)
    reference = Reference(**values)
    if not entry.faults:
        try:
            reference.clean_fields()
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                for message in messages:
                    entry.fault("invalid", f"{_label(name)}: {message}", entry.line_of(name))
    reference.note = _note(entry, dropped, source)
    if reference.retraction_status == RetractionStatus.RETRACTED:
        entry.warn("retracted", _("The file says that this publication has been retracted."))
    return Candidate(
        entry.line,
        str(reference),
        None if entry.faults else reference,
        entry.faults,
        entry.warnings,
    )


def _names(names: Any) -> list[Name]:
    return clean_names(
        [
            {part: plain(text) for part, text in name.items()}
            for name in clean_names(names)[:MOST_NAMES]
        ]
    )


def _take_identifiers(entry: Entry, values: dict[str, Any]) -> list[str]:
    """Put identifiers in their usual form; return those that were left out, for the note."""
    dropped: list[str] = []
    for name, normalise in NORMALISERS.items():
        given = str(entry.values.get(name) or "").strip()
        try:
            values[name] = normalise(given)
        except InvalidIdentifier as error:
            values[name] = ""
            # Some programs list several, such as print and online.
            several = (
                [part for part in re.split(r"[\s,;]+", given) if part] if name != "doi" else []
            )
            for part in several if len(several) > 1 else []:
                try:
                    values[name] = normalise(part)
                    break
                except InvalidIdentifier:
                    continue
            if values[name]:
                continue
            message = f"“{given[:80]}”: {error}"
            if name in _SECONDARY:
                dropped.append(f"{_label(name)} {given[:200]}")
                entry.warn(f"{name}_left_out", message, entry.line_of(name))
            else:
                entry.fault(name, message, entry.line_of(name))
        if name in _SECONDARY and len(values[name]) > _longest(name):
            entry.warn(f"{name}_left_out", _("This is too long to be an identifier."))
            values[name] = ""
    return dropped


def _several(text: str) -> list[str]:
    parts = [part for part in re.split(r"[\s,;]+", text) if part]
    return parts if len(parts) > 1 else []


def _check(entry: Entry, values: dict[str, Any]) -> None:
    if not values["title"]:
        entry.fault("no_title", _("The entry has no title."))
    for name in _TEXTS:
        most = _longest(name)
        if len(values[name]) > most:
            entry.fault(
                "too_long",
                _("%(field)s: longer than %(most)s characters.")
                % {"field": _label(name), "most": most},
                entry.line_of(name),
            )
    if values["year"] is None:
        entry.warn("no_year", _("The entry has no year."), entry.line_of("year"))


def _longest(name: str) -> int:
    return int(getattr(Reference._meta.get_field(name), "max_length", 0) or 0)


def _label(name: str) -> str:
    label = _LABELS.get(name) or str(getattr(Reference._meta.get_field(name), "verbose_name", name))
    return label[:1].upper() + label[1:]


def _note(entry: Entry, dropped: list[str], source: str) -> str:
    lines = []
    if source:
        lines.append(
            _("Imported from %(file)s, line %(line)s.") % {"file": source, "line": entry.line}
        )
    if dropped:
        lines.append(_("Not understood: %(pieces)s") % {"pieces": "; ".join(dropped)})
    return "\n".join(lines)
