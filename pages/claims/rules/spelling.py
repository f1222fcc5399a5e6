"""Words that are in no dictionary of the page's language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_lazy as _

from pages.claims.dictionary import has_words_of, is_word
from pages.claims.findings import Hit
from pages.claims.reading import Reading
from pages.claims.rule import EVERYWHERE, Examples, Rule
from pages.claims.tokens import folded

SHORTEST: Final = 4
"""Letters; shorter words are abbreviations as often as not."""

_RUN: Final = re.compile(r"\S+")
_IN_ADDRESSES: Final = ("://", "@", "www.", ".com", ".org", ".net")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def _unknown_words(reading: Reading, rule: Rule) -> Iterator[Hit]:
    """Find the first place of every word that nobody knows: not the language, page or site.

    Names begin with a capital, abbreviations hold several, and both are left alone.
    """
    language = reading.lexicon.language
    if not has_words_of(language):
        return
    known = _named_elsewhere(reading)
    for name in (rule.code, "language.nonword"):
        for sentence, match in reading.found(name):
            known |= {token.word for token in sentence.words[match.first : match.last]}
    for sentence in reading.sentences:
        text = sentence.block.text
        if sentence.block.kind not in EVERYWHERE or sentence.disowned:
            continue
        addresses = list(_addresses(text, sentence.start, sentence.end))
        for token in sentence.words:
            if len(token.word) < SHORTEST or token.word in known or token.is_number:
                continue
            word = text[token.start : token.end]
            if not word.isalpha() or word != word.lower() or _lies_in(token.start, addresses):
                continue
            known.add(token.word)
            if not is_word(word, language=language):
                yield Hit(sentence.block, token.start, token.end, sentence)


def _named_elsewhere(reading: Reading) -> set[str]:
    """Return the words of the title and the cited publications, and what is written with a capital.

    A title names what the page is about, which may be too rare for a dictionary.
    """
    texts = [reference.text for reference in reading.document.references]
    texts += [block.text for block in reading.document.blocks if block.kind == "title"]
    known = {folded(word) for text in texts for word in _WORD.findall(text)}
    known |= {
        token.word
        for sentence in reading.sentences
        for token in sentence.words[1:]
        if sentence.block.text[token.start : token.end][:1].isupper()
    }
    return known


def _addresses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where web and mail addresses stand, in time that grows with the text's length alone."""
    for run in _RUN.finditer(text, start, end):
        if any(part in run.group() for part in _IN_ADDRESSES):
            yield run.span()


def _lies_in(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


RULES = (
    Rule(
        code="language.unknown_word",
        severity="warn",
        title=_("A word that no dictionary has"),
        message=_(
            "“%(phrase)s” is in no dictionary of this language. Check how it is spelled; if it is "
            "a term of yours, add it to the site's words."
        ),
        source="AMA Manual of Style, 11th ed., chapter 11 (Correct and Preferred Usage); DPTM",
        check=_unknown_words,
        phrases={
            # Known all the same; a site adds its own terms here.
            "en": (
                "exosome|exosomes|exosomal|secretome|orthobiologic|orthobiologics|acetonide"
                "|viscosupplementation|prolotherapy|enthesitis|enthesopathy|dactylitis",
            ),
            "es": (
                "exosoma|exosomas|secretoma|ortobiológico|ortobiológicos|acetónida|leflunomida"
                "|viscosuplementación|proloterapia|entesitis|entesopatía|dactilitis|capsulitis",
            ),
        },
        examples={
            "en": Examples(
                found=("The insole relievs the heel.",),
                clean=(
                    "The insole relieves the heel.",
                    "Write to care@clinicx.example or see https://clinicx.example/xqz.",
                    "Ask for adalimumab, an anti-inflammatory medicine.",
                ),
            ),
            "es": Examples(
                found=("La plantilla aliviia el talón.",),
                clean=(
                    "La plantilla alivia el talón; úsela y quítesela al dormir.",
                    "Pida cita en cita@clinicax.example.",
                    "El adalimumab es un antiinflamatorio.",
                ),
            ),
        },
    ),
)
