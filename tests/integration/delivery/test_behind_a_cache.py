"""A page that is withdrawn leaves the cache in front of the API with the next run of the outbox.

Nothing is called here but what changes something and the command of the timer: between the two
stands a cache that does as it is told by the headers of the answers, and by Wagtail's backend.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any, Final

import pytest
from django.core.management import call_command

from pages.delivery.feed.hearing import ON_THE_WAY
from pages.delivery.purging import KIND
from pages.delivery.recall import ChangeStatus
from pages.outbox.models import OutboxMessage
from tests.factories.caching import CachingProxy
from tests.factories.content import a_reference
from tests.factories.delivery import publish, published, translated
from tests.factories.fates import withdraw

pytestmark = pytest.mark.django_db(transaction=True)

PAGES: Final = "/api/v2/pages/"
BY_ADDRESS: Final = "wagtail.contrib.frontend_cache.backends.HTTPBackend"
BY_KEY: Final = "tests.factories.caching.KeysBackend"
A_DAY: Final = "public, max-age=0, s-maxage=86400, must-revalidate"


@pytest.fixture
def cache(live_server: Any, settings: Any) -> Iterator[CachingProxy]:
    """Stand between readers and the API, and be purged by addresses; keep answers for a day."""
    thread = live_server.thread
    with CachingProxy(origin=(thread.host, thread.port)) as proxy:
        settings.PAGES = {"API_CACHE_CONTROL": A_DAY}
        use(settings, proxy, BY_ADDRESS)
        yield proxy


def use(settings: Any, proxy: CachingProxy, backend: str) -> None:
    settings.WAGTAILFRONTENDCACHE = {"cdn": {"BACKEND": backend, "LOCATION": proxy.url}}


def deliver() -> None:
    """Do what the timer does every minute."""
    call_command("deliver_outbox", stdout=io.StringIO(), stderr=io.StringIO())


def test_a_withdrawn_page_leaves_the_cache_with_the_next_run_of_the_outbox(
    cache: CachingProxy, client: Any
) -> None:
    page, other = published(slug="gout"), published(slug="angina")
    deliver()
    addresses = (f"{PAGES}{page.pk}/", f"{PAGES}{other.pk}/", PAGES)
    assert [cache.get(one).is_kept for one in addresses] == [False] * 3
    assert [cache.get(one).is_kept for one in addresses] == [True] * 3

    withdraw(page)

    # The API itself has forgotten it; who asks the cache is still given what it was told to keep.
    assert client.get(f"{PAGES}{page.pk}/").status_code == 404
    kept = cache.get(f"{PAGES}{page.pk}/")
    assert (kept.status, kept.is_kept) == (200, True)

    deliver()

    for _ in range(2):  # and the refusal is not kept: the page may be signed again
        gone = cache.get(f"{PAGES}{page.pk}/")
        assert (gone.status, gone.is_kept) == (404, False)
    listed = [one["id"] for one in json.loads(cache.get(PAGES).body)["items"]]
    assert other.pk in listed
    assert page.pk not in listed
    assert cache.get(f"{PAGES}{other.pk}/").is_kept


def test_every_answer_with_the_page_leaves_a_cache_that_knows_keys(
    cache: CachingProxy, settings: Any
) -> None:
    use(settings, cache, BY_KEY)
    page = published(slug="gout", title="Gout")
    spanish = translated(page, slug="gota")
    deliver()
    addresses = (
        f"{PAGES}{page.pk}/?fields=title",
        f"{PAGES}{spanish.pk}/?locale=en",
        f"{PAGES}?type=pages.ConditionPage&locale=en",
        f"{PAGES}?search=gout",
        f"{PAGES}find/?html_path=/en/conditions/gout/",
    )
    for address in addresses * 2:
        assert cache.get(address).status in (200, 302), address
    assert all(cache.get(address).is_kept for address in addresses)

    withdraw(page)
    deliver()

    for address in addresses:
        answer = cache.get(address)
        assert not answer.is_kept, address
        if answer.status == 200:
            listed = [one["id"] for one in json.loads(answer.body)["items"]]
            assert page.pk not in listed, address
        else:
            assert answer.status == 404, address


def test_a_cache_that_knows_addresses_only_keeps_other_ways_to_ask_until_their_time_is_over(
    cache: CachingProxy,
) -> None:
    """Why such a cache must be told to ask about everything with a query: see docs/webhooks.md."""
    page = published(slug="gout")
    deliver()
    address = f"{PAGES}{page.pk}/?fields=title"
    cache.get(address)

    withdraw(page)
    deliver()

    assert (cache.get(address).status, cache.get(address).is_kept) == (200, True)


@pytest.mark.parametrize("backend", [BY_ADDRESS, BY_KEY])
def test_a_retraction_shows_behind_the_cache_with_the_next_run_of_the_outbox(
    cache: CachingProxy, settings: Any, backend: str
) -> None:
    use(settings, cache, backend)
    page = published()
    deliver()

    def retracted() -> list[bool]:
        body = json.loads(cache.get(f"{PAGES}{page.pk}/").body)
        return [one["retracted"] for one in body["references"]]

    assert retracted() == [False]
    ChangeStatus(reference_id=a_reference().pk, status="retracted", source="A notice").execute()
    assert retracted() == [False]
    deliver()
    assert retracted() == [True]


def test_by_default_a_cache_asks_each_time_and_waits_for_no_purge(
    cache: CachingProxy, settings: Any
) -> None:
    settings.PAGES = {}
    page = published()
    deliver()
    for _ in range(2):
        answer = cache.get(f"{PAGES}{page.pk}/")
        assert (answer.status, answer.is_kept) == (200, False)
    withdraw(page)
    assert cache.get(f"{PAGES}{page.pk}/").status == 404


def test_the_purge_of_a_withdrawn_page_is_due_when_every_process_has_heard_of_it(
    cache: CachingProxy, settings: Any
) -> None:
    """Not before: the cache would ask a process that has not, and keep its answer for a day."""
    seconds = 1.0
    settings.PAGES = {"API_CACHE_CONTROL": A_DAY, "API_CHECK_SECONDS": 0}
    page = published()
    deliver()
    settings.PAGES = {"API_CACHE_CONTROL": A_DAY, "API_CHECK_SECONDS": seconds}
    cache.get(f"{PAGES}{page.pk}/")

    withdraw(page)
    deliver()

    assert cache.get(f"{PAGES}{page.pk}/").is_kept
    purges = list(OutboxMessage.objects.filter(kind=KIND, delivered_at__isnull=True))
    assert purges
    for message in purges:
        waits = (message.available_at - message.created_at).total_seconds()
        assert waits == pytest.approx(seconds + ON_THE_WAY.total_seconds(), abs=0.5)


def test_a_page_that_is_signed_again_comes_back_behind_the_cache(cache: CachingProxy) -> None:
    page = published(summary="With an error.")
    deliver()
    cache.get(f"{PAGES}{page.pk}/")
    withdraw(page)
    deliver()
    assert cache.get(f"{PAGES}{page.pk}/").status == 404
    page = type(page).objects.get(pk=page.pk)
    page.summary = "Without it."
    publish(page)
    assert json.loads(cache.get(f"{PAGES}{page.pk}/").body)["summary"] == "Without it."
