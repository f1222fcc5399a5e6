"""References that are only known as a line of text."""

from __future__ import annotations

import pytest

from pages.claims.listed import reference_of


def test_a_reference_tells_its_first_author_and_year() -> None:
    read = reference_of("Smolen JS, Aletaha D. Rheumatoid arthritis. Lancet. 2016;388:2023-2038.")
    assert (read.surnames, read.year, read.missing) == (("Smolen",), 2016, ())


@pytest.mark.parametrize(
    "text",
    [
        "Ito K. Rest. J Foot. 2020;3(1):1-9.",
        "Ito K. Rest. J Foot 12 (2020) 68-76",
        "Ito K. Rest. J Foot. 2020. doi:10.1000/xyz1",
        "Ito K. Rest. 2020. PMID: 123456",
        "Instituto Nacional. Guía del pie. 2020. https://example.org/guia",
    ],
)
def test_a_reference_that_can_be_found_is_complete(text: str) -> None:
    assert reference_of(text).missing == ()


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Ito K. Rest. J Foot (2020)", 3),
        ("Ito K. Rest. J Foot. 2020; vol. 12", 2),
        ("Ito K. Rest. J Foot. 3(1):1-9.", 2),
        ("a page on feet, 2020", 4),
    ],
)
def test_what_a_reference_lacks_is_told(text: str, missing: int) -> None:
    assert len(reference_of(text).missing) == missing


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ito K. Repair of cartilage in mice. 2020;1:2-3.", True),
        ("Ito K. Repair of cartilage in vitro. 2020;1:2-3.", True),
        ("Ito K. Reparación en ratones. 2020;1:2-3.", True),
        ("Ito K. Repair of cartilage in adults: a randomized trial. 2020;1:2-3.", False),
        ("Ito K. From mice to patients. 2020;1:2-3.", False),
        ("Ito K. Rest. 2020;1:2-3.", False),
    ],
)
def test_work_on_animals_and_cells_alone_is_told_from_work_on_people(
    text: str, expected: bool
) -> None:
    assert reference_of(text).preclinical is expected
