"""Answers of every endpoint as they are described: their bodies, their headers, their refusals."""

import re

import pytest
from django.db import OperationalError
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from pages.delivery.openapi.document import describe
from pages.delivery.serving.memory import memory
from pages.models import ConditionIndexPage, SocialLink
from tests.contract.schemas import Contract, with_more, without_each_part
from tests.factories.content import a_reference, home, index_page
from tests.factories.delivery import (
    a_file,
    an_image,
    cite,
    draft,
    link_to_file,
    publish,
    published,
    translated,
)
from tests.factories.disclaimers import DisclaimerFactory
from tests.factories.drafts import share, token_of
from tests.factories.navigation import a_profile, heading_entry, link_entry, page_entry, worded

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_news_of_refusals")]

API = "/api/v2"
PAGES = f"{API}/pages/"
OF_ANY_ANSWER = {
    *("Content-Type", "Content-Length", "Vary", "Allow", "X-Frame-Options", "Referrer-Policy"),
    *("X-Content-Type-Options", "Cross-Origin-Opener-Policy", "Access-Control-Allow-Origin"),
}
"""Headers that any site sends with whatever it says."""
MIME_TYPES = ("image/avif", "image/webp")


@pytest.fixture(scope="module")
def contract():
    return Contract(describe())


def said(path, status):
    """Return what the description says of an answer."""
    return describe()["paths"][path]["get"]["responses"][str(status)]


def headers_problems(answer, described):
    """Return the headers that are missing, malformed or not described."""
    headers = described.get("headers", {})
    missing = {name for name, header in headers.items() if header.get("required")}
    missing -= set(answer.headers)
    odd = {
        name
        for name, header in headers.items()
        if name in answer.headers
        and not re.search(header["schema"].get("pattern", ""), answer.headers[name])
    }
    return missing | odd | (set(answer.headers) - set(headers) - OF_ANY_ANSWER)


def a_site():
    """Make a page in two languages with an image, a file and a redirect; return their ids."""
    image, file = an_image(), a_file()
    page = publish(
        draft(
            title="Arthritis",
            hero_image=image,
            hero_alt="A hand",
            causes=f"<p>Read {link_to_file(file)} {cite(a_reference())}.</p>",
        )
    )
    translated(page, title="Artritis")
    redirect = Redirect.objects.create(old_path="/old", redirect_page=page)
    return {
        "pages": page.pk,
        "images": image.pk,
        "documents": file.pk,
        "redirects": redirect.pk,
    }


