"""Vancouver style beside its golden lines, which `tests.unit.citations.test_styles` has."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.citations.formatting import format_names, format_reference, initials, short_pages
from tests.unit.citations.publications import item


def test_a_preprint_says_so() -> None:
    line = format_reference(item("article", "Doe J", "A title", 2021, container_title="medRxiv"))
    assert line == "Doe J. A title [preprint]. medRxiv. 2021."


def test_a_title_that_ends_with_a_question_mark_gets_no_full_stop() -> None:
    line = format_reference(item("article-journal", "Doe J", "Why?", 2021, container_title="X"))
    assert line == "Doe J. Why? X. 2021."


def test_an_address_is_shown_where_no_identifier_leads_to_the_publication() -> None:
    line = format_reference(item("report", "", "A law", 2021, URL="https://x.org"), language="es")
    assert line == "A law. 2021. Disponible en: https://x.org"


def test_an_empty_item_gives_an_empty_line() -> None:
    assert format_reference({}) == ""


@pytest.mark.parametrize(
    ("given_names", "expected"),
    [
        ("Josef S.", "JS"),
        ("Jean-Pierre", "JP"),
        ("J.-P.", "JP"),
        ("JS", "JS"),
        ("Élodie", "É"),
        ("", ""),
    ],
)
def test_given_names_become_at_most_two_initials(given_names: str, expected: str) -> None:
    assert initials(given_names) == expected


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ("2023–2038", "2023-38"),
        ("126-127", "126-7"),
        ("126A-127A", "126A-127A"),
        ("284-7", "284-7"),
        ("e124", "e124"),
        ("99-101", "99-101"),
        ("12-12", "12-12"),
        ("", ""),
    ],
)
def test_pages_do_not_repeat_digits(pages: str, expected: str) -> None:
    assert short_pages(pages) == expected


def test_six_authors_are_all_named_and_seven_are_cut() -> None:
    six = [{"family": name, "given": "A"} for name in "BCDEFG"]
    assert format_names(six) == "B A, C A, D A, E A, F A, G A"
    assert format_names([*six, {"literal": "Z"}]).endswith("G A, et al")


@given(
    st.dictionaries(
        st.sampled_from(
            ["type", "title", "author", "issued", "page", "edition", "accessed", "URL"]
        ),
        st.one_of(
            st.text(max_size=20),
            st.none(),
            st.integers(),
            st.lists(st.text(max_size=5), max_size=3),
            st.just({"date-parts": [[2020, 13]]}),
            st.just({"date-parts": [[2020, 2, 30]]}),
            st.just([{"family": "A"}, {"literal": "B"}, {}]),
        ),
    ),
    st.sampled_from(["en", "es", "fr", ""]),
)
def test_any_item_is_formatted_without_an_error_and_on_one_line(
    csl: dict[str, Any], language: str
) -> None:
    assert "\n" not in format_reference(csl, language=language)
