"""What the glossary says to a pair: pairs of our own writing, good and spoiled."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.translation.checks import Finding, SegmentPair, agreement, glossary_findings
from pages.translation.glossary.starter import starter_concepts
from pages.translation.glossary.values import Concept, Glossary, Term, glossary_of
from tests.timing import cpu_seconds
from tools.translation_pairs import demo_pairs

HERE = Path(__file__).parent
GOOD = json.loads((HERE / "good_pairs.json").read_text())
SPOILED = json.loads((HERE / "spoiled_pairs.json").read_text())
STARTER = glossary_of(starter_concepts())


def pair(source: str, target: str, *, languages: str = "en-es") -> SegmentPair:
    source_language, target_language = languages.split("-")
    return SegmentPair(
        index=0,
        path="body",
        source=source,
        target=target,
        source_language=source_language,
        target_language=target_language,
    )


def findings(*pairs: SegmentPair, glossary: Glossary = STARTER) -> list[Finding]:
    """Every finding of this room: those that know the glossary, and agreement without it."""
    found = [one for each in pairs for one in agreement.check(each)]
    return found + glossary_findings(pairs, glossary)


def codes(*pairs: SegmentPair, glossary: Glossary = STARTER) -> list[str]:
    return [one.code.removeprefix("translation.") for one in findings(*pairs, glossary=glossary)]


def turned(one: SegmentPair) -> SegmentPair:
    return replace(
        one,
        source=one.target or "",
        target=one.source,
        source_language=one.target_language,
        target_language=one.source_language,
    )


@pytest.mark.parametrize(
    ("code", "english", "spanish"),
    [(code, *texts) for code, entries in SPOILED.items() for texts in entries],
)
def test_a_spoiled_pair_is_found(code: str, english: str, spanish: str) -> None:
    assert code in codes(pair(english, spanish))


@pytest.mark.parametrize(("english", "spanish"), GOOD)
def test_a_good_pair_is_left_alone(english: str, spanish: str) -> None:
    assert [str(one.message) for one in findings(pair(english, spanish))] == []


def test_the_demos_own_spanish_passes_clean_in_both_directions() -> None:
    pairs = demo_pairs()
    assert len(pairs) > 250
    both = [*pairs, *map(turned, pairs)]
    assert [(one.code, str(one.message)) for one in findings(*both)] == []


def test_there_are_forty_good_and_forty_spoiled_pairs() -> None:
    assert len(GOOD) >= 40
    assert sum(map(len, SPOILED.values())) >= 40


def test_a_forbidden_term_is_named_with_what_to_say_and_why() -> None:
    [found] = findings(pair("Your range of motion", "Su rango de movimiento"))
    assert found.severity == "warn"
    assert "rango de movimiento" in str(found.message)
    assert "arco de movilidad" in str(found.message)
    assert "Calco de “range”" in str(found.message)


def test_a_false_friend_is_not_told_twice() -> None:
    assert codes(pair("Severe pain", "Dolor severo")) == []
    assert codes(pair("Strong pain", "Dolor severo")) == ["term_forbidden"]


def test_a_word_that_is_right_for_another_concept_is_forbidden_for_the_first_alone() -> None:
    glossary = glossary_of(
        [
            Concept(
                "medicine",
                terms=(
                    Term("en", "medicine", "preferred"),
                    Term("es", "medicamento", "preferred"),
                    Term("es", "droga", "forbidden"),
                ),
            ),
            Concept(
                "street-drug",
                terms=(Term("en", "street drug", "preferred"), Term("es", "droga", "preferred")),
            ),
        ]
    )
    assert codes(pair("Your medicine", "Su droga"), glossary=glossary)[0] == "term_forbidden"
    assert codes(pair("A street drug", "Una droga"), glossary=glossary) == []
    assert codes(pair("Something else", "Una droga"), glossary=glossary) == []


def test_a_missing_term_is_told_once_for_each_concept() -> None:
    one = pair("Gout. Gout comes back.", "La artritis. La artritis regresa.")
    assert codes(one) == ["term_missing"]


def test_acronyms_are_left_to_the_check_on_acronyms() -> None:
    assert codes(pair("RA is treated.", "La enfermedad se trata.")) == []


def test_a_single_word_that_is_only_admitted_obliges_to_nothing() -> None:
    one = pair("El control del peso", "Weight management", languages="es-en")
    assert codes(one) == []


def test_what_has_no_term_in_the_target_language_is_not_missed() -> None:
    glossary = glossary_of([Concept("x", terms=(Term("en", "widget", "preferred"),))])
    assert codes(pair("A widget", "Un aparato"), glossary=glossary) == []


@pytest.mark.parametrize(
    ("source", "target"),
    [("Gout", ""), ("Gout", "Gout"), ("Gout", " ")],
)
def test_what_is_not_translated_is_no_matter_of_terms(source: str, target: str) -> None:
    assert codes(pair(source, target)) == []


def test_an_address_is_left_alone() -> None:
    assert codes(replace(pair("gout", "rango-de-movimiento"), path="slug")) == []


def test_without_a_glossary_nothing_is_said() -> None:
    one = pair("Range of motion", "Rango de movimiento")
    assert glossary_findings([one], glossary_of([])) == []


def test_nouns_of_the_glossary_are_known_by_their_gender() -> None:
    glossary = glossary_of(
        [Concept("w", terms=(Term("es", "chirimbolo", "preferred", "noun", "m"),))]
    )
    [found] = findings(pair("The widgets", "Las chirimbolos"), glossary=glossary)
    assert found.code == "translation.agreement"
    assert "chirimbolos" in str(found.message)


def test_nouns_of_either_gender_agree_with_both() -> None:
    glossary = glossary_of(
        [Concept("w", terms=(Term("es", "terapeuta", "preferred", "noun", "c"),))]
    )
    assert codes(pair("", "El terapeuta y la terapeuta"), glossary=glossary) == []


def test_agreement_is_asked_of_spanish_alone() -> None:
    assert codes(pair("El artritis", "The arthritis", languages="es-en")) == []


@given(source=st.text(max_size=120), target=st.text(max_size=120))
def test_no_pair_crashes_a_check(source: str, target: str) -> None:
    for languages in ("en-es", "es-en"):
        for found in findings(pair(source, target, languages=languages)):
            assert str(found.message)


def test_a_page_of_four_hundred_segments_takes_a_fraction_of_a_second() -> None:
    texts = [*GOOD, *((one.source, one.target) for one in demo_pairs())]
    pairs = []
    for number in range(400):
        english, spanish = texts[number % len(texts)]
        pairs.append(pair(f"{number} {english}", f"{number} {spanish}"))
    took, found = cpu_seconds(lambda: glossary_findings(pairs, glossary_of(starter_concepts())))
    assert len(STARTER.index["en"]) > 100
    assert found == []
    # Some 0.1 to 0.2 s; the limit allows for a slower machine.
    assert took < 1
