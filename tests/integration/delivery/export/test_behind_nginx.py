"""A real nginx gives the same answers as the API: status, bytes, validators, headers."""

from __future__ import annotations

import json
import operator
import threading
import time
from urllib.parse import quote, urlencode

import pytest
from django.utils import timezone
from django.utils.http import http_date
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from pages.delivery.feed.settling import settle
from pages.delivery.review_state import DUE_SOON
from pages.review.models import Approval
from tests.factories.content import home
from tests.factories.delivery import (
    a_file,
    an_image,
    draft,
    link_to_file,
    publish,
    published,
    translated,
)
from tests.factories.exporting import run, serving

pytestmark = [pytest.mark.django_db, pytest.mark.needs("nginx")]

PAGES = "/api/v2/pages/"
SAME = (
    "etag",
    "cache-control",
    "content-type",
    "content-language",
    "link",
    "last-modified",
    "surrogate-key",
    "location",
)


@pytest.fixture
def export(tmp_path):
    return tmp_path / "export"


@pytest.fixture
def serve(export, tmp_path):
    """Export, and return a server."""
    started = []

    def start():
        run(export)
        folder = tmp_path / "nginx"
        folder.mkdir()
        context = serving(export, folder=folder)
        started.append(context)
        return context.__enter__()

    yield start
    for context in started:
        context.__exit__(None, None, None)


def with_everything():
    """Return a page in both languages, with a picture and a file, and one that has moved."""
    image, file = an_image(), a_file()
    page = draft(slug="gout", title="Gout")
    page.body.append(
        (
            "image",
            {"image": image, "alt_text": "A toe", "decorative": False, "caption": ""},
        )
    )
    page.body.append(("section", {"heading": "More", "text": f"<p>{link_to_file(file)}</p>"}))
    page.save_revision()
    page = publish(page)
    spanish = translated(page, slug="gota-úrica")
    moved = published("procedure", slug="injection")
    row = Page.objects.get(pk=moved.pk).specific
    row.slug = "knee-injection"
    row.save()
    settle()
    return page, spanish, moved, image, file


def same(server, client, path: str):
    """Hold nginx's answer to the API's; return it."""
    live = client.get(path)
    live_body = b"".join(live.streaming_content) if live.streaming else live.content
    got = server.get(path)
    assert got.status == live.status_code, path
    assert got.body == live_body, path
    for name in SAME:
        if name == "content-language" and not path.startswith("/api/"):
            continue  # a middleware says there in which language the admin is
        assert got.headers.get(name) == live.headers.get(name), (path, name)
    if etag := got.headers.get("etag"):
        known = server.get(path, If_None_Match=etag)
        assert (known.status, known.body) == (304, b""), path
        assert known.headers["etag"] == etag
        assert server.get(path, If_None_Match='"other"').status == 200
    return got


def test_details_are_the_same_in_both_languages(serve, client) -> None:
    page, spanish, *_ = with_everything()
    server = serve()
    english = same(server, client, f"{PAGES}{page.pk}/")
    assert english.headers["content-language"] == "en"
    assert 'hreflang="es"' in english.headers["link"]
    assert same(server, client, f"{PAGES}{spanish.pk}/").headers["content-language"] == "es"
    same(server, client, f"{PAGES}{home('en').pk}/")


def test_every_form_of_a_validator_is_understood(serve) -> None:
    page = published()
    server = serve()
    path = f"{PAGES}{page.pk}/"
    etag = server.get(path).headers["etag"]
    for sent in ("W/{}", '"other", {}', '"other",{} , "more"', "*"):
        assert server.get(path, If_None_Match=sent.format(etag)).status == 304, sent
    for sent in ("other", etag.strip('"'), f'"{etag[1:9]}"'):
        assert server.get(path, If_None_Match=sent).status == 200, sent
    assert server.get(path, method="HEAD").headers["etag"] == etag


