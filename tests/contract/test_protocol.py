"""Wagtail's v2 protocol, as any of its clients speaks it."""

import pytest
from wagtail.models import Locale, Page

from pages.publishing import guards
from tests.factories.content import a_reference, home
from tests.factories.delivery import (
    an_image,
    draft,
    every_block,
    publish,
    published,
    translated,
)

pytestmark = pytest.mark.django_db

PAGES = "/api/v2/pages/"


def titles(answer):
    return [item["title"] for item in answer.json()["items"]]


def test_a_listing_has_the_envelope_that_clients_expect(client):
    published(title="Arthritis")

    answer = client.get(PAGES, {"type": "pages.ConditionPage"}).json()

    assert set(answer) == {"meta", "items"}
    assert answer["meta"] == {"total_count": 1}
    assert set(answer["items"][0]) == {"id", "meta", "title"}
    assert set(answer["items"][0]["meta"]) == {
        "type",
        "detail_url",
        "html_url",
        "slug",
        "first_published_at",
        "locale",
    }


def test_types_can_be_asked_for_together(client):
    published("condition", title="Arthritis")
    published("procedure", title="Injection")

    both = client.get(PAGES, {"type": "pages.ConditionPage,pages.ProcedurePage", "order": "title"})
    one = client.get(PAGES, {"type": "pages.ProcedurePage"})

    assert titles(both) == ["Arthritis", "Injection"]
    assert titles(one) == ["Injection"]


@pytest.mark.parametrize("name", ["pages.Nothing", "nothing", "auth.User", "pages.Reference"])
def test_a_type_that_does_not_exist_is_refused(client, name):
    answer = client.get(PAGES, {"type": name})

    assert answer.status_code == 400
    assert answer.json() == {"message": "type doesn't exist"}


def test_a_language_can_be_asked_for(client):
    source = published(title="Arthritis")
    translated(source, title="Artritis")

    answer = client.get(PAGES, {"type": "pages.ConditionPage", "locale": "es"})

    assert titles(answer) == ["Artritis"]
    assert client.get(PAGES, {"locale": "fr"}).status_code == 404


def test_translations_of_a_page_can_be_asked_for(client):
    source = published(title="Arthritis")
    translated(source, title="Artritis")

    assert titles(client.get(PAGES, {"translation_of": source.pk})) == ["Artritis"]


def test_the_tree_can_be_asked_about(client):
    page = published(title="Arthritis")
    parent = page.get_parent()

    assert titles(client.get(PAGES, {"child_of": parent.pk})) == ["Arthritis"]
    assert "Arthritis" in titles(client.get(PAGES, {"descendant_of": home().pk}))
    assert titles(client.get(PAGES, {"child_of": "root"})) == [parent.title]
    assert titles(client.get(PAGES, {"ancestor_of": page.pk})) == ["EN", parent.title]


def test_pages_are_cut_into_parts_and_put_in_order(client):
    for title in ("B", "C", "A"):
        published(title=title)
    conditions = {"type": "pages.ConditionPage"}

    assert titles(client.get(PAGES, {**conditions, "order": "title"})) == ["A", "B", "C"]
    assert titles(client.get(PAGES, {**conditions, "order": "-title"})) == ["C", "B", "A"]
    part = client.get(PAGES, {**conditions, "order": "title", "limit": 1, "offset": 1})
    assert titles(part) == ["B"]
    assert part.json()["meta"]["total_count"] == 3


def test_a_slug_finds_its_page(client):
    published(title="Arthritis", slug="arthritis")
    published(title="Gout", slug="gout")

    assert titles(client.get(PAGES, {"slug": "gout"})) == ["Gout"]


def test_a_search_looks_into_the_signed_text(client):
    published(title="Arthritis", causes=f"<p>Smoking. {cited()}</p>")
    published(title="Gout")

    assert titles(client.get(PAGES, {"search": "smoking"})) == ["Arthritis"]
    found = client.get(PAGES, {"search": "smoking arthritis", "search_operator": "and"})
    assert titles(found) == ["Arthritis"]


def cited():
    from tests.factories.content import cite

    return cite(a_reference())


@pytest.mark.parametrize(
    ("fields", "body", "meta"),
    [
        ("_,title", {"title"}, None),
        ("_,id,title,slug", {"id", "title", "meta"}, {"slug"}),
        ("title,summary", None, None),
        ("-meta", None, None),
    ],
)
def test_a_detail_can_be_cut_to_fields(client, fields, body, meta):
    page = published()

    answer = client.get(f"{PAGES}{page.pk}/", {"fields": fields})

    if fields == "-meta":
        # As in Wagtail: ``meta`` itself is no field.
        assert answer.status_code == 400
        return
    assert answer.status_code == 200
    if body is not None:
        assert set(answer.json()) == body
    if meta is not None:
        assert set(answer.json()["meta"]) == meta


