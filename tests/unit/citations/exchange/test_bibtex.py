from typing import Any

import pytest

from pages.citations.exchange import bibtex
from pages.citations.exchange.candidates import Candidate, candidate

FILE = r"""% a comment
@comment{jabref-meta: databaseType:bibtex;}
@string{lancet = {The Lancet}}
@string{unused = {X}}

@Article{smolen2016,
  Author  = {Smolen, Josef S. and M{\"u}ller-N{\'u}{\~n}ez, J{\o}rg and
             {World Health and Care Organization} and others},
  title   = "{R}heumatoid \textit{arthritis} in {$\beta$}-blockers -- 5\% {\&} more",
  journal = lancet,
  month   = oct,
  year    = 2016,
  pages   = {2023--2038},
  volume  = 388,
  number  = {10055},
  doi     = {10.1016/S0140-6736(16)30173-8},
  url     = {https://example.org/a\_b?c=1\&d},
}
@article{broken,
  title = {No end,
  year = 2010
}
@book{gilstrap,
  editor = {Gilstrap, 3rd, Larry C. and van der Heijde, D.},
  title = {Operative obstetrics}, edition = {Second}, publisher = {McGraw-Hill},
  address = {New York}, year = {2002}, isbn = {978-0-306-40615-7}, year = {2003}
}
"""


def read(text: str) -> list[Candidate]:
    return [candidate(bibtex.read(piece)) for piece in bibtex.divide(text)]


def values(entry: str, *names: str) -> list[Any]:
    (found,) = read(entry)
    assert found.faults == []
    return [getattr(found.reference, name) for name in names]


def test_an_article_is_read_with_its_accents_and_abbreviations() -> None:
    reference = read(FILE)[0].reference
    assert reference is not None
    assert reference.signed_data() == {
        "authors": [
            {"family": "Smolen", "given": "Josef S."},
            {"family": "Müller-Núñez", "given": "Jørg"},
            {"literal": "World Health and Care Organization"},
        ],
        "container_title": "The Lancet",
        "csl_type": "article-journal",
        "doi": "10.1016/s0140-6736(16)30173-8",
        "editors": [],
        "issue": "10055",
        "month": 10,
        "pages": "2023-2038",
        "title": "Rheumatoid arthritis in β-blockers – 5% & more",
        "url": "https://example.org/a_b?c=1&d",
        "volume": "388",
        "year": 2016,
    }


def test_broken_entries_are_named_by_line_and_spoil_no_others() -> None:
    found = read(FILE)
    assert [each.line for each in found] == [6, 19, 23]
    assert [[fault.code for fault in each.faults] for each in found] == [[], ["not_bibtex"], []]
    assert [warning.code for warning in found[2].warnings] == ["repeated_field"]
    assert found[2].reference is not None
    assert (found[2].reference.year, found[2].reference.edition) == (2002, "2")
    assert found[2].reference.editors == [
        {"family": "Gilstrap", "given": "Larry C.", "suffix": "3rd"},
        {"family": "van der Heijde", "given": "D."},
    ]


def test_a_fault_is_named_with_the_line_of_its_field() -> None:
    (found,) = read("@article{a,\n  title = {T},\n  year = 2001,\n  pmid = {x1},\n}")
    assert [(fault.code, fault.line) for fault in found.faults] == [("pmid", 4)]


@pytest.mark.parametrize(
    ("entry", "name", "expected"),
    [
        ("@misc{a, title={T}, howpublished={\\url{https://a.org/x_y}}}", "url", "https://a.org/x_y"),
        ("@misc{a, title={T}, url={https://a.org}}", "csl_type", "webpage"),
        ("@misc{a, title={T}, eprint={27156434}, eprinttype={pubmed}}", "pmid", "27156434"),
        ("@online{a, title={T}, urldate={2024-05-03}}", "csl_type", "webpage"),
        ("@article{a, title={T}, date={2016-10-22}}", "day", 22),
        ("@article(a, title={T}, year=2016, month=10)", "month", 10),
        ("@inproceedings{a, title={T}, booktitle={Proc}}", "container_title", "Proc"),
        ("@article{a, title={T}, subtitle={S}}", "title", "T: S"),
        ("@article{a, title={T}, author={A and B, C}}", "authors",
         [{"literal": "A"}, {"family": "B", "given": "C"}]),
        ("@article{a, title={a_b ^ $x<5$}}", "title", "a_b ^ x<5"),
        ("@ARTICLE{a, TITLE={T}, langid={spanish}}", "language", "es"),
        ("@phdthesis{a, title={T}, school={U}}", "publisher", "U"),
        ("@article{a, title={T}, eid={e12}}", "pages", "e12"),
    ],
)  # fmt: skip
def test_fields_of_both_dialects_are_understood(entry: str, name: str, expected: Any) -> None:
    assert values(entry, name) == [expected]


def test_a_reference_to_another_entry_is_pointed_out() -> None:
    (found,) = read("@inproceedings{a, title={T}, year=2001, crossref={b}}")
    assert [each.code for each in found.warnings] == ["crossref"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [(FILE, True), ("hello @article", False), ("mail me@book{x}", False), ("TY  - JOUR\n", False)],
)
def test_it_is_recognised_by_its_content(text: str, expected: bool) -> None:
    assert bibtex.recognises(text) is expected
