"""The JSON of a draft: a public page's in every respect but for who signed it."""

from __future__ import annotations

import datetime
import logging
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pages.delivery.drafts.issuing import token_of
from pages.delivery.models import PublishedDocument
from tests.factories.content import a_reference
from tests.factories.delivery import (
    KINDS,
    LANGUAGES,
    an_image,
    draft,
    every_block,
    publish,
    published,
    translated,
)
from tests.factories.drafts import DRAFTS, PAGE, open_preview, share

pytestmark = pytest.mark.django_db

WORD = "Xylophone"
FRONTEND = "https://www.example.org"


def assert_kept_private(answer: Any) -> None:
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Referrer-Policy"] == "no-referrer"
    for name in ("ETag", "Last-Modified", "Expires"):
        assert not answer.has_header(name)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_is_answered_as_the_page_would_be_if_it_were_signed(client, kind, language):
    treatment = published("procedure", language=language)
    body = every_block(a_reference(), image=an_image(), page=treatment)
    page = published(kind, language=language, body=body, seo_title="For search engines")

    public = client.get(f"/api/v2/pages/{page.pk}/")
    answer = open_preview(client, share(page))

    shown, said = answer.json(), public.json()
    assert list(shown) == list(said)
    assert shown["meta"].pop("draft")["status"] == "draft"
    assert list(shown["meta"]) == list(said["meta"])
    assert shown.pop("review") is None
    assert said.pop("review") is not None
    for name in ("lastReviewed", "reviewedBy"):
        assert name not in shown["json_ld"]
        said["json_ld"].pop(name)
    assert shown == said
    assert answer["Content-Type"] == public["Content-Type"]
    assert answer["Content-Language"] == language


def test_a_draft_says_what_it_shows_and_until_when(client):
    page = draft()
    page.save_revision()
    preview = share(page)

    said = open_preview(client, preview).json()["meta"]["draft"]

    assert said["revision"] == page.latest_revision_id
    assert said["fingerprint"] == preview.fingerprint
    assert datetime.datetime.fromisoformat(said["expires_at"]) == preview.expires_at
    assert timezone.now() < preview.expires_at


def test_a_draft_of_a_signed_page_says_nothing_of_the_signature(client):
    page = published(title="Signed")
    page.title = WORD
    page.save_revision()

    answer = open_preview(client, share(page))

    assert answer.json()["title"] == WORD
    assert answer.json()["review"] is None
    assert "Dr. reviewer" not in answer.content.decode()


def test_a_drafted_translation_says_which_source_it_renders(client):
    source = published()
    page = translated(source)
    public = client.get(f"/api/v2/pages/{page.pk}/").json()["meta"]["translation"]
    page.summary = "Otra cosa."
    page.save_revision()

    drafted = open_preview(client, share(page)).json()["meta"]

    assert drafted["translation"]["source_fingerprint"] == public["source_fingerprint"]
    assert drafted["translation"]["is_current"] is True
    assert [one["locale"] for one in drafted["alternates"]] == ["en"]


def test_a_drafted_translation_of_an_older_source_is_not_current(client):
    source = published()
    page = translated(source)
    preview = share(page)
    source.summary = "Something else entirely."
    source.save_revision()
    publish(source.get_latest_revision_as_object())

    assert open_preview(client, preview).json()["meta"]["translation"]["is_current"] is False


def test_fields_are_chosen_as_everywhere(client):
    preview = share(draft(summary=WORD))

    answer = open_preview(client, preview, fields="_,summary")
    unknown = open_preview(client, preview, fields="nothing")

    # Whatever is asked for, nobody takes it for something that is public.
    assert set(answer.json()) == {"meta", "summary"}
    assert answer.json()["summary"] == WORD
    assert set(answer.json()["meta"]) == {"draft"}
    assert unknown.status_code == 400
    assert_kept_private(unknown)


@pytest.mark.parametrize("at", [DRAFTS, PAGE, "/api/v2/page_preview/", "/api/v2/page_preview/1/"])
def test_nothing_of_a_draft_is_indexed_or_kept_and_neither_is_a_refusal(client, at):
    shown = open_preview(client, share(draft()), at=at)
    refused = client.get(at, {"token": "x"})
    asked = client.options(at)

    assert (shown.status_code, refused.status_code) == (200, 404)
    assert_kept_private(shown)
    assert_kept_private(refused)
    # The page for people knows no OPTIONS; the endpoints have nothing to say to it.
    assert asked.status_code == (405 if at == PAGE else 204)


def test_head_says_what_get_says_and_other_methods_are_refused(client):
    preview = share(draft())
    query = {"token": token_of(preview)}

    head = client.head(DRAFTS, query)

    assert head.status_code == 200
    assert head.content == b""
    assert_kept_private(head)
    assert client.head(DRAFTS, {"token": "x"}).status_code == 404
    assert_kept_private(client.options(DRAFTS))
    for method in (client.post, client.put, client.patch, client.delete):
        assert method(DRAFTS, query).status_code == 405
        assert method(PAGE, query).status_code == 405


