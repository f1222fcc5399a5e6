"""BibTeX and BibLaTeX, with LaTeX's way of writing accents.

`bibtexparser` reads the entries, one at a time, so that a broken one spoils no other.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any, Final

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares.names import (
    InvalidNameError,
    parse_single_name_into_parts,
    split_multiple_persons_names,
)
from bibtexparser.model import DuplicateFieldKeyBlock
from bibtexparser.model import Entry as BibtexEntry
from django.utils.translation import gettext as _
from pylatexenc.latex2text import LatexNodes2Text

from pages.citations.csl import Name, clean_names
from pages.citations.exchange.dates import full_date, read_date, read_month
from pages.citations.exchange.entries import Entry, Piece
from pages.citations.exchange.markup import protected

if TYPE_CHECKING:
    from pages.citations.models import Reference

# What it could not read is reported with the entry, in words.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

_BLOCK: Final = re.compile(r"^[ \t]*@[ \t]*(\w+)[ \t]*[{(]", re.MULTILINE)
_NO_ENTRIES: Final = frozenset({"comment", "preamble", "string"})
_MACRO: Final = re.compile(r"@\s*string\s*[{(]\s*([\w:.+/-]+)\s*=", re.IGNORECASE)
_WORD: Final = re.compile(r"[\w:.+/-]+")
_NEEDS_LATEX: Final = re.compile(r"[\\$~]|--|``|''")
_BARE_BRACES: Final = re.compile(r"[{}]")
_ESCAPED: Final = re.compile(r"\{?\\([_&%#$~{}])\}?(?:\{\})?")
_URL_COMMAND: Final = re.compile(r"\\url\s*\{([^{}]*)\}")
_DASHES: Final = re.compile(r"\s*(?:-{1,3}|[‐‑‒–—−])\s*")
_LATEX: Final = LatexNodes2Text(math_mode="text", keep_comments=True)

_TYPES: Final = {
    "article": "article-journal",
    "periodical": "article-journal",
    "book": "book",
    "mvbook": "book",
    "booklet": "book",
    "collection": "book",
    "proceedings": "book",
    "reference": "book",
    "inbook": "chapter",
    "bookinbook": "chapter",
    "suppbook": "chapter",
    "incollection": "chapter",
    "inreference": "chapter",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "techreport": "report",
    "report": "report",
    "manual": "report",
    "standard": "report",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "webpage": "webpage",
    "dataset": "dataset",
    "software": "dataset",
    "unpublished": "article",
    "legislation": "legislation",
    "jurisdiction": "legislation",
    "legal": "legislation",
    "misc": "document",
}
_WRITTEN_TYPES: Final = {
    "article-journal": "article",
    "article": "unpublished",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
    "webpage": "online",
    "legislation": "legislation",
    "dataset": "dataset",
    "document": "misc",
}
_TEXTS: Final = {
    "journal": "container_title",
    "journaltitle": "container_title",
    "booktitle": "container_title",
    "maintitle": "container_title",
    "publisher": "publisher",
    "institution": "publisher",
    "organization": "publisher",
    "school": "publisher",
    "address": "publisher_place",
    "location": "publisher_place",
    "edition": "edition",
    "volume": "volume",
    "number": "issue",
    "issue": "issue",
}
_IDENTIFIERS: Final = ("doi", "pmid", "pmcid", "isbn", "issn", "url")
_ORDINALS: Final = {
    "first": "1",
    "second": "2",
    "third": "3",
    "fourth": "4",
    "fifth": "5",
    "sixth": "6",
    "seventh": "7",
    "eighth": "8",
    "ninth": "9",
    "tenth": "10",
}
_ESCAPES: Final = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "{}$&%#_"},
}
_TO_ESCAPE: Final = re.compile(r"[\\~^{}$&%#_]")


def recognises(text: str) -> bool:
    """Tell whether a text is BibTeX: it holds an entry of one of the usual types."""
    return any(
        found[1].lower() in _TYPES or found[1].lower() in _NO_ENTRIES
        for found in _BLOCK.finditer(text[:20_000])
    )


def divide(text: str) -> list[Piece]:
    """Divide a file into its entries, each with the abbreviations (``@string``) that it uses.

    What stands between entries is a comment, as BibTeX has it.
    """
    blocks = list(_BLOCK.finditer(text))
    macros: dict[str, str] = {}
    pieces: list[Piece] = []
    line, counted = 1, 0
    for place, block in enumerate(blocks):
        end = blocks[place + 1].start() if place + 1 < len(blocks) else len(text)
        line += text.count("\n", counted, block.start())
        counted = block.start()
        body = text[block.start() : end].rstrip()
        kind = block[1].lower()
        if kind == "string":
            if named := _MACRO.search(body):
                macros[named[1].lower()] = " ".join(body.split())
        elif kind not in _NO_ENTRIES:
            words = {word.lower() for word in _WORD.findall(body)} if macros else set()
            used = [macros[name] for name in macros.keys() & words]
            pieces.append(Piece(line - len(used), "\n".join([*sorted(used), body])))
    return pieces


def read(piece: Piece) -> Entry:
    """Read one entry."""
    library = parse_string(piece.text)
    # The first line of the entry itself, below the abbreviations that stand before it.
    lines = piece.text.split("\n")
    line = piece.line + next((at for at, each in enumerate(lines) if not _MACRO.match(each)), 0)
    entry = Entry(line)
    block: Any = next(iter(library.entries), None)
    if block is None:
        failed = next(iter(library.failed_blocks), None)
        if isinstance(failed, DuplicateFieldKeyBlock):
            block = failed.ignore_error_block
            for each in block.fields:
                each.value = _without_enclosure(str(each.value))
            entry.warn(
                "repeated_field",
                _("The entry states something twice (%(names)s); the first is taken.")
                % {"names": ", ".join(sorted(failed.duplicate_keys))},
            )
    if not isinstance(block, BibtexEntry):
        entry.fault(
            "not_bibtex",
            _("This is not BibTeX; a bracket or a comma may be missing: %(text)s")
            % {"text": " ".join(piece.text.split("\n", line - piece.line)[-1][:120].split())},
        )
        return entry
    fields: dict[str, tuple[str, int]] = {}
    for each in block.fields:
        fields.setdefault(each.key.lower(), (str(each.value), piece.line + (each.start_line or 0)))
    _read_type(entry, block.entry_type.lower(), fields)
    _read_texts(entry, fields)
    _read_identifiers(entry, fields)
    _read_dates(entry, fields)
    for name, target in (("author", "authors"), ("editor", "editors")):
        if name in fields:
            entry.put(target, _names(fields[name][0]), fields[name][1])
    if "crossref" in fields:
        entry.warn(
            "crossref",
            _("The entry leaves details to another one (“crossref”), which are not taken over."),
            fields["crossref"][1],
        )
    return entry


def write(reference: Reference) -> str:
    """Return one entry, with the empty line behind it."""
    kind = reference.csl_type
    is_article = kind in {"article-journal", "article"}
    date = [f"{reference.year}"] if reference.year else []
    if date and reference.month:
        date.append(f"{reference.month:02d}")
        if reference.day:
            date.append(f"{reference.day:02d}")
    publisher = {"thesis": "school", "report": "institution", "webpage": "organization"}
    values: list[tuple[str, str]] = [
        ("author", _written_names(reference.authors)),
        ("editor", _written_names(reference.editors)),
        ("title", escaped(protected(reference.title))),
        ("journal" if is_article else "booktitle", escaped(reference.container_title)),
        (publisher.get(kind, "publisher"), escaped(reference.publisher)),
        ("address", escaped(reference.publisher_place)),
        ("edition", escaped(reference.edition)),
        ("year", str(reference.year or "")),
        ("date", "-".join(date) if len(date) > 1 else ""),
        ("volume", escaped(reference.volume)),
        ("number", escaped(reference.issue)),
        ("pages", escaped(reference.pages).replace("-", "--")),
        *((name, escaped(getattr(reference, name))) for name in _IDENTIFIERS),
        (
            "urldate",
            reference.accessed.isoformat() if reference.accessed else "",
        ),
        ("langid", escaped(reference.language)),
    ]
    lines = [f"  {name} = {{{value}}}," for name, value in values if value.strip()]
    return "\n".join(
        [f"@{_WRITTEN_TYPES.get(kind, 'misc')}{{{reference.key},", *lines, "}", "", ""]
    )


def escaped(text: str) -> str:
    """Return a text in which LaTeX finds no command: `latex_text` gives it back."""
    value = _TO_ESCAPE.sub(lambda found: _ESCAPES[found.group()], " ".join(text.split()))
    # Two hyphens or quotation marks in a row would become one sign.
    return re.sub(r"(?<=[-'`?!])(?=[-'`])", "{}", value)


def latex_text(value: str) -> str:
    """Return the text that LaTeX would print, without its braces."""
    if _NEEDS_LATEX.search(value):
        try:
            # The converter's circumflex is the accent, not the sign on the keyboard.
            return str(_LATEX.latex_to_text(value)).replace("\u02c6", "^")
        except Exception:
            # The converter raises whatever it stumbles over; the text as written is better.
            return value
    return _BARE_BRACES.sub("", value)


def _without_enclosure(value: str) -> str:
    """Return a value without its outer braces or quotation marks."""
    return value[1:-1] if value[:1] + value[-1:] in {"{}", '""'} else value


def _read_type(entry: Entry, stated: str, fields: dict[str, tuple[str, int]]) -> None:
    kind = _TYPES.get(stated)
    entry.values["csl_type"] = kind or "document"
    if kind is None:
        entry.warn(
            "unknown_type",
            _("“%(type)s” is no type that the library knows: taken over as another document.")
            % {"type": stated[:40]},
        )
    if stated == "misc":
        if fields.keys() & {"eprint", "archiveprefix"}:
            entry.values["csl_type"] = "article"
        elif "url" in fields and not fields.keys() & {"doi", "pmid"}:
            entry.values["csl_type"] = "webpage"


def _read_texts(entry: Entry, fields: dict[str, tuple[str, int]]) -> None:
    if "title" in fields:
        title = latex_text(fields["title"][0])
        if "subtitle" in fields:
            title = f"{title}: {latex_text(fields['subtitle'][0])}"
        entry.put("title", title, fields["title"][1])
    for name, target in _TEXTS.items():
        if name in fields:
            value = latex_text(fields[name][0])
            if target == "edition":
                value = _ORDINALS.get(value.strip().lower(), value)
            entry.put(target, value, fields[name][1])
    for name in ("pages", "eid", "articleno", "article-number"):
        if name in fields:
            entry.put("pages", _DASHES.sub("-", latex_text(fields[name][0])), fields[name][1])
    for name in ("langid", "language", "hyphenation"):
        if name in fields:
            value = latex_text(fields[name][0]).strip().lower()
            entry.put("language", _LANGUAGES.get(value, value[:16]), fields[name][1])


_LANGUAGES: Final = {
    "english": "en",
    "american": "en",
    "british": "en",
    "spanish": "es",
    "español": "es",
    "french": "fr",
    "german": "de",
    "ngerman": "de",
    "italian": "it",
    "portuguese": "pt",
}


def _read_identifiers(entry: Entry, fields: dict[str, tuple[str, int]]) -> None:
    for name in _IDENTIFIERS:
        if name in fields:
            entry.put(name, _verbatim(fields[name][0]), fields[name][1])
    if "eprint" in fields:
        kind = fields.get("eprinttype", fields.get("archiveprefix", ("", 0)))[0].lower()
        target = {"pubmed": "pmid", "pmc": "pmcid", "pmcid": "pmcid"}.get(kind)
        if target:
            entry.put(target, _verbatim(fields["eprint"][0]), fields["eprint"][1])
    for name in ("howpublished", "note"):
        if name in fields and (found := _URL_COMMAND.search(fields[name][0])):
            entry.put("url", _verbatim(found[1]), fields[name][1])


def _read_dates(entry: Entry, fields: dict[str, tuple[str, int]]) -> None:
    for name in ("date", "year"):
        if name not in fields:
            continue
        value, line = latex_text(fields[name][0]), fields[name][1]
        year, month, day = read_date(value)
        if "year" not in entry.values:
            entry.lines.setdefault("year", line)
            for target, part in (("year", year), ("month", month), ("day", day)):
                entry.put(target, part, line)
    if "month" in fields and "month" not in entry.values:
        entry.put("month", read_month(fields["month"][0]), fields["month"][1])
        if "day" in fields and entry.values.get("month") and fields["day"][0].strip().isdecimal():
            entry.put("day", int(fields["day"][0].strip()[:4]), fields["day"][1])
    if "urldate" in fields:
        entry.put("accessed", full_date(fields["urldate"][0]), fields["urldate"][1])


def _verbatim(value: str) -> str:
    """Return an identifier or address, of which LaTeX's escapes are no part."""
    value = _URL_COMMAND.sub(r"\1", value)
    value = value.replace(r"\textasciitilde{}", "~").replace(r"\textasciicircum{}", "^")
    value = value.replace(r"\textbackslash{}", "\\")
    value = _ESCAPED.sub(r"\1", value).replace("{}", "")
    while value.startswith("{") and value.endswith("}"):
        value = value[1:-1]
    return value.strip()


