"""The formats, and which of them a file is in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pages.citations.exchange import bibtex, csl_json, nbib, ris
from pages.citations.exchange.entries import Entry, Piece

if TYPE_CHECKING:
    from pages.citations.models import Reference


@dataclass(frozen=True, slots=True)
class Format:
    """One way of writing references into a file.

    Attributes:
        name: what commands and addresses call it.
        label: what people call it.
        extension: ending of its files, with the full stop.
        media_type: for downloads.
        recognises: whether a text seems to be in this format.
        divide: the pieces of a text, one for each entry.
        read: what one piece says.
        write_one: one reference as an entry.
        opening, between, closing: what stands before, between and behind the entries of a file.
    """

    name: str
    label: str
    extension: str
    media_type: str
    recognises: Callable[[str], bool]
    divide: Callable[[str], list[Piece]]
    read: Callable[[Piece], Entry]
    write_one: Callable[[Reference], str]
    opening: str = ""
    between: str = ""
    closing: str = ""

    def write(self, references: Iterable[Reference]) -> Iterator[str]:
        """Yield the text of a file piece by piece, so that a long one is never held whole."""
        yield self.opening
        for place, reference in enumerate(references):
            if place:
                yield self.between
            yield self.write_one(reference)
        yield self.closing


FORMATS: Final[dict[str, Format]] = {
    found.name: found
    for found in (
        Format(
            "ris",
            "RIS",
            ".ris",
            "application/x-research-info-systems",
            ris.recognises,
            ris.divide,
            ris.read,
            ris.write,
        ),
        Format(
            "bibtex",
            "BibTeX",
            ".bib",
            "application/x-bibtex",
            bibtex.recognises,
            bibtex.divide,
            bibtex.read,
            bibtex.write,
        ),
        Format(
            "csl-json",
            "CSL-JSON",
            ".json",
            "application/vnd.citationstyles.csl+json",
            csl_json.recognises,
            csl_json.divide,
            csl_json.read,
            csl_json.write,
            opening="[\n",
            between=",\n",
            closing="\n]\n",
        ),
        Format(
            "nbib",
            "PubMed (NBIB)",
            ".nbib",
            "application/nbib",
            nbib.recognises,
            nbib.divide,
            nbib.read,
            nbib.write,
        ),
    )
}
"""Every format, by its name."""


def recognised(text: str) -> Format | None:
    """Return the format that a text is in, by its content; None if it is none of them."""
    return next((each for each in FORMATS.values() if each.recognises(text)), None)
