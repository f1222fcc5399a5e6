"""Reading the glossary from the database, and what it says to a page."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from pages.translation.glossary.lookup import hints, load_glossary
from pages.translation.glossary.models import GlossaryConcept, GlossaryDefinition, GlossaryTerm
from pages.translation.glossary.starter import starter_concepts
from pages.translation.glossary.storing import all_concepts, store

pytestmark = pytest.mark.django_db


def test_the_glossary_takes_two_queries_however_large_it_is(
    entries: Any, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(2):
        load_glossary()
    for concept in starter_concepts()[:20]:
        if concept.key not in {"gout", "frozen-shoulder"}:
            store(concept)
    with django_assert_num_queries(2):
        assert len(load_glossary().concepts) > 10


def test_what_is_loaded_is_what_was_stored(entries: Any) -> None:
    for concept in starter_concepts():
        store(concept)
    assert (
        list(load_glossary().concepts)
        == all_concepts()
        == sorted(starter_concepts(), key=lambda one: one.key)
    )


def test_an_entry_without_terms_is_no_concern_of_translators(db: Any) -> None:
    GlossaryConcept.objects.create(key="empty")
    assert not load_glossary()


def test_hints_come_from_the_database(entries: Any) -> None:
    [hint] = hints(
        "A frozen shoulder", source_language="en", target_language="es", glossary=load_glossary()
    )
    assert [target["text"] for target in hint["targets"]] == ["hombro congelado", "hombro helado"]
    assert hint["definition"] == "Un hombro rígido."


@pytest.mark.parametrize(
    "second",
    [
        {"text": "gout", "status": "admitted"},
        {"text": "podagra", "status": "preferred"},
    ],
)
def test_the_database_itself_refuses_doubles_and_two_preferred_terms(
    entries: Any, second: dict[str, str]
) -> None:
    concept = GlossaryConcept.objects.get(key="gout")
    with pytest.raises(IntegrityError), transaction.atomic():
        GlossaryTerm.objects.create(concept=concept, language="en", **second)


def test_the_database_itself_refuses_two_definitions_in_one_language(entries: Any) -> None:
    concept = GlossaryConcept.objects.get(key="frozen-shoulder")
    with pytest.raises(IntegrityError), transaction.atomic():
        GlossaryDefinition.objects.create(concept=concept, language="en", text="Another.")


def test_rows_are_called_by_their_texts(entries: Any) -> None:
    concept = GlossaryConcept.objects.get(key="frozen-shoulder")
    assert str(concept) == "frozen-shoulder"
    assert str(concept.terms.first()) == "frozen shoulder"
    assert str(concept.definitions.get(language="en")) == "A stiff shoulder."