def _names(text: str) -> list[Name]:
    names = []
    for single in split_multiple_persons_names(text):
        if single.strip().lower() == "others":
            continue
        name = _name(single.strip())
        if name:
            names.append(name)
    return names


def _name(text: str) -> Name | None:
    if text.startswith("{") and text.endswith("}"):
        literal = " ".join(latex_text(text).split())
        return {"literal": literal} if literal else None
    try:
        parts = parse_single_name_into_parts(text, strict=False)
    except InvalidNameError:
        return {"literal": " ".join(latex_text(text).split())}
    given, particle, family, suffix = (
        " ".join(latex_text(" ".join(words)).split())
        for words in (parts.first, parts.von, parts.last, parts.jr)
    )
    if not family:
        return {"literal": given} if given else None
    if particle:
        family = f"{particle} {family}"
    if not given:
        return {"family": family} if "," in text else {"literal": family}
    name: Name = {"family": family, "given": given}
    if suffix:
        name["suffix"] = suffix.rstrip(".")
    return name


def _written_names(names: Any) -> str:
    written = []
    for name in clean_names(names):
        if not name.get("family"):
            written.append(f"{{{escaped(name.get('literal', ''))}}}")
            continue
        particle = name.get("non-dropping-particle")
        family = " ".join(part for part in (particle, name["family"]) if part)
        parts = [family, *filter(None, (name.get("suffix"),)), name.get("given", "")]
        # “and” and commas inside a name would divide it.
        written.append(
            ", ".join(
                f"{{{escaped(part)}}}" if re.search(r"\band\b|,", part) else escaped(part)
                for part in parts
            )
        )
    return " and ".join(written)
