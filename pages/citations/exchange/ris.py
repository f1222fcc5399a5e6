"""RIS, which nearly every reference manager and journal can write."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from pages.citations.csl import clean_names
from pages.citations.exchange.dates import full_date, read_date
from pages.citations.exchange.entries import Entry, Piece
from pages.citations.exchange.markup import protected
from pages.citations.exchange.names import read_name, write_name
from pages.citations.exchange.tagged import TaggedLine, pieces_of_lines, tagged_lines

if TYPE_CHECKING:
    from pages.citations.models import Reference

_LINE: Final = re.compile(r"\s{0,3}([A-Z][A-Z0-9])\s{1,2}-(?:\s(.*)|)$")
_RANGE: Final = re.compile(r"([A-Za-z]{0,3}\d{1,8}[A-Za-z]?)-([A-Za-z]{0,3}\d{1,8}[A-Za-z]?)")
_PUBMED: Final = re.compile(r"pubmed|medline|\bnlm\b", re.IGNORECASE)
_PUBMED_ADDRESS: Final = re.compile(r"pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/pubmed/")
_NOTED_PMID: Final = re.compile(r"\bPMID:?\s?(\d{1,8})\b", re.IGNORECASE)
_NOTED_PMCID: Final = re.compile(r"\b(PMC\d{3,9})\b", re.IGNORECASE)

_TYPES: Final = {
    **dict.fromkeys(
        ("JOUR", "JFULL", "EJOU", "MGZN", "NEWS", "ABST", "INPR", "CONFJ"), "article-journal"
    ),
    **dict.fromkeys(("UNPB", "PREPRINT"), "article"),
    **dict.fromkeys(("BOOK", "EBOOK", "EDBOOK", "SER", "WHOLE"), "book"),
    **dict.fromkeys(("CHAP", "ECHAP", "ENCYC", "DICT"), "chapter"),
    **dict.fromkeys(("CPAPER", "CONF", "SLIDE"), "paper-conference"),
    **dict.fromkeys(("RPRT", "GOVDOC", "STAND", "PAMP"), "report"),
    **dict.fromkeys(("THES",), "thesis"),
    **dict.fromkeys(("ELEC", "WEB", "BLOG", "ICOMM"), "webpage"),
    **dict.fromkeys(("STAT", "BILL", "LEGAL", "CASE", "HEAR", "UNBILL"), "legislation"),
    **dict.fromkeys(("DATA", "AGGR", "DBASE"), "dataset"),
    "GEN": "document",
}
_WRITTEN_TYPES: Final = {
    "article-journal": "JOUR",
    "article": "UNPB",
    "book": "BOOK",
    "chapter": "CHAP",
    "paper-conference": "CPAPER",
    "report": "RPRT",
    "thesis": "THES",
    "webpage": "ELEC",
    "legislation": "STAT",
    "dataset": "DATA",
    "document": "GEN",
}
_IN_A_CONTAINER: Final = frozenset({"article-journal", "chapter", "paper-conference"})
_PLAIN: Final = {
    "PB": "publisher",
    "CY": "publisher_place",
    "PP": "publisher_place",
    "ET": "edition",
    "VL": "volume",
    "IS": "issue",
    "CP": "issue",
    "DO": "doi",
    "LA": "language",
}
_TITLES: Final = ("TI", "T1", "CT", "BT", "ST")
_ABBREVIATIONS: Final = ("J2", "JA", "JO")
_CONTAINERS: Final = (*_ABBREVIATIONS, "T2", "JF", "BT", "T3")
_DATES: Final = ("DA", "PY", "Y1")


def recognises(text: str) -> bool:
    """Tell whether a text is RIS: one of its first lines names a type."""
    return bool(re.search(r"^\s{0,3}TY\s{1,2}- ?[A-Z]{2,10}\s*$", text[:5000], re.MULTILINE))


def divide(text: str) -> list[Piece]:
    """Divide a file into its entries; text that belongs to none is a piece too."""
    pieces: list[Piece] = []
    lines: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        begun = _LINE.match(line)
        tag = begun[1] if begun else ""
        if tag == "TY":
            pieces += pieces_of_lines(lines)
            lines = []
        lines.append((number, line))
        if tag == "ER":
            pieces += pieces_of_lines(lines)
            lines = []
    pieces += pieces_of_lines(lines)
    return pieces


def read(piece: Piece) -> Entry:
    """Read one entry."""
    entry = Entry(piece.line)
    tagged = tagged_lines(piece, _LINE)
    if not any(line.value for line in tagged):
        entry.fault(
            "no_entry", _("“%(text)s” belongs to no entry.") % {"text": piece.text.strip()[:80]}
        )
        return entry
    if tagged[-1].tag != "ER":
        entry.warn(
            "no_end",
            _("The entry has no end (“ER  -”); it was read up to the next one."),
            tagged[-1].line,
        )
    _read_type(entry, tagged)
    _read_titles(entry, tagged)
    for line in tagged:
        _read_line(entry, line)
    _read_pages(entry, tagged)
    _read_numbers(entry, tagged)
    for tag in _DATES:
        _read_date(entry, tagged, tag)
    return entry


def write(reference: Reference) -> str:
    """Return one entry, with the empty line behind it."""
    is_part = reference.csl_type in _IN_A_CONTAINER
    found = _RANGE.fullmatch(reference.pages)
    date = "/".join(
        f"{part:02d}" if part else "" for part in (reference.year, reference.month, reference.day)
    )
    values: list[tuple[str, str]] = [
        ("TY", _WRITTEN_TYPES.get(reference.csl_type, "GEN")),
        *(("AU", write_name(name)) for name in clean_names(reference.authors)),
        *(
            ("ED" if not is_part else "A2", write_name(name))
            for name in clean_names(reference.editors)
        ),
        ("TI", protected(reference.title)),
        ("J2" if reference.csl_type == "article-journal" else "T2", reference.container_title),
        ("PB", reference.publisher),
        ("CY", reference.publisher_place),
        ("ET", reference.edition),
        ("PY", str(reference.year or "")),
        ("DA", f"{date}/" if reference.month else ""),
        ("VL", reference.volume),
        ("IS", reference.issue),
        ("SP", found[1] if found else reference.pages),
        ("EP", found[2] if found else ""),
        ("DO", reference.doi),
        ("AN", reference.pmid),
        ("DB", "PubMed" if reference.pmid else ""),
        ("C2", reference.pmcid),
        ("SN", reference.isbn),
        ("SN", reference.issn),
        ("UR", reference.url),
        ("Y2", reference.accessed.strftime("%Y/%m/%d/") if reference.accessed else ""),
        ("LA", reference.language),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in values if value.strip()]
    return "\n".join([*lines, "ER  - ", "", ""])


def _read_type(entry: Entry, tagged: list[TaggedLine]) -> None:
    stated = next((line for line in tagged if line.tag == "TY"), None)
    if stated is None:
        journal = any(line.tag in {"JO", "JF", "JA", "J2"} for line in tagged)
        entry.values["csl_type"] = "article-journal" if journal else "document"
        entry.warn("no_type", _("The entry does not begin with its type (“TY  -”)."))
        return
    kind = _TYPES.get(stated.value.upper())
    entry.put("csl_type", kind or "document", stated.line)
    if kind is None:
        entry.warn(
            "unknown_type",
            _("“%(type)s” is no type that the library knows: taken over as another document.")
            % {"type": stated.value[:40]},
            stated.line,
        )


def _read_titles(entry: Entry, tagged: list[TaggedLine]) -> None:
    values = {line.tag: line for line in reversed(tagged) if line.value}
    kind = entry.values["csl_type"]
    for tag in _TITLES:
        # BT is the title of a book, but that of the whole for a chapter of it.
        if tag in values and not (tag == "BT" and kind in _IN_A_CONTAINER):
            entry.put("title", values[tag].value, values[tag].line)
    for tag in _CONTAINERS:
        line = values.get(tag)
        if line is None or line.value == entry.values.get("title"):
            continue
        value = line.value
        if tag in _ABBREVIATIONS and kind == "article-journal":
            value = " ".join(value.replace(".", " ").split())
        entry.put("container_title", value, line.line)


def _read_line(entry: Entry, line: TaggedLine) -> None:
    tag, value = line.tag, line.value
    if not value:
        return
    if tag in {"AU", "A1"} or (tag == "A2" and entry.values["csl_type"] not in _IN_A_CONTAINER):
        _add_name(entry, "authors", line)
    elif tag in {"A2", "ED", "A3"}:
        _add_name(entry, "editors", line)
    elif tag in _PLAIN:
        entry.put(_PLAIN[tag], value, line.line)
    elif tag in {"UR", "L2", "LK"}:
        if _PUBMED_ADDRESS.search(value):
            entry.put("pmid", value, line.line)
        entry.put("url", value, line.line)
    elif tag == "Y2":
        entry.put("accessed", full_date(value), line.line)


def _add_name(entry: Entry, field: str, line: TaggedLine) -> None:
    # Some programs put all authors on one line, divided by semicolons.
    for text in line.value.split(";"):
        if name := read_name(text):
            entry.values.setdefault(field, []).append(name)
            entry.lines.setdefault(field, line.line)


def _read_pages(entry: Entry, tagged: list[TaggedLine]) -> None:
    values = {line.tag: line for line in reversed(tagged) if line.value}
    first, last = values.get("SP"), values.get("EP")
    if first and last and last.value != first.value and "-" not in first.value:
        entry.put("pages", f"{first.value}-{last.value}", first.line)
    for tag in ("SP", "EP", "AR", "C7"):
        if tag in values:
            entry.put("pages", values[tag].value, values[tag].line)


def _read_numbers(entry: Entry, tagged: list[TaggedLine]) -> None:
    from_pubmed = any(
        line.tag in {"DB", "DP", "N1"} and _PUBMED.search(line.value) for line in tagged
    )
    for line in tagged:
        if line.tag in {"AN", "ID"} and from_pubmed and line.value.isdigit():
            entry.put("pmid", line.value, line.line)
        elif line.tag in {"C1", "C2", "C6", "U2", "N1", "AN"}:
            if found := _NOTED_PMCID.search(line.value):
                entry.put("pmcid", found[1], line.line)
            if found := _NOTED_PMID.search(line.value):
                entry.put("pmid", found[1], line.line)
        elif line.tag == "SN":
            for value in re.split(r"[;,]|\s\(", line.value):
                digits = re.sub(r"[^0-9Xx]", "", value)
                if len(digits) in {10, 13}:
                    entry.put("isbn", value.strip(), line.line)
                elif len(digits) == 8:
                    entry.put("issn", value.strip(), line.line)


def _read_date(entry: Entry, tagged: list[TaggedLine], tag: str) -> None:
    for line in tagged:
        if line.tag != tag or not line.value:
            continue
        year, month, day = read_date(line.value)
        known = entry.values.get("year")
        if year is None and known is None:
            entry.lines.setdefault("year", line.line)
        if known is None or known == year:
            entry.put("year", year, line.line)
            entry.put("month", month, line.line)
            entry.put("day", day, line.line)
