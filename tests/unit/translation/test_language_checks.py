"""What English and Spanish say differently: each check on pairs of our own writing.

The spoiled pairs stand in ``spoiled_pairs.json`` with the code that each should get, the good ones
in ``good_pairs.json``, and the demo's own pairs are good as well. Good ones are tried in both
directions.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.translation.checks import SegmentPair, compare
from pages.translation.exchange.bilingual import citations_of
from tools.translation_pairs import demo_pairs

HERE = Path(__file__).parent
SPOILED = json.loads((HERE / "spoiled_pairs.json").read_text())
GOOD = json.loads((HERE / "good_pairs.json").read_text())


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


def turned(one: SegmentPair) -> SegmentPair:
    assert one.target is not None
    return replace(
        one,
        source=one.target,
        target=one.source,
        recorded=one.source,
        source_language=one.target_language,
        target_language=one.source_language,
    )


@pytest.mark.parametrize(
    ("code", "english", "spanish", "languages"),
    [(code, *texts, "en-es") for code, entries in SPOILED["en-es"].items() for texts in entries]
    + [(code, *texts, "es-en") for code, entries in SPOILED["es-en"].items() for texts in entries],
)
def test_a_spoiled_pair_is_found(code: str, english: str, spanish: str, languages: str) -> None:
    found = {one.code for one in compare([pair(english, spanish, languages=languages)])}
    assert f"translation.{code}" in found


@pytest.mark.parametrize(("english", "spanish"), GOOD)
def test_a_good_pair_is_left_alone_in_both_directions(english: str, spanish: str) -> None:
    one = pair(english, spanish)
    assert [(found.code, str(found.message)) for found in compare([one])] == []
    assert [(found.code, str(found.message)) for found in compare([turned(one)])] == []


def test_the_demos_own_spanish_passes_clean() -> None:
    pairs = demo_pairs()
    assert len(pairs) > 250
    assert [(one.code, one.pair.source) for one in compare(pairs)] == []


def test_there_are_three_hundred_pairs_and_more() -> None:
    spoiled = [one for entries in SPOILED.values() for group in entries.values() for one in group]
    assert len(spoiled) + len(GOOD) + len(demo_pairs()) >= 300
    assert len(spoiled) >= 60


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


@given(source=st.text(max_size=200), target=st.text(max_size=200))
def test_no_pair_crashes_a_check(source: str, target: str) -> None:
    for languages in ("en-es", "es-en"):
        for found in compare([pair(source, target, languages=languages)]):
            assert str(found.message)
