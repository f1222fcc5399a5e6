"""Dates, names and markup, as files write them."""

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.citations.exchange.dates import full_date, read_date, read_month
from pages.citations.exchange.markup import plain, protected
from pages.citations.exchange.names import read_name, write_name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2016", (2016, None, None)),
        ("2016 Oct 22", (2016, 10, 22)),
        ("2016 Oct-Nov", (2016, 10, None)),
        ("2016 Dec-2017 Jan", (2016, 12, None)),
        ("2016 Winter", (2016, None, None)),
        ("2016/10/22/", (2016, 10, 22)),
        ("2016///", (2016, None, None)),
        ("2016-10", (2016, 10, None)),
        ("20160503", (2016, 5, 3)),
        ("October 22, 2016", (2016, 10, 22)),
        ("22 de octubre de 2016", (2016, 10, 22)),
        ("c2016.", (2016, None, None)),
        ("2016 Feb 31", (2016, 2, None)),
        ("2016/13/01", (2016, None, None)),
        ("no date", (None, None, None)),
        ("", (None, None, None)),
    ],
)
def test_a_date_is_read_as_far_as_it_is_stated(text: str, expected: Any) -> None:
    assert read_date(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("oct", 10), ("October", 10), ("10", 10), ("ene", 1), ("13", None), ("", None)],
)
def test_a_month_is_a_name_or_a_number(text: str, expected: int | None) -> None:
    assert read_month(text) == expected


def test_only_a_date_to_the_day_is_a_full_date() -> None:
    assert full_date("2024/05/03/") == datetime.date(2024, 5, 3)
    assert full_date("2024/05") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Smolen, Josef S", {"family": "Smolen", "given": "Josef S"}),
        ("Smolen JS", {"family": "Smolen", "given": "JS"}),
        ("van der Heijde D", {"family": "van der Heijde", "given": "D"}),
        ("Gilstrap LC 3rd", {"family": "Gilstrap", "given": "LC", "suffix": "3rd"}),
        ("Gilstrap, L.C., Jr.", {"family": "Gilstrap", "given": "L.C.", "suffix": "Jr"}),
        ("World Health Organization", {"literal": "World Health Organization"}),
        ("NICE UKHSA", {"literal": "NICE UKHSA"}),
        ("Centers for Disease Control,", {"literal": "Centers for Disease Control"}),
        ("Department of A, B, and C", {"literal": "Department of A, B, and C"}),
        ("et al.", None),
        (" ,", None),
    ],
)
def test_a_name_is_a_person_or_an_organisation(text: str, expected: Any) -> None:
    assert read_name(text) == expected


@pytest.mark.parametrize(
    "name",
    [
        {"family": "Smolen", "given": "Josef S"},
        {"family": "Gilstrap", "given": "LC", "suffix": "3rd"},
        {"literal": "World Health Organization"},
        {"literal": "Study Group A"},
        {"literal": "Ministry of Health, Spain"},
    ],
)
def test_a_name_is_written_so_that_it_is_read_again(name: dict[str, str]) -> None:
    assert read_name(write_name(name)) == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Interleukin-6 &amp; TNF-&alpha;", "Interleukin-6 & TNF-α"),
        ("<i>In vitro</i> H<sub>2</sub>O<br/>", "In vitro H2O"),
        ("p < 0.05 and x > 3", "p < 0.05 and x > 3"),
        ("AT&T and R&D;x", "AT&T and R&D;x"),
        ("<jats:title>T</jats:title>", "T"),
        ("a\u200bb\u00a0c\x07\n d", "ab c d"),
        ("e\u0301", "é"),
    ],
)
def test_markup_becomes_plain_text(text: str, expected: str) -> None:
    assert plain(text) == expected


@given(st.text(max_size=80))
def test_a_plain_text_survives_being_written_and_read(text: str) -> None:
    value = plain(text)
    assert plain(protected(value)) == plain(value)


@given(st.text(alphabet='&<>/;#abi= "', max_size=60))
def test_what_looks_like_markup_survives_too(text: str) -> None:
    value = " ".join(text.split())
    assert plain(protected(value)) == value
