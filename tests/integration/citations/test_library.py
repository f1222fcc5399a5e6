import pytest
from django.core.exceptions import ValidationError

from pages.citations.library import (
    UnusableReference,
    create_reference,
    find_existing,
    get_or_create_reference,
)
from pages.citations.models import Reference
from pages.citations.parsing import ParsedReference, parse_reference_text
from pages.ledger.models import LedgerEntry
from tests.factories.citations import ReferenceFactory

pytestmark = pytest.mark.django_db

TEXT = (
    "Smolen JS, Aletaha D. Rheumatoid arthritis. Lancet. 2016;388(10055):2023-38. "
    "doi: 10.1016/S0140-6736(16)30173-8. Epub 2016 May 3."
)


def test_a_typed_reference_is_added_once_and_written_into_the_ledger() -> None:
    parsed = parse_reference_text(TEXT)
    reference, created = get_or_create_reference(parsed=parsed)
    again, created_again = get_or_create_reference(parsed=parsed)
    assert (created, created_again) == (True, False)
    assert again == reference
    assert reference.key == "smolen-2016"
    assert "Epub 2016 May 3" in reference.note
    assert LedgerEntry.objects.get().action == "reference.created"


def test_an_identifier_finds_a_reference_whatever_its_title() -> None:
    existing = ReferenceFactory(title="Other words", doi="10.1016/s0140-6736(16)30173-8")
    assert find_existing(parse_reference_text(TEXT)) == existing


def test_title_and_year_find_a_reference_without_regard_to_case_and_accents() -> None:
    existing = ReferenceFactory(title="La artritis: ¿qué es?", year=2016)
    parsed = ParsedReference("", {"title": "LA ARTRITIS; que es", "year": 2016})
    assert find_existing(parsed) == existing
    assert find_existing(ParsedReference("", {"title": "LA ARTRITIS; que es"})) is None
    assert find_existing(ParsedReference("", {"title": "La artritis", "year": 2016})) is None


def test_the_same_title_with_another_identifier_is_another_publication() -> None:
    ReferenceFactory(title="Editorial", year=2016, doi="10.1016/one")
    parsed = ParsedReference("", {"title": "Editorial", "year": 2016, "doi": "10.1016/two"})
    assert find_existing(parsed) is None


def test_a_text_without_a_title_is_refused_and_changes_nothing() -> None:
    with pytest.raises(UnusableReference):
        get_or_create_reference(parsed=parse_reference_text("(1)"))
    assert not Reference.objects.exists()


def test_a_value_that_is_not_accepted_changes_nothing() -> None:
    with pytest.raises(ValidationError):
        create_reference(parsed=ParsedReference("", {"title": "T", "year": 12}))
    assert not Reference.objects.exists()
    assert not LedgerEntry.objects.exists()
