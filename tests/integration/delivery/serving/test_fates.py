"""What becomes of a page shows wherever it can be read, at the next question to the feed.

Pages of every type in both languages, each with a word in its title that no other page has. They
are read in every way before something becomes of those in one language, so that the answers are
kept; those in the other language are held to stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, replace
from typing import Any, Final

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, Site

from pages.delivery.addresses import html_path
from pages.delivery.feed.settling import settle
from pages.review.models import Approval
from tests.factories import fates
from tests.factories.content import home
from tests.factories.delivery import KINDS, LANGUAGES, publish, published, translated
from tests.factories.review import make_user

pytestmark = pytest.mark.django_db

PAGES: Final = "/api/v2/pages/"
WORDS: Final = {
    ("condition", "en"): "amber",
    ("procedure", "en"): "quartz",
    ("testimonial", "en"): "sapphire",
    ("condition", "es"): "granate",
    ("procedure", "es"): "turquesa",
    ("testimonial", "es"): "esmeralda",
}
NEW_WORDS: Final = {"en": "topaz", "es": "malaquita"}


def _other(language: str) -> str:
    return LANGUAGES[1 - LANGUAGES.index(language)]


@dataclass(frozen=True, slots=True)
class Known:
    """A page as it was in the beginning: what it is asked for by.

    Attributes:
        page_id: its id.
        sibling_id: that of the page in the other language.
        parent_id: that of the page above.
        label: of its type.
        language: its language.
        word: the word that no other page has: its slug, too.
        path: on the frontend.
    """

    page_id: int
    sibling_id: int
    parent_id: int
    label: str
    language: str
    word: str
    path: str

    @property
    def page(self) -> Any:
        """The page, read afresh."""
        return Page.objects.get(pk=self.page_id).specific

    @property
    def parent(self) -> Any:
        """The page above, read afresh."""
        return Page.objects.get(pk=self.parent_id).specific

    def addresses(self) -> dict[str, str]:
        """Return every way to read the page, by name."""
        word, page_id = self.word, self.page_id
        of_its_kind = f"type={self.label}&locale={self.language}"
        return {
            "detail": f"{page_id}/",
            "detail in part": f"{page_id}/?fields=title",
            "in its language": f"{self.sibling_id}/?locale={self.language}",
            "list": "",
            "list of its kind": f"?{of_its_kind}",
            "list in another order": f"?{of_its_kind}&order=-title",
            "list by slug": f"?slug={word}",
            "list by id": f"?id={page_id}",
            "list below the page above": f"?child_of={self.parent_id}",
            "list of translations": f"?translation_of={self.sibling_id}",
            "list with a fallback": f"?locale={self.language}&fallback={_other(self.language)}",
            "search": f"?search={word}",
            "search among its kind": f"?search={word}&{of_its_kind}",
            "find by path": f"find/?html_path={self.path}",
            "find by id": f"find/?id={page_id}",
        }


WAYS: Final = frozenset(Known(0, 0, 0, "", "en", "", "").addresses())
MAIN_WAYS: Final = frozenset({"detail", "list of its kind", "search", "find by path"})
BY_WORDS: Final = frozenset({"search", "search among its kind"})

World = dict[str, list[Known]]
Fate = Callable[[Known], Any]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Yield the pages by their language; what a test does to them is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        found: World = {language: [] for language in LANGUAGES}
        for kind in KINDS:
            english, spanish = (WORDS[kind, language] for language in LANGUAGES)
            source = published(kind, slug=english, title=f"About {english}")
            other = translated(source, slug=spanish, title=f"Sobre {spanish}")
            for page, sibling in ((source, other), (other, source)):
                language = page.locale.language_code
                found[language].append(
                    Known(
                        page_id=page.pk,
                        sibling_id=sibling.pk,
                        parent_id=page.get_parent().pk,
                        label=page._meta.label,
                        language=language,
                        word=WORDS[kind, language],
                        path=html_path(page),
                    )
                )
        settle()
        yield found
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()


def shown(client: Any, known: Known, *, by: Set[str] = WAYS) -> set[str]:
    """Return the ways by which a page is read: as the answer, in a list, or where a way leads."""
    found = set()
    addresses = known.addresses()
    for way in sorted(by):
        answer = client.get(PAGES + addresses[way], follow=True)
        assert answer.status_code < 500
        if answer.status_code == 200:
            content = answer.json()
            if known.page_id in [one["id"] for one in content.get("items", [content])]:
                found.add(way)
    return found


def details(client: Any, known: Known) -> dict[str, Any]:
    """Return what is said of a page, but for what it says of the other languages."""
    content = client.get(f"{PAGES}{known.page_id}/").json()
    around = {"alternates", "translation"}
    meta = {name: value for name, value in content["meta"].items() if name not in around}
    return {**content, "meta": meta, "json_ld": None}


# What takes a page off the public


def unpublish(known: Known) -> None:
    known.page.unpublish()


def withdraw(known: Known) -> None:
    fates.withdraw(known.page)


def withdraw_by_sql(known: Known) -> None:
    Approval.objects.filter(page=known.page_id).update(withdrawn_at=timezone.now())


def delete(known: Known) -> None:
    known.page.delete()


def expire(known: Known) -> None:
    fates.expire(known.page)


def restrict(known: Known) -> None:
    fates.restrict(known.page)


def restrict_the_page_above(known: Known) -> None:
    fates.restrict_for_a_password(known.parent)


def unpublish_with_the_page_above(known: Known) -> None:
    boss = make_user(is_superuser=True)
    UnpublishPageAction(known.parent, include_descendants=True, user=boss).execute()


def delete_with_the_page_above(known: Known) -> None:
    known.parent.delete()


def move_below_a_restricted_page(known: Known) -> None:
    elsewhere = another_place(known)
    elsewhere.view_restrictions.create(restriction_type="login")
    known.page.move(elsewhere, pos="last-child")


def another_place(known: Known) -> Any:
    """Return a second section for pages of this kind."""
    above = known.parent
    elsewhere = type(above)(title="Elsewhere", slug=f"elsewhere-{known.word}", locale=above.locale)
    return home(known.language).add_child(instance=elsewhere)


ENDS: Final[list[Fate]] = [
    unpublish,
    withdraw,
    withdraw_by_sql,
    delete,
    expire,
    restrict,
    restrict_the_page_above,
    unpublish_with_the_page_above,
    delete_with_the_page_above,
    move_below_a_restricted_page,
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fate", ENDS, ids=lambda fate: fate.__name__)
def test_a_page_that_is_not_public_any_more_is_nowhere_and_the_other_language_stays(
    client: Any, world: World, fate: Fate, language: str
) -> None:
    others = world[_other(language)]
    for known in world[language]:
        assert shown(client, known) == WAYS, known
    before = [(shown(client, known, by=MAIN_WAYS), details(client, known)) for known in others]

    for known in reversed(world[language]):  # stories before what they are about
        fate(known)

    for known in world[language]:
        assert shown(client, known) == set(), known
        assert client.get(f"{PAGES}{known.page_id}/").status_code == 404
    settle()
    for known in world[language]:
        assert shown(client, known, by=MAIN_WAYS) == set(), known
    for known, was in zip(others, before, strict=True):
        assert was == (MAIN_WAYS, details(client, known))
        assert shown(client, known, by=MAIN_WAYS) == MAIN_WAYS


# What becomes of one that stays


def ways_after(client: Any, known: Known, **now: Any) -> set[str]:
    """Return the ways by which a page is read that is asked for by something new."""
    return shown(client, replace(known, **now))


def settled_or_not() -> Iterator[None]:
    """Go through the two states in which a change is read: before it is settled, and after."""
    yield
    settle()
    yield


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_with_another_slug_is_found_by_that_and_led_to_from_the_old_path(
    client: Any, world: World, language: str
) -> None:
    for known in world[language]:
        assert shown(client, known) == WAYS
        page = known.page
        page.slug = f"new-{known.word}"
        page.save()
    for _ in settled_or_not():
        for known in world[language]:
            assert shown(client, known) == WAYS - {"list by slug"}
            moved = html_path(known.page)
            assert ways_after(client, known, path=moved) == WAYS - {"list by slug"}
            content = client.get(f"{PAGES}{known.page_id}/").json()
            assert content["meta"]["html_url"].endswith(f"/new-{known.word}/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_that_was_moved_is_found_where_it_is_and_led_to_from_where_it_was(
    client: Any, world: World, language: str
) -> None:
    places = {}
    for known in world[language]:
        assert shown(client, known) == WAYS
        places[known] = another_place(known)
        known.page.move(places[known], pos="last-child")
    for _ in settled_or_not():
        for known, place in places.items():
            assert shown(client, known) == WAYS - {"list below the page above"}
            moved = html_path(known.page)
            assert ways_after(client, known, path=moved, parent_id=place.pk) == WAYS
            content = client.get(f"{PAGES}{known.page_id}/").json()
            assert content["meta"]["parent"]["id"] == place.pk
            assert content["meta"]["html_url"].endswith(f"/{place.slug}/{known.word}/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_signed_version_is_read_in_the_place_of_the_old_one(
    client: Any, world: World, language: str
) -> None:
    word = NEW_WORDS[language]
    for known in world[language]:
        assert shown(client, known) == WAYS
        page = known.page
        page.title = page.title.replace(known.word, word)
        publish(page)
    for _ in settled_or_not():
        for known in world[language]:
            assert shown(client, known) == WAYS - BY_WORDS
            assert client.get(f"{PAGES}?search={known.word}").json()["items"] == []
            answer = client.get(f"{PAGES}{known.page_id}/").json()
            assert word in answer["title"]
            assert known.word not in answer["title"]
        found = client.get(f"{PAGES}?search={word}").json()["items"]
        assert {one["id"] for one in found} == {known.page_id for known in world[language]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_below_one_that_left_the_public_stays_and_does_not_name_it(
    client: Any, world: World, language: str
) -> None:
    """Wagtail unpublishes a page alone unless it is told otherwise."""
    for known in world[language]:
        assert shown(client, known) == WAYS
        known.parent.unpublish()
    for _ in settled_or_not():
        for known in world[language]:
            assert shown(client, known) >= WAYS - {"list below the page above"}
            content = client.get(f"{PAGES}{known.page_id}/").json()
            assert content["meta"]["parent"] is None