def test_the_frontend_may_ask_from_a_browser_and_nobody_else(client):
    query = {"token": token_of(share(draft()))}

    allowed = client.get(DRAFTS, query, headers={"origin": FRONTEND})
    other = client.get(DRAFTS, query, headers={"origin": "https://evil.example"})
    before = client.options(
        DRAFTS,
        headers={
            "origin": FRONTEND,
            "access-control-request-method": "GET",
            "access-control-request-headers": "authorization",
        },
    )

    assert allowed["Access-Control-Allow-Origin"] == FRONTEND
    assert not other.has_header("Access-Control-Allow-Origin")
    assert before["Access-Control-Allow-Origin"] == FRONTEND
    assert "authorization" in before["Access-Control-Allow-Headers"]


def test_a_shared_draft_shows_nowhere_else(client):
    page = draft(title=WORD, slug="hidden")
    share(page)

    for address in (
        "/api/v2/pages/",
        "/api/v2/pages/?fields=*",
        f"/api/v2/pages/?search={WORD}",
        "/api/v2/pages/?type=pages.ConditionPage&fields=*",
        f"/api/v2/pages/{page.pk}/",
        f"/api/v2/pages/find/?id={page.pk}",
        "/api/v2/pages/find/?html_path=/en/conditions/hidden/",
        "/api/v2/images/",
    ):
        assert WORD not in client.get(address).content.decode(), address
    assert client.get(f"/api/v2/pages/{page.pk}/").status_code == 404
    assert client.get(f"{DRAFTS}{page.pk}/").status_code == 404
    assert not PublishedDocument.objects.exists()


def test_a_draft_links_only_to_what_is_public(client):
    hidden = draft("procedure", title=WORD)
    page = draft(treatments=[{"procedure": hidden}])

    assert open_preview(client, share(page)).json()["treatments"] == []


@pytest.mark.parametrize("at", [DRAFTS, PAGE])
@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_has_a_link_to_one_draft_learns_the_name_of_no_other(client, language, at):
    hidden = draft("procedure", language=language, title=WORD)
    button = {"text": "Questions?", "label": "Ask", "page": hidden.pk, "url": ""}
    page = draft(
        language=language,
        treatments=[{"procedure": hidden}],
        body=[{"type": "call_to_action", "value": button}],
    )
    story = draft("testimonial", language=language, procedure=hidden)

    for preview in (share(page), share(story)):
        answer = open_preview(client, preview, at=at)
        assert answer.status_code == 200
        assert WORD not in answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_private_data_is_in_a_draft(client, language):
    preview = share(draft("testimonial", language=language))

    for at in (DRAFTS, PAGE):
        body = open_preview(client, preview, at=at).content.decode()
        for secret in ("Somebody Secret", "A-0001", "scans/", "sharer"):
            assert secret not in body


def queries(client, preview, *, at=DRAFTS):
    open_preview(client, preview, at=at)
    with CaptureQueriesContext(connection) as captured:
        assert open_preview(client, preview, at=at).status_code == 200
    return len(captured)


@pytest.mark.parametrize("at", [DRAFTS, PAGE])
def test_a_large_draft_costs_as_many_queries_as_a_small_one(client, at):
    treatments = [published("procedure") for _ in range(3)]
    body = every_block(a_reference(), image=an_image(), page=treatments[0])
    small = draft(treatments=[{"procedure": treatments[0]}], hero_image=an_image(), hero_alt="x")
    small.body = body
    large = draft(treatments=[{"procedure": one} for one in treatments])
    large.hero_image, large.hero_alt = small.hero_image, "x"
    large.body = body * 4
    small.save()
    large.save()

    few = queries(client, share(small), at=at)
    many = queries(client, share(large), at=at)

    assert many == few
    assert few <= 30


def test_no_log_has_the_token(client, caplog):
    token = token_of(share(draft()))
    with caplog.at_level(logging.DEBUG):
        client.get(DRAFTS, {"token": token})
        client.get(DRAFTS, {"token": f"{token}x"})
        client.get(PAGE, {"token": f"{token}x"})

    assert "Not Found: /api/v2/drafts/" in caplog.text
    assert token not in caplog.text
    assert token[:30] not in caplog.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_built_in_page_shows_it_to_whoever_has_the_link(client, language):
    page = draft(language=language, title=WORD)

    answer = open_preview(client, share(page), at=PAGE)

    html = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in html
    assert WORD in html
    assert 'class="until"' in html
    assert answer["X-Frame-Options"] == "DENY"


def test_the_built_in_page_keeps_showing_what_it_was_made_for(client):
    page = draft(summary="Shared words.")
    preview = share(page)
    page.summary = "Later words."
    page.save_revision()
    page.save()

    html = open_preview(client, preview, at=PAGE).content.decode()

    assert "Shared words." in html
    assert "Later words." not in html
