"""The terms that come with Firma."""

from __future__ import annotations

import pytest

from pages.translation.glossary.choices import Status, Subject
from pages.translation.glossary.exchange.table import write_csv
from pages.translation.glossary.starter import STARTER, starter_concepts, starter_entries
from pages.translation.glossary.values import Concept

CONCEPTS = starter_concepts()


def test_there_are_more_than_a_hundred_and_twenty_and_none_is_faulty() -> None:
    assert len(CONCEPTS) >= 120
    assert [(one.label, one.faults, one.warnings) for one in starter_entries() if one.faults] == []
    assert [one.label for one in starter_entries() if one.warnings] == []


def test_the_file_is_what_an_export_of_it_would_be() -> None:
    assert STARTER.read_text(encoding="utf-8") == write_csv(CONCEPTS).replace("\r\n", "\n")


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda concept: concept.key)
def test_a_concept_is_whole_in_both_languages(concept: Concept) -> None:
    assert concept.subject in set(Subject.values) - {Subject.OTHER}
    for language in ("en", "es"):
        terms = concept.in_language(language)
        assert [term.status for term in terms].count(Status.PREFERRED) == 1
        definition = concept.definition(language)
        assert definition.endswith(".")
        assert definition[0].isupper()
        assert len(definition) <= 130
    for term in concept.terms:
        if term.language == "es" and term.part_of_speech == "noun":
            assert term.gender in {"m", "f", "c"}
        else:
            assert term.gender == ""
        if term.status == Status.FORBIDDEN:
            assert term.note.endswith(".")
        assert not term.text[0].isupper() or term.is_acronym or term.text[0] in "XCJSB"


def test_no_term_is_both_to_be_used_and_forbidden() -> None:
    terms = [term for one in CONCEPTS for term in one.terms]
    usable = {(term.language, term.text) for term in terms if not term.is_forbidden}
    forbidden = {(term.language, term.text) for term in terms if term.is_forbidden}
    assert usable & forbidden == set()
