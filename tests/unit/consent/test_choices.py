"""Stored lists of choices, and codes that must not name the patient."""

import pytest

from pages.consent import GROUP_PERMISSIONS, Use, uses_of
from pages.consent.choices import list_problems
from pages.consent.models import Authorization, names_patient


@pytest.mark.parametrize("values", [["story"], ["story", "name"], list(Use.values)])
def test_distinct_choices_are_accepted(values: list[str]) -> None:
    assert list_problems(values, known=Use.values) == []


@pytest.mark.parametrize(
    "values", [None, "story", [], [1], ["story", "story"], ["poem"], {"story": 1}]
)
def test_other_values_are_refused(values: object) -> None:
    assert list_problems(values, known=Use.values)


@pytest.mark.parametrize(
    ("code", "name", "named"),
    [
        ("A-1", "Zenobia Quetzalcoatl", False),
        ("ZENOBIA-1", "Zenobia Quetzalcoatl", True),
        ("A-quetzalcoatl", "Zenobia Quetzalcoatl", True),
        ("A-LI", "Li Wu", False),
        ("A-1", "", False),
    ],
)
def test_a_reference_code_may_not_name_the_patient(code: str, name: str, named: bool) -> None:
    assert names_patient(code, legal_name=name) is named


def test_its_text_forms_are_the_reference_code_alone() -> None:
    authorization = Authorization(reference_code="A-7", patient_legal_name="Zenobia")

    assert str(authorization) == "A-7"
    assert repr(authorization) == "<Authorization A-7>"


def test_every_authorization_gets_a_code_of_its_own() -> None:
    assert Authorization().reference_code != Authorization().reference_code


@pytest.mark.parametrize(
    ("display_name", "photograph", "uses"),
    [
        ("", None, {"quotation", "story"}),
        ("  ", None, {"quotation", "story"}),
        ("Z.", None, {"quotation", "story", "name"}),
        ("", 3, {"quotation", "story", "photograph"}),
        ("Z.", 3, {"quotation", "story", "name", "photograph"}),
    ],
)
def test_a_page_needs_what_it_shows(
    display_name: str, photograph: int | None, uses: set[str]
) -> None:
    class Page:
        pass

    page = Page()
    page.display_name = display_name  # type: ignore[attr-defined]  # a stand-in
    page.photograph_id = photograph  # type: ignore[attr-defined]  # a stand-in

    assert uses_of(page) == uses


def test_translators_have_no_business_with_authorizations() -> None:
    assert GROUP_PERMISSIONS["translators"] == []
    assert "pages.delete_authorization" not in GROUP_PERMISSIONS["editors"]
    assert GROUP_PERMISSIONS["reviewers"] == ["pages.view_authorization"]