def test_a_date_validates_only_where_the_api_knows_one(serve, client) -> None:
    page = published()
    settle()
    server = serve()
    path, late = f"{PAGES}{page.pk}/", "Fri, 01 Jan 2100 00:00:00 GMT"
    same(server, client, path)
    assert server.get(path, If_Modified_Since=late).status == 304
    assert server.get(path, If_Modified_Since="Thu, 01 Jan 1970 00:00:00 GMT").status == 200
    # A validator that does not match decides, whatever the date says.
    both = server.get(path, If_Modified_Since=late, If_None_Match='"other"')
    assert both.status == 200
    assert server.get(PAGES, If_Modified_Since=late).status == 200


def test_a_review_that_becomes_due_is_news_for_whoever_has_a_date(
    serve, export, client, monkeypatch
) -> None:
    page = published()
    settle()
    server = serve()
    path = f"{PAGES}{page.pk}/"
    held = server.get(path).headers["last-modified"]
    soon = Approval.objects.get(page=page).expires_at - DUE_SOON
    now = soon + timezone.timedelta(days=10)
    monkeypatch.setattr(timezone, "now", lambda: now)
    monkeypatch.setattr("time.time", now.timestamp)
    run(export)
    got, live = server.get(path), client.get(path)
    assert (got.body, got.headers["etag"]) == (live.content, live["ETag"])
    assert got.json()["review"]["status"] == "due"
    assert got.headers["last-modified"] == live["Last-Modified"] == http_date(soon.timestamp())
    assert server.get(path, If_Modified_Since=held).status == 200
    assert server.get(path, If_Modified_Since=http_date(soon.timestamp())).status == 304


def test_lists_are_the_same_with_every_question_that_is_exported(serve, client) -> None:
    with_everything()
    for _ in range(20):
        published()
    server = serve()
    for query in (
        {},
        {"locale": "es"},
        {"type": "pages.ConditionPage"},
        {"locale": "en", "type": "pages.ConditionPage"},
        {"type": "pages.ConditionPage", "locale": "en", "offset": 20},
        {"offset": 20},
        {"offset": 40, "limit": 20},
        {"limit": 20},
        {"locale": "es", "offset": 0},
        {"type": "pages.TestimonialPage"},
        {"type": "wagtailcore.Page"},
    ):
        same(server, client, f"{PAGES}?{urlencode(query)}")
    second = server.get(f"{PAGES}?offset=20").json()
    assert second["items"]
    assert second["items"] != server.get(PAGES).json()["items"]


NOT_EXPORTED = (
    f"{PAGES}?search=gout",
    f"{PAGES}?limit=5",
    f"{PAGES}?locale=en&locale=es",
    f"{PAGES}?fields=*",
    f"{PAGES}?locale=../../x",
    f"{PAGES}1/?fields=title",
    f"{PAGES}find/",
    f"{PAGES}find/?id=1",
    f"{PAGES}find/?html_path=/../../../etc/",
    "/api/v2/images/?tags=x",
    "/api/v2/site/?site=other",
)
NOT_THERE = (
    f"{PAGES}999999/",
    f"{PAGES}find/?html_path=/en/nothing/",
    "/api/v2/images/999999/",
    "/api/v2/documents/999999/",
    "/api/v2/redirects/999999/",
    "/api/v2/redirects/find/?html_path=/en/nothing/",
)


def test_what_is_not_exported_is_refused_and_what_is_not_there_is_a_404_in_json(
    serve, client
) -> None:
    server = serve()
    for path in NOT_EXPORTED:
        got = server.get(path)
        assert got.status == 400, path
        assert "not among" in got.json()["message"]
        assert got.headers["content-type"] == "application/json"
    for path in NOT_THERE:
        live, got = client.get(path), server.get(path)
        assert (got.status, got.json()) == (live.status_code, live.json()), path
        assert got.status == 404
        for name in SAME:
            assert got.headers.get(name) == live.headers.get(name), (path, name)


