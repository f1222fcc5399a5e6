"""Spanish articles and adjectives that do not agree with the noun beside them.

“El artritis”, “una tratamiento”, “dolor crónica”: slips that a change of one word leaves. Only
nouns whose gender is known are looked at, and only words that stand right beside them, because an
adjective further away may belong to another noun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from django.utils.translation import gettext as _

from pages.claims.tokens import folded
from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.checks.nouns import (
    ADJECTIVES,
    BEFORE_STRESSED_A,
    CONJUNCTIONS,
    DETERMINERS,
    INVARIABLE,
    LIKE_VERBS,
    NOUNS,
    PREPOSITIONS,
    PRONOUNS,
    Form,
    forms_of_noun,
)
from pages.translation.checks.texts import CITATION, said
from pages.translation.placeholders import visible_text

if TYPE_CHECKING:
    from pages.translation.glossary.values import Glossary

_BREAKING_TAG: Final = re.compile(r"</?(?:p|li|ul|ol|br|h\d|td|th|tr)\b[^>]*>", re.IGNORECASE)
_TOKEN: Final = re.compile(r"[^\W\d_]+|[^\w\s]|\d+")
_STRESSED_A: Final = re.compile(r"h?[áa]")
_VOWELS: Final = re.compile(r"[aeiouáéíóúü]+")

Nouns = Mapping[str, tuple[Form, ...]]
"""By folded form of a noun: the gender and number that it may have."""


class _Token(NamedTuple):
    """A word or a sign, as written and folded."""

    text: str
    small: str
    folded: str

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()


def check(pair: SegmentPair, nouns: Nouns = NOUNS) -> Iterator[Finding]:
    """Find articles and adjectives of a Spanish translation that disagree with their noun.

    Args:
        pair: the pair; translations into other languages pass.
        nouns: the nouns whose gender is known.
    """
    target = pair.target
    if target is None or not target.strip() or pair.is_address or pair.shows_source:
        return
    if pair.target_language.partition("-")[0] != "es":
        return
    for words, noun, form in _disagreements(target, nouns):
        gender = _("masculine") if form.gender == "m" else _("feminine")
        number = _("singular") if form.number == "s" else _("plural")
        if form.number == "":
            message = _("“%(words)s” does not agree: “%(noun)s” is %(gender)s.")
        else:
            message = _("“%(words)s” does not agree: “%(noun)s” is %(gender)s, %(number)s.")
        yield Finding(
            code="translation.agreement",
            severity="warn",
            pair=pair,
            message=message % {"words": words, "noun": noun, "gender": gender, "number": number},
            quote=said(target),
            about=words,
        )


def nouns_of_glossary(glossary: Glossary) -> Nouns:
    """Return the nouns of a glossary's Spanish terms that are not known without it.

    The head of a Spanish term is its first word. A word that has both genders is left out.
    """
    genders: dict[str, set[str]] = {}
    for concept in glossary.concepts:
        for term in concept.terms:
            word = term.text.split()[0] if term.text.split() else ""
            if term.language != "es" or term.is_acronym or not word.isalpha():
                continue
            if term.part_of_speech == "noun" and len(word) > 2:
                genders.setdefault(word.lower(), set()).add(term.gender)
            else:
                # “Articular” the adjective is no noun, nor is “el inflamado”.
                genders.setdefault(word.lower(), set()).add("")
    found: dict[str, tuple[Form, ...]] = {}
    for word, held in genders.items():
        if held <= {"m"} or held <= {"f"}:
            for written, form in forms_of_noun(word, next(iter(held))):
                if written not in NOUNS:
                    found[written] = (*found.get(written, ()), form)
    return {
        written: forms
        for written, forms in found.items()
        if len({form.gender for form in forms}) == 1
    }


def _disagreements(html: str, nouns: Nouns) -> Iterator[tuple[str, str, Form]]:
    tokens = _tokens(html)
    for at, token in enumerate(tokens):
        forms = nouns.get(token.folded) if token.is_word else None
        if forms is None or (token.text[0].isupper() and _is_name(tokens, at)):
            continue
        yield from _before(tokens, at, forms)
        yield from _behind(tokens, at, forms, nouns)


def _is_name(tokens: tuple[_Token, ...], at: int) -> bool:
    """Tell whether a capital within a sentence makes a noun part of a name."""
    return at > 0 and tokens[at - 1].is_word


def _before(
    tokens: tuple[_Token, ...], at: int, forms: tuple[Form, ...]
) -> Iterator[tuple[str, str, Form]]:
    """Find an article or the like right before the noun that does not agree."""
    if at == 0:
        return
    article, noun = tokens[at - 1], tokens[at]
    allowed = DETERMINERS.get(article.small)
    if allowed is None:
        return
    if article.small in PRONOUNS and noun.folded in LIKE_VERBS:
        return
    if any(form.fits(allowed) for form in forms):
        # “La agua” agrees and is wrong all the same; “una agua” is not.
        if article.small != "la" or allowed not in forms or not _is_stressed_a(noun.small):
            return
    elif (
        article.small in BEFORE_STRESSED_A
        and _is_stressed_a(noun.small)
        and any(form.fits(Form("f", "s")) for form in forms)
    ):
        return
    yield f"{article.text} {noun.text}", noun.text, forms[0]


def _behind(
    tokens: tuple[_Token, ...], at: int, forms: tuple[Form, ...], nouns: Nouns
) -> Iterator[tuple[str, str, Form]]:
    """Find an adjective right behind the noun that does not agree and cannot belong elsewhere."""
    place = at + 1
    if place < len(tokens) and tokens[place].folded in INVARIABLE:
        place += 1
    if place >= len(tokens):
        return
    adjective = tokens[place]
    wanted = ADJECTIVES.get(adjective.small)
    if wanted is None or any(form.fits(wanted) for form in forms):
        return
    follows = tokens[place + 1].small if place + 1 < len(tokens) else ""
    if follows in CONJUNCTIONS and wanted.number == "s":
        # “Las rodillas derecha e izquierda”
        return
    if _may_belong_elsewhere(tokens, at, wanted, nouns):
        return
    words = " ".join(token.text for token in tokens[at : place + 1])
    yield words, tokens[at].text, forms[0]


def _may_belong_elsewhere(tokens: tuple[_Token, ...], at: int, wanted: Form, nouns: Nouns) -> bool:
    """Tell whether an adjective behind a noun may go with an earlier one.

    “Dolor de rodilla crónico”: of the words before a preposition any that may be a noun of the
    adjective's number and gender could be meant; “rigidez y dolor crónicos”: both are.
    """
    start = at
    while start and (tokens[start - 1].small in DETERMINERS or tokens[start - 1].text.isdigit()):
        start -= 1
    if not start or not tokens[start - 1].is_word:
        return start > 0 and tokens[start - 1].text not in ".;:¿?¡!|"
    before = tokens[start - 1].small
    if before in CONJUNCTIONS:
        return True
    if before not in PREPOSITIONS and not (start < at and tokens[start].small in {"del", "al"}):
        return False
    for token in reversed(tokens[: start - 1] if before in PREPOSITIONS else tokens[:start]):
        if not token.is_word:
            break
        if token.small in PREPOSITIONS or token.small in DETERMINERS or len(token.small) < 3:
            continue
        known = nouns.get(token.folded)
        if known is not None:
            if any(form.fits(wanted) for form in known):
                return True
        elif token.small.endswith("s") == (wanted.number == "p"):
            return True
    return False


def _is_stressed_a(word: str) -> bool:
    """Tell whether a word begins with a stressed a: “agua”, “hambre”, “área”, not “aguja”."""
    if not _STRESSED_A.match(word):
        return False
    if word.startswith(("á", "há")):
        return True
    accented = any(letter in "áéíóú" for letter in word)
    return not accented and len(_VOWELS.findall(word)) == 2 and word[-1] in "aeiouns"


@lru_cache(maxsize=4096)
def _tokens(html: str) -> tuple[_Token, ...]:
    """Return words and signs; the end of a block of text is a sign."""
    text = visible_text(_BREAKING_TAG.sub(" | ", CITATION.sub(" ", html)))
    return tuple(_Token(word, word.lower(), folded(word)) for word in _TOKEN.findall(text))
