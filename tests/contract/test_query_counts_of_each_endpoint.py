"""What each question to the public API costs: the exact number of queries, however large the site.

*Cold* is the first time that a process is asked, right after it has asked the feed of changes: two
queries find the site, and are not asked again. *Warm* is the second time, before it asks the feed
again. What Wagtail and Django keep for themselves, such as content types, is there in both, and so
are the home pages of all sites, which two more queries read once.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from pages.content.index import ConditionIndexPage
from pages.delivery.addresses import site_roots
from pages.delivery.drafts.issuing import token_of
from pages.delivery.feed.settling import settle
from pages.delivery.serving.memory import memory
from tests.factories.content import a_reference, cite, home, index_page
from tests.factories.delivery import (
    a_file,
    an_image,
    draft,
    link_to_file,
    publish,
    published,
    translated,
)
from tests.factories.drafts import share
from tests.factories.navigation import a_profile, worded
from tests.factories.searching import Written, stored

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_news_of_refusals")]

LISTING = "/api/v2/pages/"
RANDOM = "?order=random&type=pages.ConditionPage"

FEW, MANY = 1, 5
"""How many families of pages there are, each in two languages, with an image, a file, redirects."""


@dataclass(frozen=True)
class Cost:
    """What is asked, and what it costs.

    Attributes:
        cold: queries of the first time.
        warm: of the second time.
        status: what is answered.
    """

    cold: int
    warm: int = 0
    status: int = 200


def each_time(queries: int, status: int = 200) -> Cost:
    """Return the cost of what no process keeps: caches do, for as long as they are told."""
    return Cost(queries, queries, status)


PAGES: dict[str, Cost] = {
    # One page
    "{page}/": Cost(3),
    "{page}/?fields=_,title": Cost(3),
    "{page}/?fields=*": Cost(3),
    "{page}/?locale=en": Cost(3),
    "{page}/?locale=es": Cost(5),
    "{page}/?locale=es&fallback=en": Cost(6),
    "{page}/?site=localhost": Cost(4),
    "{page}/?child_of={index}": Cost(5),
    "{home}/": Cost(6),
    "{draft}/": Cost(3, 1, status=404),
    "999999/": Cost(3, 1, status=404),
    # Lists; what pages without review say is stored nowhere, and made in four queries for all
    "": Cost(8),
    "?type=pages.ConditionPage": Cost(4),
    "?type=pages.ConditionPage,pages.ProcedurePage&fields=summary": Cost(4),
    "?locale=es": Cost(9),
    "?locale=es&fallback=en": Cost(10),
    "?fields=*": Cost(8),
    "?child_of={index}": Cost(5),
    "?child_of=root": Cost(9),
    "?descendant_of={index}": Cost(5),
    "?ancestor_of={page}": Cost(9),
    "?translation_of={page}": Cost(5),
    "?order=title": Cost(8),
    "?order=-first_published_at,slug&type=pages.ConditionPage": Cost(4),
    RANDOM: Cost(4, 1),
    "?slug=first": Cost(4),
    "?title=First": Cost(4),
    "?id={page}": Cost(4),
    "?limit=1&offset=1&type=pages.ConditionPage": Cost(4),
    "?site=localhost": Cost(9),
    "?search=joint disease": Cost(5),
    "?search=joint disease&search_operator=or": Cost(5),
    "?search=joint disease&locale=en&type=pages.ConditionPage&order=title": Cost(6),
    "?search=joint disease&fields=search_snippet": Cost(6),
    "?search=": Cost(3),
    "?locale=xx": Cost(3, 1, status=404),
    # Where a page is
    "find/?html_path=/en/conditions/first/": Cost(4, status=302),
    "find/?html_path=/en/conditions/was-first/": Cost(5, status=302),
    "find/?html_path=/en/conditions/first/&locale=es": Cost(4, status=302),
    "find/?html_path=/": Cost(8, status=302),
    "find/?id={page}": Cost(4, status=302),
    "find/?html_path=/en/nothing/": Cost(4, 2, status=404),
}
"""Of the pages endpoint, whose answers each process keeps."""

BESIDE_PAGES: dict[str, Cost] = {
    "/api/v2/images/": each_time(5),
    "/api/v2/images/?fields=*": each_time(5),
    "/api/v2/images/?search=drawing": each_time(5),
    "/api/v2/images/{image}/": each_time(4),
    "/api/v2/images/find/?id={image}": each_time(4, 302),
    "/api/v2/documents/": each_time(4),
    "/api/v2/documents/?search=leaflet": each_time(4),
    "/api/v2/documents/{file}/": each_time(3),
    "/api/v2/documents/find/?id={file}": each_time(3, 302),
    "/api/v2/redirects/": each_time(3),
    "/api/v2/redirects/{redirect}/": each_time(2),
    "/api/v2/redirects/find/?html_path=/en/conditions/was-first/": each_time(3, 302),
    "/api/v2/redirects/find/?html_path=/en/conditions/first/": each_time(2, 404),
    "/api/v2/redirects/find/?id={redirect}": each_time(2, 302),
    "/api/v2/site/": each_time(10),
    "/api/v2/site/?locale=es": each_time(10),
    "/api/v2/site/?site=localhost": each_time(10),
    "/api/v2/openapi.json": each_time(0),
    "/api/v2/drafts/?token={token}": each_time(11),
    "/sitemap.xml": each_time(2),
    "/sitemaps/en.xml": each_time(5),
    "/robots.txt": each_time(0),
}
"""Of the other endpoints, which are asked rarely: nothing of them is kept but by caches."""

COSTS = {**{f"{LISTING}{below}": cost for below, cost in PAGES.items()}, **BESIDE_PAGES}


class Site:
    """A site that grows, and the things in it that are asked for."""

    def __init__(self) -> None:
        home("es")
        self.size = 0
        first = self.family("First", slug="was-first")
        row = Page.objects.get(pk=first.pk).specific
        row.slug = "first"
        row.save()
        unsigned = draft(title="Nobody signed this")
        self.names = {
            "page": first.pk,
            "home": home().pk,
            "index": index_page(ConditionIndexPage).pk,
            "draft": unsigned.pk,
            "image": first.hero_image_id,
            "file": self.file.pk,
            "redirect": Redirect.objects.get(old_path="/en/conditions/was-first").pk,
            "token": token_of(share(unsigned)),
        }
        self.grow(FEW)

    def family(self, title: str, **fields: Any) -> Any:
        """Publish a page with all that it can lead to, and its translation."""
        self.size += 1
        self.file = a_file(f"Leaflet {self.size}")
        page = publish(
            draft(
                title=title,
                hero_image=an_image(f"Drawing {self.size}", focal_point_x=3, focal_point_y=4),
                hero_alt="A hand",
                causes=f"<p>Read {link_to_file(self.file)} {cite(a_reference())}.</p>",
                **fields,
            )
        )
        translated(page)
        Redirect.objects.create(old_path=f"/old-{self.size}", redirect_page=page)
        Redirect.objects.create(old_path=f"/away-{self.size}", redirect_link="https://a.example/")
        return page

    def grow(self, size: int) -> None:
        """Have so many families, all of them in the menu, and every answer stored."""
        while self.size < size:
            self.family(f"Page {self.size}")
        pages = Page.objects.filter(alias_of=None, depth=4, locale__language_code="en", live=True)
        profile = a_profile(*pages, logo=an_image("Logo"), footer=pages[:1])
        profile.wordings.all().delete()
        worded(profile, "en", site_name="Clinic")
        settle()


def queries(client: Any, address: str) -> tuple[int, int]:
    """Return how many queries an answer costs, and its status."""
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
        b"".join(answer)  # those of what is sent piece by piece, too
    return len(captured), answer.status_code


def measured(client: Any, site: Site) -> dict[str, Cost]:
    """Ask everything, and return what it costs."""
    found = {}
    for address in COSTS:
        asked = address.format(**site.names)
        client.get(asked)
        memory.clear()
        memory.follow()
        site_roots()
        cold, status = queries(client, asked)
        warm, _ = queries(client, asked)
        found[address] = Cost(cold, warm, status)
    return found


@pytest.fixture
def _remembering(settings: Any) -> None:
    """Let a process ask the feed only once in a test, as it does within a second."""
    settings.PAGES = {**settings.PAGES, "API_CHECK_SECONDS": 3600}


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return what goes to a moment at which a date tells apart what was published just now."""

    @contextmanager
    def go() -> Iterator[None]:
        moment = timezone.now() + datetime.timedelta(seconds=10)
        with monkeypatch.context() as clock:
            clock.setattr(timezone, "now", lambda: moment)
            clock.setattr("time.time", moment.timestamp)
            yield

    return go


