"""Terms of the source for which the translation has none of the glossary's terms."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from pages.claims.tokens import folded
from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.checks.texts import said
from pages.translation.glossary.choices import Status
from pages.translation.glossary.inflection import WORD, forms_of_term, is_small
from pages.translation.glossary.matching import Match, has_term, matches
from pages.translation.languages import language_of

if TYPE_CHECKING:
    from pages.translation.glossary.values import Glossary, Term


def check(pair: SegmentPair, glossary: Glossary) -> Iterator[Finding]:
    """Find terms of the source that the translation has in none of the terms to be used.

    Their words may be inflected, stand in another order and apart. Acronyms are left to the check
    on acronyms, and a forbidden term in their place to the one on forbidden terms.
    """
    if pair.target is None or not pair.target.strip() or pair.is_address or pair.shows_source:
        return
    language = language_of(pair.target_language)
    found = matches(
        pair.source,
        source_language=pair.source_language,
        target_language=pair.target_language,
        glossary=glossary,
    )
    told: set[str] = set()
    for _place, group in groupby(found, key=lambda match: (match.start, match.end)):
        meanings = list(group)
        match = meanings[0]
        if not _is_asked_for(match.term) or match.concept.key in told:
            continue
        if any(_is_there(pair.target, meaning, language) for meaning in meanings):
            continue
        told.add(match.concept.key)
        usable = ", ".join(f"“{term.text}”" for term in match.concept.usable(language)[:3])
        yield Finding(
            code="translation.term_missing",
            severity="warn",
            pair=pair,
            message=_("“%(term)s” is %(usable)s in the glossary; the translation has none of them.")
            % {"term": match.text, "usable": usable},
            quote=said(pair.target),
            about=match.concept.key,
        )


def _is_asked_for(term: Term) -> bool:
    """Tell whether a term of the source obliges the translation.

    A single word that is only admitted has other meanings too: “control” is “follow-up” at times.
    """
    if term.is_acronym:
        return False
    words = [word for word in WORD.findall(term.text) if not is_small(folded(word))]
    return term.status == Status.PREFERRED or len(words) > 1


def _is_there(target: str, match: Match, language: str) -> bool:
    """Tell whether a translation has a term of the concept, or the concept has none to ask for."""
    if not match.concept.usable(language):
        return True
    return any(_has(target, term) for term in match.targets)


def _has(target: str, term: Term) -> bool:
    forms = forms_of_term(
        term.text,
        language=term.language,
        part_of_speech=term.part_of_speech,
        # Inflected freely: “trastornos articulares crónicas” is another check's business.
        gender="c",
        is_acronym=term.is_acronym,
    )
    return has_term(target, forms)
