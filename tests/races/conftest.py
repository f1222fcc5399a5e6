"""What the races share: how often they run, what is judged after each, and their report."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from pages.delivery.verification import verify, verify_page
from pages.publishing.models import GatePass
from pages.review.models import Approval
from tests.races.interleaving import Outcome, Schedule, run
from tests.races.observing import GONE, Observer
from tests.races.site import Cast, stored
from tests.races.stock import copies

# Long, and not yet steady enough for every run of the suite: `make races` asks for them.
collect_ignore_glob = [] if os.environ.get("FIRMA_RUNS") else ["test_*.py"]

RUNS = int(os.environ.get("FIRMA_RUNS", "6"))
"""How often each race is run; ``make races`` runs it 200 times."""

MANY = 40
"""From so many runs on, outcomes are expected for which two actors have to meet half-way."""


@pytest.fixture
def cast(transactional_db: None, django_db_serialized_rollback: None) -> Cast:
    return Cast()


@dataclass
class Race:
    """Runs two actors against each other many times, and judges each run from outside."""

    cast: Cast
    tally: Counter[str] = field(default_factory=Counter)
    stories: Counter[str] = field(default_factory=Counter)
    readings: int = 0
    schedule: Schedule = field(default_factory=Schedule)

    def times(self) -> range:
        return range(RUNS)

    def pages(self, page: Any) -> Iterator[Any]:
        """Yield a page for each run, in the state that this one is in."""
        yield from self._copies(page, RUNS)

    def pairs(self, page: Any) -> Iterator[tuple[Any, Any]]:
        """Yield two pages for each run, both in the state that this one is in."""
        made = self._copies(page, 2 * RUNS)
        return zip(made[::2], made[1::2], strict=True)

    def _copies(self, page: Any, count: int) -> list[Any]:
        signed = {mark: value for (pk, mark), value in self.cast.signed.items() if pk == page.pk}
        made = copies(page, count)
        self.cast.signed |= {
            (one.pk, mark): value for one in made for mark, value in signed.items()
        }
        return made

    def run(
        self, page: Any, *actors: Callable[[], Any], stories: Collection[str]
    ) -> tuple[Outcome, ...]:
        """Run two actors while somebody reads the page; return how each ended.

        Args:
            page: the page that they fight over.
            actors: the two.
            stories: what may be seen one after the other, such as ``"A gone B"``.
        """
        with Observer(page.pk) as observer:
            outcomes = run(actors, self.schedule, moved=observer.look)
        errors = [outcome.error for outcome in outcomes if outcome.error]
        assert not errors, "\n".join(errors)
        assert observer.error is None, repr(observer.error)
        story = " ".join(observer.story)
        assert story in stories, f"seen: {story}; outcomes: {[*map(str, outcomes)]}"
        self._judge(page, observer)
        self.readings += len(observer.readings)
        self.stories[story] += 1
        return tuple(outcomes)

    def count(self, outcome: str) -> None:
        self.tally[outcome] += 1

    def _judge(self, page: Any, observer: Observer) -> None:
        """Everything that was read is what somebody signed, and the record is whole."""
        approvals = {one.fingerprint for one in Approval.objects.filter(page_id=page.pk)}
        for reading in observer.readings:
            if reading.seen != GONE:
                assert reading.fingerprint == self.cast.signed[page.pk, reading.seen]
                assert reading.fingerprint in approvals
        assert Approval.objects.active().filter(page_id=page.pk).count() <= 1
        assert not GatePass.objects.exists()
        if type(page).objects.filter(pk=page.pk, live=True).exists():
            assert [one.code for one in verify_page(stored(page)) if one.is_drift] == []

    def finish(self, *outcomes: str, often: Collection[str] = ()) -> None:
        """Judge the whole site at the end, and fail if an outcome that should occur never did.

        Args:
            outcomes: those that occur when one actor comes after the other, either way.
            often: those that occur only when both are under way, which takes many runs.
        """
        assert [(one.code, one.page_id) for one in verify() if one.is_drift] == []
        expected = {*outcomes, *(often if RUNS >= MANY else ())}
        never = expected - set(self.tally)
        assert not never, f"Never seen: {never}; seen: {dict(self.tally)}"


@pytest.fixture
def race(cast: Cast, record_property: Callable[[str, object], None]) -> Iterator[Race]:
    made = Race(cast)
    yield made
    report = {
        "runs": sum(made.tally.values()),
        "readings": made.readings,
        "outcomes": dict(sorted(made.tally.items())),
        "seen": dict(sorted(made.stories.items())),
        "points": made.schedule.points,
    }
    record_property("race", json.dumps(report, ensure_ascii=False))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how often each race was run, and how it ended."""
    reports = [
        (report.nodeid.rpartition("::")[2], json.loads(value))
        for found in terminalreporter.stats.values()
        for report in found
        if getattr(report, "when", "") == "teardown"
        for name, value in report.user_properties
        if name == "race"
    ]
    if reports:
        terminalreporter.write_sep("-", "races")
    for name, report in sorted(reports):
        ends = ", ".join(f"{count} {end}" for end, count in report["outcomes"].items())
        terminalreporter.write_line(f"{name}: {report['runs']} runs: {ends}.")
        seen = ", ".join(f"{count} × {story}" for story, count in report["seen"].items())
        terminalreporter.write_line(
            f"    {report['readings']} readings: {seen}; points {report['points']}"
        )
