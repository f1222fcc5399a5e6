"""Codes are checked for their form, and only for that."""

import pytest

from pages.content.codes import code_problem, is_icd_10, is_mesh, normalise_code


@pytest.mark.parametrize(
    "code", ["M05", "M05.7", "M05.79", "M06.9", "U07.1", "S72.001A", "C7A.0", "M05.3†", "I39.8*"]
)
def test_a_well_formed_icd_10_code_is_accepted(code):
    assert is_icd_10(code)
    assert code_problem(system="icd-10", code=code) == ""


@pytest.mark.parametrize(
    "code", ["M5", "05.7", "M05.", "M05.79901", "MM5.1", "M05,7", "D001172", "M05.7†*", "m05"]
)
def test_a_malformed_icd_10_code_is_refused(code):
    assert not is_icd_10(code)


@pytest.mark.parametrize(
    "code", ["D001172", "D000067876", "C535575", "C05", "C05.550.114.154", "V03"]
)
def test_a_well_formed_mesh_code_is_accepted(code):
    assert is_mesh(code)
    assert code_problem(system="mesh", code=code) == ""


@pytest.mark.parametrize("code", ["D01172", "C05.55", "C5.550", "O05", "M05.79", "D0011722"])
def test_a_malformed_mesh_code_is_refused(code):
    assert not is_mesh(code)
    assert code in code_problem(system="mesh", code=code)


def test_a_code_is_written_in_its_usual_spelling():
    assert normalise_code(" m05.3+ ") == "M05.3†"
    assert normalise_code("c05. 550") == "C05.550"


@pytest.mark.parametrize("code", [" m05.79 ", "m05.3+"])
def test_spelling_is_not_held_against_a_code(code):
    assert code_problem(system="icd-10", code=code) == ""


def test_the_message_says_what_a_code_looks_like():
    assert "M05.79" in code_problem(system="icd-10", code="rheuma")
    assert "rheuma" in code_problem(system="icd-10", code="rheuma")


@pytest.mark.parametrize(("system", "code"), [("", "anything"), ("icd-10", ""), ("", "")])
def test_without_system_or_code_there_is_nothing_to_judge(system, code):
    assert code_problem(system=system, code=code) == ""
