"""What nobody asks but robots and attackers is answered in words."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from wagtail.api.v2.utils import BadRequestError

from pages.delivery.asked import asked_site
from pages.delivery.sitemaps import files
from tests.factories.delivery import an_image, draft, published
from tests.factories.drafts import open_preview, share

pytestmark = pytest.mark.django_db

LISTS = [f"/api/v2/{name}/" for name in ("pages", "images", "documents", "redirects")]


@pytest.mark.parametrize("asked", ["a(" * 1000, "a(" * 1000 + "b" + ")" * 1000, "(" * 2000])
@pytest.mark.parametrize("path", LISTS)
def test_fields_inside_of_fields_inside_of_fields_are_refused(client, path, asked) -> None:
    answer = client.get(path, {"fields": asked})

    assert answer.status_code == 400
    assert answer.json() == {"message": "fields error: too many brackets inside of each other"}


def test_so_they_are_of_a_single_page_image_or_draft(client) -> None:
    page = published(hero_image=an_image(), hero_alt="A hand")
    asked = {"fields": "a(" * 1000}

    for path in (
        f"/api/v2/pages/{page.pk}/",
        f"/api/v2/images/{page.hero_image_id}/",
        "/api/v2/documents/1/",
        "/api/v2/redirects/1/",
    ):
        answer = client.get(path, asked)
        assert answer.status_code == 400, path
        assert answer.json()["message"].startswith("fields error")


def test_so_they_are_of_a_draft(client) -> None:
    answer = open_preview(client, share(draft()), fields="a(" * 1000)

    assert answer.status_code == 400
    assert answer.json()["message"].startswith("fields error")


def test_fields_as_deep_as_any_answer_are_not(client) -> None:
    page = published(hero_image=an_image(), hero_alt="A hand")

    answer = client.get(f"/api/v2/pages/{page.pk}/", {"fields": "_,hero_image(_,id)"})

    assert answer.json()["hero_image"] == {"id": page.hero_image_id}


@pytest.mark.parametrize("part", ["2", "99999999999999999999", "9" * 5000])
def test_a_part_of_a_sitemap_that_there_is_not_is_not_found_and_reads_no_page(
    client, monkeypatch, part
) -> None:
    published()
    monkeypatch.setattr(files, "families", None)

    assert client.get(f"/sitemaps/en.{part}.xml").status_code == 404


@pytest.mark.parametrize("site", ["\0", "localhost\0", "localhost:8\0"])
def test_no_database_is_asked_for_a_site_with_a_null_character(
    client, site, django_assert_num_queries
) -> None:
    with django_assert_num_queries(0), pytest.raises(BadRequestError, match="null characters"):
        asked_site(RequestFactory().get("/sitemap.xml", {"site": site}))
    assert client.get("/sitemap.xml", {"site": site}).status_code == 404
    assert client.get("/sitemaps/en.xml", {"site": site}).status_code == 404


@pytest.mark.parametrize("port", ["9" * 6, "9" * 5000, "0" * 5000 + "80"])
def test_a_port_with_more_digits_than_any_is_refused(client, port) -> None:
    published()

    assert client.get("/api/v2/pages/", {"site": f"localhost:{port}"}).status_code in (400, 404)
    assert client.get("/api/v2/site/", {"site": f"localhost:{port}"}).status_code == 400
    assert client.get("/sitemap.xml", {"site": f"localhost:{port}"}).status_code == 404
