"""The words of a language, as a compact set: hundreds of thousands of them in a few megabytes.

They are those of wordfreq's large lists, which are counted in books, subtitles, newspapers,
encyclopaedias and the web, inflected forms and much of medicine included. Only their hashes are
kept, in memory and for this process: one word in some fifty million million that is in no list
counts as known.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from functools import lru_cache
from typing import Final

from wordfreq import available_languages, read_cBpack

_SPANISH_PRONOUNS: Final = re.compile(r"(?:(?:me|te|se|nos|os)?(?:l[aeo]s?)|me|te|se|nos)$")
_WITHOUT_ACCENT: Final = str.maketrans("áéíóú", "aeiou")
_STEMS: Final = re.compile(
    r"(?:mab|cept|(?:cit|t|zom|rafen|pi)in?ib|tinib|ciclib|gliptina?|gliflozina?|glutida?e?|prazole?"
    r"|estatina|statin|sart[aá]n|axaban|gatran|grel|parina?|cillina?|floxacino?|azole?|vir|setr[oó]n"
    r"|coxib|lukast|triptan|tript[aá]n|caina|caine|dronate|dronato|olone|olona|sone|sona|semide"
    r"|semida|zepam|zolam|pril|olol|dipino?e?|mycin|micina|cycline|ciclina)$"
)
"""Endings that the WHO gives to names of medicines: "The use of stems in the selection of INN"."""


def has_words_of(language: str) -> bool:
    """Tell whether there is a list of words for a language."""
    return language in _lists()


def is_word(word: str, *, language: str) -> bool:
    """Tell whether a language has a word.

    Args:
        word: as it stands in a text, accents and capitals included; one word.
        language: code of a language that `has_words_of` knows.
    """
    small = word.lower().replace("’", "'")
    if _is_listed(small, language) or _STEMS.search(small):
        return True
    if language == "en":
        return small.endswith("'s") and _is_listed(small[:-2], language)
    return language == "es" and _is_verb_with_pronoun(small)


def _is_verb_with_pronoun(word: str) -> bool:
    """Tell whether a Spanish word is a verb with its pronouns: “bájelo”, “sujetándose”."""
    found = _SPANISH_PRONOUNS.search(word)
    if found is None or found.start() < 2:
        return False
    verb = word[: found.start()]
    return any(
        _is_listed(form, "es") for form in {verb, verb.translate(_WITHOUT_ACCENT), f"{verb}s"}
    )


def _is_listed(word: str, language: str) -> bool:
    hashes = _hashes(language)
    wanted = hash(word)
    place = bisect_left(hashes, wanted)
    return place < len(hashes) and hashes[place] == wanted


@lru_cache(maxsize=4)
def _hashes(language: str) -> array[int]:
    words = (word for words in read_cBpack(_lists()[language])[1:] for word in words)
    return array("q", sorted({hash(word) for word in words}))


@lru_cache(maxsize=1)
def _lists() -> dict[str, str]:
    return dict(available_languages("large"))
