"""The forms in which a term is met: plural, and in Spanish the other gender where it has one.

The forms are made from the term and compared word for word. Nothing is cut off the words of the
text, so “tibia” never meets “tibio”, nor “rodilla” “rodillo”.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from pages.claims.tokens import folded

Forms = tuple[frozenset[str], ...]
"""For each word of a term, the folded forms that it may take."""

WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
"""A word or number. A hyphen divides words, so that “platelet rich” is “platelet-rich”."""

_IRREGULAR: Final = {
    "foot": "feet",
    "tooth": "teeth",
    "man": "men",
    "woman": "women",
    "child": "children",
    "bursa": "bursae",
    "vertebra": "vertebrae",
    "fascia": "fasciae",
    "scapula": "scapulae",
    "fibula": "fibulae",
    "tibia": "tibiae",
    "patella": "patellae",
    "criterion": "criteria",
    "meniscus": "menisci",
    "stimulus": "stimuli",
    "thrombus": "thrombi",
    "nucleus": "nuclei",
    "tophus": "tophi",
    "serum": "sera",
    "datum": "data",
}
"""Plurals of English that no ending tells."""

_TYING: Final = """
    a al by con de del el en for from in into la las lo los of on para por the to un una
    with y and o or sin
    """
_SMALL: Final = frozenset(_TYING.split())
"""Words that tie a term together: they have one form, and are not what a term is told by."""

_SHORT: Final = 7
"""Letters; “rise” and “advise” have no other spelling."""

_OF_ADJECTIVES: Final = ("o", "a")


_ENDINGS: Final = {
    "ar": ("a", "an", "e", "en", "o", "aron", "ado", "ada", "ados", "adas", "ando", "arse"),
    "er": ("e", "en", "a", "an", "io", "ieron", "ido", "ida", "idos", "idas", "iendo", "erse"),
    "ir": ("e", "en", "a", "an", "io", "ieron", "ido", "ida", "idos", "idas", "iendo", "irse"),
}
"""Endings of regular verbs of Spanish in the third person and without person, folded."""


def is_small(word: str) -> bool:
    """Tell whether a folded word only ties others together."""
    return word in _SMALL


def forms_of_term(
    text: str,
    *,
    language: str,
    part_of_speech: str = "",
    gender: str = "",
    is_acronym: bool = False,
) -> Forms:
    """Return the forms of each word of a term.

    Args:
        text: the term.
        language: its two letters.
        part_of_speech: adjectives, and nouns of either gender, are met in both genders in Spanish.
        gender: a value of `Gender`, or empty.
        is_acronym: an acronym has a plural with a small s in English, and no other forms.
    """
    words = WORD.findall(text)
    if is_acronym:
        plural = {"s"} if language == "en" else {"", "s"}
        return tuple(
            frozenset({folded(word)} | {folded(word) + end for end in plural}) for word in words
        )
    if part_of_speech == "verb" and words:
        rest = forms_of_term(" ".join(words[1:]), language=language)
        return (forms_of_verb(folded(words[0]), language=language), *rest)
    varies = part_of_speech == "adjective" or gender == "c"
    return tuple(
        forms_of_word(folded(word), language=language, both_genders=varies or place > 0)
        for place, word in enumerate(words)
    )


@lru_cache(maxsize=16384)
def forms_of_word(word: str, *, language: str, both_genders: bool = False) -> frozenset[str]:
    """Return the folded forms of a folded word: itself, its plural, and its singular."""
    if is_small(word) or not word.isalpha() or len(word) < 3:
        return frozenset({word})
    if language == "es":
        return _spanish(word, both_genders=both_genders)
    if language == "en":
        return _english(word)
    return frozenset({word})


def forms_of_verb(word: str, *, language: str) -> frozenset[str]:
    """Return the folded forms of a regular verb in which texts have it: present, past, participles.

    Args:
        word: the infinitive, folded.
        language: its two letters.
    """
    forms = {word}
    if language == "es":
        conjugation = next((end for end in _ENDINGS if word.endswith(end)), "")
        forms |= {word.removesuffix(conjugation) + end for end in _ENDINGS.get(conjugation, ())}
    elif language == "en":
        stem = word.removesuffix("e")
        forms |= {f"{word}s", f"{stem}ed", f"{stem}ing"}
    return frozenset(forms)


def _english(word: str) -> frozenset[str]:
    forms = {word}
    if word in _IRREGULAR:
        forms.add(_IRREGULAR[word])
    if word.endswith(("sis", "xis")):
        forms.add(f"{word[:-2]}es")
    elif word.endswith("itis"):
        forms |= {f"{word}es", f"{word[:-2]}ides"}
    elif word.endswith(("s", "x", "z", "ch", "sh")):
        forms.add(f"{word}es")
    elif word.endswith("y") and word[-2] not in "aeiou":
        forms.add(f"{word[:-1]}ies")
    else:
        forms.add(f"{word}s")
    # “Orthopaedic” is “orthopedic”, and “randomised” is “randomized”.
    return frozenset(forms | {_american(form) for form in forms})


def _american(word: str) -> str:
    changed = word.replace("aemi", "emi").replace("paed", "ped").replace("aest", "est")
    changed = changed.replace("oede", "ede").replace("oeso", "eso").replace("haem", "hem")
    if len(word) > _SHORT:
        changed = re.sub(r"is(e|ed|es|ing|ation|ations)$", r"iz\1", changed)
    return changed


def _spanish(word: str, *, both_genders: bool) -> frozenset[str]:
    stems = {word}
    if both_genders and word.endswith(_OF_ADJECTIVES):
        stems |= {word[:-1] + ending for ending in _OF_ADJECTIVES}
    elif both_genders and word.endswith(("or", "on")):
        stems.add(f"{word}a")
    elif both_genders and word.endswith(("os", "as")):
        stems |= {word[:-2] + ending for ending in ("os", "as")}
    return frozenset(stems | {_spanish_plural(stem) for stem in stems} | _spanish_singulars(stems))


def _spanish_plural(word: str) -> str:
    if word.endswith("z"):
        return f"{word[:-1]}ces"
    if word[-1] in "aeiou":
        return f"{word}s"
    return word if word.endswith(("s", "x")) else f"{word}es"


def _spanish_singulars(words: set[str]) -> set[str]:
    """Return singulars of words in the plural, as far as an ending tells them."""
    found = set()
    for word in words:
        if word.endswith("ces"):
            found.add(f"{word[:-3]}z")
        elif word.endswith(("ones", "ores", "ales", "ares", "enes", "ades", "eles")):
            found.add(word[:-2])
        elif word.endswith(("as", "os")) and len(word) > 4:
            found.add(word[:-1])
    return found
