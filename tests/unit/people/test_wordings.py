"""What is said of a person in which language, before any database is asked."""

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings

from pages.people.models import Person, PersonWording
from pages.people.wordings import (
    PersonWordingState,
    fields_to_word,
    nearest,
    texts_in,
    worded,
    wording_state,
)


@pytest.mark.parametrize(
    ("written", "language", "found"),
    [
        (["es"], "es", "es"),
        (["es"], "es-mx", "es"),
        (["es", "es-mx"], "es-mx", "es-mx"),
        (["es-mx"], "es", ""),
        (["es"], "en", ""),
        (["es"], "est", ""),
        ([], "es", ""),
    ],
)
def test_a_language_reads_its_own_wording_or_that_which_covers_it(
    written: list[str], language: str, found: str
) -> None:
    assert nearest(written, language) == found


@pytest.mark.parametrize(
    ("record", "wording", "read"),
    [
        ("MD", "Médica cirujana", "Médica cirujana"),
        ("MD", "", "MD"),
        ("", "Médica cirujana", ""),
        ("", "", ""),
    ],
)
def test_no_language_says_what_the_record_does_not(record: str, wording: str, read: str) -> None:
    assert worded(record, wording) == read


def test_a_person_without_wordings_reads_the_same_everywhere() -> None:
    person = Person(name="Ana", credentials="MD", affiliation="A clinic")
    for language in ("en", "es", "es-mx"):
        texts = texts_in(person, language)
        assert (texts.credentials, texts.affiliation) == ("MD", "A clinic")


def test_what_is_not_worded_is_read_in_the_words_of_the_record() -> None:
    person = Person(name="Ana", credentials="MD", affiliation="A clinic")
    person.wordings = [PersonWording(language="es", credentials="Médica cirujana")]
    texts = texts_in(person, "es")
    assert (texts.credentials, texts.affiliation) == ("Médica cirujana", "A clinic")
    assert texts_in(person, "en").credentials == "MD"


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({"credentials": "MD", "affiliation": "A clinic"}, ["credentials", "affiliation"]),
        ({"credentials": "MD"}, ["credentials"]),
        ({"affiliation": "A clinic"}, ["affiliation"]),
        ({"affiliation": "A clinic", "show_affiliation": False}, []),
        ({}, []),
    ],
)
def test_only_what_the_public_may_read_is_worded(fields: dict[str, str], names: list[str]) -> None:
    assert fields_to_word(Person(name="Ana", **fields)) == names


def test_what_a_site_never_shows_is_not_worded() -> None:
    person = Person(name="Ana", credentials="MD", affiliation="A clinic")
    with override_settings(PAGES={"PERSON_PUBLIC_FIELDS": ["languages"]}):
        assert fields_to_word(person) == ["credentials"]


@pytest.mark.parametrize(
    ("words", "sources", "state"),
    [
        ({}, {}, PersonWordingState.NOT_STARTED),
        ({"credentials": ""}, {"credentials": "MD"}, PersonWordingState.NOT_STARTED),
        ({"affiliation": "Clínica"}, {"affiliation": "Clinic"}, PersonWordingState.NOT_STARTED),
        ({"credentials": "Médica"}, {"credentials": "MD"}, PersonWordingState.WRITTEN),
        ({"credentials": "Médica"}, {"credentials": "MBBS"}, PersonWordingState.OUTDATED),
    ],
)
def test_the_state_follows_from_what_was_written_beside_which_record(
    words: dict[str, str], sources: dict[str, str], state: PersonWordingState
) -> None:
    assert wording_state(record={"credentials": "MD"}, words=words, sources=sources) is state


def test_a_wording_without_words_is_refused() -> None:
    PersonWording(language="es", affiliation="Clínica").clean()
    with pytest.raises(ValidationError, match="or remove it"):
        PersonWording(language="es", credentials="  ").clean()
