"""What an author hides is off the public at once; what was signed stays as it was signed."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from pages.delivery.models import PublishedDocument
from pages.delivery.verification import verify
from pages.ledger.models import LedgerEntry
from pages.people.models import Person
from tests.factories.content import an_author
from tests.factories.delivery import an_image, draft, published, translated
from tests.factories.people import NO_WORDINGS
from tests.factories.review import make_user

pytestmark = pytest.mark.django_db

SHOWN = {
    "licence_number": "12345",
    "licence_authority": "A council",
    "affiliation": "A clinic",
    "show_licence": True,
    "show_affiliation": True,
    "show_photograph": True,
}


@pytest.fixture(autouse=True)
def everything_may_be_shown(settings: Any) -> None:
    settings.PAGES = {
        "PERSON_PUBLIC_FIELDS": [
            "licence_number",
            "licence_authority",
            "affiliation",
            "languages",
            "photograph",
        ]
    }


@pytest.fixture
def author() -> Person:
    person = an_author()
    for name, value in SHOWN.items():
        setattr(person, name, value)
    person.photograph = an_image("A face")
    person.save()
    return person


def read(client: Any, page: Any) -> Any:
    return client.get(f"/api/v2/pages/{page.pk}/").json()["author"]


def test_what_is_hidden_is_gone_in_every_language_at_the_next_request(
    client: Any, author: Person
) -> None:
    page = published(title="Gout")
    pages = [page, translated(page)]
    for one in pages:
        assert read(client, one)["licence_number"] == "12345"
        assert read(client, one)["photograph"]
    author.show_licence = author.show_photograph = False
    author.save()
    for one in pages:
        shown = read(client, one)
        assert not {"licence_number", "licence_authority", "photograph"} & set(shown)
        assert shown["affiliation"] == "A clinic"
        assert (
            not PublishedDocument.objects.get(page=one)
            .images.filter(pk=author.photograph_id)
            .exists()
        )
    entry = LedgerEntry.objects.get(action="person.hidden")
    assert entry.data["pages"] == [one.pk for one in pages]
    assert entry.data["fields"] == ["licence_authority", "licence_number", "photograph"]
    assert [one for one in verify() if one.is_drift] == []


def test_what_is_corrected_at_the_same_time_stays_as_it_was_signed(
    client: Any, author: Person
) -> None:
    page = published(title="Gout")
    author.show_licence, author.affiliation = False, "Another clinic"
    author.licence_number = "99999"
    author.save()
    shown = read(client, page)
    assert "licence_number" not in shown
    assert shown["affiliation"] == "A clinic"


def test_nothing_is_shown_again_without_a_publication(client: Any, author: Person) -> None:
    page = published(title="Gout")
    for tick in (False, True):
        author.show_licence = tick
        author.save()
    assert "licence_number" not in read(client, page)
    assert LedgerEntry.objects.filter(action="person.hidden").count() == 1


def test_pages_of_others_and_drafts_are_left_alone(client: Any, author: Person) -> None:
    other = Person.objects.create(**SHOWN, name="Other", credentials="MD", languages=["en"])
    page = published(title="Gout", author=other)
    draft(title="Only a draft")
    before = PublishedDocument.objects.get(page=page).content_hash
    author.show_licence = False
    author.save()
    assert PublishedDocument.objects.get(page=page).content_hash == before
    assert not LedgerEntry.objects.filter(action="person.hidden").exists()


def test_it_is_done_in_the_admin_by_unticking(client: Any, author: Person) -> None:
    page = published(title="Gout")
    admin = make_user("admin", is_superuser=True)
    client.force_login(admin)
    address = reverse("wagtailsnippets_pages_person:edit", args=[author.pk])
    data = {
        "name": author.name,
        "credentials": author.credentials,
        "licence_number": "12345",
        "licence_authority": "A council",
        "affiliation": "A clinic",
        "languages": ["en", "es"],
        "is_author": "on",
        "photograph": author.photograph_id,
        "show_affiliation": "on",
        **NO_WORDINGS,
    }
    assert client.post(address, data).status_code == 302
    assert set(read(client, page)) == {"name", "credentials", "affiliation", "languages"}
    assert LedgerEntry.objects.get(action="person.hidden").actor == admin
