"""Findings about a file: each at its line, with a quote that stands in that line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.content.examination.file import LineFinding, document_of, examine_file
from pages.content.importing.reading import Source, read_bytes


def source(text: str, name: str = "page.txt") -> Source:
    return read_bytes(text.encode(), name=name)


def examine(text: str, *, name: str = "page.txt", language: str = "en") -> list[LineFinding]:
    return examine_file(source(text, name), page_type="condition", language=language)


def at(found: list[LineFinding], code: str) -> list[tuple[int, str]]:
    return [(one.line, one.quote) for one in found if one.finding.code == code]


PAGE = """\
Home | About us | Contact

Heel pain

Heel pain is common in runners. The splint cures
the pain in the heel for good.

Causes

Who can have it?

Studies show that rest helps [1]. Studies show that ice helps.

References

[1] Ito K. Rest for the heel. J Foot. 2020;3(1):1-9.
[2] Lane B. Ice for the heel. J Foot. 2019;2(1):4-8.
"""


def test_a_finding_is_at_its_line_and_quotes_a_piece_of_it() -> None:
    found = examine(PAGE)
    assert at(found, "claim.cure") == [(5, "The splint cures")]
    assert at(found, "evidence.phrase_uncited") == [(12, "Studies show that ice helps.")]
    assert at(found, "heading.empty") == [(8, "Causes")]
    assert at(found, "leftover.furniture") == [(1, "Home | About us | Contact")]
    (uncited,) = at(found, "reference.uncited")
    assert uncited[0] == 17
    assert uncited[1].startswith("[2] Lane B.")


def test_what_is_missing_is_at_no_line_and_comes_last() -> None:
    found = examine(PAGE)
    absent = [one for one in found if one.finding.code.startswith("missing.")]
    assert absent
    assert found[-len(absent) :] == absent
    assert absent[0].as_dict()["line"] is None
    assert absent[0].as_dict()["quote"] is None


def test_a_finding_in_a_web_page_is_at_the_line_of_its_source() -> None:
    found = examine(
        "<html><body>\n<h1>Heel pain</h1>\n<p>Rest it.\n  The splint <b>cures</b> pain.</p>\n"
        "<p>Studies show that rest helps.<sup>1</sup> Studies show\nthat ice helps.</p>\n"
        "<h2>References</h2>\n<ol><li>Ito K. Rest. J Foot. 2020;3(1):1-9.</li></ol>\n"
        "</body></html>",
        name="page.html",
    )
    ((line, quote),) = at(found, "claim.cure")
    assert line == 4
    assert quote in "  The splint <b>cures</b> pain.</p>"
    assert at(found, "evidence.phrase_uncited") == [(5, "Studies show")]
    assert at(found, "reference.uncited") == []


def test_raised_numbers_of_plain_text_are_citations() -> None:
    found = examine("Heel pain\n\nStudies show that rest helps.¹ Studies show that ice helps.\n")
    assert [quote for _line, quote in at(found, "evidence.phrase_uncited")] == [
        "Studies show that ice helps."
    ]


def test_a_paragraph_that_names_authors_and_a_year_is_no_reference() -> None:
    read = document_of(
        source("Heel pain\n\nIto et al. in 2019 followed 40 people with pain. It went well.\n"),
        page_type="condition",
        language="en",
    )
    assert read.references == ()


def test_numbers_of_one_kind_are_asked_of_every_reference() -> None:
    found = examine(
        "Heel pain\n\nRest helps [1].\n\n"
        "  • Weber H, Lund P. Heat for the heel. J Foot. 2018;1(1):2-5.\n"
        "  • [1] Ito K. Rest for the heel. J Foot. 2020;3(1):1-9.\n"
    )
    assert [line for line, _quote in at(found, "reference.unnumbered")] == [5]


def test_a_page_that_offers_a_treatment_is_asked_for_its_risks() -> None:
    text = (
        "Heel pain\n\nWe offer the splint. Our patients come from far. You are a candidate for the "
        "treatment.\n"
    )
    assert at(examine(text), "missing.risks")
    assert not at(examine("Heel pain\n\nIt is common in runners.\n"), "missing.risks")


def test_spanish_has_rules_of_its_own() -> None:
    found = examine(
        "Dolor de talón\n\nLa férula cura el dolor. Nadie puede prometer una cura.\n", language="es"
    )
    assert at(found, "claim.cure") == [(3, "La férula cura el dolor.")]


@given(
    text=st.text(min_size=1),
    name=st.sampled_from(["page.txt", "page.html"]),
    language=st.sampled_from(["en", "es"]),
)
def test_every_quote_is_a_piece_of_its_line_whatever_the_text(
    text: str, name: str, language: str
) -> None:
    read = Source(name, f"Heel pain\n\n{text}", name.endswith("html"), "0" * 64)
    lines = read.text.split("\n")
    for one in examine_file(read, page_type="condition", language=language):
        assert 0 <= one.line <= len(lines)
        if one.line:
            assert one.quote in lines[one.line - 1]


@pytest.mark.parametrize("page_type", ["condition", "procedure", "testimonial"])
def test_every_type_of_page_can_be_examined(page_type: str) -> None:
    assert examine_file(source(PAGE), page_type=page_type, language="en")
