"""Words of a text, folded so that they can be compared, with where they stand."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

_TOKEN: Final = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|%")
_BREAK: Final = re.compile(r"[;:()\[\]—…|]|\s–\s|[.!?]")
_KEPT: Final = {"ñ"}


class Token(NamedTuple):
    """One word, number or percent sign.

    Attributes:
        word: folded: small letters, no accents, but ñ; a straight apostrophe.
        start: offset of its first character in the block's text.
        end: offset behind its last.
        clause: grows by one at each semicolon, colon, bracket or dash; phrases never cross one.
        after_comma: whether a comma stands before it.
    """

    word: str
    start: int
    end: int
    clause: int
    after_comma: bool

    @property
    def is_number(self) -> bool:
        """Whether it is written in digits."""
        return self.word[0].isdigit()


@lru_cache(maxsize=8192)
def folded(word: str) -> str:
    """Return a word as words are compared: small letters without accents; ñ is a letter."""
    small = word.lower().replace("’", "'")
    if small.isascii():
        return small
    return "".join(
        char
        if char in _KEPT
        else "".join(
            part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part)
        )
        for char in unicodedata.normalize("NFC", small)
    )


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the words of a stretch of text, in order; linear in its length."""
    found: list[Token] = []
    clause = 0
    position = start
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        between = text[position : match.start()]
        comma = False
        if between not in {"", " "}:
            comma = "," in between
            if found and _BREAK.search(between):
                clause += 1
        found.append(Token(folded(match.group()), match.start(), match.end(), clause, comma))
        position = match.end()
    return found
