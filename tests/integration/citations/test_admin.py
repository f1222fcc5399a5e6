from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from pages.citations.models import Reference
from pages.citations.viewsets import REFERENCE_PERMISSIONS
from tests.factories.citations import ReferenceFactory, citation
from tests.factories.content import ConditionPageFactory, home

pytestmark = pytest.mark.django_db


def user_of(kind: str, language: str = "en") -> Any:
    """A user who may open the admin and has what this kind of group may do with references."""
    user = get_user_model().objects.create_user(kind.lower().replace(" ", "-"))
    group = Group.objects.create(name=f"{kind} ({language})")
    group.permissions.set(
        Permission.objects.filter(
            codename__in=["access_admin", *REFERENCE_PERMISSIONS.get(kind, ())]
        )
    )
    user.groups.add(group)
    if hasattr(user, "wagtail_userprofile"):
        user.wagtail_userprofile.preferred_language = language
    else:
        from wagtail.users.models import UserProfile

        UserProfile.objects.create(user=user, preferred_language=language)
    return user


def listing(client: Any, **query: str) -> str:
    response = client.get(reverse("wagtailsnippets_pages_reference:list"), query)
    return str(response.content.decode())


def form_data(**values: Any) -> dict[str, Any]:
    names = [
        "authors",
        "editors",
        "title",
        "container_title",
        "year",
        "month",
        "day",
        "volume",
        "issue",
        "pages",
        "doi",
        "pmid",
        "pmcid",
        "isbn",
        "issn",
        "url",
        "accessed",
        "publisher",
        "publisher_place",
        "edition",
        "language",
        "note",
    ]
    return {
        **dict.fromkeys(names, ""),
        "csl_type": "article-journal",
        "retraction_status": "unknown",
        **values,
    }


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_editor_adds_a_reference_with_one_author_per_line(client: Any, language: str) -> None:
    home()
    client.force_login(user_of("Editors", language))
    response = client.post(
        reverse("wagtailsnippets_pages_reference:add"),
        form_data(
            title="Rheumatoid arthritis",
            authors="Smolen, Josef S\nWorld Health Organization",
            year="2016",
            doi="https://doi.org/10.1016/ABC",
        ),
    )
    assert response.status_code == 302
    reference = Reference.objects.get()
    assert reference.authors == [
        {"family": "Smolen", "given": "Josef S"},
        {"literal": "World Health Organization"},
    ]
    assert (reference.key, reference.doi) == ("smolen-2016", "10.1016/abc")


def test_the_form_shows_authors_as_lines_and_keeps_them(client: Any) -> None:
    home()
    authors = [{"family": "Gilstrap", "given": "LC", "suffix": "3rd"}, {"literal": "WHO"}]
    reference = ReferenceFactory(authors=authors)
    client.force_login(user_of("Editors"))
    address = reverse("wagtailsnippets_pages_reference:edit", args=[reference.pk])
    assert "Gilstrap, LC\nWHO" in client.get(address).content.decode()
    data = form_data(title="New title", authors="Gilstrap, LC\r\nWHO", year="2020")
    assert client.post(address, data).status_code == 302
    reference.refresh_from_db()
    assert (reference.title, reference.authors) == ("New title", authors)


@pytest.mark.parametrize("field", ["doi", "pmid", "pmcid"])
def test_a_duplicate_is_refused_with_a_link_to_the_existing_one(client: Any, field: str) -> None:
    home()
    values = {"doi": "10.1016/abc", "pmid": "123", "pmcid": "PMC123"}
    existing = ReferenceFactory(title="<b>Bold</b> claims", **{field: values[field]})
    client.force_login(user_of("Editors"))
    response = client.post(
        reverse("wagtailsnippets_pages_reference:add"),
        form_data(title="Another", **{field: values[field].upper()}),
    )
    html = response.content.decode()
    link = reverse("wagtailsnippets_pages_reference:edit", args=[existing.pk])
    assert f'<a href="{link}">' in html
    assert "<b>Bold</b>" not in html
    assert Reference.objects.count() == 1


def test_a_malformed_identifier_is_explained_at_its_field(client: Any) -> None:
    home()
    client.force_login(user_of("Editors"))
    response = client.post(
        reverse("wagtailsnippets_pages_reference:add"), form_data(title="T", doi="nonsense")
    )
    assert "This is not a DOI" in response.content.decode()


