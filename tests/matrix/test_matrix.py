"""Every way to go public, from every state, in both languages: judged by what the public reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import polib
import pytest
from django.db import transaction
from django.test import override_settings
from wagtail.users.models import UserProfile

from tests.matrix import answers
from tests.matrix.cases import LANGUAGES, Case, Site
from tests.matrix.judging import Outcome, judge
from tests.matrix.paths import PATHS, ROOMS, Path
from tests.matrix.states import STATES, make_site
from tests.matrix.trial import attempt
from tools.catalogues import LOCALE

pytestmark = pytest.mark.django_db

PUBLIC = {"changed", "active", "superseded", "overdue"}


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: Any) -> Iterator[Site]:
    """Make the site once; what a row does to it is undone in its end, and so is the site."""
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        override_settings(ROOT_URLCONF="tests.matrix.urls"),
    ):
        site = make_site()
        site.before()
        yield site
        transaction.set_rollback(True)


@pytest.mark.parametrize("way", PATHS, ids=[f"{way.room}: {way.name}" for way in PATHS])
def test_the_public_reads_what_was_signed_and_nothing_else(
    way: Path, site: Site, record_property: Any
) -> None:
    outcomes: list[Outcome] = []
    attempt(way, site, lambda tried: outcomes.extend(judge(tried)))
    record_property("outcomes", [one.plain() for one in outcomes])
    seen = [
        f"{one.state}, {one.language}, answered “{one.answer}”: {fault.value}: {what}"
        for one in outcomes
        for fault, what in one.faults
    ]
    for one in outcomes if not seen else ():
        known = answers.known(way.name, state=one.state, language=one.language)
        if known is not None and one.answer != known:
            seen.append(
                f"{one.state}, {one.language}: answered {one.answer!r}, and used to answer "
                f"{known!r}; where that is meant: make matrix-answers"
            )
    if seen:
        pytest.fail("\n".join(seen), pytrace=False)


def test_the_states_are_what_they_say(site: Site) -> None:
    for cases in (site.cases, site.translations):
        for language in LANGUAGES:
            states = {state for code, state in cases if code == language}
            public = {state for state in states if cases[language, state].is_public}
            assert public == PUBLIC & states
    assert site.before().faults == ()
    assert site.before().told == ()


def test_each_way_has_a_name_of_its_own_and_known_states() -> None:
    names = [way.name for way in PATHS]
    assert len(names) == len(set(names))
    for way in PATHS:
        assert way.room in ROOMS
        assert set(way.states) <= set(STATES)
    states = {way.name: set(way.states) for way in PATHS}
    for name, known in answers.expected().items():
        assert set(known) <= states[name]


@pytest.mark.parametrize(
    "way",
    [way for way in PATHS if way.asks and way.room != "api"],
    ids=lambda way: f"{way.room}: {way.name}",
)
def test_a_refusal_is_in_the_language_of_who_is_refused(way: Path, site: Site) -> None:
    said: list[tuple[str, str]] = []
    with transaction.atomic():
        for user in (site.superuser, site.author, site.reviewer):
            UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "es"})
        attempt(way, site, lambda tried: said.extend(tried.trials[0].answer.said), choose=a_spanish)
        transaction.set_rollback(True)
    words = " ".join(text for _, text in said)
    assert words
    assert [english for english in sentences_in_english() if english in words] == []


def a_spanish(way: Path, cases: list[Case]) -> list[Case]:
    """Choose a Spanish page, if there is one then a page that cannot go public as it is."""
    spanish = [case for case in cases if case.language == "es"]
    return sorted(spanish, key=lambda case: case.may_go_public)[:1]


@cache
def sentences_in_english() -> list[str]:
    """Return what of the source's sentences cannot stand in a Spanish one."""
    catalogue = polib.pofile(str(LOCALE / "es" / "LC_MESSAGES" / "django.po"))
    parts = {
        part.strip()
        for entry in catalogue
        if entry.translated()
        for part in re.split(r"%\(\w+\)s|%s|“|”", entry.msgid)
        if part not in entry.msgstr
    }
    return [part for part in parts if len(part) > 15]
