"""Lists that are mended have exactly the pages that they would have if they were asked for anew."""

import random
import sys
from unittest import mock
from uuid import UUID, uuid4

import numpy as np
import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from pages.delivery.feed.settling import settle
from pages.delivery.search import search_ids
from pages.delivery.search.ranking import Ranking
from pages.delivery.serving import kept_ids, listing, mending
from pages.delivery.serving.answering import scope_of
from pages.delivery.serving.kept_ids import BestIds, KnownIds, Placed, TreeIds
from pages.delivery.serving.listing import Question, asked_types
from pages.delivery.serving.memory import memory
from pages.delivery.serving.mending import MOST
from pages.publishing import guards
from pages.review.models import Approval
from tests.factories.delivery import publish, published, translated

PAGES = "/api/v2/pages/"
LISTS = (
    "?limit=100",
    "?limit=100&type=pages.ConditionPage",
    "?limit=100&locale=en",
    "?limit=100&locale=es&type=pages.ConditionPage",
    "?limit=100&slug=gout",
    "?limit=100&title=Renamed",
    "?limit=100&show_in_menus=true",
    "?limit=100&order=-title",
    "?limit=100&search=inflammation&locale=en",
    "?limit=100&search=gout&locale=es",
    "?limit=100&search=renamed%20gout%20inflammation&search_operator=or",
    "?limit=100&search=%22early%20treatment%22%20joints&search_operator=or",
    "?limit=100&search=conditions%20procedures&search_operator=or",
)


def listed(client, address):
    return [item["id"] for item in client.get(PAGES + address).json()["items"]]


def found_anew(address):
    """Ask Wagtail's filters, without anything that is kept."""
    request = RequestFactory().get(PAGES + address)
    question = Question(request, scope_of(request), asked_types(request.GET))
    listed = list(question.filtered(with_locale=True).values_list("pk", flat=True))
    if "search" not in request.GET:
        return listed
    return search_ids(
        request.GET["search"],
        locale=request.GET.get("locale"),
        operator=request.GET.get("search_operator", "and"),
        among=listed,
    )


def deeds(chance, pages):
    """Return what can happen to a page, by name."""
    page = Page.objects.get(pk=chance.choice(pages)).specific
    active = Approval.objects.filter(page=page, withdrawn_at=None)

    def rename(**fields):
        for name, value in fields.items():
            setattr(page, name, value)
        page.save_revision()
        pages[pages.index(page.pk)] = publish(page).pk

    def delete():
        pages.remove(page.pk)
        page.delete()

    def move():
        Page.objects.get(pk=page.pk).move(
            type(page.get_parent().specific).objects.get(pk=page.get_parent().pk), pos="first-child"
        )

    return {
        "publish another": lambda: pages.append(published().pk),
        "translate": lambda: pages.append(translated(published(title="Gout")).pk),
        "rename": lambda: rename(title="Renamed"),
        "another slug": lambda: rename(slug=f"slug-{chance.random()}".replace(".", "-")),
        "show in menus": lambda: Page.objects.filter(pk=page.pk).update(show_in_menus=True),
        "unpublish": page.unpublish,
        "withdraw": lambda: active.update(withdrawn_at=timezone.now()),
        "behind Python": lambda: Page.objects.filter(pk=page.pk).update(live=False),
        "move": move,
        "delete": delete,
        "restrict": lambda: page.view_restrictions.create(restriction_type="login"),
        "let out": lambda: page.view_restrictions.all().delete(),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(2))
def test_whatever_happens_a_mended_list_is_the_list(client, seed):
    chance = random.Random(seed)
    gout = published(slug="gout")
    pages = [gout.pk, translated(gout).pk, published("procedure").pk]
    for address in LISTS:
        listed(client, address)

    for _ in range(10):
        # Now one thing, now several before anybody asks.
        for _ in range(chance.choice([1, 1, 2])):
            possible = deeds(chance, pages)
            possible[chance.choice(list(possible))]()
            if len(pages) < 2:
                pages.append(published().pk)
        for address in LISTS:
            assert listed(client, address) == found_anew(address), (seed, address)


