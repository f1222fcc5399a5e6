"""The glossary in the admin: the list, the form, and who may do what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from pages.translation.glossary.models import GlossaryConcept, GlossaryTerm
from pages.translation.glossary.storing import all_concepts
from pages.translation.glossary.values import Concept
from tests.factories.people import an_account
from tests.integration.translation.glossary.conftest import GOUT, SHOULDER

pytestmark = pytest.mark.django_db

URLS = "wagtailsnippets_pages_glossaryconcept"
LogIn = Callable[[str], Client]


def row(concept: Concept) -> GlossaryConcept:
    return GlossaryConcept.objects.get(key=concept.key)


def form_data(
    *terms: dict[str, Any], definitions: tuple[dict[str, Any], ...] = (), **fields: Any
) -> dict[str, Any]:
    data: dict[str, Any] = {"key": "", "subject": "anatomy", "note": "", **fields}
    for name, rows, least in (("terms", terms, 1), ("definitions", definitions, 0)):
        data |= {
            f"{name}-TOTAL_FORMS": len(rows),
            f"{name}-INITIAL_FORMS": sum(bool(each.get("id")) for each in rows),
            f"{name}-MIN_NUM_FORMS": least,
            f"{name}-MAX_NUM_FORMS": 1000,
        }
        for number, each in enumerate(rows):
            values = {"id": "", "DELETE": "", "ORDER": number + 1, **each}
            data |= {f"{name}-{number}-{field}": value for field, value in values.items()}
    return data


def term(language: str, text: str, **more: Any) -> dict[str, Any]:
    return {"language": language, "text": text, "status": "preferred", **more}


def shown(client: Client, query: str = "") -> set[str]:
    response = client.get(reverse(f"{URLS}:list") + query)
    assert response.status_code == 200
    return {entry.key for entry in response.context["object_list"]}


@pytest.mark.parametrize("group", ["editors", "translators"])
def test_editors_and_translators_add_an_entry(as_member: LogIn, group: str) -> None:
    response = as_member(group).post(
        reverse(f"{URLS}:add"),
        form_data(
            term("en", " kneecap "),
            term("es", "rótula", gender="f", part_of_speech="noun"),
            definitions=({"language": "en", "text": "A bone."},),
        ),
    )

    assert response.status_code == 302
    [concept] = all_concepts()
    assert concept.key == "kneecap"
    assert [(one.language, one.text) for one in concept.terms] == [
        ("en", "kneecap"),
        ("es", "rótula"),
    ]
    assert concept.definition("en") == "A bone."


def test_a_key_that_is_taken_gets_a_number(as_member: LogIn, entries: Any) -> None:
    as_member("editors").post(reverse(f"{URLS}:add"), form_data(term("en", "Gout")))

    assert GlossaryConcept.objects.filter(key="gout-2").exists()


def test_two_terms_swap_their_statuses_in_one_go(as_member: LogIn, entries: Any) -> None:
    concept = row(SHOULDER)
    english, spanish, other = concept.terms.order_by("language", "sort_order")

    response = as_member("translators").post(
        reverse(f"{URLS}:edit", args=[concept.pk]),
        form_data(
            term("en", english.text, id=english.pk),
            term("es", other.text, id=other.pk),
            term("es", spanish.text, id=spanish.pk, status="admitted"),
            key=concept.key,
        ),
    )

    assert response.status_code == 302
    statuses = dict(GlossaryTerm.objects.values_list("text", "status"))
    assert statuses["hombro helado"] == "preferred"
    assert statuses["hombro congelado"] == "admitted"


@pytest.mark.parametrize(
    ("terms", "name", "number"),
    [
        ([term("en", "knee"), term("en", "knee", status="admitted")], "__all__", 1),
        ([term("en", "the knee"), term("en", "the  knee", status="admitted")], "text", 1),
        ([term("en", "knee"), term("en", "genu")], "status", 1),
        ([term("fr", "genou")], "language", 0),
        ([term("en", "")], "text", 0),
    ],
)
def test_what_the_database_would_refuse_is_refused_with_words(
    as_member: LogIn, terms: list[dict[str, Any]], name: str, number: int
) -> None:
    response = as_member("editors").post(reverse(f"{URLS}:add"), form_data(*terms))

    assert response.status_code == 200
    errors = response.context["form"].formsets["terms"].forms[number].errors
    assert errors.keys() == {name}
    assert not GlossaryConcept.objects.exists()


def test_two_definitions_in_one_language_are_refused(as_member: LogIn) -> None:
    response = as_member("editors").post(
        reverse(f"{URLS}:add"),
        form_data(
            term("en", "knee"),
            definitions=({"language": "en", "text": "A."}, {"language": "en", "text": "B."}),
        ),
    )

    assert response.status_code == 200
    assert response.context["form"].formsets["definitions"].forms[1].errors.keys() == {"__all__"}


@pytest.mark.parametrize("key", ["Knee", "1knee", "knee--cap", "gout"])
def test_a_key_that_no_file_could_hold_or_that_is_taken_is_refused(
    as_member: LogIn, entries: Any, key: str
) -> None:
    response = as_member("editors").post(
        reverse(f"{URLS}:add"), form_data(term("en", "knee"), key=key)
    )

    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {"key"}


def test_an_entry_needs_a_term(as_member: LogIn) -> None:
    response = as_member("editors").post(reverse(f"{URLS}:add"), form_data())

    assert response.status_code == 200
    assert not GlossaryConcept.objects.exists()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"frozen-shoulder", "gout"}),
        ("?q=HELADO", {"frozen-shoulder"}),
        ("?q=rígido", {"frozen-shoulder"}),
        ("?q=nothing", set()),
        ("?status=forbidden", {"frozen-shoulder"}),
        ("?language=en&status=forbidden", set()),
        ("?language=es", {"frozen-shoulder", "gout"}),
        ("?subject=anatomy", set()),
    ],
)
def test_the_list_is_searched_and_filtered(
    as_member: LogIn, entries: Any, query: str, found: set[str]
) -> None:
    assert shown(as_member("reviewers"), query) == found


def test_the_list_asks_the_same_number_of_queries_however_many_entries(
    as_member: LogIn, entries: Any, django_assert_max_num_queries: Any
) -> None:
    client = as_member("translators")
    shown(client)
    with django_assert_max_num_queries(25):
        shown(client)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_list_shows_both_languages_and_what_is_forbidden(
    as_member: LogIn, entries: Any, language: str
) -> None:
    client = as_member("translators")
    with translation.override(language):
        html = client.get(reverse(f"{URLS}:list")).content.decode()
    assert "hombro congelado, ✗ hombro helado" in html
    assert reverse(f"{URLS}:edit", args=[row(SHOULDER).pk]) in html
    assert "frozen shoulder" in html


def test_a_reviewer_sees_and_does_not_change(as_member: LogIn, entries: Any) -> None:
    client = as_member("reviewers")
    assert shown(client)
    for address in (
        reverse(f"{URLS}:add"),
        reverse(f"{URLS}:edit", args=[row(GOUT).pk]),
        reverse(f"{URLS}:delete", args=[row(GOUT).pk]),
        reverse("firma_glossary:upload"),
    ):
        assert client.get(address).status_code == 302


@pytest.mark.parametrize("group", ["editors", "translators"])
def test_nobody_but_administrators_deletes(as_member: LogIn, entries: Any, group: str) -> None:
    address = reverse(f"{URLS}:delete", args=[row(GOUT).pk])
    assert as_member(group).post(address).status_code == 302
    assert GlossaryConcept.objects.filter(key="gout").exists()

    client = Client()
    client.force_login(an_account(is_superuser=True))
    client.post(address)
    assert not GlossaryConcept.objects.filter(key="gout").exists()


def test_without_permission_the_glossary_is_not_there(entries: Any) -> None:
    client = Client()
    client.force_login(an_account())
    assert client.get(reverse(f"{URLS}:list")).status_code == 302
    assert "glossary" not in client.get(reverse("wagtailadmin_home")).content.decode().lower()


@pytest.mark.parametrize(
    ("kind", "media_type", "begins"),
    [
        ("csv", "text/csv; charset=utf-8", b"\xef\xbb\xbfconcept,subject"),
        ("tbx", "application/x-tbx", b"<?xml"),
        ("tbx2", "application/x-tbx", b"<?xml"),
    ],
)
def test_what_the_list_shows_is_downloaded(
    as_member: LogIn, entries: Any, kind: str, media_type: str, begins: bytes
) -> None:
    response = as_member("reviewers").get(reverse(f"{URLS}:list") + f"?q=gout&glossary={kind}")

    assert response["Content-Type"] == media_type
    assert "attachment" in response["Content-Disposition"]
    assert response.content.startswith(begins)
    assert b"gota" in response.content
    assert b"congelado" not in response.content
