"""Measures of readability, against their authors' formulas."""

from __future__ import annotations

import pytest

from pages.claims.rules.readability import (
    english_syllables,
    flesch_kincaid,
    inflesz,
    spanish_syllables,
)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("foot", 1),
        ("heel", 1),
        ("doctor", 2),
        ("make", 1),
        ("table", 2),
        ("arthritis", 3),
        ("a", 1),
    ],
)
def test_english_syllables(word: str, count: int) -> None:
    assert english_syllables(word) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [("pie", 1), ("agua", 2), ("médico", 3), ("día", 2), ("cuidado", 3), ("artritis", 3), ("y", 1)],
)
def test_spanish_syllables(word: str, count: int) -> None:
    assert spanish_syllables(word) == count


def test_the_formulas_are_those_of_their_authors() -> None:
    assert flesch_kincaid(words=100, sentences=5, syllables=150) == pytest.approx(9.91, abs=0.01)
    assert inflesz(words=100, sentences=5, syllables=200) == pytest.approx(62.235, abs=0.001)
