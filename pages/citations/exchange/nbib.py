"""PubMed's own format, which its button “Send to: Citation manager” writes (``.nbib``)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from pages.citations.csl import Name, clean_names
from pages.citations.exchange.dates import read_date
from pages.citations.exchange.entries import Entry, Piece
from pages.citations.exchange.markup import protected
from pages.citations.exchange.names import read_name
from pages.citations.exchange.tagged import TaggedLine, pieces_of_lines, tagged_lines

if TYPE_CHECKING:
    from pages.citations.models import Reference

_LINE: Final = re.compile(r"(?=[A-Z ]{4}-)([A-Z]{2,4}) {0,2}-(?:\s(.*)|)$")
_LOCATION: Final = re.compile(r"(\S.*?)\s*\[(doi|pii|pmc|bookaccession)\]", re.IGNORECASE)
_ARTICLE_NUMBER: Final = re.compile(r"e?\d{3,8}")
_ISSN: Final = re.compile(r"\b\d{4}-\d{3}[\dXx]\b")
_ISBN: Final = re.compile(r"[0-9][0-9-]{8,16}[0-9Xx]")
_SUFFIX: Final = re.compile(r"^(?P<name>.+?,.+?) (?P<suffix>Jr|Sr|2nd|3rd|4th|II|III|IV)$")

_MONTHS: Final = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)
_LANGUAGES: Final = {
    "eng": "en",
    "spa": "es",
    "fre": "fr",
    "ger": "de",
    "ita": "it",
    "por": "pt",
    "chi": "zh",
    "jpn": "ja",
    "rus": "ru",
    "cat": "ca",
    "dut": "nl",
    "pol": "pl",
    "tur": "tr",
    "kor": "ko",
}
_WRITTEN_LANGUAGES: Final = {short: long for long, short in _LANGUAGES.items()}
_TYPES: Final = {
    "Preprint": "article",
    "Book Chapter": "chapter",
    "Book": "book",
    "Technical Report": "report",
    "Academic Dissertation": "thesis",
    "Webpage": "webpage",
    "Legislation": "legislation",
    "Dataset": "dataset",
    "Congress": "paper-conference",
    "Unpublished Work": "document",
}
_WRITTEN_TYPES: Final = {kind: name for name, kind in _TYPES.items()} | {
    "article-journal": "Journal Article"
}
_PLAIN: Final = {
    "PMID": "pmid",
    "VI": "volume",
    "IP": "issue",
    "PG": "pages",
    "PMC": "pmcid",
    "PB": "publisher",
    "EN": "edition",
}
_TITLES: Final = frozenset({"TI", "BTI"})
_FIRST: Final = frozenset({"OWN", "STAT", "IS", "ISBN", "VI", "IP", "DP", "TI", "BTI"})
"""Tags with which an entry without a PMID begins."""

RETRACTED_TYPE: Final = "Retracted Publication"
NOTICE_TYPES: Final = frozenset(
    {"Retraction of Publication", "Retraction Notice", "Published Erratum"}
)


def recognises(text: str) -> bool:
    """Tell whether a text is in PubMed's format: one of its first lines is a PMID or a title."""
    head = text[:5000]
    return bool(
        re.search(r"^PMID- ?\d", head, re.MULTILINE)
        or (re.search(r"^(?:TI|BTI) {1,2}- ", head, re.MULTILINE) and "\nPT  - " in text[:20000])
    )


def divide(text: str) -> list[Piece]:
    """Divide a file into its entries, which stand between empty lines."""
    pieces: list[Piece] = []
    lines: list[tuple[int, str]] = []
    after_blank, seen = False, set[str]()
    for number, line in enumerate(text.split("\n"), 1):
        begun = _LINE.match(line)
        tag = begun[1] if begun else ""
        # An abstract may hold an empty line; a second PMID, or a first tag, begins another entry.
        begins = tag == "PMID" and (after_blank or "PMID" in seen)
        if begins or (after_blank and tag in _FIRST and seen & _TITLES):
            pieces += pieces_of_lines(lines)
            lines, seen = [], set()
        seen.add(tag)
        after_blank = not line.strip()
        lines.append((number, line))
    pieces += pieces_of_lines(lines)
    return pieces


def read(piece: Piece) -> Entry:
    """Read one entry. Abstracts, keywords and MeSH headings are no part of a reference."""
    entry = Entry(piece.line)
    tagged = tagged_lines(piece, _LINE)
    if not any(line.value for line in tagged):
        entry.fault(
            "no_entry", _("“%(text)s” belongs to no entry.") % {"text": piece.text.strip()[:80]}
        )
        return entry
    values = {line.tag: line for line in reversed(tagged) if line.value}
    _read_type(entry, tagged, is_book="BTI" in values, has_title="TI" in values)
    _read_titles(entry, values)
    _read_names(entry, tagged)
    for line in tagged:
        _read_line(entry, line)
    # Only where there is no other: the date of publication ahead of print.
    for tag in ("DP", "DEP"):
        if tag in values and entry.values.get("year") is None:
            date = read_date(values[tag].value)
            entry.lines.setdefault("year", values[tag].line)
            for name, part in zip(("year", "month", "day"), date, strict=True):
                entry.put(name, part, values[tag].line)
    _read_notices(entry, tagged)
    return entry


