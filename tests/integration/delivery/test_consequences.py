"""What a change of what the public reads does to caches and receivers, from end to end.

Nothing is called here but what changes something: the feed, what follows from it and their wiring
have to do the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from wagtail.models import Page, PageViewRestriction, Site

from pages.delivery.feed.settling import settle
from pages.delivery.purging import KIND
from pages.delivery.rebuilding import rebuild_all
from pages.delivery.recall import ChangeStatus
from pages.delivery.webhooks.models import WebhookDelivery
from pages.disclaimers.models import Disclaimer
from pages.outbox.models import OutboxMessage
from tests.factories.content import a_reference, home
from tests.factories.delivery import draft, publish, published, translated
from tests.factories.disclaimers import reworded, sign_wording
from tests.factories.fates import withdraw
from tests.factories.navigation import a_profile
from tests.factories.webhooks import an_endpoint

pytestmark = pytest.mark.django_db

PAGES = "/api/v2/pages/"
SITE = "/api/v2/site/"


@pytest.fixture(autouse=True)
def _a_cache(settings: Any) -> None:
    settings.WAGTAILFRONTENDCACHE = {
        "cdn": {"BACKEND": "tests.integration.delivery.test_purging.WithKeys"}
    }


Purged = Callable[[Callable[[], Any]], set[str]]


@pytest.fixture
def purged(django_capture_on_commit_callbacks: Any) -> Purged:
    """Return what gives the keys and paths that are purged after a change is over."""

    def purged_by(change: Callable[[], Any]) -> set[str]:
        settle()
        OutboxMessage.objects.all().delete()
        # What happened before is settled, and this transaction of the test's own never ends.
        connection.run_on_commit.clear()
        with django_capture_on_commit_callbacks(execute=True):
            change()
        found = OutboxMessage.objects.filter(kind=KIND).values_list("payload", flat=True)
        return {name for payload in found for names in payload.values() for name in names}

    return purged_by


def of(*page_ids: int) -> set[str]:
    """Return keys and paths of pages, and of the lists."""
    details = {f"{PAGES}{page_id}/" for page_id in page_ids}
    return {"pages", PAGES} | details | {f"page-{page_id}" for page_id in page_ids}


def told() -> list[tuple[str, int | None]]:
    rows = WebhookDelivery.objects.order_by("message_id")
    return [(row.event, row.page_id) for row in rows]


# Pages with a document


def test_a_publication_purges_the_page_and_its_other_languages(purged: Purged) -> None:
    page, other = published(), published()
    spanish = translated(page)
    page.summary = "Something else."
    found = purged(lambda: publish(page))
    assert of(page.pk, spanish.pk) <= found
    assert not of(other.pk) <= found


def test_a_new_page_purges_the_lists(purged: Purged) -> None:
    page = draft()
    assert of(page.pk) <= purged(lambda: publish(page))


def test_a_withdrawal_purges_the_page(purged: Purged) -> None:
    page = published()
    assert of(page.pk) <= purged(lambda: withdraw(page))


def test_a_retraction_purges_the_pages_that_cite_it_and_says_that_they_are_updated(
    purged: Purged,
) -> None:
    page = published()
    an_endpoint()
    retraction = ChangeStatus(reference_id=a_reference().pk, status="retracted", source="A notice")
    assert of(page.pk) <= purged(retraction.execute)
    assert told() == [("page.updated", page.pk)]


def test_a_new_wording_of_a_disclaimer_purges_the_pages_that_show_it(purged: Purged) -> None:
    page = published()
    an_endpoint()
    disclaimer = Disclaimer.objects.get(key="medical-information", locale__language_code="en")
    new = reworded(disclaimer, "<p>Call <b>112</b>.</p>")
    assert of(page.pk) <= purged(lambda: sign_wording(new))
    assert told() == [("page.updated", page.pk)]


# Pages that are gone


def test_a_page_that_is_deleted_is_purged_by_its_own_key_and_address(purged: Purged) -> None:
    page = published()
    gone = page.pk
    assert of(gone) <= purged(page.delete)


def test_a_plain_page_that_is_deleted_is_purged_by_its_own_key_and_address(purged: Purged) -> None:
    page = home("es")
    gone = page.pk
    assert of(gone) <= purged(Page.objects.get(pk=gone).delete)


def test_a_page_that_is_deleted_before_it_was_settled_that_it_left_is_purged(
    purged: Purged,
) -> None:
    page = published()
    gone = page.pk

    def leave_and_go() -> None:
        with transaction.atomic():
            page.unpublish()
            Page.objects.get(pk=gone).delete()

    assert of(gone) <= purged(leave_and_go)


def test_a_draft_that_is_deleted_purges_nothing(purged: Purged) -> None:
    published()
    assert purged(draft().delete) == set()


# Plain pages


@pytest.mark.parametrize("what", ["restriction", "site"])
def test_what_concerns_everything_purges_plain_pages_by_their_own_keys(
    purged: Purged, what: str
) -> None:
    page = published()
    index = page.get_parent()

    def change() -> None:
        if what == "restriction":
            PageViewRestriction.objects.create(page=index, restriction_type="login")
        else:
            Site.objects.get(is_default_site=True).save()

    assert of(home().pk, index.pk, page.pk) <= purged(change)


def test_a_plain_page_is_purged_when_the_page_above_that_it_names_changes(purged: Purged) -> None:
    page = published()
    index = page.get_parent()
    above = home()
    above.title = "Another name"
    found = purged(lambda: above.save_revision().publish())
    assert of(above.pk, index.pk) <= found


# Documents that are built anew


def test_an_answer_that_changed_without_its_content_is_purged_when_it_is_rebuilt(
    purged: Purged, settings: Any
) -> None:
    page = published(slug="gout")
    an_endpoint()

    def rebuild() -> None:
        settings.FRONTEND_URL = "https://elsewhere.example"
        [rebuilt] = rebuild_all()
        assert (rebuilt.result, rebuilt.answer_changed) == ("unchanged", True)

    assert of(page.pk, page.get_parent().pk, home().pk) <= purged(rebuild)
    assert told() == [("page.updated", page.pk)]


def test_rebuilding_what_is_right_purges_nothing(purged: Purged) -> None:
    published()
    an_endpoint()
    assert purged(lambda: list(rebuild_all())) == set()
    assert told() == []


# What answers carry


@pytest.fixture(params=["public, max-age=0, s-maxage=86400", None])
def chosen(request: pytest.FixtureRequest, settings: Any) -> str:
    """Return how long answers may be kept, as the site chooses it."""
    if request.param is None:
        return "public, max-age=0, must-revalidate"
    settings.PAGES = {"API_CACHE_CONTROL": request.param}
    return str(request.param)


def test_answers_carry_the_keys_by_which_they_are_purged_and_the_sites_choice(
    client: Any, chosen: str
) -> None:
    page = published(slug="gout")
    for address, key in (
        (f"{PAGES}{page.pk}/", f"page-{page.pk}"),
        (f"{PAGES}{page.pk}/?fields=title", f"page-{page.pk}"),
        (f"{PAGES}{home().pk}/", f"page-{home().pk}"),
        (PAGES, "pages"),
        (f"{PAGES}?type=pages.ConditionPage&limit=1", "pages"),
        (f"{PAGES}find/?html_path=/en/conditions/gout/", "pages"),
    ):
        answer = client.get(address)
        assert answer.status_code < 400
        assert (answer["Surrogate-Key"], answer["Cache-Control"]) == (key, chosen), address
        if answer.status_code == 200:
            again = client.get(address, headers={"if-none-match": answer["ETag"]})
            assert (again.status_code, again["Surrogate-Key"]) == (304, key)


def test_the_key_of_a_page_in_another_language_is_that_of_the_page_that_answers(client) -> None:
    page = published()
    spanish = translated(page)
    answer = client.get(f"{PAGES}{page.pk}/?locale=es")
    assert answer["Surrogate-Key"] == f"page-{spanish.pk}"


def test_a_refusal_does_not_outlive_a_publication(client: Any, chosen: str) -> None:
    page, unseen = published(slug="gout"), draft(slug="angina")
    for address, status, key in (
        (f"{PAGES}{unseen.pk}/", 404, None),
        (f"{PAGES}find/?html_path=/en/conditions/angina/", 404, None),
        (f"{PAGES}?locale=xx", 404, None),
        (f"{PAGES}?limit=none", 400, None),
        (f"{PAGES}{page.pk}/?locale=es", 404, "pages"),
    ):
        answer = client.get(address)
        assert (answer.status_code, answer.get("Surrogate-Key")) == (status, key), address
        assert answer["Cache-Control"] == "no-store", address
    assert client.post(PAGES)["Cache-Control"] == "no-store"
    assert "ETag" not in client.get(f"{PAGES}{unseen.pk}/")


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemaps/en.xml"])
def test_sitemaps_carry_the_key_that_every_change_of_a_page_purges(
    client: Any, purged: Purged, path: str
) -> None:
    page = published()
    first = client.get(path)
    again = client.get(path, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert first["Surrogate-Key"] == again["Surrogate-Key"]
    assert first["Surrogate-Key"] in purged(page.unpublish)
    assert "Surrogate-Key" not in client.get("/robots.txt")


def test_menus_carry_the_keys_of_pages_and_of_themselves(client: Any, purged: Purged) -> None:
    page = published()
    profile = a_profile()
    first = client.get(SITE)
    again = client.get(SITE, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again["Surrogate-Key"]) == (304, first["Surrogate-Key"])
    assert first["Surrogate-Key"] == "pages site"
    assert {"pages", SITE} <= purged(page.unpublish)
    profile.telephone = "+34 900 000 000"
    assert purged(profile.save) == {"site", SITE}
    assert purged(profile.delete) >= {"site", SITE}
