"""How the memory reads a segment."""

import pytest

from pages.translation.languages import language_of
from pages.translation.memory.words import digest, plain, terms, words

CITED = 'It inflames the joints <a id="a1">[smolen-2016]</a>.'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("The <b>immune</b> system, attacks!", "the immune system attacks"),
        (CITED, "it inflames the joints"),
        ('Read about <a id="a1">gout</a>.', "read about gout"),
        ("Qué es la artritis?", "que es la artritis"),
        ("Tome 10&nbsp;mg", "tome 10 mg"),
        ("año  niño", "ano niño".replace("ano", "año")),
        ("…", ""),
        ("<br/>", ""),
        ("3.5 %", "3.5 %"),
    ],
)
def test_words_are_folded_and_marks_and_citations_left_out(html: str, expected: str) -> None:
    assert words(html) == expected


def test_what_is_said_keeps_capitals_and_marks_and_closes_the_gap_of_a_citation() -> None:
    assert plain(CITED) == "It inflames the joints."
    assert plain("It inflames the joints.") == plain(CITED)


def test_the_index_knows_a_word_by_its_beginning_and_a_number_whole() -> None:
    assert terms(words("Artritis artrítico 12345678")) == {"artrit", "12345678"}


@pytest.mark.parametrize(
    ("code", "language"), [("es-MX", "es"), ("en_US", "en"), ("ES", "es"), ("", "")]
)
def test_a_language_has_no_region(code: str, language: str) -> None:
    assert language_of(code) == language


def test_texts_do_not_run_together_in_a_digest() -> None:
    assert digest("ab", "c") != digest("a", "bc")
    assert len(digest("")) == 64
