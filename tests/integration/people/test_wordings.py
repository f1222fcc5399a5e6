"""Wordings of people's records in the database, in the admin and by the action."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from pages.ledger.models import LedgerEntry
from pages.people import as_signed, public_data
from pages.people.deletion import holders_of
from pages.people.models import Person, PersonWording
from pages.people.wordings import (
    WORDING_CHANGED,
    PersonWordingState,
    WriteWording,
    state_of,
    texts_in,
)
from tests.factories.people import NO_WORDINGS, PersonFactory, an_account

pytestmark = pytest.mark.django_db

SPANISH = "Médica cirujana, doctora en Ciencias"


def write(person: Person, language: str = "es", **words: str) -> PersonWording | None:
    return WriteWording(person_id=person.pk, language=language, user=an_account()).execute(words)


def test_each_language_reads_its_own_words() -> None:
    person = PersonFactory()
    write(person, credentials=SPANISH)
    assert public_data(person, role="author", language="es")["credentials"] == SPANISH
    assert public_data(person, role="author", language="en")["credentials"] == "MD, PhD"
    assert public_data(person, role="author", language="es")["affiliation"] == "Clínica de Ejemplo"
    assert as_signed(person, language="es")["reviewer_credentials"] == SPANISH
    assert as_signed(person, language="en")["reviewer_credentials"] == "MD, PhD"


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_the_record_hides_or_does_not_say_is_said_in_no_language(language: str) -> None:
    person = PersonFactory(credentials="", show_affiliation=False)
    PersonWording.objects.create(
        person=person, language="es", credentials=SPANISH, affiliation="Clínica"
    )
    data = public_data(person, role="author", language=language)
    assert data["credentials"] == ""
    assert "affiliation" not in data


def test_a_change_is_on_record_without_the_words() -> None:
    person = PersonFactory()
    write(person, credentials=f"  {SPANISH} ", affiliation="")
    write(person, credentials=SPANISH)
    entry = LedgerEntry.objects.get(action=WORDING_CHANGED)
    assert entry.data == {"person": person.pk, "language": "es", "fields": ["credentials"]}
    assert entry.actor_name
    assert ModelLogEntry.objects.filter(object_id=str(person.pk), action="wagtail.edit").exists()
    assert PersonWording.objects.get().credentials == SPANISH


def test_a_wording_without_words_is_removed() -> None:
    person = PersonFactory()
    assert write(person, credentials=SPANISH) is not None
    assert write(person, credentials="") is None
    assert not PersonWording.objects.exists()
    assert write(person, credentials="") is None
    assert LedgerEntry.objects.filter(action=WORDING_CHANGED).count() == 2


def test_what_is_not_named_stays_as_it_is() -> None:
    person = PersonFactory()
    write(person, credentials=SPANISH, affiliation="Clínica del Ejemplo")
    write(person, credentials="Médica cirujana")
    texts = texts_in(person, "es")
    assert (texts.credentials, texts.affiliation) == ("Médica cirujana", "Clínica del Ejemplo")


@pytest.mark.parametrize(("language", "credentials"), [("fr", "Médecin"), ("es", "largo " * 50)])
def test_what_the_site_has_no_room_for_is_refused(language: str, credentials: str) -> None:
    with pytest.raises(ValidationError):
        write(PersonFactory(), language, credentials=credentials)
    assert not PersonWording.objects.exists()
    assert not LedgerEntry.objects.exists()


def test_a_record_that_changed_makes_its_wording_outdated_until_it_is_written_again() -> None:
    person = PersonFactory()
    wording = write(person, credentials=SPANISH)
    assert state_of(person, wording) is PersonWordingState.WRITTEN
    person.credentials = "MD"
    person.save()
    wording = PersonWording.objects.get()
    assert state_of(person, wording) is PersonWordingState.OUTDATED
    wording.save()
    assert state_of(person, wording) is PersonWordingState.OUTDATED
    assert state_of(person, write(person, credentials=SPANISH)) is PersonWordingState.WRITTEN
    # Nothing that readers see has changed.
    assert LedgerEntry.objects.filter(action=WORDING_CHANGED).count() == 1


def test_saving_one_field_of_a_wording_keeps_what_it_was_written_beside() -> None:
    person = PersonFactory()
    wording = PersonWording.objects.create(person=person, language="es", credentials="Médica")
    wording.credentials = SPANISH
    person.credentials = "MD"
    person.save()
    wording.save(update_fields=["credentials"])
    wording.refresh_from_db()
    assert (wording.credentials, wording.credentials_source) == (SPANISH, "MD")


def test_one_language_has_one_wording() -> None:
    person = PersonFactory()
    PersonWording.objects.bulk_create(
        [PersonWording(person=person, language="es", credentials=SPANISH)]
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonWording.objects.create(person=person, language="es", credentials="Médica")


def test_a_wording_holds_nobody_and_goes_with_its_person() -> None:
    person = PersonFactory()
    write(person, credentials=SPANISH)
    assert str(PersonWording.objects.get()) == f"{person.name} (es)"
    assert holders_of(person) == []
    person.delete()
    assert not PersonWording.objects.exists()


# The form


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(an_account(is_superuser=True))
    return client


def form_data(*wordings: tuple[str, str], **changes: str) -> dict[str, Any]:
    data = {
        "name": "Ana Ficticia",
        "credentials": "MD, PhD",
        "languages": ["es"],
        "is_author": "on",
        "show_affiliation": "on",
        **NO_WORDINGS,
        "wordings-TOTAL_FORMS": str(len(wordings)),
    }
    for number, (language, credentials) in enumerate(wordings):
        data |= {
            f"wordings-{number}-language": language,
            f"wordings-{number}-credentials": credentials,
            f"wordings-{number}-affiliation": "",
        }
    return data | changes


def edit_url(person: Person) -> str:
    return reverse("wagtailsnippets_pages_person:edit", args=[person.pk])


def test_an_administrator_words_a_record_in_another_language(administrator: Client) -> None:
    person = PersonFactory()
    assert "In other languages" in administrator.get(edit_url(person)).content.decode()
    response = administrator.post(edit_url(person), form_data(("es", SPANISH)))
    assert response.status_code == 302
    wording = PersonWording.objects.get()
    assert (wording.language, wording.credentials) == ("es", SPANISH)
    assert wording.credentials_source == "MD, PhD"


def test_a_corrected_record_leaves_the_wording_beside_it_as_outdated(
    administrator: Client,
) -> None:
    person = PersonFactory()
    wording = write(person, credentials=SPANISH)
    assert wording is not None
    data = form_data(("es", SPANISH), credentials="MD")
    data |= {"wordings-INITIAL_FORMS": "1", "wordings-0-id": str(wording.pk)}
    assert administrator.post(edit_url(person), data).status_code == 302
    person.refresh_from_db()
    assert person.credentials == "MD"
    assert state_of(person, PersonWording.objects.get()) is PersonWordingState.OUTDATED


@pytest.mark.parametrize(
    ("wordings", "words"),
    [
        ([("es", SPANISH), ("es", "Médica")], "language"),
        ([("es", "")], "or remove it"),
        ([("fr", "Médecin")], "fr"),
    ],
)
def test_a_wording_that_cannot_be_is_refused_on_the_form(
    administrator: Client, wordings: list[tuple[str, str]], words: str
) -> None:
    person = PersonFactory()
    response = administrator.post(edit_url(person), form_data(*wordings))
    assert response.status_code == 200
    errors = response.context["form"].formsets["wordings"]
    assert words in str([*errors.errors, errors.non_form_errors()])
    assert not PersonWording.objects.exists()
