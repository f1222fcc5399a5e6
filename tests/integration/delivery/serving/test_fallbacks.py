"""A fallback shows another language, and never anything of a page that is not public.

Families of pages of every type, written in either language and translated into the other. Whatever
a reader asks, one of the two is hidden: neither its id nor its word, which is in its title and its
slug, may be in any answer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker
from wagtail.models import Page, Site

from pages.delivery.addresses import html_path
from pages.delivery.feed.settling import settle
from tests.factories import fates
from tests.factories.delivery import KINDS, LANGUAGES, draft, published, translated

pytestmark = pytest.mark.django_db

PAGES: Final = "/api/v2/pages/"
WORDS: Final = (
    *("amber", "granate", "quartz", "turquesa", "sapphire", "esmeralda"),
    *("topaz", "malaquita", "opal", "amatista", "garnet", "jaspe"),
)
SECRET: Final = "obsidiana"


@dataclass(frozen=True, slots=True)
class Member:
    """A page of a family.

    Attributes:
        page_id: its id.
        label: of its type.
        language: its language.
        word: what no other page has in its title, and as its slug.
        path: on the frontend.
    """

    page_id: int
    label: str
    language: str
    word: str
    path: str

    @property
    def page(self) -> Any:
        """The page, read afresh."""
        return Page.objects.get(pk=self.page_id).specific


Family = dict[str, Member]
World = dict[tuple[str, str], Family]
Fate = Callable[[Member], Any]


def member(page: Any, word: str) -> Member:
    return Member(
        page_id=page.pk,
        label=page._meta.label,
        language=page.locale.language_code,
        word=word,
        path=html_path(page),
    )


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Yield families by type and language of the source; what a test does to them is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        found: World = {}
        words = iter(WORDS)
        for kind in KINDS:
            for first, second in (LANGUAGES, reversed(LANGUAGES)):
                word, other = next(words), next(words)
                source = published(kind, language=first, title=f"A {word}", slug=word)
                translation = translated(source, language=second, title=f"O {other}", slug=other)
                found[kind, first] = {
                    "source": member(source, word),
                    "translation": member(translation, other),
                }
        settle()
        yield found
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()


def questions_about(hidden: Member, *, other: str) -> dict[str, str]:
    """Return, by name, what can be asked to get at a hidden page or at what will do for it."""
    wanted = f"locale={hidden.language}&fallback={other}"
    return {
        "detail": f"{hidden.page_id}/?{wanted}",
        "detail alone": f"{hidden.page_id}/",
        "detail in part": f"{hidden.page_id}/?{wanted}&fields=_,title,meta(html_url)",
        "list": f"?{wanted}",
        "list with everything": f"?{wanted}&fields=*",
        "list of its type": f"?{wanted}&type={hidden.label}&order=title",
        "list by slug": f"?{wanted}&slug={hidden.word}",
        "list by id": f"?{wanted}&id={hidden.page_id}",
        "list of translations": f"?{wanted}&translation_of={hidden.page_id}",
        "search": f"?{wanted}&search={hidden.word}",
        "search of any": f"?{wanted}&search={hidden.word} amber&search_operator=or",
        "find by path": f"find/?html_path={hidden.path}&{wanted}",
        "find by path alone": f"find/?html_path={hidden.path}",
        "find by id": f"find/?id={hidden.page_id}&{wanted}",
    }


def hold_it_hidden(
    client: Any, hidden: Member, *, word: str, other: str, only: Collection[str] = ()
) -> dict[str, Any]:
    """Ask everything about a hidden page and hold that nothing of it is said; return the answers.

    Args:
        client: the reader.
        hidden: the page.
        word: what is hidden of it.
        other: the language that will do.
        only: names of the questions; all, unless given.
    """
    answers = {}
    for name, address in questions_about(hidden, other=other).items():
        if only and name not in only:
            continue
        answer = client.get(PAGES + address, follow=True)
        said = answer.content.decode() + str(answer.headers)
        assert answer.status_code < 500, name
        assert word not in said, name
        assert f"{PAGES}{hidden.page_id}/" not in said, name
        assert answer.headers.get("Content-Language") != hidden.language, name
        answers[name] = answer
    return answers


# What hides a page that was public


def withdraw(one: Member) -> None:
    fates.withdraw(one.page)


def unpublish(one: Member) -> None:
    one.page.unpublish()


def expire(one: Member) -> None:
    fates.expire(one.page)


def restrict(one: Member) -> None:
    fates.restrict(one.page)


def restrict_for_a_password(one: Member) -> None:
    fates.restrict_for_a_password(one.page.get_parent())


HIDING: Final[list[Fate]] = [withdraw, unpublish, expire, restrict, restrict_for_a_password]


@pytest.mark.parametrize("hidden", ["source", "translation"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("hide", HIDING, ids=lambda fate: fate.__name__)
def test_of_a_page_that_is_not_public_the_other_language_is_read_and_nothing_else(
    client: Any, world: World, hide: Fate, kind: str, language: str, hidden: str
) -> None:
    family = world[kind, language]
    one = family[hidden]
    other = family["source" if hidden == "translation" else "translation"]
    assert one.word in client.get(f"{PAGES}{one.page_id}/").content.decode()

    hide(one)

    answers = hold_it_hidden(client, one, word=one.word, other=other.language)
    for name in ("detail", "find by path", "find by id"):
        content = answers[name].json()
        assert (content["id"], content["meta"]["served_locale"]) == (other.page_id, other.language)
    listed = {one["id"]: one["meta"] for one in answers["list of its type"].json()["items"]}
    assert listed[other.page_id]["served_locale"] == other.language
    for name in ("list by slug", "list by id", "search"):
        assert answers[name].json()["items"] == [], name
    for name in ("detail alone", "find by path alone"):
        assert answers[name].status_code == 404, name
        assert [each["locale"] for each in answers[name].json().get("available", [])] in (
            [],
            [other.language],
        )
    # What is stored of the pages around is made again, and does not know it either.
    settle()
    hold_it_hidden(
        client, one, word=one.word, other=other.language, only=("detail", "list of its type")
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_newer_draft_of_a_public_translation_is_not_shown(
    client: Any, world: World, kind: str, language: str
) -> None:
    family = world[kind, language]
    one, source = family["translation"], family["source"]
    page = one.page
    page.title = f"O {SECRET}"
    page.slug = SECRET
    page.save_revision()

    wanted = f"locale={one.language}&fallback={source.language}"
    for address in (
        *(f"{page_id}/?{wanted}" for page_id in (one.page_id, source.page_id)),
        f"?{wanted}&fields=*",
        f"?{wanted}&search={SECRET}",
        f"?{wanted}&slug={SECRET}",
        f"find/?html_path={one.path}&{wanted}",
        f"find/?html_path={one.path.replace(one.word, SECRET)}&{wanted}",
    ):
        assert SECRET not in client.get(PAGES + address, follow=True).content.decode(), address
    for page_id in (one.page_id, source.page_id):
        content = client.get(f"{PAGES}{page_id}/?{wanted}").json()
        assert (content["id"], content["meta"]["served_locale"]) == (one.page_id, one.language)
        assert one.word in content["title"]
    assert client.get(f"{PAGES}?{wanted}&search={SECRET}").json()["items"] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_translation_that_was_never_signed_is_not_spoken_of(
    client: Any, world: World, kind: str, language: str
) -> None:
    """Nobody learns that it is there: its number answers as one that was never given."""
    family = world[kind, language]
    source, gone = family["source"], family["translation"]
    gone.page.delete()
    one = a_draft(kind, gone.language, key=source.page.translation_key)

    answers = hold_it_hidden(client, one, word=SECRET, other=source.language)

    assert_that_it_never_was(answers)
    wanted = f"locale={one.language}&fallback={source.language}"
    content = client.get(f"{PAGES}{source.page_id}/?{wanted}").json()
    assert (content["id"], content["meta"]["served_locale"]) == (source.page_id, source.language)
    found = client.get(f"{PAGES}find/?html_path={source.path}&{wanted}", follow=True).json()
    assert (found["id"], found["meta"]["alternates"]) == (source.page_id, [])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_where_neither_language_is_signed_there_is_nothing_to_fall_back_on(
    client: Any, world: World, kind: str, language: str
) -> None:
    other = LANGUAGES[1 - LANGUAGES.index(language)]
    source = a_draft(kind, language)
    translation = a_draft(kind, other, key=source.page.translation_key)
    for one, fallback in ((source, other), (translation, language)):
        answers = hold_it_hidden(client, one, word=SECRET, other=fallback)
        assert_that_it_never_was(answers)


@pytest.mark.parametrize("hide", HIDING[:3], ids=lambda fate: fate.__name__)
@pytest.mark.parametrize("kind", KINDS)
def test_where_the_source_left_the_public_a_draft_of_the_translation_does_not_take_its_place(
    client: Any, world: World, kind: str, hide: Fate
) -> None:
    family = world[kind, "en"]
    source = family["source"]
    family["translation"].page.delete()
    one = a_draft(kind, "es", key=source.page.translation_key)

    hide(source)

    assert_that_it_never_was(hold_it_hidden(client, one, word=SECRET, other="en"))
    answers = hold_it_hidden(client, source, word=source.word, other="es")
    assert SECRET not in "".join(answer.content.decode() for answer in answers.values())
    assert_that_it_never_was(answers)


def a_draft(kind: str, language: str, *, key: Any = None) -> Member:
    """Return a complete page that nobody has signed, in a family that there is already, or not."""
    family = {"translation_key": key} if key else {}
    page = draft(kind, language=language, title=f"O {SECRET}", slug=SECRET, **family)
    return member(page, SECRET)


def assert_that_it_never_was(answers: dict[str, Any]) -> None:
    for name in ("detail", "detail alone", "detail in part", "find by path", "find by id"):
        assert answers[name].status_code == 404, name
        assert "available" not in answers[name].json(), name
    for name in ("list by slug", "list by id", "search"):
        assert answers[name].json()["items"] == [], name
