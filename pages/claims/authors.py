"""Mentions of publications by author and year, in running text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pages.claims.document import ListedReference
from pages.claims.lexicon.structure import words
from pages.claims.tokens import folded

_NAME: Final = (
    r"(?:(?:de la|de|van der|van|von|di|del) )?[^\W\d_a-z][^\W\d_]{1,25}(?:[-'’][^\W\d_]{2,20})?"
)
_OTHERS: Final = (
    r"(?:,? et al\b\.?|,? and (?:colleagues|coworkers|others)|"
    r",? y (?:cols?\b\.?|colaboradores|otros))"
)
_YEAR: Final = r"(?:19|20)\d\d)[a-z]?\b"
_SECOND: Final = rf"(?: (?:and|y|e|&) {_NAME})"
_MENTION: Final = re.compile(
    # Huang et al in 2019; García y colaboradores (2014); Huang et al
    rf"\b(?P<name1>{_NAME}){_OTHERS}(?:[ ,(]{{0,3}}(?:published |publicaron )?(?:in |en |de )?\(?"
    rf"(?P<year1>{_YEAR})?"
    # Smith and Jones (2019); Smith (2019)
    rf"|\b(?P<name2>{_NAME}){_SECOND}? \((?P<year2>{_YEAR}\)"
    # (Smith, 2019; …), (Smith and Jones 2019)
    rf"|[(;] ?(?P<name3>{_NAME}){_SECOND}?,? (?P<year3>{_YEAR}(?=[);])"
)
_NO_NAMES: Final = words(
    "in since by from until during the a an and to of en desde hasta durante el la los las un "
    "una y de january february march april may june july august september october november "
    "december enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre spring summer autumn winter about version edition acr eular who oms fda "
    "cofepris covid nom published updated reviewed table figure tabla figura ley law"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A publication named by author: where, whose, and of which year (0 if it does not say)."""

    start: int
    end: int
    surname: str
    year: int


def mentions(text: str, start: int = 0, end: int | None = None) -> Iterator[Mention]:
    """Yield the mentions in a stretch of text, in order."""
    stop = len(text) if end is None else end
    if (
        "(" not in text[start:stop]
        and "et al" not in text[start:stop]
        and " y " not in (text[start:stop])
        and " and " not in text[start:stop]
    ):
        return
    for match in _MENTION.finditer(text, start, stop):
        form = next(number for number in "123" if match[f"name{number}"])
        name = match[f"name{form}"]
        if folded(name) in _NO_NAMES or (name.isupper() and len(name) > 3):
            continue
        year = int(match[f"year{form}"] or 0)
        yield Mention(match.start(f"name{form}"), match.end(), name, year)


def is_listed(mention: Mention, references: Iterable[ListedReference]) -> bool:
    """Tell whether a reference has this first author and, where a year is named, this year."""
    surname = folded(mention.surname)
    return any(
        reference.surnames
        and folded(reference.surnames[0]) == surname
        and mention.year in (0, reference.year)
        for reference in references
    )
