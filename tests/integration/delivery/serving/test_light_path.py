"""The API answers from memory, and never with what is not public any more."""

import json

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import http_date
from wagtail.models import Page

from pages.delivery.models import PublishedDocument
from pages.delivery.serving.memory import memory
from pages.review.models import Approval
from tests.factories.delivery import draft, prepare, publish, published, translated

pytestmark = pytest.mark.django_db

PAGES = "/api/v2/pages/"


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


def test_a_date_serves_as_a_validator_where_there_is_no_other(client):
    page = published()
    settled()
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


def test_the_review_becomes_due_and_overdue_while_nothing_is_written(client, monkeypatch):
    page = published()
    settled()
    due = Approval.objects.get(page=page).expires_at

    def at(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)
        monkeypatch.setattr("time.time", moment.timestamp)
        answer = client.get(f"{PAGES}{page.pk}/")
        return answer.json()["review"]["status"], answer["ETag"]

    day = timezone.timedelta(days=1)
    current, due_soon, overdue = at(due - 40 * day), at(due - 20 * day), at(due + day)
    assert [current[0], due_soon[0], overdue[0]] == ["current", "due", "overdue"]
    assert len({current[1], due_soon[1], overdue[1]}) == 3


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
