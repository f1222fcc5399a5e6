"""The language in which rules name their phrases."""

from __future__ import annotations

import pytest

from pages.claims.phrases import PhraseError, PhraseIndex, parsed
from pages.claims.tokens import tokens

CLASSES = {"treatment": frozenset({"therapy", "rest"}), "number": frozenset({"two"})}


def found(phrase: str, text: str) -> list[str]:
    """Return the words in which the phrase is found."""
    index = PhraseIndex()
    index.add("it", parsed(phrase, classes=CLASSES))
    words = tokens(text)
    return [
        text[words[match.first].start : words[match.last - 1].end] for match in index.find(words)
    ]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("cure", "No cure, no CURE.", ["cure", "CURE"]),
        ("cure|heal", "They heal.", ["heal"]),
        ("guarant*", "It is guaranteed.", ["guaranteed"]),
        (
            "the? only therapy",
            "The only therapy; only therapy.",
            ["The only therapy", "only therapy"],
        ),
        ("only ~2 therapy", "The only known good therapy.", ["only known good therapy"]),
        ("only ~2 therapy", "The only one of the three kinds of therapy.", []),
        ("only ~2 therapy", "The only one: therapy.", []),
        ("@treatment helps", "Rest helps.", ["Rest helps"]),
        ("# weeks", "After 6 weeks or two weeks.", ["6 weeks", "two weeks"]),
        ("# %", "In 7.6% or 8 % of them.", ["7.6%", "8 %"]),
        ("lower !the risk", "A lower risk, not to lower the risk.", ["lower risk"]),
        ("mas", "Más o menos", ["Más"]),
        ("ano", "Un año", []),
        ("long lasting", "a long-lasting effect", ["long-lasting"]),
        ("don't wait", "Don’t wait.", ["Don’t wait"]),
    ],
)
def test_a_phrase_finds_what_it_says(phrase: str, text: str, expected: list[str]) -> None:
    assert found(phrase, text) == expected


@pytest.mark.parametrize(
    "phrase",
    ["", "~2 therapy", "!the", "the?", "only ~99 therapy", "@unheard_of", "a||b", "only ~x"],
)
def test_a_phrase_that_says_nothing_is_refused(phrase: str) -> None:
    with pytest.raises(PhraseError):
        parsed(phrase, classes=CLASSES)
