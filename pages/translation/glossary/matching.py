"""Finding the glossary's terms in a segment. Pure, and linear in the length of the segment."""

from __future__ import annotations

import html as html_entities
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from pages.claims.tokens import folded
from pages.translation.glossary.inflection import WORD, Forms, is_small
from pages.translation.glossary.values import Candidate, Concept, Glossary, Term
from pages.translation.languages import language_of
from pages.translation.placeholders import visible_text

_CITATION: Final = re.compile(r"(<a\b[^>]*>)(\[[^\]<]*\])(</a>)")
"""A citation as wagtail-localize leaves it: its label is in brackets, and no term stands in it."""

_HIDDEN: Final = "\ue000"
"""Stands for each character of a label: of Unicode's private use, and no part of a word."""

_BLOCK_TAG: Final = re.compile(r"</?(?:p|li|ul|ol|h\d)\b[^>]*>", re.IGNORECASE)
"""In texts that are not cut into segments yet, words of two blocks stand side by side."""

_WITHIN: Final = re.compile(r"[ \-‐‑–/]+")
"""What may stand between the words of a term."""


class Word(NamedTuple):
    """One word of a segment: as written, folded, and where it stands in the visible text."""

    text: str
    folded: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Match:
    """A term that occurs in a segment.

    Attributes:
        text: the words as they stand in the segment.
        start: offset of the first character in the segment's visible text
            (`pages.translation.placeholders.visible_text`).
        end: offset behind the last.
        term: the term of the glossary.
        concept: what it names.
        targets: the concept's terms in the other language: preferred, admitted, then forbidden.
    """

    text: str
    start: int
    end: int
    term: Term
    concept: Concept
    targets: tuple[Term, ...] = ()


def matches(
    html: str, *, source_language: str, target_language: str, glossary: Glossary
) -> list[Match]:
    """Return the terms that occur in a segment, in the order of the text.

    Of terms that overlap the longest is returned. Where several concepts have the same term, each
    gives a match, at the same place.

    Args:
        html: the segment, with placeholders.
        source_language: its language.
        target_language: language of the terms to offer.
        glossary: the glossary.
    """
    language, other = language_of(source_language), language_of(target_language)
    return [
        Match(
            text=text,
            start=start,
            end=end,
            term=candidate.term,
            concept=candidate.concept,
            targets=candidate.concept.in_language(other),
        )
        for text, start, end, found in occurrences(html, language=language, glossary=glossary)
        for candidate in found
    ]


def occurrences(
    html: str, *, language: str, glossary: Glossary
) -> Iterator[tuple[str, int, int, tuple[Candidate, ...]]]:
    """Yield the places where terms stand: text, start, end, and the terms, none overlapping."""
    by_word = glossary.index.get(language)
    if not by_word:
        return
    text, words = read(html)
    at = 0
    while at < len(words):
        found: list[Candidate] = []
        for candidate in by_word.get(words[at].folded, ()):
            length = len(candidate.forms)
            if found and length < len(found[0].forms):
                break
            if _stands_at(candidate, at, words, text):
                found.append(candidate)
        if not found:
            at += 1
            continue
        last = words[at + len(found[0].forms) - 1]
        start, end = words[at].start, last.end
        unique = {(one.concept.key, one.term.text): one for one in found}
        yield text[start:end], start, end, tuple(unique.values())
        at += len(found[0].forms)


def has_term(html: str, forms: Forms) -> bool:
    """Tell whether a segment has the words of a term, whatever stands between them.

    “Osteoarthritis of the right knee” has “knee osteoarthritis”: a translation may order the words
    otherwise and put others between.
    """
    present = _words_of(html)
    wanted = [each for each in forms if not any(is_small(form) for form in each)] or list(forms)
    return all(not present.isdisjoint(each) for each in wanted)


@lru_cache(maxsize=1024)
def _words_of(html: str) -> frozenset[str]:
    return frozenset(word.folded for word in read(_BLOCK_TAG.sub(r"\g<0> ", html))[1])


@lru_cache(maxsize=2048)
def read(html: str) -> tuple[str, tuple[Word, ...]]:
    """Return the visible text of a segment, and its words without the labels of citations."""
    text = visible_text(html)
    hidden = text
    if "]</a>" in html:
        composed = unicodedata.normalize("NFC", html)
        hidden = visible_text(_CITATION.sub(_without_label, composed))
    return text, tuple(
        Word(found.group(), folded(found.group()), found.start(), found.end())
        for found in WORD.finditer(hidden)
    )


def _without_label(found: re.Match[str]) -> str:
    label = re.sub(r"\S", _HIDDEN, html_entities.unescape(found[2]))
    return f"{found[1]}{label}{found[3]}"


def _stands_at(candidate: Candidate, at: int, words: tuple[Word, ...], text: str) -> bool:
    forms = candidate.forms
    if at + len(forms) > len(words):
        return False
    for place, allowed in enumerate(forms):
        word = words[at + place]
        if word.folded not in allowed:
            return False
        if place and not _WITHIN.fullmatch(text, words[at + place - 1].end, word.start):
            return False
    return not candidate.term.is_acronym or _is_capital(words[at : at + len(forms)], candidate.term)


def _is_capital(words: Iterable[Word], term: Term) -> bool:
    """Tell whether an acronym stands as it is written: “RA”, also “RAs”, but not “ra”."""
    return all(
        word.text.startswith(written)
        for word, written in zip(words, WORD.findall(term.text), strict=True)
    )
