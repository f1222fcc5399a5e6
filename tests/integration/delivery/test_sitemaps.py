"""Sitemaps: what is in them, what never is, and what they cost."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.dateparse import parse_datetime
from lxml import etree
from wagtail.models import Page, PageViewRestriction, Site

from pages.content.index import ConditionIndexPage, HomePage
from pages.delivery.sitemaps import files
from pages.disclaimers.models import Disclaimer
from pages.review.models import Approval
from tests.factories.content import home, index_page
from tests.factories.delivery import draft, published, translated
from tests.factories.disclaimers import reworded, sign_wording

pytestmark = pytest.mark.django_db

NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}
FRONTEND = "https://www.example.org"


def read(client, path: str):
    answer = client.get(path)
    assert answer.status_code == 200, path
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    body = b"".join(answer) if answer.streaming else answer.content
    return etree.fromstring(body)


def addresses(client, path: str) -> list[str]:
    return read(client, path).xpath("//s:loc/text()", namespaces=NAMES)


def entry(client, language: str, address: str):
    [found] = read(client, f"/sitemaps/{language}.xml").xpath(
        "//s:url[s:loc=$address]", namespaces=NAMES, address=f"{FRONTEND}{address}"
    )
    return found


def test_the_index_lists_a_sitemap_for_each_language(client) -> None:
    translated(published(slug="gout"), slug="gota")

    assert addresses(client, "/sitemap.xml") == [
        "http://testserver/sitemaps/en.xml",
        "http://testserver/sitemaps/es.xml",
    ]


def test_a_sitemap_lists_the_public_pages_of_its_language(client) -> None:
    translated(published(slug="gout"), slug="gota")
    published(slug="lupus")

    assert sorted(addresses(client, "/sitemaps/es.xml")) == [
        f"{FRONTEND}/es/",
        f"{FRONTEND}/es/enfermedades/",
        f"{FRONTEND}/es/enfermedades/gota/",
    ]


def test_an_entry_names_the_page_in_every_language_in_which_it_is_public(client) -> None:
    translated(published(slug="gout"), slug="gota")

    links = entry(client, "es", "/es/enfermedades/gota/").xpath("x:link", namespaces=NAMES)

    assert {link.get("hreflang"): link.get("href") for link in links} == {
        "en": f"{FRONTEND}/en/conditions/gout/",
        "es": f"{FRONTEND}/es/enfermedades/gota/",
        "x-default": f"{FRONTEND}/en/conditions/gout/",
    }


@pytest.mark.parametrize("language_code", ["en", "es", "pt-br"])
@pytest.mark.parametrize("own", ["en", "es"])
def test_readers_of_no_language_are_led_to_the_sites_own_here_and_in_the_api(
    client, settings, own, language_code
) -> None:
    settings.LANGUAGE_CODE = language_code
    pages = {"en": published(slug="gout")}
    pages["es"] = translated(pages["en"], slug="gota")
    Site.objects.filter(is_default_site=True).update(root_page=home(own))
    Site.clear_site_root_paths_cache()
    paths = {"en": "/en/conditions/gout/", "es": "/es/enfermedades/gota/"}

    for language, page in pages.items():
        [link] = entry(client, language, paths[language]).xpath(
            "x:link[@hreflang='x-default']/@href", namespaces=NAMES
        )
        header = client.get(f"/api/v2/pages/{page.pk}/")["Link"]
        assert link == f"{FRONTEND}{paths[own]}"
        assert f'<{link}>; rel="alternate"; hreflang="x-default"' in header


def test_a_translation_that_is_no_longer_public_is_named_nowhere(client) -> None:
    source = published(slug="gout")
    translated(source, slug="gota").unpublish()

    links = entry(client, "en", "/en/conditions/gout/").xpath("x:link", namespaces=NAMES)

    assert {link.get("hreflang") for link in links} == {"en", "x-default"}
    assert not any("gota" in address for address in addresses(client, "/sitemaps/es.xml"))


@pytest.mark.parametrize(
    "how", ["draft", "unpublished", "expired", "withdrawn", "restricted", "below a restriction"]
)
def test_what_is_not_public_is_never_in_it(client, how) -> None:
    page = draft(slug="gout") if how == "draft" else published(slug="gout")
    if how in ("unpublished", "expired"):
        page.unpublish(set_expired=how == "expired")
    elif how == "withdrawn":
        page.approvals.update(withdrawn_at="2026-01-01T00:00:00Z")
    elif how != "draft":
        hidden = page if how == "restricted" else index_page(ConditionIndexPage)
        PageViewRestriction.objects.create(
            page=Page.objects.get(pk=hidden.pk), restriction_type="login"
        )

    assert not any("gout" in address for address in addresses(client, "/sitemaps/en.xml"))


def test_it_lists_exactly_what_the_api_calls_public(client) -> None:
    translated(published(slug="gout"), slug="gota")
    draft(slug="secret")

    listed = {*addresses(client, "/sitemaps/en.xml"), *addresses(client, "/sitemaps/es.xml")}
    items = client.get("/api/v2/pages/?fields=_,html_url&locale=en").json()["items"]
    items += client.get("/api/v2/pages/?fields=_,html_url&locale=es").json()["items"]

    assert listed == {item["meta"]["html_url"] for item in items}
    assert len(listed) == 6


def test_the_date_is_that_of_the_signed_content_and_not_of_the_row(client) -> None:
    page = published(slug="gout")
    made = Approval.objects.get(page=page).activated_at
    Page.objects.filter(pk=page.pk).update(
        latest_revision_created_at=made + datetime.timedelta(days=9),
        last_published_at=made + datetime.timedelta(days=9),
    )

    changed = entry(client, "en", "/en/conditions/gout/").findtext("s:lastmod", namespaces=NAMES)

    assert parse_datetime(changed) == made.replace(microsecond=0)


def test_a_new_wording_of_its_disclaimer_changes_the_date_of_a_page(client) -> None:
    published(slug="gout")
    row = reworded(Disclaimer.objects.get(key="medical-information"), "<p>Ask your doctor.</p>")
    approval = sign_wording(row)

    changed = entry(client, "en", "/en/conditions/gout/").findtext("s:lastmod", namespaces=NAMES)

    assert parse_datetime(changed) == approval.signed_at.replace(microsecond=0)


def test_a_site_has_its_own_pages_alone(client) -> None:
    published(slug="gout")
    other_home = HomePage(title="Other", slug="other", locale=home().locale)
    Page.get_first_root_node().add_child(instance=other_home)
    Site.objects.create(hostname="other.example", root_page=other_home)

    assert addresses(client, "/sitemaps/en.xml?site=other.example") == [f"{FRONTEND}/en/"]
    assert addresses(client, "/sitemap.xml?site=other.example") == [
        "http://testserver/sitemaps/en.xml?site=other.example"
    ]
    assert client.get("/sitemap.xml?site=nobody.example").status_code == 404


def test_a_site_below_another_ones_home_is_not_listed_twice(client) -> None:
    published(slug="gout")
    below = Page.objects.get(pk=index_page(ConditionIndexPage).pk)
    Site.objects.create(hostname="below.example", root_page=below)

    assert addresses(client, "/sitemaps/en.xml") == [f"{FRONTEND}/en/"]
    assert sorted(addresses(client, "/sitemaps/en.xml?site=below.example")) == [
        f"{FRONTEND}/en/",
        f"{FRONTEND}/en/gout/",
    ]


def test_awkward_addresses_leave_the_file_whole(client, settings) -> None:
    settings.PAGES = {"FRONTEND_URL": "https://www.example.org/a&b"}
    page = published(slug="niños")
    Page.objects.filter(pk=page.pk).update(url_path="/en/conditions/a<b>&\"'-ñ/")

    [address] = [one for one in addresses(client, "/sitemaps/en.xml") if "%C3%B1" in one]

    assert address == "https://www.example.org/a&b/en/conditions/a%3Cb%3E&%22'-%C3%B1/"


def test_many_pages_are_divided_among_files(client, monkeypatch) -> None:
    for number in range(3):
        published(slug=f"page-{number}")
    whole = addresses(client, "/sitemaps/en.xml")
    monkeypatch.setattr("pages.delivery.sitemaps.files.capacity", lambda **_: 2)

    assert addresses(client, "/sitemap.xml") == [
        "http://testserver/sitemaps/en.xml",
        "http://testserver/sitemaps/en.2.xml",
        "http://testserver/sitemaps/en.3.xml",
    ]
    parts = [addresses(client, f"/sitemaps/en{part}.xml") for part in ("", ".2", ".3")]
    assert [len(part) for part in parts] == [2, 2, 1]
    assert [one for part in parts for one in part] == whole
    assert client.get("/sitemaps/en.4.xml").status_code == 404


def test_a_language_without_public_pages_has_no_sitemap(client) -> None:
    published()

    assert client.get("/sitemaps/es.xml").status_code == 404
    assert client.get("/sitemaps/fr.xml").status_code == 404
    assert client.get("/sitemaps/en.0.xml").status_code == 404


def test_without_a_frontend_there_are_no_addresses_to_list(client, settings) -> None:
    published()
    settings.FRONTEND_URL = ""

    assert client.get("/sitemap.xml").status_code == 404
    assert client.get("/sitemaps/en.xml").status_code == 404
    assert "Sitemap:" not in client.get("/robots.txt").content.decode()


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemaps/en.xml", "/robots.txt"])
def test_whoever_has_it_already_is_told_so(client, path) -> None:
    published()
    first = client.get(path)
    body = b"".join(first) if first.streaming else first.content

    again = client.get(path, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert first["Cache-Control"] == "public, max-age=60"
    assert client.head(path).status_code == 200
    assert client.post(path).status_code == 405
    published()
    if path == "/sitemaps/en.xml":
        assert int(first["Content-Length"]) == len(body)
        assert client.get(path, headers={"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemaps/es.xml", "/robots.txt"])
def test_it_is_the_same_whatever_language_the_browser_asks_for(client, path) -> None:
    translated(published())
    answer = client.get(path, headers={"accept-language": "es"})

    assert answer.status_code == 200
    assert "Accept-Language" not in answer.get("Vary", "")
    assert "Content-Language" not in answer


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemaps/en.xml", "/robots.txt"])
def test_who_wants_to_write_is_told_so_and_not_asked_for_a_token(path) -> None:
    assert Client(enforce_csrf_checks=True).post(path).status_code == 405


def test_a_sitemap_costs_the_same_queries_however_many_pages_there_are(client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            addresses(client, "/sitemaps/en.xml")
        return len(queries)

    published()
    # On PostgreSQL a process hears of a transaction that is still open once more.
    for _ in range(2):
        addresses(client, "/sitemaps/en.xml")
    first = cost()
    for _ in range(3):
        translated(published())
    addresses(client, "/sitemaps/en.xml")  # there is another home page now

    assert cost() == first
    assert first <= 8


def test_what_is_built_says_what_it_depends_on() -> None:
    published()
    site = Site.objects.get(is_default_site=True)

    whole = files.build_sitemap(site, language="en")

    assert whole.body == b"".join(files.sitemap_pieces(site, language="en"))
    assert "pages.PublishedDocument" in whole.depends_on


def test_robots_of_a_headless_site_may_read_what_frontends_load(client) -> None:
    assert client.get("/robots.txt").content.decode().splitlines() == [
        "User-agent: *",
        "Allow: /sitemap.xml",
        "Allow: /sitemaps/",
        "Allow: /api/v2/",
        "Allow: /documents/",
        "Allow: /media/",
        "Disallow: /",
        "",
        "Sitemap: http://testserver/sitemap.xml",
    ]


@pytest.mark.urls("tests.integration.delivery.urls_with_own_pages")
def test_robots_are_kept_from_nothing_where_the_site_shows_pages_of_its_own(client) -> None:
    assert client.get("/robots.txt").content.decode().splitlines()[:2] == [
        "User-agent: *",
        "Disallow:",
    ]


def test_the_sitemaps_may_be_read_from_another_host(client, settings) -> None:
    published()
    settings.PAGES = {"SITEMAP_URL": "https://www.example.org/"}

    assert addresses(client, "/sitemap.xml") == ["https://www.example.org/sitemaps/en.xml"]
    assert "Sitemap: https://www.example.org/sitemap.xml" in (
        client.get("/robots.txt").content.decode()
    )
