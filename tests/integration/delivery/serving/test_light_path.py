"""The API answers from memory, and never with what is not public any more."""

import json
import sys

import pytest
from django.db import OperationalError, connection
from django.db.models.sql import compiler
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import http_date
from wagtail.models import Page, Site

from pages.delivery.models import PublishedDocument
from pages.delivery.serving.items import Item
from pages.delivery.serving.memory import memory
from pages.delivery.sitemaps.reading import CHUNK
from pages.review.models import Approval
from tests.factories.content import home
from tests.factories.delivery import draft, prepare, publish, published, translated

pytestmark = pytest.mark.django_db

PAGES = "/api/v2/pages/"
SECOND = timezone.timedelta(seconds=1)
DAY = timezone.timedelta(days=1)


@pytest.fixture
def _remembering(settings):
    """Let the process ask the feed only once in a test, as it does within a second."""
    settings.PAGES = {"API_CHECK_SECONDS": 3600}


def settled(*pages):
    from pages.delivery.feed.settling import settle

    settle()
    memory.clear()
    return pages


@pytest.mark.usefixtures("_remembering")
@pytest.mark.parametrize(
    "address",
    ["{id}/", "", "?limit=1", "find/?html_path=/en/conditions/gout/", "{id}/?fields=title"],
)
def test_what_was_asked_before_is_answered_without_the_database(client, address):
    page = published(slug="gout")
    settled()
    url = PAGES + address.format(id=page.pk)
    first = client.get(url)
    with CaptureQueriesContext(connection) as queries:
        second = client.get(url)
    assert len(queries) == 0
    assert (second.status_code, second.content) == (first.status_code, first.content)
    assert dict(second.headers) == dict(first.headers)


@pytest.mark.usefixtures("_remembering")
def test_who_has_an_answer_is_told_so_without_the_database_and_the_body(client):
    page = published()
    settled()
    first = client.get(f"{PAGES}{page.pk}/")
    with CaptureQueriesContext(connection) as queries:
        second = client.get(f"{PAGES}{page.pk}/", headers={"if-none-match": first["ETag"]})
    assert len(queries) == 0
    assert second.status_code == 304
    assert second.content == b""
    assert second["ETag"] == first["ETag"]
    assert "Content-Length" not in second
    assert second["Cache-Control"] == first["Cache-Control"]


@pytest.mark.parametrize("sent", ["W/{}", '"other", {}', "*"])
def test_every_form_of_a_validator_is_understood(client, sent):
    page = published()
    tag = client.get(f"{PAGES}{page.pk}/")["ETag"]
    answer = client.get(f"{PAGES}{page.pk}/", headers={"if-none-match": sent.format(tag)})
    assert answer.status_code == 304


def test_another_validator_gets_the_body(client):
    page = published()
    answer = client.get(f"{PAGES}{page.pk}/", headers={"if-none-match": '"other"'})
    assert answer.status_code == 200
    assert json.loads(answer.content)["id"] == page.pk


def test_a_date_serves_as_a_validator_where_there_is_no_other(client, later):
    page = published()
    settled()
    later()
    modified = client.get(f"{PAGES}{page.pk}/")["Last-Modified"]
    assert (
        client.get(f"{PAGES}{page.pk}/", headers={"if-modified-since": modified}).status_code == 304
    )
    long_ago = http_date(0)
    assert (
        client.get(f"{PAGES}{page.pk}/", headers={"if-modified-since": long_ago}).status_code == 200
    )
    both = {"if-modified-since": modified, "if-none-match": '"other"'}
    assert client.get(f"{PAGES}{page.pk}/", headers=both).status_code == 200


def test_a_page_that_is_not_kept_costs_one_query_beside_the_feed(client):
    other, page = published(), published()
    settled()
    for _ in range(3):  # the site, content types, and what this open transaction wrote
        client.get(f"{PAGES}{other.pk}/")
    with CaptureQueriesContext(connection) as queries:
        client.get(f"{PAGES}{page.pk}/")
    # Beside it, a process that has just begun looks content types up once.
    own = [one for one in queries if "django_content_type" not in one["sql"]]
    assert len(own) == 2


