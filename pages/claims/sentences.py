"""Dividing a text into sentences, in English and Spanish.

Linear in the length of the text. Full stops of abbreviations, initials and decimals end nothing;
line ends do; a stretch without any end is cut, so that no rule ever meets an endless sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pages.claims.lexicon.structure import words
from pages.claims.tokens import folded

LONGEST: Final = 1200
"""Characters; a longer stretch without an end is cut between two words."""

_END: Final = re.compile(r"[.!?…]+|\n+")
_CLOSERS: Final = "\"'”’»)]"
_OPENERS: Final = "\"'“‘«([¿¡—–-"
_NOTE: Final = re.compile(r"\[\d{1,3}(?:\s?[,–-]\s?\d{1,3}){0,10}\]|\d{1,3}(?=\s+[^\W\d_])")
_LAST_WORD: Final = re.compile(r"[^\s(\[¿¡\"'“‘«]{1,20}\Z")

ABBREVIATIONS: Final[frozenset[str]] = words(
    "al approx art cf cm col cols dept dr dra drs eds ej esp est etc e.g e.g. eg i.e ie fig "
    "figs gob ing inc lic ltd max mg min mm mr mrs ms núm num no nos p pág pag págs pags pp "
    "prof ref refs resp sr sra srta st tel ud uds univ vol vols vs a.m p.m u.s ee.uu ee uu "
    "d.c"
)
_MAY_END: Final = frozenset(
    {"al", "etc", "mg", "mm", "cm", "no", "p.m", "a.m", "min", "max", "est"}
)
"""Abbreviations, or words that look like one, after which a sentence may well end."""


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each sentence of a text, without spaces around it."""
    start = 0
    for end in _ends(text):
        yield from _trimmed(text, start, end)
        start = end
    yield from _trimmed(text, start, len(text))


def _ends(text: str) -> Iterator[int]:
    for match in _END.finditer(text):
        end = match.end()
        if match.group()[0] == "\n":
            yield end
            continue
        while end < len(text) and text[end] in _CLOSERS:
            end += 1
        if note := _NOTE.match(text, end):
            end = note.end()
        if end < len(text) and not text[end].isspace():
            continue
        if match.group() == "." and _is_abbreviation(text, match.start(), end):
            continue
        is_closed = end > match.end()
        if (match.group()[0] in ".…" or is_closed) and not _starts_sentence(text, end):
            continue
        yield end


def _starts_sentence(text: str, position: int) -> bool:
    """Tell whether what follows looks like the beginning of a sentence."""
    while position < len(text) and (text[position].isspace() or text[position] in _OPENERS):
        position += 1
    return position >= len(text) or not text[position].islower()


def _is_abbreviation(text: str, stop: int, end: int) -> bool:
    found = _LAST_WORD.search(text, max(0, stop - 20), stop)
    if not found:
        return False
    word = found.group()
    if len(word) == 1 and word.isalpha() and word.isupper():
        return True  # an initial
    bare = folded(word).rstrip(".")
    if bare not in ABBREVIATIONS:
        return False
    return bare not in _MAY_END or not _starts_sentence(text, end) or _next_is_digit(text, end)


def _next_is_digit(text: str, position: int) -> bool:
    rest = text[position : position + 4].lstrip(" (")
    return rest[:1].isdigit()


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = start + LONGEST if cut < 0 else cut
        yield start, cut
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end
