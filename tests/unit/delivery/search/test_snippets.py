"""Words around what was found, as HTML that is safe to show."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.delivery.search.snippets import LENGTH, matches_in, snippet, window
from tests.factories.searching import Written


def shown(query, *, language="en", **written):
    return snippet(
        Written("Title", language=language, **written).content(), query, language=language
    )


def test_what_was_found_is_marked():
    assert shown("knee", summary="Pain in both knees.") == "Pain in both <mark>knees</mark>."
    assert shown("ARTROSIS", summary="La artrósis duele.", language="es") == (
        "La <mark>artrósis</mark> duele."
    )
    assert shown("5mg", summary="Take 5 mg a day.") == "Take <mark>5 mg</mark> a day."


def test_everything_else_is_escaped():
    text = "<p>If p &lt; 0.05 &amp; the <b>knee</b> hurts &lt;script&gt;.</p>"

    assert shown("knee script", sections=[("", [text])]) == (
        "If p &lt; 0.05 &amp; the <mark>knee</mark> hurts &lt;<mark>script</mark>&gt;."
    )


def test_the_passage_with_most_of_what_was_asked_is_shown():
    sections = [("Cold", ["The knee may be cold for many reasons, most of which pass."])]
    sections.append(("Heat", ["A warm and swollen knee after an injection needs a doctor today."]))

    assert "<mark>injection</mark>" in shown("knee injection", sections=sections)


def test_a_long_passage_is_cut_at_words():
    text = "word " * 100 + "needle " + "word " * 100
    found = shown("needle", sections=[("", [text])])

    assert re.fullmatch(r"…(word )+<mark>needle</mark>( word)+…", found)
    assert len(found) < LENGTH + 20


@pytest.mark.parametrize(
    ("first", "last"), [("alpha", "beta"), ("(alpha", "beta)."), ("alpha", "beta:")]
)
@pytest.mark.parametrize("between", range(180, 192))
def test_words_that_just_fit_into_a_snippet_are_both_shown(first, last, between):
    text = f"{'word ' * 30}{first} {'x' * between} {last}{' word' * 40}"
    found = shown("alpha beta", sections=[("", [text])])

    assert "<mark>alpha</mark>" in found
    assert ("<mark>beta</mark>" in found) == (len("alpha beta ") + between <= LENGTH)
    assert len(re.sub("</?mark>", "", found)) <= LENGTH + 2


def test_a_page_that_only_its_title_names_shows_its_beginning():
    assert shown("title", summary="A summary.") == "A summary."


def test_citations_are_no_part_of_it():
    text = 'Smoking<sup class="citation"><a href="#ref-1" data-reference="a">1</a></sup> harms.'

    assert shown("smoking", sections=[("", [text])]) == "<mark>Smoking</mark> harms."


@given(st.text(max_size=600), st.text(max_size=20))
def test_a_snippet_is_escaped_whatever_the_text_and_the_question(text, query):
    found = shown(query, summary=text, sections=[("", [text])])

    assert found is None or not re.search("[<>]", re.sub("</?mark>", "", found))


@given(st.text(max_size=600), st.integers(20, 300))
def test_a_window_lies_in_the_text_and_is_not_too_long(text, length):
    start, end = window(text, matches_in(text, "a e i o u", "sl"), length=length)

    assert 0 <= start <= end <= len(text)
    assert end - start <= length
