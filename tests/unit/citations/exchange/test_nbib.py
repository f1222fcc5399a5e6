from typing import Any

import pytest

from pages.citations.exchange import nbib
from pages.citations.exchange.candidates import Candidate, candidate

ARTICLE = """\
PMID- 27156434
OWN - NLM
STAT- MEDLINE
IS  - 1474-547X (Electronic)
IS  - 0140-6736 (Linking)
VI  - 388
IP  - 10055
DP  - 2016 Oct 22
TI  - Rheumatoid arthritis: a title that is so long that PubMed
      wraps it.
PG  - 2023-2038
LID - S0140-6736(16)30173-8 [pii]
LID - 10.1016/S0140-6736(16)30173-8 [doi]
AB  - Rheumatoid arthritis is a chronic disease. TI  - is no title here.
FAU - Smolen, Josef S
AU  - Smolen JS
AD  - Division of Rheumatology.
FAU - Gilstrap, Larry C 3rd
AU  - Gilstrap LC 3rd
CN  - COVID Study Group
LA  - eng
PT  - Journal Article
PT  - Review
DEP - 20160503
PL  - England
TA  - Lancet
JT  - Lancet (London, England)
PMC - PMC7462890
MH  - Arthritis, Rheumatoid/*drug therapy
"""


def only(text: str) -> Candidate:
    (piece,) = nbib.divide(text)
    return candidate(nbib.read(piece))


def values(text: str, *names: str) -> list[Any]:
    found = only(text)
    assert found.faults == []
    return [getattr(found.reference, name) for name in names]


def test_an_article_is_read_without_abstract_addresses_and_mesh() -> None:
    found = only(ARTICLE)
    assert (found.faults, found.warnings) == ([], [])
    assert found.reference is not None
    assert found.reference.signed_data() == {
        "authors": [
            {"family": "Smolen", "given": "Josef S"},
            {"family": "Gilstrap", "given": "Larry C", "suffix": "3rd"},
            {"literal": "COVID Study Group"},
        ],
        "container_title": "Lancet",
        "csl_type": "article-journal",
        "day": 22,
        "doi": "10.1016/s0140-6736(16)30173-8",
        "editors": [],
        "issn": "1474-547X",
        "issue": "10055",
        "language": "en",
        "month": 10,
        "pages": "2023-2038",
        "pmcid": "PMC7462890",
        "pmid": "27156434",
        "title": "Rheumatoid arthritis: a title that is so long that PubMed wraps it",
        "volume": "388",
        "year": 2016,
    }


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("PT  - Retracted Publication", "retracted"),
        ("RIN - Lancet. 2020 Feb 1;395(10221):329. PMID: 1", "retracted"),
        ("ECI - Lancet. 2019;1:1", "concern"),
        ("EIN - Lancet. 2017;1:1", "corrected"),
        ("PT  - Journal Article", "unknown"),
        ("CIN - Lancet. 2017;1:1", "unknown"),
    ],
)
def test_notices_set_the_retraction_status(line: str, status: str) -> None:
    assert values(f"{ARTICLE}{line}\n", "retraction_status") == [status]


def test_a_retraction_outweighs_other_notices() -> None:
    assert values(f"{ARTICLE}EIN - x\nPT  - Retracted Publication\n", "retraction_status") == [
        "retracted"
    ]


def test_a_notice_about_another_paper_is_pointed_out() -> None:
    found = only(f"{ARTICLE}PT  - Retraction of Publication\n")
    assert [each.code for each in found.warnings] == ["notice"]


def test_without_a_date_of_the_issue_that_of_the_electronic_version_counts() -> None:
    text = "PMID- 1\nTI  - T.\nDEP - 20160503\n"
    assert values(text, "year", "month", "day") == [2016, 5, 3]


def test_an_article_number_stands_for_pages_where_there_are_none() -> None:
    text = "PMID- 1\nTI  - T.\nDP  - 2020\nLID - 102400 [pii]\nAID - 102400 [pii]\n"
    assert values(text, "pages") == ["102400"]
    assert values(text + "PG  - 1-9\n", "pages") == ["1-9"]


def test_a_book_and_a_chapter_are_told_apart() -> None:
    book = "PMID- 1\nBTI - StatPearls\nDP  - 2024\nPB  - StatPearls\nPL  - Treasure Island\n"
    assert values(book, "csl_type", "title", "container_title", "publisher_place") == [
        "book",
        "StatPearls",
        "",
        "Treasure Island",
    ]
    assert values(book + "TI  - Gout.\n", "csl_type", "title", "container_title") == [
        "chapter",
        "Gout",
        "StatPearls",
    ]


def test_entries_are_divided_at_empty_lines_but_not_inside_an_abstract() -> None:
    text = (
        "PMID- 1\nTI  - First.\nAB  - A\n\n      wrapped abstract\nFAU - A, B\n\n"
        "PMID- 2\nTI  - Second.\nPMID- 3\nTI  - Third.\n\nTI  - Without a number.\nDP  - 2001\n\n"
        "nothing\n"
    )
    found = [candidate(nbib.read(piece)) for piece in nbib.divide(text)]
    titles = [each.reference.title if each.reference else "" for each in found]
    assert titles == ["First", "Second", "Third", "Without a number"]
    assert [each.line for each in found] == [1, 8, 10, 13]


@pytest.mark.parametrize(
    ("text", "expected"),
    [(ARTICLE, True), ("TI  - T.\nPT  - Book\n", True), ("TY  - JOUR\nTI  - T\n", False)],
)
def test_it_is_recognised_by_its_content(text: str, expected: bool) -> None:
    assert nbib.recognises(text) is expected
