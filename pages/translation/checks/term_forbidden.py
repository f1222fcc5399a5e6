"""Terms that the glossary says should not be used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from pages.translation.checks import false_friends
from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.checks.texts import has_any, said, words
from pages.translation.glossary.matching import matches, occurrences
from pages.translation.languages import language_of

if TYPE_CHECKING:
    from pages.translation.glossary.values import Concept, Glossary


def check(pair: SegmentPair, glossary: Glossary) -> Iterator[Finding]:
    """Find forbidden terms of the target language, whatever the source says.

    A word that is forbidden for one concept and right for another is only found where the source
    speaks of the first.
    """
    if pair.target is None or not pair.target.strip() or pair.is_address or pair.shows_source:
        return
    language = language_of(pair.target_language)
    spoken: set[str] | None = None
    for text, _start, _end, found in occurrences(pair.target, language=language, glossary=glossary):
        forbidden = [one for one in found if one.term.is_forbidden]
        if not forbidden or _is_false_friend(pair, text):
            continue
        if len(forbidden) < len(found):
            spoken = _concepts(pair, glossary) if spoken is None else spoken
            forbidden = [one for one in forbidden if one.concept.key in spoken]
            if not forbidden or any(
                one.concept.key in spoken for one in found if not one.term.is_forbidden
            ):
                continue
        yield Finding(
            code="translation.term_forbidden",
            severity="warn",
            pair=pair,
            message=_message(text, forbidden[0].concept, language, forbidden[0].term.note),
            quote=said(pair.target),
        )


def _concepts(pair: SegmentPair, glossary: Glossary) -> set[str]:
    return {
        match.concept.key
        for match in matches(
            pair.source,
            source_language=pair.source_language,
            target_language=pair.target_language,
            glossary=glossary,
        )
    }


def _is_false_friend(pair: SegmentPair, text: str) -> bool:
    """Tell whether the check on false friends says it already."""
    english, spanish = (
        (pair.source, pair.target_language)
        if pair.source_language == "en"
        else (pair.target or "", pair.source_language)
    )
    if spanish != "es":
        return False
    word = " ".join(words(text))
    return any(
        word in words(listed) and has_any(english, frozenset(words(friends)))
        for friends, listed, _meant in false_friends.FRIENDS
    )


def _message(text: str, concept: Concept, language: str, note: str) -> str:
    usable = ", ".join(f"“{term.text}”" for term in concept.usable(language)[:3])
    if usable:
        said_so = _("The glossary says not to use “%(term)s” but %(usable)s.")
    else:
        said_so = _("The glossary says not to use “%(term)s”.")
    return f"{said_so % {'term': text, 'usable': usable}} {note}".rstrip()