def test_the_layout_of_an_export_cannot_be_asked_for(serve, export) -> None:
    page = published()
    server = serve()
    [file] = (export / "current/answers/api/v2/pages" / str(page.pk) / "_,,0").iterdir()
    for path in (f"_,,0/{file.name}", "_,,0/", "_,,0"):
        assert server.get(f"{PAGES}{page.pk}/{path}").status == 404
    for path in ("/manifest.jsonl", "/../manifest.jsonl", "/nginx/links.map"):
        assert server.get(path).status in (400, 404)


def test_a_page_is_found_by_its_path_however_it_is_written(serve, client) -> None:
    page, spanish, moved, *_ = with_everything()
    server = serve()
    for html_path, found in (
        ("/en/conditions/gout/", page),
        ("/en/conditions/gout", page),
        ("en/conditions/gout/", page),
        ("/es/enfermedades/gota-úrica/", spanish),
        ("/en/procedures/knee-injection/", moved),
        ("/en/procedures/injection/", moved),
        ("/", home("en")),
        ("/es/", home("es")),
    ):
        for written in (quote(html_path), quote(html_path, safe="")):
            got = same(server, client, f"{PAGES}find/?html_path={written}")
            assert got.headers["location"] == f"http://testserver{PAGES}{found.pk}/?"


def test_a_path_below_that_of_the_frontend_is_found(serve, client, settings) -> None:
    settings.FRONTEND_URL = "https://www.example.org/health"
    published(slug="gout")
    server = serve()
    for html_path in ("/health/en/conditions/gout/", "/en/conditions/gout/", "/health/"):
        same(server, client, f"{PAGES}find/?html_path={quote(html_path, safe='')}")


def test_a_page_that_is_public_in_another_language_only_says_so(serve, client) -> None:
    page, *_ = with_everything()
    Page.objects.get(pk=page.pk).specific.unpublish()
    server = serve()
    got = same(server, client, f"{PAGES}find/?html_path=/en/conditions/gout/")
    assert got.status == 404
    assert [one["locale"] for one in got.json()["available"]] == ["es"]


def test_images_files_redirects_and_the_site_are_the_same(serve, client) -> None:
    _page, _spanish, _moved, image, file = with_everything()
    Redirect.objects.create(old_path="/en/fees", redirect_link="https://other.example/fees")
    server = serve()
    for path in (
        "/api/v2/images/",
        f"/api/v2/images/{image.pk}/",
        "/api/v2/documents/",
        f"/api/v2/documents/{file.pk}/",
        "/api/v2/redirects/",
        "/api/v2/redirects/find/?html_path=%2Fen%2Ffees%2F",
        "/api/v2/redirects/find/?html_path=%2Fen%2Fprocedures%2Finjection",
    ):
        got = same(server, client, path)
        assert bool(got.headers.get("etag")) == bool(got.headers.get("cache-control")), path
        assert bool(got.headers.get("etag")) == (got.status == 200), path
    led = server.get("/api/v2/redirects/find/?html_path=/en/fees/").headers["location"]
    found = same(server, client, led.removeprefix("http://testserver"))
    assert found.json()["location"] == "https://other.example/fees"
    for path in ("/api/v2/site/", "/api/v2/site/?locale=en", "/api/v2/site/?locale=es"):
        same(server, client, path)


def test_sitemaps_and_the_description_are_the_same(serve, client) -> None:
    with_everything()
    server = serve()
    for path in (
        "/sitemap.xml",
        "/sitemaps/en.xml",
        "/sitemaps/es.xml",
        "/robots.txt",
        "/api/v2/openapi.json",
    ):
        assert same(server, client, path).status == 200
    assert server.get("/sitemaps/fr.xml").status == 404
    assert server.get("/sitemaps/en.2.xml").status == 404