@pytest.mark.django_db
def test_after_a_publication_only_the_pages_that_it_concerns_are_asked_about(client):
    others = [published() for _ in range(3)]
    address = "?limit=100&type=pages.ConditionPage"
    before = listed(client, address)
    translated(others[0])
    listed(client, address)

    with mock.patch.object(Question, "_placed", side_effect=AssertionError("asked for all")):
        new = translated(others[1])
        others[2].unpublish()
        after = listed(client, address)

    assert others[2].pk in before
    assert set(after) == {*found_anew(address)}
    assert new.pk in after
    assert others[2].pk not in after


@pytest.mark.django_db
def test_a_list_after_a_publication_costs_the_same_however_long_it_is(client):
    address = "?limit=2&type=pages.ConditionPage"

    def queries():
        others.append(published())
        settle()
        with CaptureQueriesContext(connection) as captured:
            listed(client, address)
        return len([one for one in captured if "django_content_type" not in one["sql"]])

    others = [published()]
    for _ in range(3):
        queries()
    few = queries()
    others += [published() for _ in range(8)]
    listed(client, address)

    # The feed with what rests on the change, and which of the family's pages are listed with what
    # the list shows of them.
    assert queries() == few <= 2


@pytest.mark.django_db
def test_what_was_read_before_a_change_is_not_kept_after_it(client):
    """Another thread hears of a withdrawal between the ids and the entries of a list."""
    first, second = published(title="Gout"), published()
    address = "?limit=100&type=pages.ConditionPage"
    for _ in range(2):
        listed(client, address)
    first.title = "Gout and pseudogout"
    first.save_revision()
    publish(first)
    original = Question._placed_again

    def and_then(self, families):
        answer = original(self, families)
        Approval.objects.filter(page=first).update(withdrawn_at=timezone.now())
        memory.follow()
        return answer

    with mock.patch.object(Question, "_placed_again", and_then):
        listed(client, address)

    assert listed(client, address) == [second.pk]


@pytest.mark.django_db
@pytest.mark.parametrize("fields", ["", "&fields=summary"])
def test_what_is_read_along_is_what_would_be_read(client, fields):
    page, _other = published(title="Gout"), published()
    address = f"{PAGES}?limit=100&locale=en{fields}"
    for title in ("Gout again", "Gout at last"):
        client.get(address)
        page.title = title
        page.save_revision()
        publish(page)
        settle()
        along = client.get(address)
        memory.clear()
        anew = client.get(address)
        assert along.content == anew.content
        assert title in along.text


@pytest.mark.django_db
def test_many_changes_at_once_have_the_list_asked_for(client, monkeypatch):
    pages = [published() for _ in range(3)]
    listed(client, "?limit=100")
    monkeypatch.setattr(mending, "MOST", 2)
    for page in pages:
        page.unpublish()

    with mock.patch.object(Question, "_placed_again", side_effect=AssertionError("mended")):
        assert not {page.pk for page in pages} & set(listed(client, "?limit=100"))


@pytest.mark.django_db
def test_changes_that_nobody_told_of_one_by_one_leave_nothing_to_mend(client):
    page = published()
    listed(client, "?limit=100")
    with guards.suspended():
        Page.objects.filter(pk=page.pk).update(live=False)

    assert page.pk not in listed(client, "?limit=100")


@pytest.mark.parametrize(
    ("targets", "is_borne"),
    [
        ({"page:1", "reference:smith-2020", "redirects"}, True),
        ({"family:00000000000000000000000000000001", "gone:7"}, True),
        ({"everything"}, False),
        ({"something that is new"}, False),
        ({f"gone:{number}" for number in range(MOST + 1)}, False),
    ],
)
def test_a_list_bears_changes_of_pages_alone_and_not_too_many(targets, is_borne):
    known = TreeIds([Placed(1, "00010001", uuid4()), Placed(2, "00010002", uuid4())])
    assert known.changes.bears(targets) is is_borne


