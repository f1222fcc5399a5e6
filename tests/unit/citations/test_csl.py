import datetime
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.citations.csl import clean_names, date_parts, from_csl, short_authors, to_csl
from pages.citations.forms import name_line, names_of_lines
from pages.citations.keys import candidates, folded, stem

ITEM = {
    "id": "smolen-2016",
    "type": "article-journal",
    "title": "Rheumatoid arthritis",
    "container-title": "Lancet",
    "volume": "388",
    "page": "2023-2038",
    "DOI": "10.1016/s0140-6736(16)30173-8",
    "author": [{"family": "Smolen", "given": "JS"}],
    "issued": {"date-parts": [[2016, 10, 22]]},
    "accessed": {"date-parts": [[2024, 5, 3]]},
}


def test_an_item_goes_to_values_and_back_unchanged() -> None:
    values = from_csl(ITEM)
    assert values["accessed"] == datetime.date(2024, 5, 3)
    assert (values["year"], values["month"], values["day"]) == (2016, 10, 22)
    assert to_csl(values, key="smolen-2016") == ITEM


def test_what_is_not_a_name_or_a_date_is_left_out() -> None:
    assert clean_names([{"family": " A  B "}, {"given": "x"}, "y", None, {"literal": 3}]) == [
        {"family": "A B"}
    ]
    assert clean_names("Smolen") == []
    assert date_parts({"date-parts": [["2016", "x"]]}) == [2016]
    assert from_csl({"accessed": {"date-parts": [[2024, 2, 31]]}})["accessed"] is None


@pytest.mark.parametrize(("count", "expected"), [(0, ""), (1, "A"), (2, "A & B"), (3, "A et al.")])
def test_authors_are_shortened_as_texts_mention_them(count: int, expected: str) -> None:
    assert short_authors([{"family": name} for name in "ABC"[:count]]) == expected


@pytest.mark.parametrize(
    ("authors", "title", "year", "expected"),
    [
        ([{"family": "Smolen", "given": "JS"}], "T", 2016, "smolen-2016"),
        ([{"family": "Núñez de la Peña"}], "T", 2016, "nunez-de-la-pena-2016"),
        (
            [{"non-dropping-particle": "van der", "family": "Heijde"}],
            "T",
            1999,
            "van-der-heijde-1999",
        ),
        (
            [{"literal": "National Institute for Health and Care Excellence"}],
            "T",
            2020,
            "national-institute-for-health-2020",
        ),
        ([], "The burden of disease", None, "the-burden-of-nd"),
        ([{"family": "李"}], "T", 2020, "li-2020"),
        ([], "", None, "reference-nd"),
    ],
)
def test_a_key_is_plain_ascii(
    authors: list[dict[str, str]], title: str, year: int | None, expected: str
) -> None:
    assert stem(authors=authors, title=title, year=year) == expected


def test_a_taken_key_gets_a_letter() -> None:
    made = list(islice(candidates("a-1"), 29))
    assert made[:3] == ["a-1", "a-1a", "a-1b"]
    assert made[-2:] == ["a-1aa", "a-1ab"]


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_name_gives_a_key_without_spaces(family: str, title: str) -> None:
    key = stem(authors=[{"family": family}], title=title, year=2020)
    assert key.isascii()
    assert key.split() == [key]
    assert key == key.lower()


def test_texts_are_compared_without_case_accents_and_punctuation() -> None:
    assert folded("¿Qué es la «Artritis»?") == "que es la artritis"


def test_names_are_written_one_per_line_and_read_again() -> None:
    names = [{"family": "Smolen", "given": "Josef S"}, {"literal": "WHO"}, {"family": "Plato"}]
    lines = [name_line(name) for name in names]
    assert lines == ["Smolen, Josef S", "WHO", "Plato,"]
    assert names_of_lines([*lines, "  ", ", x"]) == names


def test_parts_of_a_name_that_a_line_cannot_show_are_kept() -> None:
    name = {"family": "Gilstrap", "given": "LC", "suffix": "3rd"}
    assert names_of_lines(["Gilstrap, LC"], known={name_line(name): name}) == [name]
