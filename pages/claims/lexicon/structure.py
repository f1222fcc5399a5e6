"""What a language tells the rules about its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pages.claims.tokens import folded


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language, folded.

    Attributes:
        language: its code.
        classes: words by class, as phrases name them (``@treatment``).
        negators: words that deny what follows.
        no_negation_before: words that take the denial back (“not only …”).
        hedges: words that leave open whether something is so.
        abilities: words that only say that something can be; weaker than a hedge.
        conditions: words that make what follows a condition.
        turns: words at which a denial or a hedge ends (“but”).
        disowning: phrases by which a sentence reports a claim without making it.
    """

    language: str
    classes: Mapping[str, frozenset[str]]
    negators: frozenset[str]
    no_negation_before: frozenset[str]
    hedges: frozenset[str]
    abilities: frozenset[str]
    conditions: frozenset[str]
    turns: frozenset[str]
    disowning: tuple[str, ...]


def words(text: str) -> frozenset[str]:
    """Return the words of a text, folded."""
    return frozenset(folded(word) for word in text.split())