@pytest.mark.parametrize("fate", ["unpublish", "withdraw", "delete", "slug", "restrict"])
def test_what_a_page_becomes_shows_at_the_next_question_to_the_feed(client, fate):
    page = published(slug="gout")
    settled()
    address = f"{PAGES}{page.pk}/"
    assert client.get(address).status_code == 200
    assert client.get(f"{PAGES}?slug=gout").json()["meta"]["total_count"] == 1
    if fate == "unpublish":
        page.unpublish()
    elif fate == "withdraw":
        Approval.objects.filter(page=page).update(withdrawn_at=timezone.now())
    elif fate == "delete":
        page.delete()
    elif fate == "slug":
        page.slug = "podagra"
        page.save()
    else:
        page.view_restrictions.create(restriction_type="login")
    after = client.get(address)
    assert client.get(f"{PAGES}?slug=gout").json()["meta"]["total_count"] == 0
    if fate == "slug":
        assert after.json()["meta"]["html_url"].endswith("/podagra/")
    else:
        assert after.status_code == 404


@pytest.mark.parametrize("settles", [True, False])
def test_new_content_shows_whether_its_surroundings_are_settled_or_not(client, settles):
    source = published(slug="gout", summary="First.")
    settled()
    client.get(f"{PAGES}{source.pk}/")
    translated(source, slug="gota")
    if settles:
        settled()
    answer = client.get(f"{PAGES}{source.pk}/").json()
    assert [one["locale"] for one in answer["meta"]["alternates"]] == ["es"]
    source.summary = "Second."
    publish(source)
    assert client.get(f"{PAGES}{source.pk}/").json()["summary"] == "Second."


def test_a_stored_answer_and_one_that_is_made_are_the_same(client):
    page = published()
    settled()
    stored = client.get(f"{PAGES}{page.pk}/")
    PublishedDocument.objects.filter(page=page).exists()
    Page.objects.filter(pk=page.pk).update(show_in_menus=True)
    Page.objects.filter(pk=page.pk).update(show_in_menus=False)
    made = client.get(f"{PAGES}{page.pk}/")
    assert made.content == stored.content
    assert made["ETag"] == stored["ETag"]


def test_answers_made_under_other_settings_are_not_served(client, settings):
    page = published(slug="gout")
    settled()
    settings.FRONTEND_URL = "https://elsewhere.example"
    memory.clear()
    answer = client.get(f"{PAGES}{page.pk}/").json()
    assert answer["meta"]["html_url"] == "https://elsewhere.example/en/conditions/gout/"


@pytest.fixture
def at(monkeypatch):
    """Go to a moment."""

    def go(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)
        monkeypatch.setattr("time.time", moment.timestamp)

    return go


@pytest.fixture
def later(at):
    """Go to a moment at which answers that were made just now have a date."""
    return lambda seconds=2: at(timezone.now() + seconds * SECOND)


def test_the_review_becomes_due_and_overdue_while_nothing_is_written(client, at):
    page = published()
    settled()
    due = Approval.objects.get(page=page).expires_at

    def ask(since=None):
        return client.get(address, headers={"if-modified-since": since} if since else {})

    address = f"{PAGES}{page.pk}/"
    answers = []
    for moment in (due - 40 * DAY, due - 20 * DAY, due + DAY):
        at(moment)
        # Whoever has no more than the date of an answer is told that there is another.
        assert [ask(one["Last-Modified"]).status_code for one in answers] == [200] * len(answers)
        answers.append(ask())
        assert ask(answers[-1]["Last-Modified"]).status_code == 304
    assert [one.json()["review"]["status"] for one in answers] == ["current", "due", "overdue"]
    assert len({one["ETag"] for one in answers}) == 3


def test_two_answers_of_one_second_have_no_date_in_common(client, at):
    page = published(summary="First.")
    settled()
    second = timezone.now().replace(microsecond=0) + 5 * SECOND
    address = f"{PAGES}{page.pk}/"

    def say(summary):
        page.summary = summary
        publish(page)
        settled()
        return client.get(address)

    at(second)
    assert "Last-Modified" not in say("Second.")
    at(second + SECOND / 2)
    assert "Last-Modified" not in say("Third.")
    at(second + 2 * SECOND)
    third = client.get(address)
    assert third["Last-Modified"] == http_date((second + SECOND).timestamp())
    assert third.json()["summary"] == "Third."


