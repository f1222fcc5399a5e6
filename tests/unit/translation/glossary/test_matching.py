"""Which terms occur in a segment, and where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.translation.glossary.inflection import forms_of_term, forms_of_word
from pages.translation.glossary.lookup import hints
from pages.translation.glossary.matching import matches
from pages.translation.glossary.starter import starter_concepts
from pages.translation.glossary.values import Concept, Definition, Glossary, Term, glossary_of
from pages.translation.placeholders import visible_text


def concept(key: str, english: str, spanish: str, **more: str) -> Concept:
    return Concept(
        key,
        terms=(
            Term("en", english, "preferred", "noun", is_acronym=english.isupper()),
            Term("es", spanish, "preferred", **more),
        ),
    )


SHOULDER = concept("shoulder", "shoulder", "hombro", gender="m")
FROZEN = concept("frozen-shoulder", "frozen shoulder", "hombro congelado", gender="m")
GLOSSARY = glossary_of([SHOULDER, FROZEN])


def found(html: str, glossary: Glossary = GLOSSARY, languages: str = "en-es") -> list[str]:
    source, target = languages.split("-")
    return [
        match.text
        for match in matches(
            html, source_language=source, target_language=target, glossary=glossary
        )
    ]


def test_the_longest_term_wins_and_matches_do_not_overlap() -> None:
    assert found("A frozen shoulder is a shoulder.") == ["frozen shoulder", "shoulder"]


def test_a_match_says_where_it_stands_in_the_visible_text() -> None:
    html = 'Éste &amp; <b>the  frozen</b><br/>shoulder <a id="a1">[Jüni 2015]</a> or shoulders'
    text = visible_text(html)
    result = matches(html, source_language="en-US", target_language="es-MX", glossary=GLOSSARY)
    assert [text[match.start : match.end] for match in result] == ["frozen shoulder", "shoulders"]
    assert [match.targets[0].text for match in result] == ["hombro congelado", "hombro"]


@pytest.mark.parametrize(
    "html",
    [
        'Seen <a id="a1">[Shoulder 2015]</a>',
        'Seen <a id="a1">[Frozen shoulder study group 2020]</a>',
        '<a id="shoulder">x</a>',
        "<shoulder>x</shoulder>",
        "shouldered",
        "a shoulderblade",
    ],
)
def test_labels_of_citations_and_tags_and_other_words_are_no_matches(html: str) -> None:
    assert found(html) == []


def test_the_text_of_a_link_is_looked_at() -> None:
    assert found('See <a id="a1">frozen shoulder</a>.') == ["frozen shoulder"]


@pytest.mark.parametrize("text", ["frozen, shoulder", "frozen. Shoulder", "frozen (shoulder"])
def test_a_sign_between_its_words_divides_a_term(text: str) -> None:
    assert found(text) == ["shoulder"] or found(text) == ["Shoulder"]


def test_a_hyphen_is_as_good_as_a_space() -> None:
    glossary = glossary_of([concept("prp", "platelet-rich plasma", "plasma rico en plaquetas")])
    assert found("Platelet rich plasma and platelet‑rich plasma", glossary) == [
        "Platelet rich plasma",
        "platelet‑rich plasma",
    ]


def test_an_acronym_is_met_as_it_is_written_alone() -> None:
    glossary = glossary_of([concept("ra", "RA", "AR")])
    assert found("RA, RAs, ra and Ra", glossary) == ["RA", "RAs"]


@pytest.mark.parametrize(
    ("language", "term", "text"),
    [
        ("en", "bursa", "Bursae"),
        ("en", "diagnosis", "diagnoses"),
        ("en", "biopsy", "biopsies"),
        ("en", "reflex", "reflexes"),
        ("en", "crutch", "crutches"),
        ("en", "orthopaedic surgeon", "Orthopedic surgeons"),
        ("en", "randomised trial", "randomized trials"),
        ("es", "articulación", "articulaciones"),
        ("es", "dolor crónico", "Dolores crónicos"),
        ("es", "raíz nerviosa", "raíces nerviosas"),
        ("es", "artritis", "ARTRITIS"),
        ("es", "síndrome del túnel carpiano", "síndromes del túnel carpiano"),
    ],
)
def test_inflected_forms_are_met(language: str, term: str, text: str) -> None:
    glossary = glossary_of([Concept("x", terms=(Term(language, term, "preferred", "noun"),))])
    assert found(text, glossary, f"{language}-xx") == [text]


def test_adjectives_and_nouns_of_either_gender_are_met_in_both() -> None:
    adjective = Term("es", "aleatorizado", "preferred", "adjective")
    noun = Term("es", "reumatólogo", "preferred", "noun", "c")
    glossary = glossary_of([Concept("x", terms=(adjective, noun))])
    assert len(found("aleatorizada aleatorizados reumatólogas reumatólogo", glossary, "es-en")) == 4


@pytest.mark.parametrize(
    ("language", "term", "text"),
    [
        ("es", "inyectar", "se inyecta, fue inyectado e inyectaron"),
        ("es", "prevenir", "previenen no, prevenido y prevenirse"),
        ("en", "bruise", "bruises, bruised and bruising"),
    ],
)
def test_verbs_are_met_as_texts_have_them(language: str, term: str, text: str) -> None:
    glossary = glossary_of([Concept("x", terms=(Term(language, term, "preferred", "verb"),))])
    assert len(found(text, glossary, f"{language}-xx")) >= 2


@pytest.mark.parametrize(("term", "text"), [("tibia", "tibio"), ("rodilla", "rodillo")])
def test_a_noun_of_one_gender_is_not_met_in_the_other(term: str, text: str) -> None:
    glossary = glossary_of([Concept("x", terms=(Term("es", term, "preferred", "noun", "f"),))])
    assert found(text, glossary, "es-en") == []


def test_forms_are_folded_and_contain_the_word_itself() -> None:
    assert "medula" in forms_of_word("medula", language="es")
    assert forms_of_word("de", language="es") == {"de"}
    assert forms_of_word("zug", language="de") == {"zug"}
    assert forms_of_term("", language="en") == ()


def test_of_two_concepts_with_the_same_term_both_are_offered() -> None:
    glossary = glossary_of([concept("a", "RM", "x"), concept("b", "RM", "y")])
    result = matches("RM", source_language="en", target_language="es", glossary=glossary)
    assert [match.concept.key for match in result] == ["a", "b"]
    assert {(match.start, match.end) for match in result} == {(0, 2)}


def test_a_hint_is_json_with_the_terms_to_use_first() -> None:
    glossary = glossary_of(
        [
            Concept(
                "range-of-motion",
                definitions=(Definition("en", "How far"), Definition("es", "Cuánto")),
                terms=(
                    Term("en", "range of motion", "preferred", "noun"),
                    Term("es", "rango de movimiento", "forbidden", "noun", "m", note="Calco."),
                    Term("es", "arco de movilidad", "preferred", "noun", "m"),
                ),
            )
        ]
    )
    assert hints(
        "Your range of motion", source_language="en", target_language="es", glossary=glossary
    ) == [
        {
            "source": "range of motion",
            "start": 5,
            "end": 20,
            "status": "preferred",
            "note": "",
            "concept": "range-of-motion",
            "targets": [
                {
                    "text": "arco de movilidad",
                    "status": "preferred",
                    "gender": "m",
                    "pos": "noun",
                    "note": "",
                },
                {
                    "text": "rango de movimiento",
                    "status": "forbidden",
                    "gender": "m",
                    "pos": "noun",
                    "note": "Calco.",
                },
            ],
            "definition": "Cuánto",
        }
    ]


def test_a_term_without_any_in_the_other_language_gives_no_hint() -> None:
    glossary = glossary_of([Concept("x", terms=(Term("en", "widget", "preferred"),))])
    assert hints("widget", source_language="en", target_language="es", glossary=glossary) == []


STARTER = glossary_of(starter_concepts())


@given(
    parts=st.lists(
        st.sampled_from(
            [
                "frozen",
                "shoulder",
                " ",
                "  ",
                "-",
                ", ",
                "<b>",
                "</b>",
                "<br/>",
                '<a id="a1">[Jüni &amp; Ñandú 2015]</a>',
                "&nbsp;",
                "é",
                "́",
                "RA",
                "knee osteoarthritis",
            ]
        ),
        max_size=20,
    )
)
def test_offsets_are_those_of_the_visible_text_whatever_the_segment(parts: list[str]) -> None:
    html = "".join(parts)
    text = visible_text(html)
    last = 0
    for match in matches(html, source_language="en", target_language="es", glossary=STARTER):
        assert text[match.start : match.end] == match.text
        assert match.start >= last
        last = match.end
