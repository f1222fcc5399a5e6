from typing import Any

import pytest

from pages.citations.exchange import ris
from pages.citations.exchange.candidates import Candidate, candidate
from pages.citations.exchange.entries import Piece

ARTICLE = """\
TY  - JOUR
AU  - Smolen, Josef S
AU  - Aletaha, Daniel
A1  - World Health Organization
T1  - Rheumatoid <i>arthritis</i> &amp; rest
JF  - Annals of the Rheumatic Diseases
J2  - Ann. Rheum. Dis.
PY  - 2016/10/22/
VL  - 388
IS  - 10055
SP  - 2023
EP  - 2038
SN  - 0140-6736 (print)
DO  - https://doi.org/10.1016/S0140-6736(16)30173-8
AN  - 27156434
DB  - PubMed
C2  - PMC7462890
KW  - arthritis
AB  - Not part of a reference.
ER  -
"""


def only(text: str) -> Candidate:
    (piece,) = ris.divide(text)
    return candidate(ris.read(piece))


def values(text: str, *names: str) -> list[Any]:
    found = only(text)
    assert found.faults == []
    return [getattr(found.reference, name) for name in names]


def test_an_article_is_read_with_plain_text_and_usual_identifiers() -> None:
    found = only(ARTICLE)
    assert (found.faults, found.warnings) == ([], [])
    assert found.reference is not None
    assert found.reference.signed_data() == {
        "authors": [
            {"family": "Smolen", "given": "Josef S"},
            {"family": "Aletaha", "given": "Daniel"},
            {"literal": "World Health Organization"},
        ],
        "container_title": "Ann Rheum Dis",
        "csl_type": "article-journal",
        "day": 22,
        "doi": "10.1016/s0140-6736(16)30173-8",
        "editors": [],
        "issn": "0140-6736",
        "issue": "10055",
        "month": 10,
        "pages": "2023-2038",
        "pmcid": "PMC7462890",
        "pmid": "27156434",
        "title": "Rheumatoid arthritis & rest",
        "volume": "388",
        "year": 2016,
    }


def test_a_chapter_has_its_editors_and_the_book() -> None:
    text = (
        "TY  - CHAP\nAU  - Meltzer, PS\nTI  - Chromosome alterations\nT2  - The genetic basis\n"
        "A2  - Vogelstein, B\nED  - Kinzler, KW\nPB  - McGraw-Hill\nCY  - New York\n"
        "PY  - 2002\nER  - \n"
    )
    assert values(text, "csl_type", "container_title", "editors", "publisher_place") == [
        "chapter",
        "The genetic basis",
        [{"family": "Vogelstein", "given": "B"}, {"family": "Kinzler", "given": "KW"}],
        "New York",
    ]


@pytest.mark.parametrize(
    ("lines", "name", "expected"),
    [
        ("SP  - 12-9", "pages", "12-9"),
        ("SP  - e12", "pages", "e12"),
        ("SP  - 5\nEP  - 5", "pages", "5"),
        ("C7  - 102400", "pages", "102400"),
        ("DA  - 2016/03//", "month", 3),
        ("UR  - https://pubmed.ncbi.nlm.nih.gov/27156434/", "pmid", "27156434"),
        ("N1  - PMID: 27156434", "pmid", "27156434"),
        ("SN  - 978-0-306-40615-7", "isbn", "9780306406157"),
        ("Y2  - 2024/05/03/", "accessed", __import__("datetime").date(2024, 5, 3)),
        ("A1  - Smith J; Wang L", "authors", [
            {"family": "Smith", "given": "J"}, {"family": "Wang", "given": "L"}]),
        ("TI  - T", "title", "T"),
    ],
)  # fmt: skip
def test_what_programs_write_in_their_own_way(lines: str, name: str, expected: Any) -> None:
    text = f"TY  - JOUR\n{lines}\nT1  - T\nPY  - 2016\nER  - "
    assert values(text, name) == [expected]


def test_a_wrapped_line_continues_the_one_before() -> None:
    text = "TY  - JOUR\nTI  - A title that\n      goes on\nAU  - Smolen,\n  Josef\nER  - "
    assert values(text, "title", "authors") == [
        "A title that goes on",
        [{"family": "Smolen", "given": "Josef"}],
    ]


def test_broken_entries_are_named_by_line_and_spoil_no_others() -> None:
    text = (
        "TY  - JOUR\nTI  - First\nPY  - 2001\nER  - \n\n"
        "TY  - JOUR\nAU  - Nobody, A\nPY  - 2002\nER  - \n"
        "stray words\n"
        "TY  - JOUR\nTI  - No end\nPY  - 2003\n"
        "TY  - JOUR\nTI  - Bad number\nDO  - nonsense\nER  - \n"
        "TY  - NEW\nTI  - Last\nPY  - 2004\nER  - \n"
    )
    found = [candidate(ris.read(piece)) for piece in ris.divide(text)]
    assert [each.line for each in found] == [1, 6, 10, 11, 14, 18]
    assert [[(fault.code, fault.line) for fault in each.faults] for each in found] == [
        [],
        [("no_title", 6)],
        [("no_entry", 10)],
        [],
        [("doi", 16)],
        [],
    ]
    assert [[warning.code for warning in each.warnings] for each in found] == [
        [],
        [],
        [],
        ["no_end"],
        ["no_year"],
        ["unknown_type"],
    ]


def test_an_unreadable_issn_is_left_out_and_noted_rather_than_the_entry() -> None:
    entry = ris.read(Piece(1, "TY  - JOUR\nTI  - T\nPY  - 2001\nSN  - 1234-5678\nER  - "))
    found = candidate(entry, source="a.ris")
    assert found.reference is not None
    assert found.reference.issn == ""
    assert [(each.code, each.line) for each in found.warnings] == [("issn_left_out", 4)]
    assert "1234-5678" in found.reference.note
    assert "a.ris" in found.reference.note


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ARTICLE, True),
        ("\n\nTY - JOUR\n", True),
        ("PMID- 1\n", False),
        ("TY  - two words\n", False),
    ],
)
def test_it_is_recognised_by_its_content(text: str, expected: bool) -> None:
    assert ris.recognises(text) is expected
