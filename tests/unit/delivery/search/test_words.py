"""The words of a text as the search sees them, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.delivery.search.words import (
    LONGEST_TERM,
    _term_of,
    fold,
    readable,
    term_of,
    terms,
    words,
)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "injection", "injections"),
        ("en", "injected", "injecting"),
        ("en", "diagnosis", "diagnoses"),
        ("en", "child", "children"),
        ("en", "tumour", "tumors"),
        ("en", "oedema", "edema"),
        ("en", "orthopaedic", "Orthopedic"),
        ("en", "randomised", "randomized"),
        ("en", "Crohn", "CROHN"),
        ("es", "inflamación", "inflamaciones"),
        ("es", "infiltración", "infiltrar"),
        ("es", "ARTRÓSIS", "artrosis"),
        ("es", "riñón", "rinones"),
        ("es", "niño", "ninos"),
        ("es", "alergia", "alérgicos"),
        ("es", "año", "años"),
        ("es", "cirugi\u0301a", "cirugía"),
    ],
)
def test_forms_of_a_word_are_one_term(language, one, other):
    assert terms(one, language) == terms(other, language)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("es", "año", "ano"),
        ("en", "four", "for"),
        ("en", "knee", "ankle"),
        ("es", "hombro", "hombre"),
        ("es", "partos", "partes"),
    ],
)
def test_other_words_are_other_terms(language, one, other):
    assert terms(one, language) != terms(other, language)


def test_the_same_letters_in_two_languages_are_two_terms():
    assert set(terms("artritis", "es")).isdisjoint(terms("artritis", "en"))
    assert terms("artritis", "es-mx") == terms("artritis", "es")


@pytest.mark.parametrize("written", ["5 mg", "5mg", "5-mg", "5\u00a0mg", "5 MG"])
def test_a_number_with_its_unit_is_one_measure(written):
    [measure] = [word for word in words(written, "en") if word.is_measure]

    assert measure.term == "en05mg"
    assert (measure.start, measure.end) == (0, len(written))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,5 ml", "1.5 ml"),
        ("1,000 mg", "1.000 mg"),
        ("1000 mg", "1.000 mg"),
        ("10 %", "10%"),
        ("20 µg", "20 mcg"),
    ],
)
def test_numbers_are_read_in_either_notation(one, other):
    assert terms(one, "es")[-1] == terms(other, "es")[-1]


def test_a_decimal_is_not_a_thousand():
    assert terms("0.125", "en") != terms("0125", "en")
    assert terms("1.25", "en") != terms("125", "en")


@pytest.mark.parametrize(
    ("compound", "joined"),
    [
        ("anti-inflammatory", "antiinflammatory"),
        ("X-ray", "xray"),
        ("COVID-19", "covid19"),
        ("B-12", "B12"),
        ("TNF-α", "TNF-alpha"),
    ],
)
def test_a_word_with_a_hyphen_is_also_read_as_one(compound, joined):
    assert terms(joined, "en")[-1] in terms(compound, "en")


def test_small_words_are_told_from_telling_ones():
    said = {word.term: word.is_stop for word in words("el dolor de la rodilla", "es")}

    assert [term for term, is_stop in said.items() if not is_stop] == ["es0dolor", "es0rodill"]


def test_a_language_without_a_stemmer_has_its_words_as_they_are():
    assert terms("Zdravje in Človek", "sl") == ("sl0zdravje", "sl0in", "sl0clovek")


def test_letters_without_accent_stay_what_they_are():
    assert fold("Ærø Łódź ŒDÈME Straße") == "aero lodz oedeme strasse"


@given(st.text(max_size=200), st.sampled_from(["en", "es", "sl"]))
def test_every_text_has_terms_that_no_database_can_misread(text, language):
    source = readable(text)
    for word in words(text, language):
        assert word.term.startswith(f"{language}0")
        assert word.term.isascii()
        assert word.term.isalnum()
        assert word.term == word.term.lower()
        assert 0 <= word.start < word.end <= len(source)


@given(st.text(max_size=100), st.sampled_from(["en", "es"]))
def test_accents_and_capitals_change_nothing(text, language):
    plain = readable(text).replace("ñ", "n").replace("Ñ", "n")

    assert terms(plain.swapcase().swapcase().lower(), language) == terms(plain.lower(), language)


def test_of_an_endless_word_no_more_is_remembered_than_its_term_needs():
    _term_of.cache_clear()

    read = {term_of("ñ" * length, "es") for length in (200, 1_000, 2_000)}

    assert read == {f"es0{'n' * 100}"[:LONGEST_TERM]}
    assert _term_of.cache_info().currsize == 1
