"""Every way to go public, from every state, in both languages: judged by what the public reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from tests.matrix import answers
from tests.matrix.cases import LANGUAGES, Site
from tests.matrix.judging import Outcome, judge
from tests.matrix.paths import PATHS, ROOMS, Path
from tests.matrix.states import STATES, make_site
from tests.matrix.trial import attempt

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
