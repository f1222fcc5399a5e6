"""Messages that belong together arrive in order; a receiver that is away keeps nobody waiting."""

import datetime

import pytest
from django.utils import timezone

from pages import outbox
from pages.outbox import handlers
from pages.outbox.models import OutboxMessage
from pages.outbox.retrying import ATTEMPTS_ALLOWED, LEASE
from pages.outbox.writing import Outgoing

pytestmark = pytest.mark.django_db


@pytest.fixture
def handled(monkeypatch):
    """Register a handler that remembers names; those in ``fails`` raise their error."""

    class Handler:
        def __init__(self):
            self.names, self.tried, self.fails = [], [], {}

        def __call__(self, payload):
            self.tried.append(payload["name"])
            if error := self.fails.get(payload["name"]):
                raise error
            self.names.append(payload["name"])

    handler = Handler()
    monkeypatch.setattr(handlers, "_handlers", {"test": handler, **handlers._handlers})
    return handler


def put(*names, key="", lane=""):
    messages = [Outgoing(payload={"name": name}, ordering_key=key, lane=lane) for name in names]
    return outbox.put_all(kind="test", messages=messages)


def deliver(**kwargs):
    return [one.result for one in outbox.deliver_due(**kwargs)]


def in_minutes(minutes):
    return timezone.now() + datetime.timedelta(minutes=minutes)


def test_a_later_message_waits_until_the_earlier_one_is_delivered(handled, caplog):
    put("first", "second", key="page 1")
    put("other", key="page 2")
    put("alone")
    handled.fails = {"first": OSError("away")}
    assert deliver() == ["postponed", "delivered", "delivered"]
    assert handled.names == ["other", "alone"]

    assert deliver(now=timezone.now()) == []

    handled.fails = {}
    assert deliver(now=in_minutes(2)) == ["delivered", "delivered"]
    assert handled.names == ["other", "alone", "first", "second"]


def test_a_later_message_waits_while_a_process_has_the_earlier_one(handled):
    class Killed(BaseException):
        pass

    put("first", "second", key="page 1")
    handled.fails = {"first": Killed()}
    with pytest.raises(Killed):
        deliver()
    handled.fails = {}
    assert deliver() == []
    assert deliver(now=timezone.now() + LEASE) == ["delivered", "delivered"]
    assert handled.names == ["first", "second"]


@pytest.mark.parametrize("ending", [outbox.Moot("gone"), outbox.GiveUp("gone for good")])
def test_a_message_that_is_put_away_keeps_nothing_waiting(handled, ending):
    put("first", "second", key="page 1")
    handled.fails = {"first": ending}
    assert deliver() == ["moot" if isinstance(ending, outbox.Moot) else "given up", "delivered"]
    assert handled.names == ["second"]


def test_nor_does_one_that_is_given_up_after_too_many_attempts(handled, caplog):
    first, _second = put("first", "second", key="page 1")
    OutboxMessage.objects.filter(pk=first.pk).update(attempts=ATTEMPTS_ALLOWED - 1)
    handled.fails = {"first": OSError("away")}
    assert deliver() == ["given up", "delivered"]


def test_a_receiver_that_is_away_is_tried_once_in_a_run_and_holds_nobody_up(handled, caplog):
    put("a", "b", "c", lane="away")
    put("d", lane="there")
    put("e", "f")
    handled.fails = dict.fromkeys("abc", outbox.Unreachable("away"))
    assert deliver() == ["postponed", "delivered", "delivered", "delivered"]
    assert handled.tried == ["a", "d", "e", "f"]
    # The next run tries another one of them; what was spared has lost no attempt.
    assert deliver() == ["postponed"]
    assert handled.tried[-1] == "b"
    attempts = OutboxMessage.objects.filter(lane="away").order_by("id")
    assert [message.attempts for message in attempts] == [1, 1, 0]


def test_an_error_that_is_no_silence_does_not_close_the_lane(handled, caplog):
    put("a", "b", lane="there")
    handled.fails = {"a": ValueError("not this one")}
    assert deliver() == ["postponed", "delivered"]


def test_messages_without_a_lane_are_never_held_back(handled, caplog):
    put("a", "b")
    handled.fails = {"a": outbox.Unreachable("away")}
    assert deliver() == ["postponed", "delivered"]


def test_one_message_can_be_delivered_at_once_if_it_is_its_turn(handled):
    first, second = put("first", "second", key="page 1")
    assert outbox.deliver_one(second.pk) is None
    assert handled.tried == []
    assert outbox.deliver_one(first.pk).result == "delivered"
    assert outbox.deliver_one(first.pk) is None
    assert outbox.deliver_one(second.pk).result == "delivered"
    assert handled.names == ["first", "second"]
