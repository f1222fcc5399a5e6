import json
from typing import Any

import pytest

from pages.citations.exchange import csl_json
from pages.citations.exchange.candidates import Candidate, candidate


def read(text: str) -> list[Candidate]:
    return [candidate(csl_json.read(piece)) for piece in csl_json.divide(text)]


def item(title: str, **more: Any) -> dict[str, Any]:
    return {"id": title, "type": "book", "title": title, "issued": {"date-parts": [[2001]]}, **more}


def titles(text: str) -> list[str]:
    return [each.reference.title if each.reference else "!" for each in read(text)]


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("wrap", [list, lambda items: {"items": list(items)}])
def test_lists_of_both_kinds_are_read_with_lines(indent: int | None, wrap: Any) -> None:
    text = json.dumps(wrap([item("A"), item("B")]), indent=indent)
    assert titles(text) == ["A", "B"]
    lines = [each.line for each in read(text)]
    assert (lines[0] < lines[1]) is (indent is not None)


def test_one_object_is_a_file_too() -> None:
    assert titles(json.dumps(item("A"))) == ["A"]
    assert titles("[]") == []


@pytest.mark.parametrize(
    "broken",
    [
        '{"id": "x", "type": "book", "title": }',
        '{"id": "x", "type": "book", "title": "no end}',
        '{"id": "x", "author": [{"family": "A"}, {"family": "B"}], "title": "x"',
        "garbage",
        '{"id": "x" "title": "x"}',
    ],
)
def test_a_broken_object_is_named_by_line_and_spoils_no_others(broken: str) -> None:
    text = f"[\n{json.dumps(item('A'))},\n{broken},\n{json.dumps(item('B'))}\n]"
    found = read(text)
    assert titles(text) == ["A", "!", "B"]
    assert {fault.code for fault in found[1].faults} <= {"not_json", "no_title"}
    assert found[1].line == 3
    assert found[1].faults[0].line >= 3


@pytest.mark.parametrize(
    ("more", "name", "expected"),
    [
        ({"issued": {"raw": "2016 Oct 22"}}, "day", 22),
        ({"issued": {"date-parts": [["2016", "10"]]}}, "month", 10),
        ({"note": "PMID: 27156434\nPMCID: PMC7462890"}, "pmcid", "PMC7462890"),
        ({"type": "article-magazine"}, "csl_type", "article-journal"),
        ({"container-title": ["Lancet", "x"]}, "container_title", "Lancet"),
        ({"container-title-short": "Lancet"}, "container_title", "Lancet"),
        ({"ISSN": "x, 0140-6736"}, "issn", "0140-6736"),
        ({"title": "The <i>p</i>&lt;0.05"}, "title", "The p<0.05"),
        ({"accessed": {"date-parts": [[2024, 2, 31]]}}, "accessed", None),
        ({"author": [{"literal": "WHO"}, 3, None]}, "authors", [{"literal": "WHO"}]),
    ],
)
def test_what_programs_write_in_their_own_way(
    more: dict[str, Any], name: str, expected: Any
) -> None:
    (found,) = read(json.dumps(item("A") | more))
    assert found.faults == []
    assert getattr(found.reference, name) == expected


def test_an_unknown_type_is_taken_over_as_another_document() -> None:
    (found,) = read(json.dumps(item("A", type="motion_picture")))
    assert found.reference is not None
    assert found.reference.csl_type == "document"
    assert [each.code for each in found.warnings] == ["unknown_type"]


def test_deep_nesting_is_a_fault_and_no_crash() -> None:
    text = '[{"id": ' + "[" * 200_000 + "]" * 200_000 + "}]"
    assert [[fault.code for fault in each.faults] for each in read(text)] == [["not_json"]]
