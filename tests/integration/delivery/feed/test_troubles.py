"""What goes wrong with one page or for a long time is no trouble for the rest."""

from __future__ import annotations

import datetime
import io
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from pages.delivery.feed import following, settling
from pages.delivery.feed.announcements import tell
from pages.delivery.feed.following import TOO_LONG, Follower
from pages.delivery.feed.settling import KEPT_FOR, NotSettled, settle
from pages.delivery.models import PublicChange
from pages.delivery.serving.storing import store_answers
from tests.factories.delivery import published

pytestmark = pytest.mark.django_db


def test_a_change_is_there_to_be_heard_however_long_its_transaction_took() -> None:
    follower = Follower()
    follower.listen()
    # Written at the beginning of a transaction of some hours, and seen by nobody until now.
    tell("reference:early", is_settled=True)
    PublicChange.objects.update(made_at=timezone.now() - 3 * KEPT_FOR)
    tell("reference:late")
    settle()

    assert "reference:early" in follower.listen().targets


def test_a_settled_change_is_forgotten_an_hour_after_it_was_found() -> None:
    tell("reference:early", is_settled=True)
    tell("reference:late", is_settled=True)
    settle()
    assert PublicChange.objects.count() == 2

    found = timezone.now() - KEPT_FOR - datetime.timedelta(seconds=1)
    PublicChange.objects.update(found_settled_at=found)
    settle()

    assert [one.target for one in PublicChange.objects.all()] == ["reference:late"]


@pytest.mark.parametrize("clock", ["monotonic", "time"])
def test_who_heard_nothing_for_long_by_either_clock_forgets_everything(
    monkeypatch: pytest.MonkeyPatch, clock: str
) -> None:
    follower = Follower()
    follower.listen()
    assert not follower.listen().is_everything

    later = getattr(following.time, clock)() + TOO_LONG + 1
    monkeypatch.setattr(following.time, clock, lambda: later)

    assert follower.listen().is_everything


def test_a_page_whose_answer_cannot_be_made_does_not_hold_up_the_others(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken, other = published(), published()
    settle()
    tell("everything")
    made: list[int] = []

    def store(page_ids: Any) -> list[int]:
        if broken.pk in page_ids:
            raise AttributeError("meta")
        made.extend(page_ids)
        return store_answers(page_ids)

    monkeypatch.setattr(settling, "store_answers", store)
    with pytest.raises(NotSettled, match=rf"page {broken.pk}$"):
        settle()

    assert made == [other.pk]
    waiting = PublicChange.objects.filter(is_settled=False)
    assert [change.target for change in waiting] == [f"page:{broken.pk}"]
    assert f"page {broken.pk}" in caplog.text

    monkeypatch.undo()
    settle()
    assert not PublicChange.objects.filter(is_settled=False).exists()


def test_what_is_in_the_outbox_is_sent_although_the_feed_cannot_be_settled(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails() -> None:
        raise RuntimeError("not now")

    monkeypatch.setattr("pages.management.commands.deliver_outbox.settle", fails)
    output, errors = io.StringIO(), io.StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("deliver_outbox", stdout=output, stderr=errors)

    assert ended.value.code == 1
    assert "Outbox: nothing was due." in output.getvalue()
    assert "could not be settled: not now" in errors.getvalue()
    assert "not now" in caplog.text
