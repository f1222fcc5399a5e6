"""Whether a sentence makes a claim, or denies it, leaves it open, asks it or reports it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from pages.claims.lexicon.structure import Lexicon
from pages.claims.tokens import Token

Hedging = Literal["any", "strong", "none"]
"""Which words leave a claim open: all, all but those of mere ability (“can”), or none."""

REACH: Final = 9
"""Words before a phrase in which a denial or a hedge still reaches it."""


def is_negated(words: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> bool:
    """Tell whether a denial in the same clause reaches the words from ``first`` to ``last``."""
    for place in _before(words, first, last, lexicon):
        # A phrase that begins with a denial (“never fails”) does not deny itself.
        if place != first and words[place].word in lexicon.negators:
            following = words[place + 1].word if place + 1 < len(words) else ""
            if following not in lexicon.no_negation_before:
                return True
    return False


def is_hedged(
    words: Sequence[Token], first: int, last: int, lexicon: Lexicon, hedging: Hedging
) -> bool:
    """Tell whether the clause leaves open what the words from ``first`` to ``last`` say."""
    if hedging == "none":
        return False
    for place in _before(words, first, last, lexicon):
        word = words[place].word
        if word in lexicon.hedges or (hedging == "any" and word in lexicon.abilities):
            return True
    return False


def is_conditional(words: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> bool:
    """Tell whether a condition governs the words from ``first`` to ``last``."""
    clause = words[first].clause
    for place in range(last - 1, max(-1, first - REACH - 1), -1):
        token = words[place]
        if token.clause != clause:
            return False
        if token.word in lexicon.conditions:
            return True
        if token.after_comma and place <= first:
            return False
    return False


def _before(words: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> Iterator[int]:
    clause = words[first].clause
    for place in range(last - 1, max(-1, first - REACH - 1), -1):
        token = words[place]
        if token.clause != clause or (place < first and token.word in lexicon.turns):
            return
        yield place
