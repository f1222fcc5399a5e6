"""What somebody asks, taken apart: the words and phrases that a page must contain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pages.delivery.search.words import Word, words

MOST_UNITS: Final = 24
"""Words and phrases of a question that are looked for, and words of a phrase; what comes after them
is left out."""

LONGEST_QUESTION: Final = 2_000
"""Characters of a question that are read."""

_QUOTED = re.compile(r"\"([^\"]*)\"|“([^“”]*)”|«([^«»]*)»|„([^„“”]*)[“”]")


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing that is asked for.

    Attributes:
        alternatives: each a sequence of terms, all of which a page must contain; one alternative
            is enough.
        is_phrase: whether the terms must follow one another.
        is_stop: whether it says nothing about what a text is about.
    """

    alternatives: tuple[tuple[str, ...], ...]
    is_phrase: bool = False
    is_stop: bool = False

    @property
    def terms(self) -> frozenset[str]:
        """All terms that it is looked up by."""
        return frozenset(term for terms in self.alternatives for term in terms)


def units(question: str, language: str) -> tuple[Unit, ...]:
    """Return what is asked for; small words are left out unless there is nothing else.

    Words between quotation marks are a phrase. All other signs only keep words apart: no operator
    of any database can be asked with.

    Args:
        question: as it was typed.
        language: code of the language that it is taken for.
    """
    asked: list[Unit] = []
    # An odd piece is what a pair of quotation marks holds; the groups are those of `_QUOTED`.
    text = question[:LONGEST_QUESTION]
    last = 0
    for quoted in _QUOTED.finditer(text):
        asked += _of_words(words(text[last : quoted.start()], language))
        asked += _of_phrase(words(next(filter(None, quoted.groups()), ""), language))
        last = quoted.end()
    asked += _of_words(words(text[last:], language))
    telling = [unit for unit in asked if not unit.is_stop] or asked
    return tuple(dict.fromkeys(telling))[:MOST_UNITS]


def _of_words(found: list[Word]) -> list[Unit]:
    """Return a unit for each word; one that is several words covers these."""
    covered = [(word.start, word.end) for word in found if word.parts]
    return [
        _of_several(word) if word.parts else Unit(((word.term,),), is_stop=word.is_stop)
        for word in found
        if word.parts or not any(start <= word.start < end for start, end in covered)
    ]


def _of_several(word: Word) -> Unit:
    return Unit(((word.term,),) if word.is_measure else ((word.term,), word.parts))


def _of_phrase(found: list[Word]) -> list[Unit]:
    simple = [word for word in found if not word.parts][:MOST_UNITS]
    if len(simple) < 2:
        return _of_words(found)
    return [
        Unit(
            (tuple(word.term for word in simple),),
            is_phrase=True,
            is_stop=all(word.is_stop for word in simple),
        )
    ]


def holds(terms: Sequence[str], unit: Unit) -> bool:
    """Tell whether a text, given by its terms in reading order, contains a unit."""
    if not unit.is_phrase:
        return any(all(term in terms for term in wanted) for wanted in unit.alternatives)
    wanted = unit.alternatives[0]
    return any(
        tuple(terms[start : start + len(wanted)]) == wanted
        for start in range(len(terms) - len(wanted) + 1)
    )