@pytest.mark.parametrize("endpoint", ["pages", "images", "documents", "redirects"])
def test_the_headers_of_answers_are_described(client, endpoint):
    pk = a_site()[endpoint]

    for path in (f"/{endpoint}/", f"/{endpoint}/{{id}}/"):
        address = f"{API}{path}".format(id=pk)
        answer = client.get(address)
        assert headers_problems(answer, said(path, 200)) == set()
        again = client.get(address, headers={"if-none-match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert headers_problems(again, said(path, 304)) == set()
    found = client.get(f"{API}/{endpoint}/find/?id={pk}")
    assert found.status_code == 302
    assert headers_problems(found, said(f"/{endpoint}/find/", 302)) == set()


def test_images_files_and_redirects_are_kept_until_they_change(client, settings):
    # What the site chooses for pages, of which caches are told, would be wrong for these.
    settings.PAGES = {"API_CACHE_CONTROL": "public, max-age=0, s-maxage=86400"}
    made = a_site()
    address = f"{API}/redirects/"
    before = client.get(address)

    assert before["Cache-Control"] == "public, max-age=0, must-revalidate"
    Redirect.objects.filter(pk=made["redirects"]).update(is_permanent=False)
    after = client.get(address, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert after.json()["items"][0]["is_permanent"] is False
    assert b"\n" not in after.content
    assert "ETag" not in client.get(f"{API}/images/999999/")


def test_a_page_that_was_stored_says_when_it_changed(client, contract):
    page = published()
    client.get(f"{PAGES}{page.pk}/")

    answer = client.get(f"{PAGES}{page.pk}/")

    assert headers_problems(answer, said("/pages/{id}/", 200)) == set()
    links = [part.rpartition("hreflang=")[2] for part in answer["Link"].split(", ")]
    assert links == ['"en"', '"x-default"']
    assert contract.problems("PageDetail", answer.json()) == []


def test_the_language_that_is_wanted_is_described(client, contract):
    source, only = published(title="Arthritis"), published(title="Gout")
    other = translated(source)

    for page, query, served in (
        (source, "locale=es", "es"),
        (source, "locale=es&fallback=en", "es"),
        (only, "locale=es&fallback=es,en", "en"),
        (only, "locale=es&fallback=en&fields=_,title", "en"),
    ):
        answer = client.get(f"{PAGES}{page.pk}/?{query}")
        assert answer.status_code == 200
        assert answer["Content-Language"] == served
        assert contract.problems("PageDetail", answer.json()) == []
    marked = client.get(f"{PAGES}{only.pk}/?locale=es&fallback=en").json()["meta"]
    assert (marked["requested_locale"], marked["served_locale"]) == ("es", "en")
    for query in ("locale=es&fallback=en", "locale=es&fallback=en&fields=_,title,alternates"):
        listing = client.get(f"{PAGES}?{query}").json()
        assert {item["meta"]["served_locale"] for item in listing["items"]} == {"en", "es"}
        assert contract.problems("PageListing", listing) == []
    assert client.get(f"{PAGES}{other.pk}/?locale=en").json()["id"] == source.pk


def test_a_language_that_a_page_is_not_in_is_refused_as_described(client, contract):
    page = published()

    for language in ("es", "fr", "no language!"):
        answer = client.get(f"{PAGES}{page.pk}/", {"locale": language})
        assert answer.status_code == 404
        assert contract.problems("PageNotFound", answer.json()) == []
        assert answer.json()["requested_locale"] == language
        assert [there["locale"] for there in answer.json()["available"]] == ["en"]
    half = {"message": "x", "available": []}
    assert contract.problems("PageNotFound", half)


def test_what_a_search_shows_is_described(client, contract):
    published(title="Arthritis", summary="A disease of the joints.")

    listing = client.get(PAGES, {"search": "joints", "fields": "search_snippet"}).json()

    [item] = listing["items"]
    assert "<mark>" in item["meta"]["search_snippet"]
    assert contract.problems("PageListing", listing) == []


def test_a_site_that_says_everything_is_as_described(client, contract):
    page = published(title="Gout")
    home("es")
    DisclaimerFactory(key="emergencies")
    profile = a_profile(
        heading_entry({"en": "About us"}, below=[page_entry(page)]),
        link_entry({"en": "Book"}, {"en": "/en/book/"}),
        page_entry(index_page(ConditionIndexPage), below=[page_entry(page)]),
        footer=[page],
        logo=an_image(width=800, height=400),
        organisation_name="Ribera",
        telephone="+34 96 123 45 67",
        footer_disclaimers=["emergencies"],
    )
    SocialLink.objects.create(profile=profile, network="youtube", url="https://video.example/r")
    worded(profile, "en", site_name="Ribera clinic", opening_hours="Monday to Friday")

    answer = client.get(f"{API}/site/?locale=en")
    site = answer.json()

    assert len(site["menus"]["main"]) == 3
    assert len(site["disclaimers"]) == len(site["social"]) == 1
    assert contract.problems("Site", site) == []
    assert headers_problems(answer, said("/site/", 200)) == set()
    assert contract.problems("Site", client.get(f"{API}/site/?locale=es").json()) == []
    is_open = [place for place, more in with_more(site) if contract.allows("Site", more)]
    assert {place.partition("json_ld")[0] for place in is_open} == {"publisher/"}
    can_be_missing = {
        place for place, less in without_each_part(site) if contract.allows("Site", less)
    }
    assert {
        place
        for place in can_be_missing
        if "/renditions/" not in place and not place.startswith("publisher/json_ld/")
    } == {"publisher/logo/srcset", *(f"publisher/logo/srcset/{mime}" for mime in MIME_TYPES)}


def test_a_logo_has_addresses_that_work_from_another_host_in_every_format(client):
    a_profile(logo=an_image(width=800, height=400), organisation_name="Ribera")

    logo = client.get(f"{API}/site/").json()["publisher"]["logo"]

    addresses = [
        *(each for size in logo["renditions"].values() for each in size["formats"].values()),
        *(part for candidates in logo["srcset"].values() for part in candidates.split(", ")),
    ]
    assert addresses
    assert [one for one in addresses if not one.startswith("http://testserver/media/")] == []


def test_a_site_that_is_not_there_is_refused_as_described(client, contract):
    home()

    for query, schema, status in (
        ("locale=fr", "SiteNotFound", 404),
        ("nothing=1", "Error", 400),
        ("site=nowhere.example", "Error", 400),
    ):
        answer = client.get(f"{API}/site/?{query}")
        assert answer.status_code == status
        assert contract.problems(schema, answer.json()) == []
        assert headers_problems(answer, said("/site/", status)) == set()


@pytest.mark.parametrize("path", ["/drafts/", "/page_preview/", "/page_preview/{id}/"])
def test_a_draft_is_as_described_and_as_private(client, contract, path):
    token = token_of(share(draft(title="Nobody signed this", hero_image=an_image())))
    address = f"{API}{path}".format(id=1)

    for query in ({}, {"fields": "_,title"}):
        answer = client.get(address, {"token": token, **query})
        assert answer.status_code == 200
        assert answer.json()["title"] == "Nobody signed this"
        assert contract.problems("Draft", answer.json()) == []
        assert headers_problems(answer, said(path, 200)) == set()
        assert contract.problems("PageDetail", answer.json())  # nobody takes it for public
    for query, schema, status in (
        ({"token": "x"}, "Error", 404),
        ({"token": token, "fields": "nothing"}, "Error", 400),
    ):
        refused = client.get(address, query)
        assert refused.status_code == status
        assert contract.problems(schema, refused.json()) == []
        assert headers_problems(refused, said(path, status)) == set()


def test_a_token_at_an_address_that_there_is_not_is_kept_by_nobody(client, contract):
    for address in ("drafts/12/", "page_preview/-1/", "page_preview/x/"):
        refused = client.get(f"{API}/{address}?token=x")
        assert refused.status_code == 404
        assert contract.problems("Error", refused.json()) == []
        assert headers_problems(refused, said("/drafts/", 404)) == set()
    assert "X-Robots-Tag" not in client.get(f"{PAGES}x/")


@pytest.mark.parametrize("path", ["/pages/", "/pages/{id}/", "/pages/find/"])
def test_what_cannot_be_known_is_refused_as_described(client, contract, monkeypatch, path):
    page = published()

    def is_down():
        raise OperationalError("the database is gone")

    monkeypatch.setattr(memory, "follow", is_down)
    answer = client.get(f"{API}{path}".format(id=page.pk))

    assert answer.status_code == 503
    assert contract.problems("Error", answer.json()) == []
    assert headers_problems(answer, said(path, 503)) == set()


@pytest.mark.parametrize("path", sorted(describe()["paths"]))
def test_a_method_that_there_is_not_is_refused_as_described(client, contract, path):
    answer = client.post(f"{API}{path}".format(id=1))

    described = said(path, 405)
    assert answer.status_code == 405
    assert headers_problems(answer, described) - {"Cache-Control"} == set()
    if "content" not in described:
        assert answer.content == b""
        return
    name = described["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    assert contract.problems(name, answer.json()) == []


@pytest.mark.parametrize(
    ("path", "asked", "status"),
    [
        ("/pages/", "?limit=none", 400),
        ("/pages/", "?locale=xx", 404),
        ("/pages/{id}/", "?fallback=none", 400),
        ("/pages/{id}/", "?locale=es", 404),
        ("/pages/find/", "?fallback=none", 400),
        ("/pages/find/", "?html_path=/nowhere/", 404),
    ],
)
def test_how_long_a_refusal_may_be_kept_is_described(client, path, asked, status):
    page = published()

    answer = client.get(f"{API}{path}".format(id=page.pk) + asked)

    assert answer.status_code == status
    assert headers_problems(answer, said(path, status)) == set()


@pytest.mark.parametrize("below", ["-486/", "gout/", "1/x/", f"{'9' * 5000}/"])
def test_an_address_that_no_page_can_have_is_refused_like_any_other(client, below):
    refused = client.get(f"{PAGES}{below}")

    assert refused.status_code == 404
    assert headers_problems(refused, said("/pages/{id}/", 404)) == set()


@pytest.mark.parametrize("below", ["", "find/", "1/"])
def test_another_format_than_json_is_refused_in_words(client, contract, below):
    published()

    answer = client.get(f"{PAGES}{below}", {"format": "xml"})

    assert answer.status_code == 404
    assert answer.json() == {"message": "there is no such format"}


@pytest.mark.parametrize(
    "number", [2**63 - 1, 2**63, 10**30, "9" * 41, "9" * 5000, "0" * 50], ids=lambda n: str(n)[:20]
)
@pytest.mark.parametrize("query", ["", "?locale=es", "?id=1"])
def test_a_number_that_no_page_can_have_is_not_found(client, contract, number, query):
    published()

    refused = client.get(f"{PAGES}{number}/{query}")

    assert refused.status_code == 404
    assert contract.problems("Error", refused.json()) == []


def test_without_a_site_there_is_no_root_and_nothing_breaks(client):
    page = published()
    Site.objects.all().delete()

    for address in (f"{PAGES}?child_of=root", f"{PAGES}{page.pk}/?child_of=root"):
        refused = client.get(address)
        assert refused.status_code == 400
        assert "no site" in refused.json()["message"]
    assert client.get(PAGES).json()["items"] == []


def test_a_detail_heeds_filters_as_wagtails_own_does(client):
    page = published(title="Gout", slug="gout")
    parent = page.get_parent().pk
    address = f"{PAGES}{page.pk}/"

    for query in ("slug=gout", f"child_of={parent}", "title=Gout&order=-title"):
        assert client.get(f"{address}?{query}").status_code == 200, query
    for query in ("slug=other", f"child_of={page.pk}", "title=Another"):
        refused = client.get(f"{address}?{query}")
        assert refused.status_code == 404, query
        assert set(refused.json()) == {"message"}
    assert client.get(f"{address}?id=x").status_code == 400
