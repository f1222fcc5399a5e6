"""The glossary as a table (CSV): one line for each term, in UTF-8.

The lines of a concept stand together or apart; its key tells that they are one. Subject, definition
and note of the concept may stand in any of its lines.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext as _

from pages.translation.glossary.exchange.entries import (
    GlossaryFileRefused,
    RawConcept,
    RawTerm,
    Remark,
    clean,
)
from pages.translation.glossary.values import Concept

COLUMNS: Final = (
    "concept",
    "subject",
    "language",
    "term",
    "status",
    "part_of_speech",
    "gender",
    "acronym",
    "term_note",
    "definition",
    "concept_note",
)
REQUIRED: Final = ("language", "term")

_FORMULA: Final = ("=", "+", "-", "@", "'")
"""What a spreadsheet takes for the beginning of a formula; an apostrophe says that it is none."""

_YES: Final = frozenset({"yes", "true", "1", "x", "sí", "si", "y", "s"})
_NO: Final = frozenset({"", "no", "false", "0", "n"})


def write_csv(concepts: Iterable[Concept]) -> str:
    """Return concepts as a table."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for concept in concepts:
        for line in _lines(concept):
            writer.writerow([_guarded(line.get(column, "")) for column in COLUMNS])
    return stream.getvalue()


def read_csv(text: str) -> list[RawConcept]:
    """Return the concepts of a table in the order in which they begin.

    Raises:
        GlossaryFileRefused: it has no header that names at least language and term.
    """
    sample = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=sample.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    concepts: dict[str, RawConcept] = {}
    try:
        header = [clean(name).lower() for name in next(reader, [])]
        _require_columns(header)
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                _add(concepts, header, cells, line)
            line = reader.line_num + 1
    except csv.Error as error:
        message = _("Line %(line)s is damaged: %(error)s.")
        raise GlossaryFileRefused(message % {"line": reader.line_num, "error": error}) from error
    return list(concepts.values())


def _require_columns(header: list[str]) -> None:
    if missing := [name for name in REQUIRED if name not in header]:
        raise GlossaryFileRefused(
            _("The first line must name the columns; it lacks: %(missing)s. Known are: %(known)s.")
            % {"missing": ", ".join(missing), "known": ", ".join(COLUMNS)}
        )
    doubled = {name for name in header if name and header.count(name) > 1}
    unknown = [name for name in header if name and name not in COLUMNS]
    if doubled or unknown:
        raise GlossaryFileRefused(
            _("These columns are unknown or doubled: %(names)s. Known are: %(known)s.")
            % {"names": ", ".join([*sorted(doubled), *unknown]), "known": ", ".join(COLUMNS)}
        )


def _add(concepts: dict[str, RawConcept], header: list[str], cells: list[str], line: int) -> None:
    values = {name: _bare(cell) for name, cell in zip(header, cells, strict=False) if name}
    key = clean(values.get("concept", ""))
    # A line without a key is a concept of its own, which its term gives a key.
    concept = concepts.setdefault(key or f"\n{line}", RawConcept(line=line, key=key))
    if len(cells) > len(header):
        concept.faults.append(Remark(line, _("The line has more cells than the header.")))
    for name, attribute in (("subject", "subject"), ("concept_note", "note")):
        said = clean(values.get(name, ""))
        before = getattr(concept, attribute)
        if said and before and said != before:
            message = _("It says two different things for “%(column)s”.") % {"column": name}
            concept.faults.append(Remark(line, message))
        elif said:
            setattr(concept, attribute, said)
    language = values.get("language", "")
    if definition := values.get("definition", ""):
        concept.definitions.append((line, language, definition))
    if definition and not clean(values.get("term", "")):
        return
    acronym = clean(values.get("acronym", "")).lower()
    if acronym not in _YES | _NO:
        message = _("“%(value)s” in the column “acronym” is neither yes nor no.")
        concept.faults.append(Remark(line, message % {"value": acronym}))
    concept.terms.append(
        RawTerm(
            line=line,
            language=language,
            text=values.get("term", ""),
            status=values.get("status", ""),
            part_of_speech=values.get("part_of_speech", ""),
            gender=values.get("gender", ""),
            is_acronym=acronym in _YES,
            note=values.get("term_note", ""),
        )
    )


def _lines(concept: Concept) -> list[dict[str, str]]:
    lines = [
        {
            "concept": concept.key,
            "subject": concept.subject,
            "language": term.language,
            "term": term.text,
            "status": term.status,
            "part_of_speech": term.part_of_speech,
            "gender": term.gender,
            "acronym": "yes" if term.is_acronym else "",
            "term_note": term.note,
        }
        for term in concept.terms
    ]
    for definition in concept.definitions:
        line = next((one for one in lines if one["language"] == definition.language), None)
        if line is None:
            line = {
                "concept": concept.key,
                "subject": concept.subject,
                "language": definition.language,
            }
            lines.append(line)
        line["definition"] = definition.text
    if lines and concept.note:
        lines[0]["concept_note"] = concept.note
    return lines


def _guarded(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value


def _bare(value: str) -> str:
    value = value.strip()
    return value[1:] if value.startswith("'") and value[1:].startswith(_FORMULA) else value
