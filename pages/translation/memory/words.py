"""The words of a segment as the memory compares them. Pure functions of a segment's HTML."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import Final

from pages.claims.tokens import tokens
from pages.translation.checks.texts import said

TERM_LENGTH: Final = 6
"""How many letters of a word the index keeps: “artritis” and “artrítico” begin alike."""

_SPACE_BEFORE_MARK: Final = re.compile(r"\s+(?=[.,;:!?)\]%])")


@lru_cache(maxsize=8192)
def plain(html: str) -> str:
    """Return what a segment says, with its capitals and marks, without tags and citations."""
    return _SPACE_BEFORE_MARK.sub("", said(html))


@lru_cache(maxsize=8192)
def words(html: str) -> str:
    """Return the words and numbers of a segment, folded, with a space between them.

    Capitals, accents, punctuation, tags and citations are left out. Segments of the same words are
    one phrase of the memory. Empty where there is nothing to read.
    """
    return " ".join(token.word for token in tokens(plain(html)))


def digest(*parts: str) -> str:
    """Return the SHA-256, in hex, of texts in their order; no two lists of texts run together."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def terms(phrase: str) -> frozenset[str]:
    """Return what the index keeps of a phrase: the beginnings of its words, its numbers whole."""
    return frozenset(word if word[0].isdigit() else word[:TERM_LENGTH] for word in phrase.split())