def test_a_field_can_be_left_out(client):
    page = published()

    answer = client.get(f"{PAGES}{page.pk}/", {"fields": "-body,-parent,-json_ld"}).json()

    assert not {"body", "json_ld"} & set(answer)
    assert "parent" not in answer["meta"]
    assert answer["summary"]


def test_all_fields_of_a_listing_can_be_asked_for(client):
    page = publish(
        draft(
            body=every_block(a_reference(), image=an_image(), page=home()),
            codes=[{"system": "icd-10", "code": "M05"}],
        )
    )
    detail = client.get(f"{PAGES}{page.pk}/").json()

    listed = client.get(PAGES, {"type": "pages.ConditionPage", "fields": "*"}).json()["items"][0]

    # What only a detail shows, in Wagtail too.
    del detail["meta"]["parent"]
    assert listed == detail


def test_fields_inside_fields_can_be_asked_for(client):
    treatment = published("procedure", title="Injection")
    page = published(treatments=[{"procedure": treatment}])

    answer = client.get(
        f"{PAGES}{page.pk}/", {"fields": "_,review(_,status),treatments(_,title),references(-text)"}
    ).json()

    assert answer["review"] == {"status": "current"}
    assert answer["treatments"] == [{"title": "Injection"}]
    assert "text" not in answer["references"][0]
    assert answer["references"][0]["number"] == 1


