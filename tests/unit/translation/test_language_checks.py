"""What English and Spanish say differently: the checks on pairs of our own writing.

The pairs stand in ``pairs/``: ``spoiled.json`` with the codes that each should get, ``good.json``,
which is tried in both directions, and ``held_out.json``, which the checks were never corrected by.
The demo's own pairs are good as well.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.translation.checks import SegmentPair, compare
from pages.translation.exchange.bilingual import citations_of
from tests.timing import cpu_seconds
from tools.translation_pairs import demo_pairs
from tools.translation_report import (
    REPORT,
    MarkedPair,
    codes_of,
    marked,
    misses,
    scores,
    tables,
)

GOOD = marked("good")
SPOILED = marked("spoiled")
HELD_OUT = marked("held_out")


def name_of(one: MarkedPair) -> str:
    return f"{one.pair.source_language}-{one.pair.source[:40]}"


def pair(source: str, target: str, *, languages: str = "en-es", **more: Any) -> SegmentPair:
    source_language, target_language = languages.split("-")
    return SegmentPair(
        index=0,
        path="",
        source=source,
        target=target or None,
        source_attributes=citations_of(source),
        target_attributes=citations_of(source),
        recorded=target or None,
        source_language=source_language,
        target_language=target_language,
        **more,
    )


@pytest.mark.parametrize("one", SPOILED, ids=map(name_of, SPOILED))
def test_a_spoiled_pair_is_found(one: MarkedPair) -> None:
    assert one.codes <= codes_of(one.pair)


@pytest.mark.parametrize("one", GOOD, ids=map(name_of, GOOD))
def test_a_good_pair_is_left_alone_in_both_directions(one: MarkedPair) -> None:
    assert [(found.code, str(found.message)) for found in compare([one.pair])] == []


def test_the_demos_own_spanish_passes_clean() -> None:
    pairs = demo_pairs()
    assert len(pairs) > 250
    assert [(one.code, one.pair.source) for one in compare(pairs)] == []


def test_of_the_pairs_held_out_nine_in_ten_are_found_and_no_good_one_is() -> None:
    rows = scores(HELD_OUT).values()
    right, missed = sum(row.right for row in rows), sum(row.missed for row in rows)
    assert right >= 9 * missed
    assert sum(row.wrong for row in rows) == 0


def test_there_are_three_hundred_pairs_and_more_of_every_check() -> None:
    texts = {
        (one.pair.source, one.pair.target, str(one.pair.target_attributes))
        for one in (*GOOD, *SPOILED, *HELD_OUT)
    }
    assert len(SPOILED) >= 180
    assert len(GOOD) // 2 >= 150
    assert len(texts) == len(GOOD) + len(SPOILED) + len(HELD_OUT)
    for code in (code for one in SPOILED for code in one.codes):
        assert sum(code in one.codes for one in SPOILED) >= 2, code


def test_the_table_in_the_documentation_is_that_of_today() -> None:
    text = REPORT.document.read_text(encoding="utf-8")
    assert REPORT.is_current(text), "python -m tools.translation_report write"


def test_tables_of_another_day_are_not_current() -> None:
    table = tables()
    assert REPORT.is_current(f"{REPORT.begin}\n\n{table}\n\n{REPORT.end}")
    assert not REPORT.is_current(f"{REPORT.begin}\n\n{table} and more\n\n{REPORT.end}")
    assert not REPORT.is_current("no tables")


def test_what_is_judged_wrongly_is_listed_with_its_pair() -> None:
    [summary, *lines] = misses("held_out")
    assert summary.startswith("held_out: precision")
    assert all(" → " in line for line in lines)


def test_four_hundred_pairs_are_compared_in_half_a_second() -> None:
    pairs = [
        replace(one.pair, source=f"{one.pair.source} ", index=index)
        for index, one in enumerate((*GOOD, *SPOILED))
    ][:400]
    compare(pairs[:1])
    took, found = cpu_seconds(lambda: compare(pairs))
    assert len(pairs) == 400
    assert found
    # Machines that run tests are busy, and coverage slows them down: three times what was measured.
    assert took < 1.5


def test_one_source_translated_in_two_ways_is_told_at_the_second() -> None:
    pairs = [
        pair("Rest the foot today", "Descanse el pie hoy"),
        replace(pair("Rest the foot today", "Repose el pie hoy"), index=1),
        replace(pair("Rest the foot today", "Descanse el pie hoy"), index=2),
    ]
    found = compare(pairs)
    assert [(one.code, one.pair.index) for one in found] == [("translation.inconsistent", 1)]


@pytest.mark.parametrize("languages", ["en-fr", "-", "es-es"])
def test_other_languages_are_not_compared(languages: str) -> None:
    assert compare([pair("It may help 10 people.", "Rien du tout.", languages=languages)]) == []


HTML = st.lists(
    st.one_of(
        st.text(max_size=20),
        st.sampled_from(
            [
                "<b>", "</b>", "<br/>", "<a id='a1'>", '<a id="a1">[Smolen 2016]</a>', "</a>",
                "&nbsp;", "&lt;", "¿", "“", "(", "1,5", "1.234.567", "1,234.5 mg",
                "more than 1 234.567", "2–4", "−3", "0", "½", "٣", "10 000", "%", "every 0 hours",
                "cada 8 horas", "between 3 and 2", "up to", "más de", "no", "not", "twice a day",
                "cada tercer día", "Q0H", "BID", "may", "puede", "left knee", "NCT01234567", "•",
                "\n", ". ", "; ",
            ]
        ),
    ),
    max_size=12,
).map(" ".join)  # fmt: skip
"""Text with what the checks look for, in any order."""


@given(source=HTML, target=HTML)
def test_no_pair_crashes_a_check(source: str, target: str) -> None:
    attributes = {"a1": {"linktype": "citation", "keys": "smolen-2016", "href": "http://[x"}}
    for languages in ("en-es", "es-en"):
        one = replace(
            pair(source, target, languages=languages),
            source_attributes=attributes,
            target_attributes=attributes,
        )
        for found in compare([one]):
            assert str(found.message)
            assert found.pair == one


NEUTRAL = st.lists(
    st.sampled_from(
        [
            "10 mg", "2–4", "5%", "38 °C", "0.5 mL", "< 7", "≥ 3", "1,500", "−2.5", "5 mg/kg",
            "NCT01234567", "140/90 mmHg", "1:1000", "HbA1c", "0.125 mg", "10 000", "B12", "BID",
        ]
    ),
    min_size=1,
    max_size=6,
).map("; ".join)  # fmt: skip
"""Values that both languages write alike."""


@given(values=NEUTRAL)
def test_values_that_both_languages_write_alike_are_never_found_to_differ(values: str) -> None:
    for languages in ("en-es", "es-en"):
        texts = [f"The values are: {values}.", f"Los valores son: {values}."]
        one = pair(*(texts if languages == "en-es" else texts[::-1]), languages=languages)
        assert codes_of(one) == set()


@given(
    numbers=st.lists(st.integers(min_value=2, max_value=99_999), min_size=1, max_size=4),
    other=st.integers(min_value=100_000, max_value=999_999),
)
def test_a_number_is_kept_with_or_without_its_comma_and_found_when_it_changes(
    numbers: list[int], other: int
) -> None:
    english = f"There were {' and '.join(f'{number:,}' for number in numbers)} people."
    spanish = f"Hubo {' y '.join(str(number) for number in numbers)} personas."
    assert "number" not in codes_of(pair(english, spanish))
    assert "number" in codes_of(pair(english, spanish.replace(str(numbers[0]), str(other), 1)))


@given(
    times=st.integers(min_value=2, max_value=9),
    other=st.integers(min_value=2, max_value=9),
    period=st.sampled_from([("day", "al día"), ("week", "a la semana"), ("month", "al mes")]),
)
def test_how_often_is_found_when_it_changes_and_only_then(
    times: int, other: int, period: tuple[str, str]
) -> None:
    english = f"Take it {times} times a {period[0]}."
    spanish = f"Tómelo {other} veces {period[1]}."
    assert ("dose" in codes_of(pair(english, spanish))) == (times != other)
    assert ("dose" in codes_of(pair(spanish, english, languages="es-en"))) == (times != other)


@given(
    first=st.integers(min_value=1, max_value=50),
    more=st.integers(min_value=1, max_value=50),
    form=st.sampled_from(["{} to {}", "{}–{}", "between {} and {}"]),
    spanish_form=st.sampled_from(["de {} a {}", "{}–{}", "entre {} y {}"]),
)
def test_a_range_is_the_same_in_any_form_and_found_when_it_is_turned(
    first: int, more: int, form: str, spanish_form: str
) -> None:
    last = first + more
    english = f"It takes {form.format(first, last)} weeks."
    assert codes_of(pair(english, f"Tarda {spanish_form.format(first, last)} semanas.")) == set()
    turned_around = pair(english, f"Tarda {spanish_form.format(last, first)} semanas.")
    assert "range" in codes_of(turned_around)
