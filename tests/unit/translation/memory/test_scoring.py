"""How alike two sources are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.translation.memory.scoring import EXACT, MOST_ALIKE, SAME_WORDS, likeness

DOSE = "Take 10 mg of methotrexate once a week with food."


def score(first: str, second: str, language: str = "en") -> int:
    return likeness(first, second, language=language).score


def test_the_same_text_is_exact_whatever_its_placeholders_are_called() -> None:
    first = 'See <a id="a1">gout</a> <a id="a2">[smolen-2016]</a>.'
    second = 'See <a id="a2">gout</a> <a id="a1">[gabriel-2009]</a>.'
    assert score(first, first) == EXACT
    assert score(first, second) == EXACT


@pytest.mark.parametrize(
    "other",
    [
        "what it is",
        "What it is?",
        "<b>What</b> it is",
        'What it is <a id="a1">[smolen-2016]</a>',
        'What it <a id="a1">is</a>',
    ],
)
def test_the_same_words_in_another_form_are_not_exact(other: str) -> None:
    assert score("What it is", other) == SAME_WORDS


def test_bold_is_strong() -> None:
    assert score("<b>What</b> it is", "<strong>What</strong> it is") == EXACT


def test_one_other_word_in_a_long_sentence_is_never_as_good_as_the_same_words() -> None:
    long = "joints " * 400
    assert score(long + "hurt", long + "hurts") == MOST_ALIKE


@pytest.mark.parametrize(
    "other",
    [
        "Take 20 mg of methotrexate once a week with food.",
        "Take 10 g of methotrexate once a week with food.",
        "Take 10 mg of methotrexate twice a week with food.",
        "Take methotrexate once a week with food.",
    ],
)
def test_another_dose_is_named_and_costs(other: str) -> None:
    found = likeness(DOSE, other, language="en")
    assert found.number_differs
    assert found.score < 90


def test_the_same_dose_in_other_words_is_not_named() -> None:
    other = "Take 10 mg of methotrexate once a week, after a meal."
    assert not likeness(DOSE, other, language="en").number_differs
    assert not likeness("1,274 people", "1274 persons", language="en").number_differs


def test_a_spanish_article_is_no_number() -> None:
    found = likeness("Duele una articulación roja.", "Duele la articulación roja.", language="es")
    assert not found.number_differs
    assert likeness("Dos veces al día.", "Tres veces al día.", language="es").number_differs
    assert likeness("Tome 1 al día.", "Tome 2 al día.", language="es").number_differs


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_the_same_from_both_sides_and_within_bounds(first: str, second: str) -> None:
    there, back = (
        likeness(first, second, language="en"),
        likeness(second, first, language="en"),
    )
    assert there == back
    assert 0 <= there.score <= EXACT


@pytest.mark.parametrize(
    ("wanted", "known"),
    [("eGFR < 30", "eGFR > 30"), ("A T-score of −2.5 or less", "A T-score of 2.5 or less")],
)
def test_a_sign_that_is_turned_around_is_a_number_that_differs(wanted: str, known: str) -> None:
    found = likeness(wanted, known, language="en")
    assert found.number_differs
    assert found.score < SAME_WORDS
