"""The words that rules refer to by class, for each language."""

from __future__ import annotations

from typing import Final

from pages.claims.lexicon.english import ENGLISH
from pages.claims.lexicon.spanish import SPANISH
from pages.claims.lexicon.structure import Lexicon

LEXICONS: Final[dict[str, Lexicon]] = {"en": ENGLISH, "es": SPANISH}


def lexicon_of(language: str) -> Lexicon | None:
    """Return the lexicon of a language or of its region (``"es-mx"``); None where there is none."""
    return LEXICONS.get(language.lower().partition("-")[0])


__all__ = ["LEXICONS", "Lexicon", "lexicon_of"]
