"""What the public may read of a person, before any database is asked."""

from itertools import product

import pytest
from django.test import override_settings

from pages import conf
from pages.people import GROUP_PERMISSIONS, allowed_fields, person_for, public_data
from pages.people.models import Person

SECRETS = {"user", "user_id", "email", "id"}
ROLES = ["author", "reviewer", "translator"]


def a_person(**fields: object) -> Person:
    return Person(
        **{
            "name": "Ana Ficticia",
            "credentials": "MD",
            "licence_number": "123",
            "licence_authority": "Colegio Médico",
            "affiliation": "Clínica de Ejemplo",
            "languages": ["en", "es"],
            **fields,
        }
    )


@pytest.mark.parametrize(
    ("role", "affiliation", "licence", "photograph"), list(product(ROLES, *[[True, False]] * 3))
)
def test_only_what_the_person_shows_is_public(
    role: str, affiliation: bool, licence: bool, photograph: bool
) -> None:
    person = a_person(
        show_affiliation=affiliation, show_licence=licence, show_photograph=photograph
    )

    data = public_data(person, role=role, language="en")

    assert data["name"] == "Ana Ficticia"
    assert data["credentials"] == "MD"
    assert ("affiliation" in data) is affiliation
    assert ("licence_number" in data) is (licence and role != "translator")
    assert ("licence_authority" in data) is (licence and role != "translator")
    assert not SECRETS & data.keys()


def test_name_and_credentials_stay_when_a_site_shows_nothing_else() -> None:
    with override_settings(PAGES={"PERSON_PUBLIC_FIELDS": []}):
        data = public_data(a_person(show_licence=True), role="reviewer", language="en")

    assert data == {"name": "Ana Ficticia", "credentials": "MD"}


def test_a_site_may_hide_what_the_person_would_show() -> None:
    with override_settings(PAGES={"PERSON_PUBLIC_FIELDS": ["name", "credentials", "languages"]}):
        data = public_data(a_person(), role="author", language="en")

    assert data == {"name": "Ana Ficticia", "credentials": "MD", "languages": ["en", "es"]}


def test_empty_fields_are_left_out() -> None:
    data = public_data(a_person(affiliation="", credentials=""), role="author", language="en")

    assert "affiliation" not in data
    assert data["credentials"] == ""


def test_the_answer_does_not_share_its_list_with_the_record() -> None:
    person = a_person()

    public_data(person, role="author", language="en")["languages"].append("fr")

    assert person.languages == ["en", "es"]


def test_an_unknown_role_is_refused() -> None:
    with pytest.raises(ValueError, match="editor"):
        public_data(
            a_person(),
            role="editor",  # type: ignore[arg-type]  # refused at run time too
            language="en",
        )


def test_no_setting_can_make_a_hidden_field_public() -> None:
    fields = [*conf.DEFAULTS["PERSON_PUBLIC_FIELDS"], "user", "email"]

    shown = allowed_fields(
        fields, role="author", show_affiliation=False, show_licence=False, show_photograph=False
    )

    assert not shown & {"affiliation", "licence_number", "licence_authority", "photograph"}
    with override_settings(PAGES={"PERSON_PUBLIC_FIELDS": fields}):
        assert not SECRETS & public_data(a_person(), role="author", language="en").keys()


def test_nobody_is_not_a_person() -> None:
    assert person_for(None) is None


def test_a_person_is_called_by_name_and_credentials() -> None:
    assert str(a_person()) == "Ana Ficticia, MD"
    assert str(a_person(credentials="")) == "Ana Ficticia"


def test_no_group_may_change_who_signs() -> None:
    assert set(GROUP_PERMISSIONS) == {"editors", "translators", "reviewers"}
    granted = {permission for group in GROUP_PERMISSIONS.values() for permission in group}
    assert granted == {"pages.view_person", "pages.change_personwording"}
    assert "pages.view_person" not in GROUP_PERMISSIONS["translators"]