def write(reference: Reference) -> str:
    """Return one entry, with the empty line behind it."""
    is_article = reference.csl_type == "article-journal"
    is_book = reference.csl_type == "book"
    date = [str(reference.year or "")]
    if reference.year and reference.month:
        date.append(_MONTHS[reference.month - 1])
        if reference.day:
            date.append(str(reference.day))
    values: list[tuple[str, str]] = [
        ("PMID", reference.pmid),
        ("OWN", "NLM" if reference.pmid else ""),
        ("IS", reference.issn),
        ("ISBN", reference.isbn),
        ("VI", reference.volume),
        ("IP", reference.issue),
        ("DP", " ".join(date)),
        ("BTI" if is_book else "TI", _with_stop(protected(reference.title))),
        ("PG", reference.pages),
        ("LID", f"{reference.doi} [doi]" if reference.doi else ""),
        *(_written_name(name, person="FAU") for name in clean_names(reference.authors)),
        *(_written_name(name, person="FED") for name in clean_names(reference.editors)),
        ("LA", _WRITTEN_LANGUAGES.get(reference.language, reference.language)),
        ("PT", _WRITTEN_TYPES.get(reference.csl_type, "Unpublished Work")),
        ("PT", RETRACTED_TYPE if reference.is_retracted else ""),
        ("PB", reference.publisher),
        ("PL", reference.publisher_place),
        ("EN", reference.edition),
        ("TA" if is_article else "CTI" if is_book else "BTI", reference.container_title),
        ("PMC", reference.pmcid),
    ]
    lines = [f"{tag:<4}- {' '.join(value.split())}" for tag, value in values if value.strip()]
    return "\n".join([*lines, "", ""])


def _with_stop(title: str) -> str:
    """Return a title as PubMed writes it, with a full stop that `_read_titles` takes away."""
    return title if title.endswith(("?", "!")) else f"{title}."


def _read_type(entry: Entry, tagged: list[TaggedLine], *, is_book: bool, has_title: bool) -> None:
    stated = [line for line in tagged if line.tag == "PT"]
    for line in stated:
        entry.put("csl_type", _TYPES.get(line.value), line.line)
        if line.value in NOTICE_TYPES:
            entry.warn(
                "notice",
                _("This is not a study but a notice about one (%(type)s).") % {"type": line.value},
                line.line,
            )
    if is_book:
        entry.put("csl_type", "chapter" if has_title else "book")
    entry.put("csl_type", "article-journal")


def _read_titles(entry: Entry, values: dict[str, TaggedLine]) -> None:
    for tag in ("TI", "BTI", "TT"):
        if line := values.get(tag):
            # PubMed ends every title with a full stop that is none of its own.
            value = line.value[:-1] if line.value.endswith(".") else line.value
            entry.put("title", value, line.line)
    containers = ("BTI", "CTI", "TA", "JT")
    if entry.values["csl_type"] == "article-journal":
        containers = ("TA", "JT", "BTI", "CTI")
    for tag in containers:
        if (line := values.get(tag)) and not (tag == "BTI" and "TI" not in values):
            entry.put("container_title", line.value.removesuffix("."), line.line)


def _read_names(entry: Entry, tagged: list[TaggedLine]) -> None:
    tags = {line.tag for line in tagged}
    # Full names where there are any; the short ones repeat them.
    authors = {"FAU" if "FAU" in tags else "AU", "CN"}
    editors = {"FED" if "FED" in tags else "ED", "ECN"}
    for line in tagged:
        field = "authors" if line.tag in authors else "editors" if line.tag in editors else ""
        if field and (name := _name(line)):
            entry.values.setdefault(field, []).append(name)
            entry.lines.setdefault(field, line.line)


def _name(line: TaggedLine) -> Name | None:
    if line.tag in {"CN", "ECN"}:
        return {"literal": line.value} if line.value else None
    found = _SUFFIX.match(line.value)
    return read_name(f"{found['name']}, {found['suffix']}" if found else line.value)


def _written_name(name: Name, *, person: str) -> tuple[str, str]:
    if not name.get("family"):
        return ("CN" if person == "FAU" else "ECN"), name.get("literal", "")
    family = " ".join(part for part in (name.get("non-dropping-particle"), name["family"]) if part)
    given = " ".join(part for part in (name.get("given"), name.get("suffix")) if part)
    # Without a given name the comma still tells a person from an organisation.
    return person, f"{family}, {given}".strip()


def _read_line(entry: Entry, line: TaggedLine) -> None:
    tag, value = line.tag, line.value
    if tag in _PLAIN:
        entry.put(_PLAIN[tag], value, line.line)
    elif tag in {"LID", "AID"}:
        if found := _LOCATION.search(value):
            if found[2].lower() == "doi":
                entry.put("doi", found[1], line.line)
            elif found[2].lower() == "pii" and _ARTICLE_NUMBER.fullmatch(found[1]):
                # Of a journal without pages; if it has some, they count.
                entry.values.setdefault("_article_number", found[1])
    elif tag == "IS":
        if found := _ISSN.search(value):
            entry.put("issn", found.group(), line.line)
    elif tag == "ISBN":
        if found := _ISBN.search(value):
            entry.put("isbn", found.group(), line.line)
    elif tag == "LA":
        entry.put("language", _LANGUAGES.get(value.lower(), value.lower()[:16]), line.line)
    elif tag == "PL" and entry.values.get("csl_type") != "article-journal":
        # Of a journal it is the country, which no style asks for.
        entry.put("publisher_place", value, line.line)


def _read_notices(entry: Entry, tagged: list[TaggedLine]) -> None:
    number = entry.values.pop("_article_number", "")
    entry.put("pages", number)
    for status, tags, types in (
        ("retracted", {"RIN"}, {RETRACTED_TYPE}),
        ("concern", {"ECI"}, {"Expression of Concern"}),
        ("corrected", {"EIN", "CRI"}, {"Corrected and Republished Article"}),
    ):
        for line in tagged:
            is_notice = line.tag in tags or (line.tag == "PT" and line.value in types)
            # An expression of concern about another paper has this type as well.
            if status == "concern" and line.tag == "PT":
                continue
            if is_notice:
                entry.put("retraction_status", status, line.line)