def test_pictures_and_files_come_with_their_bytes(serve, client) -> None:
    page, _spanish, _moved, image, file = with_everything()
    server = serve()
    [shown] = [
        block["value"]["image"]
        for block in server.get(f"{PAGES}{page.pk}/").json()["body"]
        if block["type"] == "image"
    ]
    for rendition in shown["renditions"].values():
        for mime, url in rendition["formats"].items():
            got = server.get(url.removeprefix("http://testserver"))
            assert (got.status, got.headers["content-type"]) == (200, mime)
            assert got.body
    # The original is not for the public, and neither is a picture that nothing public shows.
    assert server.get(image.file.url).status == 404
    assert server.get(an_image("Hidden").file.url).status == 404
    got = same(server, client, file.url)
    assert got.body == b"Read me."
    assert got.headers["content-disposition"] == f'attachment; filename="{file.filename}"'
    assert got.headers["content-security-policy"] == "default-src 'none'"


def test_a_withdrawn_page_is_gone_after_the_next_export_without_a_reload(
    serve, export, client
) -> None:
    page, spanish, _moved, image, file = with_everything()
    server = serve()
    rendition = next(iter(image.renditions.all())).url
    assert server.get(rendition).status == 200
    Page.objects.get(pk=page.pk).specific.unpublish()
    Page.objects.get(pk=spanish.pk).specific.unpublish()
    settle()
    run(export)
    for path in (f"{PAGES}{page.pk}/", f"{PAGES}{spanish.pk}/", rendition, file.url):
        assert server.get(path).status == 404, path
    for path in (
        PAGES,
        f"{PAGES}?locale=es",
        f"{PAGES}find/?html_path=/en/conditions/gout/",
        f"{PAGES}find/?html_path=/es/enfermedades/gota-%C3%BArica/",
        "/sitemaps/en.xml",
        f"{PAGES}{page.pk}/",
    ):
        got = same(server, client, path)
        assert b"Gout" not in got.body


def test_a_changed_page_is_served_anew_without_a_reload(serve, export, client) -> None:
    page = published(slug="gout", title="Gout")
    server = serve()
    before = server.get(f"{PAGES}{page.pk}/")
    row = Page.objects.get(pk=page.pk).specific
    row.title = "Gout of the toe"
    row.save_revision()
    publish(row)
    settle()
    run(export)
    after = server.get(f"{PAGES}{page.pk}/", If_None_Match=before.headers["etag"])
    assert after.status == 200
    assert after.json()["title"] == "Gout of the toe"
    assert after.headers["etag"] == client.get(f"{PAGES}{page.pk}/")["ETag"]


def test_no_request_sees_half_of_a_switch(serve, export) -> None:
    page = published(title="One")
    server = serve()
    row = Page.objects.get(pk=page.pk).specific
    row.title = "Two"
    row.save_revision()
    publish(row)
    settle()
    run(export)
    first, second = sorted((export / "releases").iterdir())
    seen, faults, stop = set(), [], threading.Event()
    answers = [0] * 4

    def read(reader: int) -> None:
        while not stop.is_set():
            got = server.get(f"{PAGES}{page.pk}/")
            if got.status == 200:
                seen.add((got.headers["etag"], json.loads(got.body)["title"]))
            else:
                faults.append(got.status)
            answers[reader] += 1

    threads = [threading.Thread(target=read, args=(reader,)) for reader in range(4)]
    for thread in threads:
        thread.start()
    for turn in range(200):
        link = export / "current.new"
        link.symlink_to(f"releases/{(first, second)[turn % 2].name}")
        link.replace(export / "current")
        # As often as can be, but not many times in one request: nginx gives up after ten steps.
        before = list(answers)
        patience = time.monotonic() + 20
        while any(map(operator.le, answers, before)) and time.monotonic() < patience:
            time.sleep(0.001)
    stop.set()
    for thread in threads:
        thread.join()
    assert faults == []
    assert {title for _etag, title in seen} == {"One", "Two"}
    assert len(seen) == 2


def test_a_browser_of_the_frontend_may_read_it_and_others_may_not(serve) -> None:
    server = serve()
    asked = server.get(PAGES, Origin="https://www.example.org").headers
    assert asked["access-control-allow-origin"] == "https://www.example.org"
    assert asked["vary"] == "origin"
    other = server.get(PAGES, Origin="https://other.example").headers
    assert "access-control-allow-origin" not in other
    assert server.get(PAGES, method="POST").status == 405
