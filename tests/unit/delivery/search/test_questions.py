"""What a question asks for, and whether a text holds it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.delivery.search.questions import MOST_UNITS, holds, units
from pages.delivery.search.words import terms


def alternatives(question, language="en"):
    return [unit.alternatives for unit in units(question, language)]


def test_small_words_are_left_out_beside_others():
    assert alternatives("the pain of the knee") == [(("en0pain",),), (("en0knee",),)]


def test_small_words_alone_are_asked_for():
    assert alternatives("to be or not to be") == [
        (("en0to",),),
        (("en0be",),),
        (("en0or",),),
        (("en0not",),),
    ]


def test_a_word_is_asked_for_once():
    assert len(units("knee knees KNEE", "en")) == 1


def test_a_word_with_a_hyphen_is_one_word_or_all_of_its_parts():
    assert alternatives("X-ray") == [(("en0xray",), ("en0x", "en0ray"))]


def test_a_measure_is_asked_for_as_one():
    assert alternatives("5 mg") == [(("en05mg",),)]


@pytest.mark.parametrize("quoted", ['"frozen shoulder"', "“frozen shoulder”", "«frozen shoulder»"])
def test_words_between_quotation_marks_are_a_phrase(quoted):
    [unit] = units(quoted, "en")

    assert unit.is_phrase
    assert holds(terms("A frozen shoulder hurts", "en"), unit)
    assert not holds(terms("A shoulder, frozen", "en"), unit)


def test_of_a_long_phrase_its_first_words_are_asked_for():
    long = " ".join(f"word{number}" for number in range(100))

    [unit] = units(f'"{long}"', "en")

    assert unit.alternatives[0] == tuple(terms(long, "en"))[:MOST_UNITS]
    assert holds(terms(f"before {long} after", "en"), unit)


def test_a_lone_quotation_mark_is_no_phrase():
    assert [unit.is_phrase for unit in units('5" frozen shoulder', "en")] == [False] * 3


@pytest.mark.parametrize("question", ["", "   ", "*", '""', "''", "()", "🙂", "\x00", ":-/", "%"])
def test_signs_alone_ask_for_nothing(question):
    assert units(question, "en") == ()


def test_a_long_question_is_cut():
    many = " ".join(f"word{number}" for number in range(1000))

    assert len(units(many, "en")) == MOST_UNITS


def test_operators_of_databases_are_words():
    assert alternatives("NEAR(knee) AND -ankle:*", "sl") == [
        (("sl0near",),),
        (("sl0knee",),),
        (("sl0and",),),
        (("sl0ankle",),),
    ]


@given(st.text(max_size=300), st.sampled_from(["en", "es"]))
def test_a_text_holds_each_word_that_is_asked_for_in_its_own_words(text, language):
    simple = text.replace('"', " ")
    for quote in "“”«»„":
        simple = simple.replace(quote, " ")

    assert all(holds(terms(simple, language), unit) for unit in units(simple, language))