def test_fields_that_all_reviewed_types_have_need_no_type(client):
    published(title="Arthritis")

    items = client.get(PAGES, {"fields": "_,title,summary,review(_,status)"}).json()["items"]

    by_title = {item["title"]: item for item in items}
    assert by_title["Arthritis"]["summary"] == "A disease of the joints."
    assert by_title["Arthritis"]["review"] == {"status": "current"}
    assert by_title["EN"]["summary"] is None
    assert by_title["EN"]["review"] is None


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("fields=nothing", "unknown fields: nothing"),
        ("fields=title,", "fields error"),
        ("fields=title(", "fields error"),
        ("fields=summary(x)", "'summary' does not support nested fields"),
        ("fields=review(email)", "unknown fields: email"),
        ("nothing=1", "query parameter is not an operation or a recognised field: nothing"),
        ("order=body", "cannot order by 'body' (unknown field)"),
        ("limit=-1", "limit must be a positive integer"),
        ("limit=x", "limit must be a positive integer"),
        ("limit=1000", "limit cannot be higher than"),
        ("offset=-1", "offset must be a positive integer"),
        ("child_of=x", "child_of must be a positive integer"),
        ("child_of=999999", "parent page doesn't exist"),
        ("descendant_of=999999", "ancestor page doesn't exist"),
        ("translation_of=999999", "translation_of page doesn't exist"),
        ("id=x", "field filter error"),
        ("show_in_menus=x", "field filter error"),
        ("first_published_at=x", "field filter error"),
        ("slug=%00", "null characters are not allowed"),
        ("search=%00", "null characters are not allowed"),
        ("rich_text_format=x", "rich_text_format must be one of"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(client, query, message):
    home()

    answer = client.get(f"{PAGES}?{query}")

    assert answer.status_code == 400
    assert message in answer.json()["message"]


@pytest.mark.parametrize(
    "path",
    [
        "/en/conditions/arthritis/",
        "/en/conditions/arthritis",
        "en/conditions/arthritis/",
        "//en//conditions/arthritis/",
    ],
)
def test_a_path_of_the_frontend_finds_its_page(client, path):
    page = published(title="Arthritis", slug="arthritis")

    answer = client.get(f"{PAGES}find/", {"html_path": path, "fields": "_,title"}, follow=True)

    assert answer.redirect_chain == [
        (f"http://testserver/api/v2/pages/{page.pk}/?fields=_%2Ctitle", 302)
    ]
    assert answer.json() == {"title": "Arthritis"}


def test_a_spanish_path_finds_the_spanish_page(client):
    source = published(slug="arthritis")
    page = translated(source, slug="artritis")

    found = client.get(f"{PAGES}find/", {"html_path": "/es/enfermedades/artritis/"})

    assert found["Location"].endswith(f"/api/v2/pages/{page.pk}/?")


def test_the_root_of_the_frontend_is_the_home_page_of_the_sites_language(client):
    published()
    home("es")

    for path, page in (("/", home()), ("/en/", home()), ("/es/", home("es"))):
        found = client.get(f"{PAGES}find/", {"html_path": path})
        assert found["Location"].endswith(f"/api/v2/pages/{page.pk}/?"), path


def test_an_address_below_the_frontends_own_path_is_understood(client, settings):
    settings.FRONTEND_URL = "https://www.example.org/health"
    page = published(slug="arthritis")
    address = client.get(f"{PAGES}{page.pk}/").json()["meta"]["html_url"]

    found = client.get(f"{PAGES}find/", {"html_path": "/health/en/conditions/arthritis/"})

    assert address == "https://www.example.org/health/en/conditions/arthritis/"
    assert found.status_code == 302


@pytest.mark.parametrize(
    "query",
    [
        "html_path=/en/conditions/nothing/",
        "html_path=/fr/",
        "html_path=/es/conditions/arthritis/",
        "id=999999",
        "id=x",
        "id=-1",
        "",
    ],
)
def test_what_is_not_found_is_a_404_in_json(client, query):
    published(slug="arthritis")

    answer = client.get(f"{PAGES}find/?{query}")

    assert answer.status_code == 404
    assert answer.json() == {"message": "not found"}


def test_a_page_found_by_id(client):
    page = published()

    assert client.get(f"{PAGES}find/?id={page.pk}").status_code == 302


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_detail_names_its_language_and_its_alternates_in_headers(client, language):
    source = published(slug="arthritis")
    page = {"en": source, "es": translated(source, slug="artritis")}[language]

    answer = client.get(f"{PAGES}{page.pk}/")

    assert answer["Content-Language"] == language
    english = "<https://www.example.org/en/conditions/arthritis/>"
    spanish = "<https://www.example.org/es/enfermedades/artritis/>"
    assert answer["Link"].split(", ") == [
        f'{english}; rel="alternate"; hreflang="en"',
        f'{spanish}; rel="alternate"; hreflang="es"',
        f'{english}; rel="alternate"; hreflang="x-default"',
    ]


def test_a_translation_is_no_longer_current_when_its_source_was_signed_anew(client):
    source = published(summary="First.")
    page = translated(source)
    source.summary = "Second."
    publish(source)

    translation = client.get(f"{PAGES}{page.pk}/").json()["meta"]["translation"]

    first, second = source.approvals.order_by("id")
    assert translation.pop("outdated_since")
    assert translation.pop("notice").startswith("La página en inglés se modificó el ")
    assert translation == {
        "source_locale": "en",
        "source_fingerprint": first.fingerprint,
        "is_current": False,
        "changed": ["summary"],
    }
    assert first.fingerprint != second.fingerprint


def test_a_page_written_in_its_language_is_no_translation(client):
    page = published(language="es")

    assert client.get(f"{PAGES}{page.pk}/").json()["meta"]["translation"] is None


def test_a_link_leads_to_the_page_in_the_readers_language(client):
    english = published("procedure", slug="injection", title="Injection")
    spanish = translated(english, slug="inyeccion", title="Inyección")

    page = published(language="es", treatments=[{"procedure": english}])

    [link] = client.get(f"{PAGES}{page.pk}/").json()["treatments"]
    assert link["id"] == spanish.pk
    assert link["title"] == "Inyección"


def test_answers_are_json_and_read_only(client):
    page = published()

    assert client.get(f"{PAGES}{page.pk}/")["Content-Type"] == "application/json"
    for method in (client.post, client.put, client.patch, client.delete):
        assert method(f"{PAGES}{page.pk}/").status_code == 405


def test_the_configured_frontend_may_read_from_the_browser(client, settings):
    home()

    allowed = client.get(PAGES, headers={"origin": "https://www.example.org"})
    other = client.get(PAGES, headers={"origin": "https://evil.example"})

    assert allowed["Access-Control-Allow-Origin"] == "https://www.example.org"
    assert "Access-Control-Allow-Origin" not in other


def test_who_is_signed_in_sees_what_everybody_sees(client, admin_user):
    page = draft()
    shown = published()
    client.force_login(admin_user)

    assert client.get(f"{PAGES}{page.pk}/").status_code == 404
    assert client.get(f"{PAGES}{shown.pk}/").status_code == 200


def test_an_unknown_locale_in_the_database_does_not_matter(client):
    Locale.objects.get_or_create(language_code="es")

    assert client.get(PAGES).status_code == 200


def test_a_title_is_looked_for_in_what_the_public_reads(client):
    page = published(title="Arthritis")
    assert titles(client.get(PAGES, {"title": "Arthritis"})) == ["Arthritis"]
    with guards.suspended():
        Page.objects.filter(pk=page.pk).update(title="Nobody signed this")
    assert titles(client.get(PAGES, {"title": "Nobody signed this"})) == []
    assert "Arthritis" in titles(client.get(PAGES))
