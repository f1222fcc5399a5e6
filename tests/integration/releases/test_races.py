"""A release goes while others act on its pages: whoever comes second waits, and sees the first.

Run by run one of the two is held at another statement or commit of its, while the other moves: see
`tests.races.interleaving`.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from pages.delivery.verification import verify
from pages.ledger.models import LedgerEntry
from pages.publishing.models import GatePass
from pages.releases.actions import AddMembers, CancelRelease, RemoveMember
from pages.releases.going import GoLiveTogether
from pages.releases.models import Release
from pages.review.withdrawal import Withdraw
from tests.factories.delivery import a_reviewer, an_editor, draft
from tests.factories.releases import a_pair, make_chief, opened, signed, stored
from tests.factories.review import make_reviewer, sign, submit
from tests.races.interleaving import Outcome, Schedule, run

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

RUNS = int(os.environ.get("FIRMA_RUNS", "4"))
"""How often each race is run."""

ENOUGH = 10
"""From so many runs on, both outcomes are expected."""


@pytest.fixture
def people() -> tuple[Any, Any, Any]:
    """An editor of both languages, and two reviewers."""
    return make_chief(), a_reviewer(), make_reviewer("second")


def live(*pages: Any) -> tuple[bool, ...]:
    return tuple(stored(page).live for page in pages)


def race(*actors: Callable[[], Any], schedule: Schedule) -> list[Outcome]:
    outcomes = run(actors, schedule)
    errors = [outcome.error for outcome in outcomes if outcome.error]
    assert not errors, "\n".join(errors)
    return outcomes


def judge() -> None:
    """Everything public is signed, and no pass was left over."""
    assert not GatePass.objects.exists()
    assert [(one.code, one.page_id) for one in verify() if one.is_drift] == []


def signed_pair(number: int, chief: Any) -> tuple[Release, Any, Any]:
    """Return a release that waits for a person, with its two signed pages."""
    pair = a_pair(title=f"Gout {number}")
    release = opened(*pair, user=chief, goes_automatically=False)
    for page in pair:
        signed(page)
    return release, *pair


def test_of_two_last_signatures_at_one_moment_both_go_live_once(people: Any) -> None:
    chief, first, second = people
    schedule = Schedule()
    for number in range(RUNS):
        source, translation = a_pair(title=f"Gout {number}")
        release = opened(source, translation, user=chief)
        for page in (source, translation):
            submit(stored(page), an_editor())
        outcomes = race(
            lambda: sign(stored(source), first),  # noqa: B023
            lambda: sign(stored(translation), second),  # noqa: B023
            schedule=schedule,
        )
        assert [outcome.done for outcome in outcomes] == [True, True]
        assert live(source, translation) == (True, True)
        release.refresh_from_db()
        assert release.released_at is not None
        for page in (source, translation):
            gone = LedgerEntry.objects.filter(action="release.gone", page_id=page.pk)
            assert gone.count() == 1
    assert not LedgerEntry.objects.filter(action="release.refused").exists()
    judge()


def test_of_two_who_let_it_go_one_is_told_that_it_has_gone(people: Any) -> None:
    chief = people[0]
    schedule = Schedule()
    for number in range(RUNS):
        release, *pages = signed_pair(number, chief)
        outcomes = race(
            *[lambda: GoLiveTogether(release_id=release.pk, user=chief).execute()] * 2,  # noqa: B023
            schedule=schedule,
        )
        assert sorted(outcome.done for outcome in outcomes) == [False, True]
        assert "not open any more" in "".join(outcome.refusal for outcome in outcomes)
        assert live(*pages) == (True, True)
    judge()


def test_what_is_edited_withdrawn_or_taken_out_while_it_goes_tears_no_pair_apart(
    people: Any,
) -> None:
    chief, reviewer, _second = people
    seen: Counter[str] = Counter()

    def edit(release: Release, page: Any) -> None:
        page = stored(page)
        page.summary = "Nobody signed these words."
        page.save_revision(user=an_editor())

    def withdraw(release: Release, page: Any) -> None:
        Withdraw(approval_id=page.approvals.get().pk, user=reviewer).execute(reason="Wrong.")

    def take_out(release: Release, page: Any) -> None:
        RemoveMember(release_id=release.pk, user=chief).execute(page_id=page.pk)

    def cancel(release: Release, page: Any) -> None:
        CancelRelease(release_id=release.pk, user=chief).execute()

    def add(release: Release, page: Any) -> None:
        AddMembers(release_id=release.pk, user=chief).execute(page_ids=[others.pop().pk])

    schedule = Schedule()
    others = [draft(title=f"Another {number}") for number in range(RUNS)]
    number = 0
    for act in (edit, withdraw, take_out, cancel, add):
        for _run in range(max(RUNS // 2, 1)):
            number += 1
            release, source, translation = signed_pair(number, chief)
            gone, acted = race(
                lambda: GoLiveTogether(release_id=release.pk, user=chief).execute(),  # noqa: B023
                lambda: act(release, translation),  # noqa: B023
                schedule=schedule,
            )
            if act is withdraw and gone.done:
                # Both went, and one left afterwards; or nothing went.
                expected = (True, False)
            elif act is take_out and acted.done and gone.done:
                expected = (True, False)
            else:
                expected = (gone.done, gone.done)
            assert live(source, translation) == expected, (act.__name__, str(gone), str(acted))
            seen[f"{act.__name__} {'gone' if gone.done else 'refused'}"] += 1
    judge()
    assert {name.split()[0] for name in seen} == {"edit", "withdraw", "take_out", "cancel", "add"}
    if RUNS >= ENOUGH:
        assert {name.split()[1] for name in seen} == {"gone", "refused"}
