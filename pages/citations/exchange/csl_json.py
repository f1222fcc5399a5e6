"""CSL-JSON, as Zotero and citation processors write it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from pages.citations.csl import date_parts, from_csl
from pages.citations.exchange.dates import full_date, read_date
from pages.citations.exchange.entries import Entry, Piece
from pages.citations.exchange.markup import protected

if TYPE_CHECKING:
    from pages.citations.models import Reference

_DECODER: Final = json.JSONDecoder()
_LIST: Final = re.compile(r'\s*(?:\{\s*(?:"[\w-]+"\s*:\s*"[^"]{0,100}"\s*,\s*)*"items"\s*:\s*)?\[')
_BETWEEN: Final = re.compile(r"[\s,\[\]]*")
_CLOSING: Final = re.compile(r"[\s,\]\}]*\Z")
_NOTED: Final = re.compile(r"\b(PMID|PMCID)\s?:\s?(\w+)", re.IGNORECASE)
_KNOWN: Final = frozenset(
    {
        "article-journal",
        "article",
        "book",
        "chapter",
        "paper-conference",
        "report",
        "thesis",
        "webpage",
        "legislation",
        "dataset",
        "document",
    }
)
_NEAR: Final = {
    "article-magazine": "article-journal",
    "article-newspaper": "article-journal",
    "journal-article": "article-journal",
    "proceedings-article": "paper-conference",
    "book-chapter": "chapter",
    "posted-content": "article",
    "monograph": "book",
    "edited-book": "book",
    "review": "article-journal",
    "bill": "legislation",
    "legal_case": "legislation",
    "regulation": "legislation",
    "treaty": "legislation",
    "entry-dictionary": "chapter",
    "entry-encyclopedia": "chapter",
    "entry": "chapter",
    "pamphlet": "report",
    "standard": "report",
    "speech": "paper-conference",
    "post": "webpage",
    "post-weblog": "webpage",
    "software": "dataset",
    "dissertation": "thesis",
}


def recognises(text: str) -> bool:
    """Tell whether a text is CSL-JSON: a list of objects, or one."""
    head = text[:200].lstrip()
    return head.startswith("{") or bool(re.match(r"\[\s*[\{\]]", head))


def divide(text: str) -> list[Piece]:
    """Divide a file into its objects; one that is broken is a piece and spoils no other."""
    pieces: list[Piece] = []
    opening = _LIST.match(text)
    position = opening.end() if opening else 0
    line, counted = 1, 0
    while True:
        position = _after(_BETWEEN, text, position)
        if _CLOSING.match(text, position):
            return pieces
        line += text.count("\n", counted, position)
        counted = position
        end = _end_of_object(text, position)
        pieces.append(Piece(line, text[position:end].strip()))
        position = end


def read(piece: Piece) -> Entry:
    """Read one object."""
    entry = Entry(piece.line)
    try:
        item = json.loads(piece.text)
    except (ValueError, RecursionError) as error:
        line = piece.line + getattr(error, "lineno", 1) - 1
        entry.fault(
            "not_json",
            _("This is not JSON: %(text)s") % {"text": " ".join(piece.text[:120].split())},
            line,
        )
        return entry
    if not isinstance(item, dict):
        entry.fault(
            "no_entry", _("“%(text)s” belongs to no entry.") % {"text": piece.text.strip()[:80]}
        )
        return entry
    values = from_csl(item)
    if not values["container_title"] and (short := item.get("container-title-short")):
        values["container_title"] = _first(short)
    entry.values = {name: value for name, value in values.items() if value not in ("", None, [])}
    _read_type(entry, item)
    _read_dates(entry, item)
    for name, value in _NOTED.findall(f"{item.get('note') or ''}\n{item.get('extra') or ''}"):
        entry.put(name.lower(), value)
    return entry


def write(reference: Reference) -> str:
    """Return one object, without what stands between objects."""
    item = reference.to_csl()
    for variable in ("title", "container-title", "publisher"):
        if variable in item:
            item[variable] = protected(item[variable])
    return json.dumps(item, ensure_ascii=False, indent=2)


def _read_type(entry: Entry, item: dict[str, Any]) -> None:
    stated = str(item.get("type") or "article-journal")
    kind = stated if stated in _KNOWN else _NEAR.get(stated)
    entry.values["csl_type"] = kind or "document"
    if kind is None:
        entry.warn(
            "unknown_type",
            _("“%(type)s” is no type that the library knows: taken over as another document.")
            % {"type": stated[:40]},
        )


def _read_dates(entry: Entry, item: dict[str, Any]) -> None:
    if "year" not in entry.values:
        for variable in ("issued", "published-online", "published-print", "published"):
            date = item.get(variable)
            stated = date_parts(date)
            if stated:
                text = "-".join(map(str, stated))
            elif isinstance(date, dict):
                text = str(date.get("raw") or date.get("literal") or "")
            else:
                text = str(date or "")
            for name, part in zip(("year", "month", "day"), read_date(text), strict=True):
                entry.put(name, part)
    accessed = item.get("accessed")
    if "accessed" not in entry.values and isinstance(accessed, dict):
        entry.put("accessed", full_date(str(accessed.get("raw") or accessed.get("literal") or "")))


def _first(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return " ".join(str(value).split())


def _after(pattern: re.Pattern[str], text: str, position: int) -> int:
    found = pattern.match(text, position)
    return found.end() if found else position


def _end_of_object(text: str, start: int) -> int:
    """Return where the object at a position ends; of a broken one, where the next begins."""
    _item, end = _decoded(text, start)
    if end:
        return end
    position = text.find("{", start + 1)
    while position >= 0:
        item, end = _decoded(text, position)
        if _is_entry(item):
            return position
        # An object that is no entry, such as a name, is passed over with all that it holds.
        position = text.find("{", max(end, position + 1))
    return len(text)


def _decoded(text: str, position: int) -> tuple[Any, int]:
    """Return the object at a position and where it ends; None and 0 if there is none."""
    if text[position] != "{":
        return None, 0
    try:
        return _DECODER.raw_decode(text, position)
    except (ValueError, RecursionError):
        return None, 0


def _is_entry(item: Any) -> bool:
    return (
        isinstance(item, dict)
        and bool(item.keys() & {"type", "id"})
        and bool(item.keys() & {"title", "DOI", "author", "issued"})
    )
