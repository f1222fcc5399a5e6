"""Checks on what two languages say, one by one: what the pairs of the corpus do not show."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from pages.checks import check_pages_setting
from pages.translation.checks import CHECKS, LANGUAGE_CHECKS, SegmentPair, compare
from pages.translation.checks.conversions import is_converted
from pages.translation.checks.dose import measures
from pages.translation.checks.frequency import rates
from pages.translation.checks.link_language import language_of
from pages.translation.checks.lists import items
from pages.translation.checks.numbers import numbers
from pages.translation.checks.ranges import ranges
from pages.translation.checks.statutory_texts import TEXTS, faults_of_texts
from pages.translation.readiness import JUDGED


def pair(source: str, target: str, *, languages: str = "en-es", **more: Any) -> SegmentPair:
    source_language, target_language = languages.split("-")
    return SegmentPair(
        index=0,
        path="body.1.text",
        source=source,
        target=target,
        recorded=target,
        source_language=source_language,
        target_language=target_language,
        **more,
    )


def found(source: str, target: str, **more: Any) -> list[tuple[str, str]]:
    return [
        (one.code.removeprefix("translation."), one.severity)
        for one in compare([pair(source, target, **more)])
    ]


def test_what_compares_meaning_blocks_and_may_be_judged_by_the_reviewer() -> None:
    assert {
        "translation.number",
        "translation.range",
        "translation.comparison",
        "translation.dose",
        "translation.laterality",
        "translation.opposite",
        "translation.negation",
        "translation.hedge_lost",
        "translation.statutory",
    } == JUDGED


def test_every_comparing_check_is_among_all_checks() -> None:
    assert set(LANGUAGE_CHECKS) < set(CHECKS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,274 and 1 274", {"1274"}),
        ("0,5 and 0.50", {"0.5"}),
        ("0.125 mg", {"0.125"}),
        ("0,125 mg", {"0.125"}),
        ("10 000", {"10000"}),
        ("1,234.567 and 1.234.567", {"1234.567", "1234567"}),
        ("1.234 and 007", {"1.234", "7"}),
    ],
)
def test_numbers_have_one_form(text: str, expected: set[str]) -> None:
    assert set(numbers(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 mg/kg", {("5", "mg/kg")}),
        ("5 mg por kg", {("5", "mg/kg")}),
        ("2 percentage points", {("2", "point")}),
        ("5 por ciento", {("5", "%")}),
        ("diez minutos", {("10", "minute")}),
        ("1,500 mL", {("1500", "ml")}),
        ("38 °C", {("38", "°c")}),
    ],
)
def test_measures_have_one_form(text: str, expected: set[tuple[str, str]]) -> None:
    assert set(measures(text)) == expected


@pytest.mark.parametrize(
    ("first", "second", "is_same"),
    [
        (("100.4", "°f"), ("38", "°c"), True),
        (("38", "°c"), ("100.4", "°f"), True),
        (("101", "°f"), ("39.5", "°c"), False),
        (("176", "lb"), ("80", "kg"), True),
        (("176", "lb"), ("82", "kg"), False),
        (("0.5", "g"), ("500", "mg"), True),
        (("126", "mg/dl"), ("7", "mmol/l"), True),
        (("6", "mg/dl"), ("357", "µmol/l"), True),
        (("5", "mg"), ("5", "mg"), False),
        (("5", "week"), ("35", "day"), False),
    ],
)
def test_a_measure_may_be_converted(
    first: tuple[str, str], second: tuple[str, str], is_same: bool
) -> None:
    assert is_converted(first, second) is is_same


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("every 8 hours", "en", Fraction(3)),
        ("three times a day", "en", Fraction(3)),
        ("TID", "en", Fraction(3)),
        ("t.i.d.", "en", None),
        ("T.I.D.", "en", Fraction(3)),
        ("Q6H", "en", Fraction(4)),
        ("every other day", "en", Fraction(1, 2)),
        ("every third day", "en", Fraction(1, 3)),
        ("cada 8 horas", "es", Fraction(3)),
        ("cada ocho horas", "es", Fraction(3)),
        ("c/8 h", "es", Fraction(3)),
        ("tres veces al día", "es", Fraction(3)),
        ("cada tercer día", "es", Fraction(1, 2)),
        ("un día sí y otro no", "es", Fraction(1, 2)),
        ("dos veces por semana", "es", Fraction(2, 7)),
        ("every 0 hours", "en", None),
        ("Q0H", "en", None),
    ],
)
def test_how_often_is_a_number_of_times_a_day(
    text: str, language: str, expected: Fraction | None
) -> None:
    assert rates(text, language)[0] == ({expected} if expected else set())


@pytest.mark.parametrize("text", ["2–4 weeks", "2 to 4 weeks", "two weeks to four weeks"])
def test_a_range_may_be_written_in_several_ways(text: str) -> None:
    assert ranges(text, "en") == {("2", "4")}


def test_a_denial_that_is_lost_in_one_sentence_is_not_hidden_by_the_next() -> None:
    assert ("negation", "block") in found(
        "Do not drive today. You may not feel the pedals.",
        "Conduzca hoy. Tal vez no sienta los pedales.",
    )


def test_where_sentences_are_merged_the_whole_is_compared() -> None:
    assert found("Rest. Do not run.", "Descanse y no corra.") == []


def test_what_is_lost_behind_a_semicolon_is_found() -> None:
    assert ("negation", "block") in found(
        "Do not run; do not jump.", "No corra; salte todo lo que quiera."
    )


@pytest.mark.parametrize(
    ("address", "language"),
    [
        ("https://medlineplus.gov/gout.html", "en"),
        ("https://medlineplus.gov/spanish/gout.html", "es"),
        ("https://www.who.int/es/news", "es"),
        ("https://es.wikipedia.org/wiki/Gota", "es"),
        ("https://example.org/en/knee", "en"),
        ("https://example.org/knee?lang=es", "es"),
        ("https://example.org/knee", ""),
        ("https://essen.de/", ""),
        ("mailto:en@example.org", ""),
        ("http://[broken", ""),
        ("", ""),
    ],
)
def test_an_address_may_name_its_language(address: str, language: str) -> None:
    assert language_of(address) == language


def test_the_items_of_a_list_are_counted_by_line() -> None:
    assert items("Bring:<br/>• tablets<br/>• X-rays") == 2
    assert items("1. Warm up\n2. Stretch") == 2
    assert items("It fell by 1.5 points - a little.") == 0


def cited(source: str, target: str) -> list[tuple[str, str]]:
    attributes = {
        "a1": {"linktype": "citation", "keys": "rizk-1982"},
        "a2": {"linktype": "citation", "keys": "reeves-1975"},
    }
    return found(source, target, source_attributes=attributes, target_attributes=attributes)


def test_a_citation_behind_the_full_stop_belongs_to_the_sentence_before() -> None:
    assert (
        cited(
            'It freezes.<a id="a1">[1]</a> It thaws.<a id="a2">[2]</a>',
            'Se congela<a id="a1">[1]</a>. Se descongela<a id="a2">[2]</a>.',
        )
        == []
    )


def test_a_citation_in_another_sentence_is_warned_about() -> None:
    assert cited(
        'It freezes<a id="a1">[1]</a>. It thaws.', 'Se congela. Se descongela<a id="a1">[1]</a>.'
    ) == [("citation_moved", "warn")]


def test_a_citation_is_not_called_moved_where_sentences_were_joined() -> None:
    assert (
        cited('It freezes<a id="a1">[1]</a>. It thaws.', 'Se congela<a id="a1">[1]</a> y cede.')
        == []
    )


def test_a_lost_citation_is_not_called_moved_as_well() -> None:
    assert cited(
        'It freezes<a id="a1">[1]</a>. It thaws<a id="a2">[2]</a>.',
        'Se congela<a id="a2">[2]</a>. Se descongela.',
    ) == [("citation_lost", "block")]


@pytest.mark.parametrize(
    ("word", "accented"),
    [("medico", "médico"), ("Inflamacion", "inflamación"), ("ecografia", "ecografía")],
)
def test_a_missing_accent_is_shown_in_its_place(word: str, accented: str) -> None:
    [one] = compare([pair("A word here.", f"Una palabra: {word}.")])
    assert one.code == "translation.accent"
    assert accented in str(one.message)


@pytest.mark.parametrize("word", ["esta", "práctica", "continua", "medica", "seria", "ingles"])
def test_a_word_that_exists_without_an_accent_is_left_alone(word: str) -> None:
    assert found("A word here.", f"Una palabra: {word}.") == []


def test_a_name_that_the_source_has_too_may_lack_its_accent() -> None:
    assert found("Dr. Garcia Medico wrote it.", "Lo escribió el Dr. Garcia Medico.") == []


def test_every_statutory_text_names_its_law_and_is_in_both_languages() -> None:
    for text in TEXTS:
        assert text.source
        assert text.official
        assert all(text.wordings[language] for language in ("en", "es"))


@pytest.mark.parametrize("languages", ["en-es", "es-en"])
def test_every_statutory_text_is_accepted_in_its_own_words_and_found_in_others(
    languages: str,
) -> None:
    here, there = languages.split("-")
    for text in TEXTS:
        if here not in text.official:
            continue
        source = text.wordings[here][0]
        for accepted in (*text.wordings[there], source):
            codes = found(source, f"{accepted} ", languages=languages)
            assert ("statutory", "block") not in codes
        other = {"en": "Handle it with care.", "es": "Úselo con cuidado."}[there]
        assert ("statutory", "block") in found(source, other, languages=languages)


def test_words_of_a_statute_within_advice_are_nobodys_statute() -> None:
    assert (
        found(
            "Este producto no es un medicamento y cuesta poco.",
            "It is cheap, and no medicine.",
            languages="es-en",
        )
        == []
    )


def test_a_site_adds_the_notices_that_bind_it(settings: Any) -> None:
    settings.PAGES = {
        "STATUTORY_TEXTS": [
            {
                "en": "This clinic answers to the state of Jalisco.",
                "es": "Esta clínica está sujeta a la autoridad del estado de Jalisco.",
                "source": "Ley de Salud del Estado de Jalisco",
            }
        ]
    }
    source = "This clinic answers to the state of Jalisco."
    [one] = compare([pair(source, "Esta clínica está en el estado de Jalisco.")])
    assert one.code == "translation.statutory"
    assert "Ley de Salud del Estado de Jalisco" in str(one.message)
    right = "Esta clínica está sujeta a la autoridad del estado de Jalisco."
    assert found(source, right) == []
    assert check_pages_setting(None) == []


@pytest.mark.parametrize(
    "value", ["text", [1], [{"en": "Only English."}], [{"en": "English.", "es": " "}]]
)
def test_notices_of_the_wrong_shape_are_reported(value: object, settings: Any) -> None:
    assert faults_of_texts(value)
    settings.PAGES = {"STATUTORY_TEXTS": value}
    [error] = check_pages_setting(None)
    assert "STATUTORY_TEXTS" in error.msg
