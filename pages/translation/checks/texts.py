"""What the checks of a language pair share: the words of a segment, and what it is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from pages.claims.tokens import folded
from pages.translation.checks.finding import SegmentPair
from pages.translation.placeholders import visible_text

CITATION: Final = re.compile(r"<a\b[^>]*>\[[^\]<]*\]</a>")
"""A citation as wagtail-localize leaves it: its label is in brackets, and never shown."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def is_comparable(pair: SegmentPair) -> bool:
    """Tell whether a pair has a translation of its own to be compared with its source."""
    return (
        pair.target is not None
        and bool(pair.target.strip())
        and not pair.shows_source
        and not pair.is_address
        and {pair.source_language, pair.target_language} == {"en", "es"}
    )


@lru_cache(maxsize=4096)
def said(html: str) -> str:
    """Return the words of a segment without tags, and without the labels of its citations."""
    return visible_text(CITATION.sub(" ", html))


@lru_cache(maxsize=4096)
def plain(html: str) -> str:
    """Return the words of a segment in small letters without accents, each letter in its place."""
    return "".join(map(_plain, said(html)))


@lru_cache(maxsize=1024)
def _plain(char: str) -> str:
    letter = folded(char)
    return letter if len(letter) == 1 else char


@lru_cache(maxsize=4096)
def words(html: str) -> tuple[str, ...]:
    """Return the words of a segment, folded, in order."""
    return tuple(folded(word) for word in _WORD.findall(said(html)))


@lru_cache(maxsize=4096)
def phrases(html: str) -> str:
    """Return the words of a segment, folded, with a space around each, to look phrases up in."""
    return f" {' '.join(words(html))} "


def has_any(html: str, wanted: frozenset[str]) -> bool:
    """Tell whether a segment has one of these words or phrases, which are folded."""
    single, several = _divided(wanted)
    if not single.isdisjoint(words(html)):
        return True
    text = phrases(html)
    return any(f" {each} " in text for each in several)


@lru_cache(maxsize=64)
def _divided(wanted: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words among some words and phrases, then the phrases."""
    several = frozenset(each for each in wanted if " " in each)
    return wanted - several, several


def sides(pair: SegmentPair) -> Iterator[tuple[str, str]]:
    """Yield language and HTML of the source, then of the target."""
    yield pair.source_language, pair.source
    yield pair.target_language, pair.target or ""


def of(language: str, by_language: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return what is listed for a language; nothing for others than English and Spanish."""
    return by_language.get(language, frozenset())
