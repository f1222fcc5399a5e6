"""The API's description: valid, committed, true of every answer, and closed."""

import json

import pytest
from django.utils.translation import override
from openapi_spec_validator import OpenAPIV31SpecValidator

from pages.delivery.openapi.document import describe, package_version
from pages.delivery.openapi.page_types import plain_labels, reviewed_types
from pages.delivery.openapi.view import serialized
from tests.contract.golden import FOLDER
from tests.contract.schemas import Contract, with_more, without_each_part
from tests.factories.delivery import published, translated
from tools.openapi import HOW_TO_ACCEPT, committed, differences

ADDRESS = "/api/v2/openapi.json"
PAGES = "/api/v2/pages/"
KEPT = sorted(
    path.stem for path in FOLDER.glob("*.json") if path.stem.split(".")[0] not in {"signed"}
)
DETAILS = [name for name in KEPT if name != "listing"]
OPTIONAL = {"licence_number", "licence_authority", "affiliation", "languages", "photograph"}
"""What the record of an author may leave open."""


@pytest.fixture(scope="module")
def contract():
    return Contract(describe())


def golden(name):
    """Return a kept answer with values of the right form where it has only their names."""
    text = (FOLDER / f"{name}.json").read_text(encoding="utf-8")
    for word, value in (
        ('"FINGERPRINT"', f'"{"0" * 64}"'),
        ('"TIME"', '"2026-01-01T00:00:00Z"'),
        ('"DAY"', '"2026-01-01"'),
    ):
        text = text.replace(word, value)
    return json.loads(text)


def test_it_is_openapi():
    assert [error.message for error in OpenAPIV31SpecValidator(describe()).iter_errors()] == []


def test_it_is_what_is_committed():
    changed = list(differences(committed(), describe()))

    assert changed == [], "\n".join(["", *changed, HOW_TO_ACCEPT])


def test_what_differs_is_said_in_places():
    old = {"a": {"b": 1, "c": [1, 2]}, "d": 0}

    new = {"a": {"b": 2, "c": [1, 3]}, "e": 0}

    assert list(differences(old, new)) == [
        "changed: /a/b: 1 -> 2",
        "changed: /a/c/1: 2 -> 3",
        "gone: /d",
        "new: /e",
    ]


def test_it_is_the_same_each_time_in_any_language():
    with override("es"):
        spanish = serialized(describe())

    assert spanish == serialized(describe())
    assert describe()["info"]["version"] == package_version()


def test_every_page_type_of_the_installation_is_in_it(contract):
    for model in reviewed_types():
        assert model._meta.object_name in contract.schemas
    assert {"pages.HomePage", "pages.ConditionIndexPage", "wagtailcore.Page"} <= set(plain_labels())


def test_it_is_served_and_can_be_kept(client):
    answer = client.get(ADDRESS)

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    assert answer["Cache-Control"] == "public, max-age=300"
    assert answer.json() == describe()
    again = client.get(ADDRESS, headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert client.post(ADDRESS).status_code == 405
    assert client.head(ADDRESS).status_code == 200


@pytest.mark.parametrize("name", DETAILS)
def test_every_kept_answer_is_as_described(contract, name):
    page = golden(name)

    assert contract.problems(contract.name_of(page), page) == []
    assert contract.problems("PageDetail", page) == []


def test_the_kept_listing_is_as_described(contract):
    assert contract.problems("PageListing", golden("listing")) == []


@pytest.mark.parametrize("name", DETAILS)
def test_what_is_not_described_is_refused_in_every_object(contract, name):
    page = golden(name)
    let_through = [
        place
        for place, changed in with_more(page)
        if contract.allows(contract.name_of(page), changed)
    ]

    assert [place for place in let_through if not place.startswith("json_ld")] == []
    assert "json_ld" in let_through  # schema.org's vocabulary is not ours to close


@pytest.mark.parametrize("name", DETAILS)
def test_what_is_required_cannot_be_missing_anywhere(contract, name):
    page = golden(name)

    let_through = [
        place
        for place, changed in without_each_part(page)
        if contract.allows(contract.name_of(page), changed)
    ]

    assert [
        place
        for place in let_through
        if not place.startswith("json_ld/")
        and not (place.startswith("author/") and place.rpartition("/")[2] in OPTIONAL)
        and "/renditions/" not in place
        and "/srcset" not in place  # pages from before there were formats have none
    ] == []
    assert contract.problems(contract.name_of(page), {**page, "json_ld": {"name": "x"}})


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    ["_", "_,title", "_,slug", "summary,review(_,status)", "*", "-title", "hero_image(id)"],
)
def test_parts_of_pages_are_as_described(client, contract, fields):
    source = published(title="Arthritis")
    translated(source)

    listing = client.get(PAGES, {"fields": fields}).json()
    detail = client.get(f"{PAGES}{source.pk}/", {"fields": fields}).json()

    assert contract.problems("PageListing", listing) == []
    assert contract.problems("PageDetail", detail) == []


@pytest.mark.django_db
def test_refusals_are_as_described(client, contract):
    published()

    for query, schema in (("limit=x", "Error"), ("locale=fr", "Error"), ("fields=x", "Error")):
        assert contract.problems(schema, client.get(f"{PAGES}?{query}").json()) == []
    assert contract.problems("PageNotFound", client.get(f"{PAGES}999999/").json()) == []
    assert contract.problems("Error", client.post(PAGES).json()) == []
    assert contract.problems("ProtocolError", client.post("/api/v2/images/").json()) == []


@pytest.mark.parametrize("address", ["pages/x/", "pages/-1/", "images/1/2/", "redirects/null/"])
def test_what_is_no_address_is_a_404_in_json(client, contract, address):
    answer = client.get(f"/api/v2/{address}")

    assert answer.status_code == 404
    assert contract.problems("Error", answer.json()) == []


@pytest.mark.django_db
def test_an_address_without_its_slash_leads_to_the_one_with_it(client):
    page = published()

    for address in ("pages", f"pages/{page.pk}", "pages/find"):
        assert client.get(f"/api/v2/{address}")["Location"] == f"/api/v2/{address}/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("search=a&search_operator=near", "search_operator must be either 'and' or 'or'"),
        (
            "first_published_at=2026-01-01T00:00:00",
            "first_published_at must be a time with its zone",
        ),
        ("first_published_at=2026-01-01", "first_published_at must be a time with its zone"),
        ("first_published_at=0001-01-01T00:00:00%2B23:00", "first_published_at is out of range"),
    ],
)
def test_what_a_database_would_break_at_is_refused_in_words(client, query, message):
    published()

    answer = client.get(f"{PAGES}?{query}")

    assert answer.status_code == 400
    assert answer.json() == {"message": message}


@pytest.mark.django_db
@pytest.mark.parametrize(("endpoint", "status"), [("pages", 200), ("images", 400)])
def test_an_offset_beyond_all_is_empty_or_refused_in_words(client, endpoint, status):
    answer = client.get(f"/api/v2/{endpoint}/?offset={10**30}")

    assert answer.status_code == status
    assert answer.json().get("items", []) == []


@pytest.mark.django_db
@pytest.mark.parametrize("endpoint", ["pages", "images", "documents", "redirects"])
@pytest.mark.parametrize("query", ["id=x", "id=", "", "id=99999999999999999999999"])
def test_nothing_is_found_with_what_is_no_id(client, endpoint, query):
    answer = client.get(f"/api/v2/{endpoint}/find/?{query}")

    assert answer.status_code == 404
    assert answer.json() == {"message": "not found"}
