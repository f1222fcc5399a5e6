"""Lists that are mended have exactly the pages that they would have if they were asked for anew."""

import random
import sys
from unittest import mock

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from pages.delivery.feed.settling import settle
from pages.delivery.serving import kept_ids
from pages.delivery.serving.answering import scope_of
from pages.delivery.serving.kept_ids import MOST, KnownIds
from pages.delivery.serving.listing import Question, asked_types
from pages.delivery.serving.memory import memory
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
)


def listed(client, address):
    return [item["id"] for item in client.get(PAGES + address).json()["items"]]


def found_anew(address):
    """Ask Wagtail's filters, without anything that is kept."""
    request = RequestFactory().get(PAGES + address)
    question = Question(request, scope_of(request), asked_types(request.GET))
    return list(question.filtered(with_locale=True).values_list("pk", flat=True))


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
            own = listed(client, address)
            if "search" in address:
                assert set(own) <= set(found_anew("?locale=en")), (seed, address)
            else:
                assert own == found_anew(address), (seed, address)


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

    # The feed and what rests on the change, the family's pages, which of them are listed, and the
    # entries that are new.
    assert queries() == few <= 5


@pytest.mark.django_db
def test_many_changes_at_once_have_the_list_asked_for(client, monkeypatch):
    pages = [published() for _ in range(3)]
    listed(client, "?limit=100")
    monkeypatch.setattr(kept_ids, "MOST", 2)
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
    known = KnownIds([1, 2], ["00010001", "00010002"])
    assert known.bears(targets) is is_borne


@pytest.mark.parametrize("is_mended", [True, False])
def test_a_long_list_takes_what_it_is_said_to_take(is_mended):
    ids = range(100_000, 150_000)
    places = [f"0001000200{number:06}" for number in ids] if is_mended else None
    known = KnownIds(ids, places)

    taken = sys.getsizeof(known.ids)
    if places:
        taken += sum(map(sys.getsizeof, [*known.ids, *places])) + sys.getsizeof(places)
    assert known.size == pytest.approx(taken, rel=0.1)
    assert list(known.ids) == list(ids)


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
