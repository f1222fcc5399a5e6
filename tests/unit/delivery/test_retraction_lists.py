import datetime

import pytest

from pages.citations.models import Reference, RetractionStatus
from pages.delivery.retraction_lists import (
    NoSuchList,
    Notice,
    _counting,
    _is_news,
    read_notices,
)

HEAD = (
    "Record ID,Title,RetractionDate,RetractionDOI,RetractionPubMedID,OriginalPaperDOI,"
    "OriginalPaperPubMedID,RetractionNature"
)


def rows(*lines: str) -> list[Notice]:
    return list(read_notices([f"{HEAD}\n", *(f"{line}\n" for line in lines)]))


def test_a_notice_is_read_with_its_source_and_date() -> None:
    assert rows('1,"A, B",2/14/2020 0:00,10.1/bad,9,10.1000/ABC,0,Retraction') == [
        Notice(
            2,
            "10.1000/abc",
            "",
            RetractionStatus.RETRACTED,
            datetime.date(2020, 2, 14),
            "PMID 9",
        )
    ]


@pytest.mark.parametrize(
    "line",
    [
        "1,T,2/14/2020,x,0,unavailable,0,Retraction",
        "1,T,2/14/2020,x,0,10.1000/abc,0,Something else",
        "",
        "1,T",
    ],
)
def test_rows_that_name_no_publication_or_nature_are_left_out(line: str) -> None:
    assert rows(line) == []


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("12/31/2019 0:00", datetime.date(2019, 12, 31)),
        ("2019-12-31", datetime.date(2019, 12, 31)),
        ("13/1/2019", None),
        ("", None),
    ],
)
def test_dates_have_the_month_first(date: str, expected: datetime.date | None) -> None:
    (notice,) = rows(f"1,T,{date},,,10.1000/abc,,expression of concern")
    assert (notice.date, notice.status) == (expected, RetractionStatus.CONCERN)


@pytest.mark.parametrize("text", ["", "a,b,c\n1,2,3\n", "OriginalPaperDOI\n10.1000/x\n"])
def test_another_file_is_refused_with_what_it_lacks(text: str) -> None:
    with pytest.raises(NoSuchList, match="no column"):
        list(read_notices(text.splitlines(keepends=True)))


def notice(status: str, year: int) -> Notice:
    return Notice(1, "10.1000/x", "", RetractionStatus(status), datetime.date(year, 1, 1), "")


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ([("concern", 2019), ("retracted", 2020), ("corrected", 2021)], "retracted"),
        ([("corrected", 2021), ("concern", 2019)], "concern"),
        ([("retracted", 2019), ("none", 2020)], "none"),
        ([("none", 2020), ("retracted", 2021)], "retracted"),
        ([("retracted", 2019), ("none", 2020), ("corrected", 2021)], "corrected"),
    ],
)
def test_the_gravest_notice_since_the_last_reinstatement_counts(
    stated: list[tuple[str, int]], expected: str
) -> None:
    assert _counting([notice(*each) for each in stated]).status == expected


@pytest.mark.parametrize(
    ("known", "entered", "stated", "expected"),
    [
        ("unknown", None, "corrected", True),
        ("none", None, "retracted", True),
        ("retracted", None, "corrected", False),
        ("retracted", None, "retracted", False),
        ("retracted", 2019, "none", True),
        ("retracted", 2021, "none", False),
        ("retracted", None, "none", False),
    ],
)
def test_a_status_is_made_milder_by_a_later_reinstatement_only(
    known: str, entered: int | None, stated: str, expected: bool
) -> None:
    date = datetime.date(entered, 1, 1) if entered else None
    reference = Reference(retraction_status=known, retraction_date=date)
    assert _is_news(reference, notice(stated, 2020)) is expected
