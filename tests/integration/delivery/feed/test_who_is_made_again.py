"""A change makes the stored answers again that rest on it, and leaves all others alone.

An answer rests on a little more than it shows: pages stand for their families, since a link that
has no translation yet may have one tomorrow. So each cause has two sets of pages: those whose
answer is made again, and those whose answer is then another one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker
from wagtail.models import Page, Site

from pages.citations.models import Reference
from pages.content.index import ConditionIndexPage
from pages.delivery import documents
from pages.delivery.feed import settling
from pages.delivery.feed.settling import settle
from pages.delivery.models import PublishedDocument
from pages.delivery.recall import ChangeStatus
from pages.disclaimers.models import Disclaimer
from tests.factories.content import home, index_page, locale
from tests.factories.delivery import link_to, publish, published, translated
from tests.factories.disclaimers import reworded, sign_wording

pytestmark = pytest.mark.django_db

World = dict[str, int]
Rows = dict[int, dict[str, Any]]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Yield the ids of pages by name; what a test does to them is undone after it.

    A page on gout is translated, linked to and told about, and cites a study of its own. A page on
    angina stands beside it, and a procedure elsewhere: neither has to do with it.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        study, other_study = (
            Reference.objects.create(
                title=title,
                authors=[{"family": "Inventado", "given": "I."}],
                container_title="J Imagin Med",
                year=2020,
                volume="1",
                pages="1-9",
            )
            for title in ("On gout", "On everything else")
        )
        gout = published(slug="gout", title="Gout", reference=study)
        linking = f"<p>Ask about {link_to(gout, 'it')}.</p>"
        found = {
            "gout": gout,
            "gota": translated(gout, slug="gota", reference=study),
            "linking": published(slug="linking", urgent_care=linking, reference=other_study),
            "story": published("testimonial", condition=gout, reference=other_study),
            "angina": published(slug="angina", title="Angina", reference=other_study),
            "procedure": published("procedure", reference=other_study),
        }
        elsewhere = ConditionIndexPage(title="Elsewhere", slug="elsewhere", locale=locale("en"))
        home().add_child(instance=elsewhere)
        settle()
        yield {name: page.pk for name, page in found.items()} | {
            "study": study.pk,
            "other study": other_study.pk,
            "elsewhere": elsewhere.pk,
        }
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the list of the pages of which answers are made and stored, by whomever."""
    found: list[int] = []
    store = settling.store_answers

    def store_answers(page_ids: Any) -> list[int]:
        ids = list(page_ids)
        found.extend(ids)
        return store(ids)

    for room in (settling, documents):
        monkeypatch.setattr(room, "store_answers", store_answers)
    return found


def stored() -> Rows:
    """Return everything that is stored of every page, to the last column."""
    return {row["page_id"]: row for row in PublishedDocument.objects.values()}


def page(world: World, name: str) -> Any:
    return Page.objects.get(pk=world[name]).specific


def slug(world: World) -> None:
    gout = page(world, "gout")
    gout.slug = "podagra"
    gout.save()


def move(world: World) -> None:
    page(world, "gout").move(page(world, "elsewhere"), pos="last-child")


def title(world: World) -> None:
    gout = page(world, "gout")
    gout.title = "Podagra"
    publish(gout)


def unpublication(world: World) -> None:
    page(world, "gout").unpublish()


def retraction(world: World) -> None:
    ChangeStatus(reference_id=world["study"], status="retracted", source="A notice").execute()


def disclaimer(world: World) -> None:
    row = Disclaimer.objects.get(key="individual-experience", locale__language_code="en")
    sign_wording(reworded(row, "<p>Each patient is <b>another</b>.</p>"))


def index_title(world: World) -> None:
    above = index_page(ConditionIndexPage)
    above.title = "Illnesses"
    above.save_revision().publish()


def translation(world: World) -> None:
    study = Reference.objects.get(pk=world["other study"])
    translated(page(world, "angina"), slug="angina-es", reference=study)


def note_on_a_study(world: World) -> None:
    """Correct what nobody is shown before the pages are signed again."""
    Reference.objects.filter(pk=world["study"]).update(year=1999)


NOBODY: Final[set[str]] = set()
CAUSES: Final[list[tuple[Callable[[World], None], set[str], set[str]]]] = [
    (slug, {"gout", "gota", "linking", "story"}, {"gout", "gota", "linking", "story"}),
    (move, {"gout", "gota", "linking", "story"}, {"gout", "gota", "linking", "story"}),
    (title, {"gout", "gota", "linking", "story"}, {"gout", "gota", "story"}),
    (unpublication, {"gota", "linking", "story"}, {"gota", "linking", "story"}),
    (retraction, {"gout", "gota"}, {"gout", "gota"}),
    (disclaimer, {"story"}, {"story"}),
    # The section in Spanish is of the same family as the one in English.
    (index_title, {"gout", "gota", "linking", "angina"}, {"gout", "linking", "angina"}),
    (translation, {"angina"}, {"angina"}),
    (note_on_a_study, NOBODY, NOBODY),
]


@pytest.mark.parametrize(
    ("cause", "again", "others"), CAUSES, ids=[cause.__name__ for cause, _, _ in CAUSES]
)
def test_only_the_answers_that_rest_on_a_change_are_made_again(
    world: World,
    made: list[int],
    cause: Callable[[World], None],
    again: set[str],
    others: set[str],
) -> None:
    before = stored()

    cause(world)
    settle()

    after = stored()
    new = after.keys() - before.keys()
    assert set(made) - new == {world[name] for name in again}
    names = {world[name]: name for name in world}
    assert {
        names[page_id]
        for page_id in before.keys() & after.keys()
        if before[page_id]["answer_hash"] != after[page_id]["answer_hash"]
    } == others
    for page_id in before.keys() & after.keys() - set(made):
        assert before[page_id] == after[page_id], names[page_id]


def test_a_view_restriction_and_another_name_of_the_site_concern_everybody(
    world: World, made: list[int]
) -> None:
    everybody = set(stored())
    page(world, "procedure").view_restrictions.create(restriction_type="login")
    settle()
    assert set(made) == everybody
    made.clear()
    Site.objects.filter(is_default_site=True).update(site_name="Another")
    settle()
    assert set(made) == everybody
