import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from pages.citations.models import DuplicateReference, Reference, ReferenceKeyChanged
from tests.factories.citations import ReferenceFactory

pytestmark = pytest.mark.django_db

SMOLEN = [{"family": "Smolen", "given": "Josef S"}]


def test_the_key_is_made_from_first_author_and_year_with_a_letter_if_taken() -> None:
    made = [ReferenceFactory(authors=SMOLEN, year=2016).key for _ in range(3)]
    assert made == ["smolen-2016", "smolen-2016a", "smolen-2016b"]


def test_the_key_stays_when_name_and_year_are_corrected() -> None:
    reference = ReferenceFactory(authors=SMOLEN, year=2016)
    reference.authors = [{"family": "Smollen"}]
    reference.year = 2017
    reference.save()
    assert Reference.objects.get().key == "smolen-2016"


def test_a_key_that_was_given_at_creation_is_kept() -> None:
    assert ReferenceFactory(key="my-own").key == "my-own"


@pytest.mark.parametrize("loaded", ["fresh", "saved", "deferred", "built"])
def test_no_way_of_saving_changes_a_key(loaded: str) -> None:
    saved = ReferenceFactory(authors=SMOLEN, year=2016)
    reference = {
        "fresh": Reference.objects.get,
        "saved": lambda: saved,
        "deferred": Reference.objects.defer("key").get,
        "built": lambda: Reference(pk=saved.pk, title="x"),
    }[loaded]()
    reference._state.adding = False
    reference.key = "other-2016"
    with pytest.raises(ReferenceKeyChanged):
        reference.save()
    with pytest.raises(ReferenceKeyChanged):
        Reference.objects.update(key="other-2016")
    assert Reference.objects.get().key == "smolen-2016"


def test_identifiers_are_put_into_their_usual_form() -> None:
    reference = Reference(
        title="T",
        doi="https://doi.org/10.1016/ABC",
        pmid="PMID: 0123",
        pmcid="pmc9",
        isbn="978-92-4-154896-0",
        issn="01406736",
        url="HTTPS://WHO.int/x",
    )
    reference.full_clean()
    assert (reference.doi, reference.pmid, reference.pmcid) == ("10.1016/abc", "123", "PMC9")
    assert (reference.isbn, reference.issn) == ("9789241548960", "0140-6736")
    assert reference.url == "https://who.int/x"


def test_every_malformed_field_gets_its_own_words_in_the_editors_language() -> None:
    reference = Reference(title="", doi="x", pmid="y", authors=[{"given": "Nobody"}])
    with pytest.raises(ValidationError) as refusal, translation.override("es"):
        reference.full_clean()
    assert set(refusal.value.message_dict) == {"title", "doi", "pmid", "authors"}


@pytest.mark.parametrize(
    ("field", "value", "written"),
    [
        ("doi", "10.1016/abc", "https://doi.org/10.1016/ABC"),
        ("pmid", "123", "PMID 123"),
        ("pmcid", "PMC123", "pmc123"),
    ],
)
def test_a_second_reference_with_the_same_identifier_is_refused(
    field: str, value: str, written: str
) -> None:
    existing = ReferenceFactory(**{field: value})
    second = Reference(title="Another", **{field: written})
    with pytest.raises(ValidationError) as refusal:
        second.full_clean()
    (error,) = refusal.value.error_dict[field]
    assert isinstance(error, DuplicateReference)
    assert error.existing == existing
    assert str(existing) in error.messages[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Reference.objects.create(title="Another", **{field: value})


def test_references_without_identifiers_do_not_collide() -> None:
    ReferenceFactory()
    Reference(title="Another").full_clean()


def test_a_date_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValidationError, match="does not exist"):
        Reference(title="T", year=2023, month=2, day=30).full_clean()
    with pytest.raises(ValidationError, match="needs a month"):
        Reference(title="T", year=2023, day=30).full_clean()


def test_what_a_reviewer_signs_leaves_out_notes_times_and_retraction() -> None:
    reference = ReferenceFactory(authors=SMOLEN, year=2016)
    before = reference.signed_data()
    reference.note = "Ask the librarian."
    reference.retraction_status = "retracted"
    reference.save()
    assert Reference.objects.get().signed_data() == before
    reference.pages = "102-9"
    assert reference.signed_data() != before
    assert before["authors"] == SMOLEN
    assert not {"note", "created_at", "updated_at", "search_text", "id"} & set(before)


def test_a_csl_item_comes_back_as_it_was() -> None:
    reference = ReferenceFactory(authors=SMOLEN, year=2016, doi="10.1016/abc")
    item = reference.to_csl()
    again = Reference.from_csl(item)
    again.key = reference.key
    assert again.to_csl() == item
    assert item["id"] == "smolen-2016"


@pytest.mark.parametrize(
    "query",
    ["nunez", "Núñez 2016", "ARTRITIS nunez", "10.1016/abc", "27156434", "nunez-2016", "j rest"],
)
def test_the_library_is_searched_without_regard_to_accents_and_order(query: str) -> None:
    wanted = ReferenceFactory(
        authors=[{"family": "Núñez", "given": "A"}],
        title="La artritis",
        year=2016,
        doi="10.1016/abc",
        pmid="27156434",
    )
    ReferenceFactory(container_title="Other")
    assert list(Reference.objects.matching(query)) == [wanted]


def test_the_line_of_a_reference_is_in_the_language_asked_for() -> None:
    reference = Reference(title="Arthritis", csl_type="webpage", year=2020, url="https://who.int/a")
    assert "Available from" in reference.formatted()
    assert "Disponible en" in reference.formatted("es")