def test_what_a_fallback_is_answered_with_has_no_date(client, later):
    source = published(slug="gout")
    spanish = translated(source, slug="gota")
    settled()
    later()
    asked = f"{PAGES}{source.pk}/?locale=es&fallback=en"
    restriction = spanish.view_restrictions.create(restriction_type="login")
    # The answer in English is the newer one, and the older one in Spanish comes after it.
    source.summary = "Newer."
    publish(source)
    settled()
    later(10)
    english = client.get(asked)
    assert english.json()["meta"]["served_locale"] == "en"
    assert "Last-Modified" not in english
    held = client.get(f"{PAGES}{source.pk}/")["Last-Modified"]
    restriction.delete()
    told = client.get(asked, headers={"if-modified-since": held})
    assert (told.status_code, told.json()["meta"]["served_locale"]) == (200, "es")


@pytest.mark.parametrize(
    "path",
    [
        *("/api/v2/images/", "/api/v2/documents/1/", "/api/v2/redirects/", "/api/v2/site/"),
        *("/sitemap.xml", "/sitemaps/en.xml"),
    ],
)
def test_what_else_is_for_everybody_says_that_the_database_is_away(client, settings, path):
    published()
    settings.FRONTEND_URL = "https://www.example.org"

    def is_down(*args):
        raise OperationalError("the database is gone")

    with connection.execute_wrapper(is_down):
        answer = client.get(path)

    assert (answer.status_code, answer["Cache-Control"]) == (503, "no-store")
    assert answer["Retry-After"]
    assert answer.json() == {"message": "temporarily unavailable"}


def test_a_database_that_goes_away_when_a_sitemap_has_been_read_is_away_too(
    client, settings, monkeypatch
):
    published()
    settings.FRONTEND_URL = "https://www.example.org"
    all_rows = compiler.cursor_iter

    def cannot_be_closed(cursor, sentinel, col_count, itersize):
        yield from all_rows(cursor, sentinel, col_count, itersize)
        if itersize == CHUNK:
            # Django's own close() lets the driver's error pass as it is.
            raise connection.Database.OperationalError("the server closed the connection")

    monkeypatch.setattr(compiler, "cursor_iter", cannot_be_closed)
    answer = client.get("/sitemaps/en.xml")

    assert (answer.status_code, answer["Cache-Control"]) == (503, "no-store")
    monkeypatch.undo()
    assert client.get("/sitemaps/en.xml").status_code == 200


def test_what_is_not_for_everybody_fails_as_it_does_anywhere(client):
    def is_down(*args):
        raise OperationalError("the database is gone")

    with connection.execute_wrapper(is_down), pytest.raises(OperationalError):
        client.get("/admin/login/")


def test_nothing_is_served_while_the_feed_cannot_be_asked(client, monkeypatch):
    page = published()
    settled()
    client.get(f"{PAGES}{page.pk}/")

    def is_down():
        raise OperationalError("the database is gone")

    monkeypatch.setattr(memory._follower, "listen", is_down)
    answer = client.get(f"{PAGES}{page.pk}/")
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert answer["Cache-Control"] == "no-store"
    monkeypatch.undo()
    memory.clear()
    assert client.get(f"{PAGES}{page.pk}/").status_code == 200


def test_what_a_list_shows_counts_in_full_whatever_its_letters_are(client):
    published(title="What an emoji 😀 does to the size of a text")
    settled()
    assert client.get(PAGES).status_code == 200
    kept = [one for one in memory._kept.values() if isinstance(one.value, Item)]
    assert len(kept) == 3
    assert all(one.size >= sys.getsizeof(one.value.text) for one in kept)


def test_a_head_has_the_headers_and_no_body(client):
    page = published()
    got, head = client.get(f"{PAGES}{page.pk}/"), client.head(f"{PAGES}{page.pk}/")
    assert head.content == b""
    assert head["ETag"] == got["ETag"]
    assert head["Content-Length"] == str(len(got.content))


