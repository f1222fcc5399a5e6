"""References in one line of plain text, in Vancouver style after the NLM's *Citing Medicine*.

The order of the elements and the punctuation are the style's; the words that it inserts ("editors",
"cited", "Available from") are in the language asked for. Journal names and titles stay as they are
recorded, since they name the publication. Input is a CSL item, output is plain text that the
caller escapes for its medium.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pages.citations.csl import Name, clean_names, date_parts

NAMED_AUTHORS: Final = 6
"""More authors than this are cut to this many, followed by "et al."."""

_SENTENCE_ENDS: Final = (".", "?", "!", "…")
_SPACES: Final = re.compile(r"\s+")
_DASHES: Final = re.compile(r"\s*[‐‑‒–—−-]\s*")
_PAGE_RANGE: Final = re.compile(r"([A-Za-z]?)([0-9]+)-\1([0-9]+)")


@dataclass(frozen=True, slots=True)
class Words:
    """What the style inserts, in one language."""

    editor: str
    editors: str
    within: str
    available_from: str
    cited: str
    dissertation: str
    edition: str
    months: tuple[str, ...]
    date: str
    preprint: str = "preprint"
    date_unknown: str = "date unknown"


_ENGLISH_MONTHS: Final = (
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
_SPANISH_MONTHS: Final = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
)

ENGLISH: Final = Words(
    editor="editor",
    editors="editors",
    within="In",
    available_from="Available from",
    cited="cited {date}",
    dissertation="dissertation",
    edition="{ordinal} ed.",
    months=_ENGLISH_MONTHS,
    date="{year} {month} {day}",
)
SPANISH: Final = Words(
    editor="editor",
    editors="editores",
    within="En",
    available_from="Disponible en",
    cited="citado el {date}",
    dissertation="tesis doctoral",
    edition="{ordinal} ed.",
    months=_SPANISH_MONTHS,
    date="{day} de {month} de {year}",
    preprint="prepublicación",
    date_unknown="fecha desconocida",
)


def format_reference(item: Mapping[str, Any], *, language: str = "en") -> str:
    """Return one reference as a line of plain text.

    Args:
        item: a CSL item. Whatever it lacks is left out, and an empty item gives an empty text.
        language: code of the language for the words that the style inserts; Spanish for ``es`` and
            its variants, English otherwise.
    """
    words = SPANISH if language.split("-")[0].lower() == "es" else ENGLISH
    kind = str(item.get("type") or "")
    if kind in {"article-journal", "article-magazine", "article-newspaper", "article"}:
        parts = _article(item, words)
    elif kind in {"chapter", "paper-conference", "entry-encyclopedia"} and _text(
        item, "container-title"
    ):
        parts = _chapter(item, words)
    elif kind == "legislation" and _text(item, "container-title"):
        parts = _article(item, words)
    elif kind in {"webpage", "post-weblog", "dataset"}:
        parts = _webpage(item, words)
    else:
        parts = _book(item, words)
    parts += _identifiers(item, words, article=kind.startswith("article"))
    return " ".join(part for part in parts if part)


def format_names(names: Sequence[Name]) -> str:
    """Return names in Vancouver style: ``Smolen JS, Aletaha D``, cut after six.

    An organisation among persons is set off by semicolons.
    """
    shown = names[:NAMED_AUTHORS]
    text = ""
    for place, name in enumerate(shown):
        if place:
            is_beside_organisation = not (name.get("family") and shown[place - 1].get("family"))
            text += "; " if is_beside_organisation else ", "
        text += _name(name)
    return f"{text}, et al" if len(names) > NAMED_AUTHORS else text


def initials(given: str) -> str:
    """Return at most two initials of given names: ``Josef S.`` → ``JS``, ``Jean-Pierre`` → ``JP``.

    Names that are initials already, such as ``JS``, are returned as they are.
    """
    compact = _DASHES.sub(" ", given.replace(".", " ")).strip()
    if compact.isupper() and len(compact) <= 3 and compact.isalpha():
        return compact[:2]
    letters = [part[0] for part in compact.split() if part[0].isalpha()]
    return "".join(letters[:2]).upper()


def short_pages(pages: str) -> str:
    """Return a range of pages without what is repeated: ``2023–2038`` → ``2023-38``.

    ``S6-S12`` becomes ``S6-12``. Article numbers and Roman pages stay as they are.
    """
    value = _DASHES.sub("-", pages.strip())
    found = _PAGE_RANGE.fullmatch(value)
    if not found:
        return value
    letter, first, last = found.groups()
    if len(first) != len(last) or first >= last:
        return f"{letter}{first}-{last}" if letter and int(first) < int(last) else value
    place = next(
        index for index, (left, right) in enumerate(zip(first, last, strict=True)) if left != right
    )
    return f"{letter}{first}-{last[place:]}"


def _article(item: Mapping[str, Any], words: Words) -> list[str]:
    title = _text(item, "title")
    if item.get("type") == "article":
        title = f"{_without_stop(title)} [{words.preprint}]"
    journal = _text(item, "container-title-short") or _text(item, "container-title")
    return [
        _sentence(format_names(_names(item, "author"))),
        _sentence(title),
        _sentence(journal),
        _sentence(_place_in_journal(item)),
    ]


def _place_in_journal(item: Mapping[str, Any]) -> str:
    volume, issue = _text(item, "volume"), _text(item, "issue")
    place = volume + (f"({issue})" if issue else "")
    pages = short_pages(_text(item, "page"))
    year = _year(item)
    text = f"{year};{place}" if year and place else year or place
    if pages:
        text = f"{text}:{pages}" if text else pages
    return text


def _chapter(item: Mapping[str, Any], words: Words) -> list[str]:
    editors = _names(item, "editor")
    editor_part = ""
    if editors:
        role = words.editor if len(editors) == 1 else words.editors
        editor_part = _sentence(f"{format_names(editors)}, {role}")
    pages = short_pages(_text(item, "page"))
    return [
        _sentence(format_names(_names(item, "author"))),
        _sentence(_text(item, "title")),
        f"{words.within}:",
        editor_part,
        _sentence(_text(item, "container-title")),
        _edition(item, words),
        _sentence(_imprint(item)),
        _sentence(f"p. {pages}") if pages else "",
    ]


def _book(item: Mapping[str, Any], words: Words) -> list[str]:
    title = _text(item, "title")
    if item.get("type") == "thesis":
        title = f"{_without_stop(title)} [{words.dissertation}]"
    names = format_names(_names(item, "author"))
    editors = _names(item, "editor")
    editor_part = ""
    if editors:
        role = words.editor if len(editors) == 1 else words.editors
        editor_part = _sentence(f"{format_names(editors)}, {role}")
    container = _text(item, "container-title")
    return [
        _sentence(names) or editor_part,
        _sentence(title),
        _sentence(container),
        _edition(item, words),
        editor_part if names else "",
        _sentence(_imprint(item)),
    ]


def _webpage(item: Mapping[str, Any], words: Words) -> list[str]:
    title = _without_stop(_text(item, "title"))
    accessed = date_parts(item.get("accessed"))
    cited = f"[{words.cited.format(date=_date(accessed, words))}]" if accessed else ""
    imprint = _imprint(item)
    if imprint and cited and not _year(item):
        imprint += f"; [{words.date_unknown}]"
    container = _text(item, "container-title")
    return [
        _sentence(format_names(_names(item, "author"))),
        f"{title} [Internet]." if title else "",
        _sentence(container) if container != _text(item, "publisher") else "",
        _sentence(f"{imprint} {cited}".strip()),
    ]


def _identifiers(item: Mapping[str, Any], words: Words, *, article: bool) -> list[str]:
    doi, pmid, url = _text(item, "DOI"), _text(item, "PMID"), _text(item, "URL")
    parts = []
    if doi:
        parts.append(f"doi: {doi}.")
    if pmid:
        parts.append(f"PMID: {pmid}.")
    if url and not doi and not (article and pmid):
        parts.append(f"{words.available_from}: {url}")
    return parts


def _imprint(item: Mapping[str, Any]) -> str:
    place, publisher = _text(item, "publisher-place"), _text(item, "publisher")
    issuer = f"{place}: {publisher}" if place and publisher else place or publisher
    year = _year(item)
    return f"{issuer}; {year}" if issuer and year else issuer or year


def _edition(item: Mapping[str, Any], words: Words) -> str:
    edition = _without_stop(_text(item, "edition"))
    if not edition:
        return ""
    if not edition.isdigit():
        return _sentence(edition)
    number = int(edition)
    if words is SPANISH:
        return words.edition.format(ordinal=f"{number}.ª")
    ending = (
        "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    )
    return words.edition.format(ordinal=f"{number}{ending}")


def _name(name: Name) -> str:
    if not name.get("family"):
        return _without_stop(name.get("literal", ""))
    given = initials(name.get("given", ""))
    particle = name.get("non-dropping-particle", "")
    suffix = name.get("suffix", "").rstrip(".")
    return " ".join(part for part in (particle, name["family"], given, suffix) if part)


def _names(item: Mapping[str, Any], variable: str) -> list[Name]:
    return clean_names(item.get(variable))


def _year(item: Mapping[str, Any]) -> str:
    parts = date_parts(item.get("issued"))
    return str(parts[0]) if parts else ""


def _date(parts: Sequence[int], words: Words) -> str:
    if len(parts) < 3 or not 1 <= parts[1] <= 12:
        return str(parts[0])
    year, month, day = parts
    return words.date.format(year=year, month=words.months[month - 1], day=day)


def _text(item: Mapping[str, Any], variable: str) -> str:
    value = item.get(variable)
    return _SPACES.sub(" ", str(value)).strip() if value not in (None, "") else ""


def _without_stop(text: str) -> str:
    return text[:-1].rstrip() if text.endswith(".") else text


def _sentence(text: str) -> str:
    if not text:
        return ""
    return text if text.endswith(_SENTENCE_ENDS) else f"{text}."