@pytest.mark.parametrize("is_mended", [True, False])
def test_a_long_list_takes_what_it_is_said_to_take(is_mended):
    ids = range(100_000, 150_000)
    pages = [Placed(page_id, f"0001000200{page_id:06}", uuid4()) for page_id in ids]
    known = TreeIds(pages) if is_mended else KnownIds(ids)

    taken = sys.getsizeof(known.ids)
    if is_mended:
        taken += sum(map(sys.getsizeof, (page.path for page in pages)))
        taken += sum(map(sys.getsizeof, (known._places, known._families._upper)))
        taken += sys.getsizeof(known._families._lower)
    assert known.size == pytest.approx(taken, rel=0.1)
    assert list(known.ids) == list(ids)


def test_families_that_are_half_alike_are_told_apart():
    one, other, third = (UUID(int=number) for number in (1, 2, (1 << 64) + 1))
    known = TreeIds([Placed(pk, f"000{pk}", key) for pk, key in enumerate((one, other, third))])

    assert list(known.mended([other], [Placed(7, "0005", other)]).ids) == [0, 2, 7]
    assert list(known.mended([third, one], []).ids) == [1]
    assert list(known.ids) == [0, 1, 2]


def test_a_page_that_has_come_to_another_family_is_listed_once():
    one, other = uuid4(), uuid4()
    known = TreeIds([Placed(1, "0001", one), Placed(2, "0002", one)])

    assert list(known.mended([other], [Placed(1, "0003", other)]).ids) == [2, 1]


@pytest.mark.django_db
@pytest.mark.parametrize("order", ["", "&order=-title"])
def test_of_what_a_search_found_the_best_are_kept_and_the_others_found_again(
    client, monkeypatch, order
):
    for number in range(5):
        published(title=f"Gout, part {number}")
    address = f"?search=gout&locale=en&limit=2{order}"
    whole = listed(client, address.replace("limit=2", "limit=20"))
    memory.clear()
    monkeypatch.setattr(kept_ids, "BEST", 3)
    searched = mock.Mock(wraps=listing.search)
    monkeypatch.setattr(listing, "search", searched)
    # The first request forgets what this open transaction wrote before.
    listed(client, "?limit=1")

    def part(offset):
        answer = client.get(f"{PAGES}{address}&offset={offset}").json()
        return answer["meta"]["total_count"], [item["id"] for item in answer["items"]]

    assert [part(offset) for offset in (0, 1)] == [(5, whole[:2]), (5, whole[1:3])]
    assert searched.call_count == 1
    assert [part(offset) for offset in (2, 4, 6)] == [(5, whole[2:4]), (5, whole[4:]), (5, [])]
    assert searched.call_count == 4
    assert part(1) == (5, whole[1:3])
    assert searched.call_count == 4


def test_a_search_that_finds_others_meanwhile_counts_what_it_found():
    found = BestIds([1, 2], 5, lambda: Ranking(np.array([1, 2, 3, 4])))

    assert (len(found), list(found[0:2])) == (5, [1, 2])
    assert (list(found[2:4]), len(found)) == ([3, 4], 4)


@pytest.mark.django_db
def test_nothing_is_kept_that_was_found_before_a_change(client):
    """Somebody asks while a page is taken off: what they find is theirs, and nobody else's."""
    page = published()
    address = "?limit=100"
    for _ in range(2):  # the second time, what this open transaction wrote before is known
        listed(client, address)
    found = memory.changes
    original = Question._placed_again

    def and_then(self, families):
        answer = original(self, families)
        page.unpublish()
        memory.follow()
        return answer

    published()
    with mock.patch.object(Question, "_placed_again", and_then):
        listed(client, address)

    assert memory.changes > found
    assert listed(client, address) == found_anew(address)
    assert page.pk not in listed(client, address)