def test_the_api_is_for_reading_only(client):
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(client, method)(f"{PAGES}1/")
        assert answer.status_code == 405
        assert answer["Allow"] == "GET, HEAD, OPTIONS"
        assert answer.json()["message"]
    assert client.options(f"{PAGES}1/").status_code == 204


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("pages/", 405),
        ("pages/1/", 405),
        ("pages/find/", 405),
        ("openapi.json", 405),
        ("site/", 405),
        ("drafts/", 405),
        ("pages/1/2/", 404),
    ],
)
def test_who_wants_to_write_is_told_so_and_not_asked_for_a_token(path, status):
    assert Client(enforce_csrf_checks=True).post(f"/api/v2/{path}").status_code == status


def test_a_frontend_may_read_and_others_may_not_from_a_browser(client):
    page = published()
    mine = client.get(f"{PAGES}{page.pk}/", headers={"origin": "https://www.example.org"})
    assert mine["Access-Control-Allow-Origin"] == "https://www.example.org"
    assert "origin" in mine["Vary"].lower()
    theirs = client.get(f"{PAGES}{page.pk}/", headers={"origin": "https://evil.example"})
    assert "Access-Control-Allow-Origin" not in theirs


def test_without_the_middleware_the_site_answers_the_same(client, settings):
    page = published()
    settled()
    fast = client.get(f"{PAGES}{page.pk}/")
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "light_path" not in one]
    slow = client.get(f"{PAGES}{page.pk}/")
    assert slow.content == fast.content
    assert slow["ETag"] == fast["ETag"]


def test_no_cookie_and_no_session_are_involved(client):
    answer = client.get(PAGES)
    assert not answer.cookies
    assert "cookie" not in answer.get("Vary", "").lower()


def test_a_host_that_is_not_ours_gets_nothing(client):
    published()
    assert client.get(PAGES, headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("address", ["{}/", "find/?id={}", "?id={}", "?offset={}"])
def test_numbers_beyond_all_pages_are_answered_in_words(client, address):
    answer = client.get(PAGES + address.format(10**30))
    assert answer.status_code in (200, 404)
    assert answer.json()


def test_a_draft_is_not_there_however_it_is_asked_for(client):
    page = draft(slug="gout")
    prepare("es")
    for address in (
        f"{page.pk}/",
        f"{page.pk}/?locale=es&fallback=en",
        "find/?html_path=/en/conditions/gout/",
        f"find/?id={page.pk}",
    ):
        answer = client.get(PAGES + address)
        assert (answer.status_code, "available" in answer.json()) == (404, False)


@pytest.mark.usefixtures("_remembering")
@pytest.mark.parametrize("told_by", ["x-forwarded-host", "x-forwarded-port"])
def test_sites_behind_one_proxy_each_get_their_own_answers(client, settings, told_by):
    page = published(slug="gout")
    if told_by == "x-forwarded-host":
        settings.USE_X_FORWARDED_HOST = True
        ways = {"testserver": {}, "other.example": {told_by: "other.example"}}
        Site.objects.create(hostname="other.example", root_page=page.get_parent())
    else:
        settings.USE_X_FORWARDED_PORT = True
        ways = {"testserver": {}, "other": {told_by: "8443"}}
        Site.objects.create(hostname="testserver", port=8443, root_page=page.get_parent())
        Site.objects.create(hostname="testserver", port=80, root_page=home())
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    settled()

    for _ in range(2):
        counts = [
            client.get(PAGES, headers=headers).json()["meta"]["total_count"]
            for headers in ways.values()
        ]
        assert counts == [3, 2]


@pytest.mark.parametrize("is_behind", [True, False])
def test_a_host_that_a_proxy_names_counts_behind_a_proxy_alone(client, settings, is_behind):
    settings.USE_X_FORWARDED_HOST = is_behind
    published()
    assert client.get(PAGES).status_code == 200

    for named in ("evil.example", ""):
        answer = client.get(PAGES, headers={"x-forwarded-host": named})
        assert answer.status_code == (400 if is_behind else 200)
    behind = {"host": "evil.example", "x-forwarded-host": "testserver"}
    assert client.get(PAGES, headers=behind).status_code == (200 if is_behind else 400)
