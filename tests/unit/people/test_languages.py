"""Languages of a person: what may be stored, and what it covers."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from pages.people.languages import content_language_choices, covers_language, language_problems

KNOWN = ["en", "es"]


def test_the_choices_are_the_content_languages_of_the_site() -> None:
    assert [code for code, _name in content_language_choices()] == KNOWN


@pytest.mark.parametrize("codes", [[], ["en"], ["es", "en"]])
def test_distinct_content_languages_are_accepted(codes: list[str]) -> None:
    assert language_problems(codes, known=KNOWN) == []


@pytest.mark.parametrize("codes", [None, "en", {"en": True}, [1], ["en", None], ("en",)])
def test_anything_but_a_list_of_codes_is_refused(codes: object) -> None:
    assert len(language_problems(codes, known=KNOWN)) == 1


@pytest.mark.parametrize(
    ("codes", "count"), [(["fr"], 1), (["fr", "de"], 2), (["EN"], 1), (["fr", "fr"], 2)]
)
def test_each_unknown_language_is_named_once(codes: list[str], count: int) -> None:
    problems = language_problems(codes, known=KNOWN)

    assert len(problems) == count
    assert all(code in str(problems) for code in codes)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_repeated_language_is_refused_in_words(language: str) -> None:
    with translation.override(language):
        assert all(str(problem) for problem in language_problems(["en", "en"], known=KNOWN))


@pytest.mark.parametrize(
    ("codes", "language", "covered"),
    [
        (["es"], "es", True),
        (["es"], "es-mx", True),
        (["es-mx"], "es-mx", True),
        (["es-mx"], "es", False),
        (["es-mx"], "es-ar", False),
        (["e"], "es", False),
        (["en"], "es", False),
        (["en", "es"], "es", True),
        ([], "es", False),
    ],
)
def test_a_language_covers_its_regions_and_nothing_else(
    codes: list[str], language: str, covered: bool
) -> None:
    assert covers_language(codes, language) is covered


@given(st.lists(st.sampled_from(["en", "es", "es-mx", "fr"]), unique=True), st.sampled_from(KNOWN))
def test_more_languages_never_cover_less(codes: list[str], language: str) -> None:
    assert covers_language([*codes, "de"], language) >= covers_language(codes, language)