@pytest.mark.usefixtures("_remembering")
def test_each_question_costs_its_queries_and_no_more_on_a_large_site(
    client: Any, later: Any
) -> None:
    site = Site()
    with later():
        few = measured(client, site)
    site.grow(MANY)
    with later():
        many = measured(client, site)

    assert few == COSTS
    assert many == COSTS


def test_what_a_process_keeps_of_pages_costs_nothing_the_second_time() -> None:
    """Refusals are not kept, since anybody could fill a memory with them; nor is what is random."""
    costly = {address for address, cost in PAGES.items() if cost.warm}

    assert {address for address in costly if PAGES[address].status == 200} == {RANDOM}
    assert all(PAGES[address].warm <= 2 for address in costly)


def test_asking_the_feed_is_one_query_more(client: Any) -> None:
    address = f"{LISTING}{published().pk}/"
    settle()
    for _ in range(3):  # PostgreSQL tells of what this open transaction wrote once more
        client.get(address)

    assert queries(client, address) == (1, 200)


@pytest.mark.usefixtures("_remembering")
def test_a_search_asks_for_nothing_that_was_asked_for_before(client: Any) -> None:
    """One query for the words, one for the pages among which is searched, one for what is shown."""
    stored(Written(f"Pain {number}", "Of a joint. It is a disease.") for number in range(3))
    settle()
    of_all, of_others = (
        f"{LISTING}?type={types}"
        for types in ("pages.ConditionPage", "pages.ConditionPage,pages.ProcedurePage")
    )
    client.get(f"{of_all}&search=joint")
    memory.clear()
    memory.follow()
    client.get(f"{LISTING}999999/")  # the site is known

    assert queries(client, f"{of_all}&search=joint") == (3, 200)
    assert queries(client, f"{of_all}&search=joint disease") == (1, 200)  # one word was unknown
    assert queries(client, f"{of_all}&search=disease joint&search_operator=or") == (0, 200)
    assert queries(client, f"{of_all}&search=nowhere") == (1, 200)
    assert queries(client, f"{of_all}&search=joint nowhere disease") == (0, 200)
    assert queries(client, f"{of_others}&search=disease") == (1, 200)  # among others
    assert queries(client, f"{of_all}&search=disease&fields=summary") == (1, 200)  # shows more
    # The texts are read each time, for each question has other words to mark.
    assert queries(client, f"{of_all}&search=disease&fields=search_snippet") == (2, 200)
