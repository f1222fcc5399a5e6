"""The terms that come with Firma: the field's, in English and in Spanish as it is used in Mexico.

They stand in ``terms.csv``, beside this file, in the format that the glossary is exported to.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from pages.translation.glossary.exchange.entries import Entry
from pages.translation.glossary.exchange.files import read_entries
from pages.translation.glossary.values import Concept

STARTER: Final = Path(__file__).with_name("terms.csv")
LANGUAGES: Final = ("en", "es")


def starter_entries() -> list[Entry]:
    """Return the entries of the file, for `ImportGlossary`."""
    return read_entries(STARTER.read_bytes(), languages=LANGUAGES)


@lru_cache(maxsize=1)
def starter_concepts() -> tuple[Concept, ...]:
    """Return the concepts of the file."""
    return tuple(entry.concept for entry in starter_entries() if entry.concept is not None)
