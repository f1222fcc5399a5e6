"""People in the admin, for those who may see them and those who may not."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pages.people import GROUP_PERMISSIONS
from pages.people.models import Person
from tests.factories.content import ConditionPageFactory
from tests.factories.people import NO_WORDINGS, PersonFactory, an_account

pytestmark = pytest.mark.django_db

URLS = "wagtailsnippets_pages_person"


def form_data(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Ana Ficticia",
        "credentials": "MD",
        "affiliation": "",
        "photograph": "",
        "licence_number": "",
        "licence_authority": "",
        "user": "",
        "languages": ["es"],
        "is_reviewer": "on",
        "show_affiliation": "on",
        **NO_WORDINGS,
        **changes,
    }


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(an_account(is_superuser=True))
    return client


def test_an_administrator_records_a_person(administrator: Client) -> None:
    response = administrator.post(reverse(f"{URLS}:add"), form_data(languages=["en", "es"]))

    assert response.status_code == 302
    person = Person.objects.get()
    assert person.languages == ["en", "es"]
    assert person.is_reviewer
    assert not person.show_licence


def test_the_form_offers_the_content_languages_as_checkboxes(administrator: Client) -> None:
    html = administrator.get(reverse(f"{URLS}:add")).content.decode()

    assert html.count('type="checkbox" name="languages"') == 2


@pytest.mark.parametrize("languages", [["fr"], []])
def test_the_form_refuses_a_reviewer_without_a_language_of_the_site(
    administrator: Client, languages: list[str]
) -> None:
    response = administrator.post(reverse(f"{URLS}:add"), form_data(languages=languages))

    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {"languages"}
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("query", "found"),
    [("", {"Ana", "Beto"}), ("?is_reviewer=true", {"Beto"}), ("?q=beto", {"Beto"})],
)
def test_the_list_is_filtered_and_searched(
    administrator: Client, query: str, found: set[str]
) -> None:
    PersonFactory(name="Ana")
    PersonFactory(name="Beto", is_reviewer=True)

    response = administrator.get(reverse(f"{URLS}:list") + query)

    assert {person.name for person in response.context["object_list"]} == found


def test_the_list_does_not_show_addresses(administrator: Client) -> None:
    person = PersonFactory(user=an_account())

    for name, arguments in (("list", []), ("inspect", [person.pk])):
        html = administrator.get(reverse(f"{URLS}:{name}", args=arguments)).content.decode()
        assert person.name in html
        assert "private@example.org" not in html


@pytest.mark.parametrize("method", ["get", "post"])
def test_deleting_an_author_is_refused_with_the_page_that_holds_them(
    administrator: Client, method: str
) -> None:
    person = PersonFactory()
    ConditionPageFactory(title="Named page", author=person)

    response = getattr(administrator, method)(
        reverse(f"{URLS}:delete", args=[person.pk]), follow=True
    )

    assert response.status_code == 200
    assert "Named page" in response.content.decode()
    assert Person.objects.filter(pk=person.pk).exists()


def test_bulk_deletion_is_refused_as_a_whole(administrator: Client) -> None:
    held, free = PersonFactory(), PersonFactory()
    ConditionPageFactory(title="Named page", author=held)
    url = reverse("wagtail_bulk_action", args=["pages", "person", "delete"])

    response = administrator.post(f"{url}?id={held.pk}&id={free.pk}", follow=True)

    assert response.status_code == 200
    assert "Named page" in response.content.decode()
    assert Person.objects.count() == 2


def test_a_person_whom_nothing_names_is_deleted(administrator: Client) -> None:
    person = PersonFactory()

    administrator.post(reverse(f"{URLS}:delete", args=[person.pk]))

    assert not Person.objects.exists()


@pytest.mark.parametrize("group", ["editors", "reviewers"])
def test_members_of_a_group_see_people_and_change_nothing(client: Client, group: str) -> None:
    person = PersonFactory()
    client.force_login(an_account(*GROUP_PERMISSIONS[group]))

    assert client.get(reverse(f"{URLS}:list")).status_code == 200
    for name, arguments in (("add", []), ("edit", [person.pk]), ("delete", [person.pk])):
        assert (
            client.post(reverse(f"{URLS}:{name}", args=arguments), form_data()).status_code == 302
        )
    person.refresh_from_db()
    assert Person.objects.get() == person
    assert person.name != "Ana Ficticia"


def test_translators_do_not_see_the_records(client: Client) -> None:
    PersonFactory(name="Hidden Name")
    client.force_login(an_account(*GROUP_PERMISSIONS["translators"]))

    response = client.get(reverse(f"{URLS}:list"))

    assert response.status_code == 302
    assert "Hidden Name" not in response.content.decode()
