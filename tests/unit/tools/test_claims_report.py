"""The comparison of findings with what somebody marked."""

from __future__ import annotations

from pages.content.examination.file import examine_file
from pages.content.importing.reading import read_bytes
from tools.claims_report import REPORT, compared, tables

TEXT = "Heel pain\n\nThe splint cures pain. It could be effective.\n"


def report(*findings: dict[str, object], must_not: tuple[dict[str, object], ...] = ()) -> list[str]:
    source = read_bytes(TEXT.encode(), name="page.txt")
    found = examine_file(source, page_type="condition", language="en")
    marked = {"findings": list(findings), "must_not_fire": list(must_not)}
    return list(compared(found, marked, TEXT.split("\n")))


def test_a_mark_counts_as_found_where_words_are_shared() -> None:
    lines = report(
        {"line": 3, "quote": "cures pain", "severity": "block"},
        {"line": 3, "quote": "could be effective", "severity": "block"},
        {"line": None, "quote": None, "severity": "block"},
    )
    assert lines[0] == "block: 2 of 3 found"
    assert "could be effective" in lines[1]


def test_a_finding_where_there_must_be_none_is_told() -> None:
    assert not any(
        "must not" in line for line in report(must_not=({"line": 3, "quote": "could be"},))
    )
    assert any("must not" in line for line in report(must_not=({"line": 3, "quote": "splint"},)))


def test_tables_of_another_day_are_not_current() -> None:
    assert REPORT.is_current(f"{REPORT.begin}\n\n{tables()}\n\n{REPORT.end}")
    assert not REPORT.is_current(f"{REPORT.begin}\n\n{tables()} and more\n\n{REPORT.end}")
    assert not REPORT.is_current("no tables")
