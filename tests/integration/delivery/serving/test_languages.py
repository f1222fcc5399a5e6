"""Who asks for a language gets that one, or a clear word that there is none."""

import pytest

from tests.factories.delivery import draft, prepare, published, translated

pytestmark = pytest.mark.django_db

PAGES = "/api/v2/pages/"


@pytest.fixture
def source():
    prepare("es")
    return published(title="Gout", slug="gout")


def test_a_page_is_answered_in_the_language_that_was_asked_for(client, source):
    translation = translated(source, slug="gota")
    answer = client.get(f"{PAGES}{source.pk}/?locale=es")
    assert answer.status_code == 200
    assert (answer.json()["id"], answer["Content-Language"]) == (translation.pk, "es")


def test_a_language_that_there_is_not_is_a_404_that_lists_what_exists(client, source):
    answer = client.get(f"{PAGES}{source.pk}/?locale=es")
    assert answer.status_code == 404
    assert answer.json()["requested_locale"] == "es"
    assert answer.json()["available"] == [
        {
            "locale": "en",
            "html_url": "https://www.example.org/en/conditions/gout/",
            "detail_url": f"http://testserver{PAGES}{source.pk}/",
        }
    ]
    assert "es" in answer.json()["message"]


def test_another_language_is_served_to_those_alone_who_say_that_it_will_do(client, source):
    answer = client.get(f"{PAGES}{source.pk}/?locale=es&fallback=en")
    assert answer.status_code == 200
    meta = answer.json()["meta"]
    assert (meta["requested_locale"], meta["served_locale"]) == ("es", "en")
    assert answer["Content-Language"] == "en"


def test_the_language_itself_comes_before_what_else_will_do(client, source):
    translation = translated(source, slug="gota")
    answer = client.get(f"{PAGES}{source.pk}/?locale=es&fallback=en").json()
    assert (answer["id"], answer["meta"]["served_locale"]) == (translation.pk, "es")


def test_a_fallback_never_shows_a_translation_that_is_not_public(client, source):
    hidden = draft(language="es", slug="gota", translation_key=source.translation_key)
    for address in (
        f"{source.pk}/?locale=es&fallback=en",
        "?locale=es&fallback=en",
        f"{hidden.pk}/?locale=es&fallback=en",
    ):
        text = client.get(PAGES + address).content.decode()
        assert "gota" not in text
        assert str(hidden.title) not in text
    assert client.get(f"{PAGES}{hidden.pk}/?locale=es&fallback=en").status_code == 404


def test_a_translation_that_left_the_public_leads_to_the_other_language_by_fallback(client, source):
    translation = translated(source, slug="gota")
    translation.unpublish()
    path = "/es/enfermedades/gota/"
    alone = client.get(f"{PAGES}find/", {"html_path": path})
    assert alone.status_code == 404
    assert [one["locale"] for one in alone.json()["available"]] == ["en"]
    asked = {"html_path": path, "locale": "es", "fallback": "en"}
    with_fallback = client.get(f"{PAGES}find/", asked, follow=True)
    assert with_fallback.status_code == 200
    assert with_fallback.json()["id"] == source.pk
    assert with_fallback.json()["meta"]["served_locale"] == "en"


def test_a_list_with_a_fallback_has_each_page_once_in_the_best_language(client, source):
    translated(source, slug="gota")
    other = published(title="Angina", slug="angina")
    answer = client.get(f"{PAGES}?locale=es&fallback=en&type=pages.ConditionPage").json()
    assert answer["meta"]["total_count"] == 2
    served = {item["meta"]["slug"]: item["meta"]["served_locale"] for item in answer["items"]}
    assert served == {"gota": "es", other.slug: "en"}
    assert {item["meta"]["requested_locale"] for item in answer["items"]} == {"es"}


def test_a_list_without_a_fallback_has_that_language_only(client, source):
    translated(source, slug="gota")
    published(slug="angina")
    answer = client.get(f"{PAGES}?locale=es&type=pages.ConditionPage").json()
    assert [item["meta"]["slug"] for item in answer["items"]] == ["gota"]


@pytest.mark.parametrize("asked", ["fallback=en", "locale=es&fallback=xx", "locale=xx&fallback=en"])
def test_a_fallback_that_makes_no_sense_is_refused_with_words(client, source, asked):
    for address in (f"{source.pk}/", ""):
        answer = client.get(f"{PAGES}{address}?{asked}")
        assert answer.status_code == 400
        assert "fallback" in answer.json()["message"]