def test_the_list_is_searched_and_shows_how_often_each_is_used(
    client: Any, django_capture_on_commit_callbacks: Any
) -> None:
    used = ReferenceFactory(title="Used often", authors=[{"family": "Núñez"}])
    ReferenceFactory(title="Never used")
    with django_capture_on_commit_callbacks(execute=True):
        ConditionPageFactory(title="Gout", causes=f"<p>x{citation(used)}</p>")
    client.force_login(get_user_model().objects.create_superuser("root"))
    html = listing(client)
    assert "Used 1 time" in html
    assert "Used 0 times" in html
    assert "Never used" not in listing(client, q="nunez")
    assert "Never used" not in listing(client, use="used")
    assert "Used often" not in listing(client, use="unused")
    assert "Never used" in listing(client, use="unused")
    usage = client.get(reverse("wagtailsnippets_pages_reference:usage", args=[used.pk]))
    assert "Gout" in usage.content.decode()


@pytest.mark.parametrize("part", ["choose", "choose_results"])
def test_the_chooser_of_blocks_finds_what_the_list_finds(client: Any, part: str) -> None:
    ReferenceFactory(title="Wanted", authors=[{"family": "Núñez"}], year=2016)
    ReferenceFactory(title="Unwanted")
    client.force_login(user_of("Editors"))
    address = reverse(f"wagtailsnippetchoosers_pages_reference:{part}")
    html = client.get(address, {"q": "2016 nunez"}).content.decode()
    assert "Wanted" in html
    assert "Unwanted" not in html


def test_translators_look_at_references_and_cannot_change_them(client: Any) -> None:
    home()
    reference = ReferenceFactory()
    client.force_login(user_of("Translators", "es"))
    assert reference.title in listing(client)
    for name, arguments in (("add", []), ("edit", [reference.pk]), ("delete", [reference.pk])):
        address = reverse(f"wagtailsnippets_pages_reference:{name}", args=arguments)
        assert client.post(address, {}).status_code in {302, 403}
    assert Reference.objects.get().title == reference.title


class TestTheSearchOfTheCitationDialog:
    def ask(self, client: Any, **query: str) -> dict[str, Any]:
        response = client.get(reverse("pages_citations_search"), query)
        assert response.status_code == 200
        answer: dict[str, Any] = response.json()
        return answer

    @pytest.mark.parametrize("kind", [*REFERENCE_PERMISSIONS, "Anybody with access"])
    def test_it_answers_everyone_who_may_open_the_admin(self, client: Any, kind: str) -> None:
        reference = ReferenceFactory(authors=[{"family": "Smolen"}], year=2016)
        client.force_login(user_of(kind))
        answer = self.ask(client, q="smolen")
        assert answer["total"] == 1
        assert answer["items"][0]["key"] == reference.key
        assert answer["items"][0]["label"] == "Smolen 2016"
        assert answer["items"][0]["text"] == reference.formatted()

    def test_it_sends_everyone_else_to_the_login(self, client: Any) -> None:
        assert client.get(reverse("pages_citations_search")).status_code == 302
        assert client.post(reverse("pages_citations_search")).status_code == 302

    @pytest.mark.parametrize("query", ["https://doi.org/10.1016/ABC", "PMID: 27156434"])
    def test_a_pasted_identifier_finds_its_reference(self, client: Any, query: str) -> None:
        reference = ReferenceFactory(doi="10.1016/abc", pmid="27156434")
        ReferenceFactory()
        client.force_login(user_of("Editors"))
        assert [item["key"] for item in self.ask(client, q=query)["items"]] == [reference.key]

    def test_keys_are_answered_in_their_order_and_unknown_ones_left_out(self, client: Any) -> None:
        first, second = ReferenceFactory.create_batch(2)
        client.force_login(user_of("Editors"))
        answer = self.ask(client, keys=f"{second.key} gone {first.key} {second.key}")
        assert [item["key"] for item in answer["items"]] == [second.key, first.key]

    @pytest.mark.parametrize(("kind", "may"), [("Editors", True), ("Translators", False)])
    def test_only_who_may_add_references_is_led_to_the_form(
        self, client: Any, kind: str, may: bool
    ) -> None:
        client.force_login(user_of(kind))
        assert bool(self.ask(client, q="x")["add_url"]) is may

    def test_the_private_note_stays_in_the_library(self, client: Any) -> None:
        ReferenceFactory(note="Only for us")
        client.force_login(user_of("Editors"))
        response = client.get(reverse("pages_citations_search"))
        assert "Only for us" not in response.content.decode()
