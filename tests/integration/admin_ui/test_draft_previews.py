"""Sharing a draft from the admin, the preview modes, and what the history says of it."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.urls import reverse

from pages import conf
from pages.admin_ui.decisions import decision
from pages.content.condition import ConditionPage
from pages.delivery.drafts.issuing import SCREENS_KEPT, preview_for_screen, token_of
from pages.delivery.drafts.models import DraftPreview, PreviewKind
from pages.ledger.models import LedgerEntry
from tests.factories.content import locale
from tests.factories.delivery import LANGUAGES, draft, published
from tests.factories.drafts import a_sharer, open_token, share
from tests.factories.review import make_user

pytestmark = pytest.mark.django_db

WEBSITE = (
    "https://www.example.org/api/draft?token={token}&path={path}&locale={locale}&t={content_type}"
)


@pytest.fixture
def with_website(settings):
    settings.PAGES = {**settings.PAGES, "PREVIEW_URL": WEBSITE}


@pytest.fixture
def admin(client):
    client.force_login(a_sharer())
    return client


def screen(page):
    return reverse("pages_review:previews", args=[page.pk])


def looked_at(client, page):
    return BeautifulSoup(client.get(screen(page)).content, "html.parser")


def links(html):
    return [field["value"] for field in html.select("input[readonly]")]


def token_in(address):
    return parse_qs(urlsplit(address).query)["token"][0]


def messages_of(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_the_menu_of_a_reviewed_page_leads_to_sharing_and_no_others_does(admin):
    page = draft()

    assert screen(page) in admin.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    index = page.get_parent()
    assert "/previews/" not in admin.get(f"/admin/pages/{index.pk}/edit/").content.decode()
    assert admin.get(screen(index)).status_code == 404
    assert admin.get(reverse("pages_review:previews", args=[999_999])).status_code == 404


def test_nothing_is_open_at_first_and_the_screen_says_so(admin):
    html = looked_at(admin, draft())

    assert "None is open." in html.get_text()
    assert "60 minutes" in html.get_text()
    assert not html.select("[name=revoke]")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_is_made_shown_and_opens_the_draft(admin, language):
    page = draft(language=language, summary="Unsigned.")

    response = admin.post(screen(page))
    html = looked_at(admin, page)

    assert re.search(r"The link is made. It works until [^.]+.*[^.]\.\s*$", messages_of(response))
    [address] = links(html)
    assert address.startswith("http://testserver/api/v2/drafts/page/?token=")
    assert admin.get(address).status_code == 200
    assert open_token(admin, token_in(address)).json()["summary"] == "Unsigned."
    assert "the latest draft" in html.get_text()


def test_a_link_to_the_website_is_shown_where_it_shows_drafts(admin, with_website):
    page = draft(slug="gout")
    admin.post(screen(page))

    website, built_in = links(looked_at(admin, page))

    assert website.startswith("https://www.example.org/api/draft?token=")
    assert parse_qs(urlsplit(website).query)["path"] == ["/en/conditions/gout/"]
    assert parse_qs(urlsplit(website).query)["locale"] == ["en"]
    assert parse_qs(urlsplit(website).query)["t"] == ["pages.conditionpage"]
    assert token_in(website) == token_in(built_in)


def test_a_link_of_somebody_else_is_listed_but_not_shown(admin):
    page = draft()
    preview = share(page, user=make_user("other", is_superuser=True))

    html = looked_at(admin, page)

    assert "other" in html.get_text()
    assert links(html) == []
    assert token_of(preview) not in str(html)
    assert len(html.select("[name=revoke]")) == 2


def test_an_earlier_draft_says_that_it_is_one(admin):
    page = draft()
    page.save_revision()
    share(page)
    page.save_revision()

    assert "an earlier draft" in looked_at(admin, page).get_text()


def test_one_is_revoked_or_all_are(admin):
    page = draft()
    first, second, third = share(page), share(page), share(page)

    one = admin.post(screen(page), {"revoke": first.pk})
    left = set(DraftPreview.objects.values_list("pk", flat=True))
    rest = admin.post(screen(page), {"revoke": "all"})
    again = admin.post(screen(page), {"revoke": "all"})

    assert "1 preview was revoked" in messages_of(one)
    assert left == {second.pk, third.pk}
    assert "2 previews were revoked" in messages_of(rest)
    assert not DraftPreview.objects.exists()
    assert "over already" in messages_of(again)
    assert admin.post(screen(page), {"revoke": "x"}).status_code == 404


def test_a_story_that_the_patient_did_not_allow_is_refused_with_the_reason(admin):
    page = draft("testimonial")
    page.authorization = None
    page.save_revision()

    response = admin.post(screen(page))

    assert "No link was made" in messages_of(response)
    assert "written authorization" in messages_of(response)
    assert not DraftPreview.objects.exists()
    assert not LedgerEntry.objects.filter(action="preview.shared").exists()


def test_the_list_of_links_is_kept_by_no_browser(admin):
    answer = admin.get(screen(draft()))

    assert "no-store" in answer["Cache-Control"]
    # Without a referrer the browser would send the form from an origin that nobody trusts.
    assert answer["Referrer-Policy"] == "same-origin"


def test_the_history_tells_of_it(admin):
    page = draft()
    admin.post(screen(page))
    admin.post(screen(page), {"revoke": "all"})

    said = [decision(entry).sentence for entry in LedgerEntry.objects.filter(page_id=page.pk)]

    assert any(words.startswith("The draft was shared by a link, until") for words in said)
    assert "1 preview of the draft was revoked." in said


def test_there_is_only_the_built_in_preview_without_a_website_for_drafts():
    assert [name for name, _ in draft().preview_modes] == [""]
    assert conf.preview_url() == ""


def test_editors_choose_between_both_where_there_is_one(with_website):
    page = draft()

    assert [name for name, _ in page.preview_modes] == ["", "website"]
    assert page.default_preview_mode == ""
    # A page that was never saved has no address yet.
    assert [name for name, _ in ConditionPage(title="New", locale=locale("en")).preview_modes] == [
        ""
    ]


def test_the_website_gets_a_token_for_what_is_in_the_form_and_not_saved(admin, with_website):
    page = published(summary="Signed.")
    unsaved = type(page).objects.get(pk=page.pk)
    unsaved.summary = "Typed a second ago."
    preview = preview_for_screen(unsaved, user=a_sharer())

    shown = open_token(admin, token_of(preview)).json()

    assert shown["summary"] == "Typed a second ago."
    assert shown["meta"]["draft"]["revision"] is None
    assert admin.get(f"/api/v2/pages/{page.pk}/").json()["summary"] == "Signed."
    assert not LedgerEntry.objects.filter(action__startswith="preview.").exists()


def test_wagtails_preview_leads_to_the_website_in_its_mode_and_to_no_cache(admin, with_website):
    page = draft()

    built_in = admin.get(f"/admin/pages/{page.pk}/view_draft/")
    website = admin.get(f"/admin/pages/{page.pk}/view_draft/?mode=website")

    assert built_in.status_code == 200
    assert website.status_code == 302
    assert website["Location"].startswith("https://www.example.org/api/draft?token=")
    assert open_token(admin, token_in(website["Location"])).json()["id"] == page.pk
    assert "no-store" in website["Cache-Control"]
    assert website["Referrer-Policy"] == "no-referrer"


def test_the_mode_of_the_website_shows_the_built_in_page_where_there_is_none(admin):
    page = draft()

    assert admin.get(f"/admin/pages/{page.pk}/view_draft/?mode=website").status_code == 200
    assert not DraftPreview.objects.exists()


def test_previews_of_the_same_words_are_one_and_old_ones_are_forgotten():
    page, user = draft(), a_sharer()
    once, again = preview_for_screen(page, user=user), preview_for_screen(page, user=user)
    shared = share(page)
    made = []
    for number in range(SCREENS_KEPT + 2):
        page.summary = f"Version {number}."
        made.append(preview_for_screen(page, user=user))

    kept = DraftPreview.objects.filter(kind=PreviewKind.SCREEN).order_by("pk")
    assert once == again
    assert list(kept) == made[-SCREENS_KEPT:]
    assert DraftPreview.objects.filter(pk=shared.pk).exists()
