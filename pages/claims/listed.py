"""A reference as a page lists it, in words: whose it is, of when, and what it lacks."""

from __future__ import annotations

import re
from typing import Final

from django.utils.translation import gettext as _

from pages.claims.document import NOWHERE, ListedReference, Place

_YEAR: Final = re.compile(r"(?<![\d.])(?:19|20)\d\d(?![\d-]*\d{4})(?!\d)")
_SURNAME: Final = re.compile(
    r"(?:(?:de|van|von|der|la|del|di) ){0,3}[^\W\d_a-z][^\W\d_]*[^\W\d_A-Z]"
    r"(?:[-'’ ][^\W\d_a-z][^\W\d_]*[^\W\d_A-Z]){0,2}(?=,? [^\W\d_a-z])"
)
_IDENTIFIER: Final = re.compile(
    r"10\.\d{4,9}/\S|\bPMID\b|\bPMC\d|\bISBN\b|https?://\S|\bNCT\d", re.IGNORECASE
)
_VOLUME: Final = re.compile(
    r"\bvol(?:ume|umen)?\.? ?\d|\d\s?\(\d{1,4}[^)]{0,12}\)\s?:|;\s?\d+|\b\d{1,4}\s?:\s?e?\d|"
    r"\b\d{1,4} \((?:19|20)\d\d\)",
    re.IGNORECASE,
)
_PAGES: Final = re.compile(
    r":\s?e?[a-z]?\d+|\b\d+\s?[-–]\s?\d+\b|\bpp?\.? ?\d|\bart(?:icle|[ií]culo)? \d", re.IGNORECASE
)
_PRECLINICAL: Final = re.compile(
    r"\b(?:mice|mouse|murine|rats?|rabbits?|canine|equine|in[ -]vitro|ex[ -]vivo|pre-?clinical|"
    r"animal (?:models?|study|studies)|cell lines?|cultured|macrophages|fibroblasts|"
    r"mi-?R-?\d+|ratones|ratas?|murinos?|murina|conejos|precl[ií]nic[oa]s?|"
    r"modelos? animal(?:es)?|cultivos? celular(?:es)?|macr[oó]fagos|l[ií]neas? celular(?:es)?)\b",
    re.IGNORECASE,
)
_CLINICAL: Final = re.compile(
    r"\b(?:patients?|randomi[sz]ed|clinical trials?|humans?|participants|adults?|children|cohort|"
    r"pacientes?|aleatorizad[oa]s?|ensayos? cl[ií]nicos?|humanos?|participantes|adultos|niños|"
    r"cohorte)\b",
    re.IGNORECASE,
)


def reference_of(text: str, *, number: int = 0, place: Place = NOWHERE) -> ListedReference:
    """Return a reference that is only known as a line of text.

    Args:
        text: its words, without the number in front.
        number: the number by which the page cites it; 0 if it has none.
        place: where it stands.
    """
    surname = _SURNAME.match(text)
    year = _YEAR.search(text)
    return ListedReference(
        key=str(number or f"@{place.line}"),
        text=text,
        surnames=(surname.group(),) if surname else (),
        year=int(year.group()) if year else 0,
        number=number,
        place=place,
        preclinical=is_preclinical(text),
        missing=tuple(_missing(text)),
    )


def is_preclinical(text: str) -> bool:
    """Tell whether a title speaks of work on animals, cells or tissue, and not of people."""
    return bool(_PRECLINICAL.search(text)) and not _CLINICAL.search(text)


def _missing(text: str) -> list[str]:
    lacking: list[str] = []
    if not _YEAR.search(text):
        lacking.append(_("the year"))
    if not _SURNAME.match(text):
        lacking.append(_("the authors"))
    if not _IDENTIFIER.search(text):
        if not _VOLUME.search(text):
            lacking.append(_("the volume"))
        if not _PAGES.search(text):
            lacking.append(_("the pages"))
        if lacking:
            lacking.append(_("a DOI or PMID"))
    return lacking
