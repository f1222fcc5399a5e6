"""Where the trees of sites begin is known in every process, whoever changes it."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from wagtail.models import Page, Site

from pages.delivery.addresses import html_path, site_roots
from pages.delivery.feed.settling import settle
from pages.delivery.models import PublishedDocument
from pages.delivery.serving.memory import memory
from tests.factories.content import home
from tests.factories.delivery import published, translated

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_cache_of_its_own(settings: Any) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


def renamed_elsewhere(page: Any, slug: str) -> None:
    """Give a page another slug as another process does: this one is not told by any signal."""
    before = page.url_path
    after = f"{before.rstrip('/').rpartition('/')[0]}/{slug}/"
    Page.objects.filter(pk=page.pk).update(slug=slug)
    Page.objects.filter(url_path__startswith=before).update(
        url_path=Concat(Value(after), Substr(F("url_path"), len(before) + 1))
    )


@pytest.mark.parametrize("with_languages", [True, False])
def test_they_are_those_of_wagtail(settings: Any, with_languages: bool) -> None:
    home("en"), home("es")
    settings.WAGTAIL_I18N_ENABLED = with_languages
    Site.objects.create(hostname="other.example", root_page=home("es"), site_name="Other")
    Site.clear_site_root_paths_cache()

    assert list(site_roots()) == Site.get_site_root_paths()


def test_a_home_that_another_process_renames_is_known_as_soon_as_the_feed_is_asked(
    client: Any,
) -> None:
    page = published(slug="gout")
    assert client.get(f"/api/v2/pages/{page.pk}/").json()["meta"]["html_url"].endswith("/gout/")
    Site.get_site_root_paths()  # fills Wagtail's own cache, which holds for an hour

    renamed_elsewhere(home("en"), "welcome")

    answer = client.get(f"/api/v2/pages/{page.pk}/").json()
    assert answer["meta"]["html_url"] == "https://www.example.org/en/conditions/gout/"
    found = client.get("/api/v2/pages/find/", {"html_path": "/en/conditions/gout/"})
    assert found.status_code == 302
    assert b"/en/conditions/gout/" in b"".join(client.get("/sitemaps/en.xml").streaming_content)


def test_what_is_stored_after_it_has_the_right_address() -> None:
    page = published(slug="gout")
    settle()
    html_path(page)
    renamed_elsewhere(home("en"), "welcome")

    translated(page, slug="gota")
    settle()

    stored = json.loads(PublishedDocument.objects.get(page_id=page.pk).answer)
    assert stored["meta"]["html_url"] == "https://www.example.org/en/conditions/gout/"
    assert stored["meta"]["alternates"][0]["html_url"].startswith("https://www.example.org/es/")


def test_asked_again_they_cost_nothing(django_assert_num_queries: Any) -> None:
    home("en")
    memory.clear()
    with django_assert_num_queries(2):
        site_roots()
    with django_assert_num_queries(0):
        site_roots()


def test_after_a_minute_they_are_read_anew_whatever_the_feed_tells(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    home("en")
    site_roots()
    now = time.time()

    for later, queries in ((59, 0), (61, 2)):
        monkeypatch.setattr("time.time", lambda later=later: now + later)
        with django_assert_num_queries(queries):
            site_roots()


def test_a_page_below_one_whose_type_is_not_installed_any_more_is_answered(client: Any) -> None:
    page = published(slug="gout")
    gone = ContentType.objects.create(app_label="gone", model="gone")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE wagtailcore_page SET content_type_id = %s WHERE id = %s",
            [gone.pk, page.get_parent().pk],
        )
    ContentType.objects.clear_cache()

    answer = client.get(f"/api/v2/pages/{page.pk}/")
    assert answer.status_code == 200
    assert answer.json()["meta"]["parent"]["meta"]["type"] == "wagtailcore.Page"
    assert settle() >= 1
