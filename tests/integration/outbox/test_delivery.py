import datetime
import io
import json
import threading

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from pages import outbox
from pages.outbox import forgetting, handlers
from pages.outbox.models import OutboxMessage
from pages.outbox.retrying import ATTEMPTS_ALLOWED, LEASE
from tests.factories.review import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def handled(monkeypatch):
    """Register a handler that remembers its payloads; put an error in ``fails`` to have it fail."""

    class Handler:
        payloads = []
        fails = None

        def __call__(self, payload):
            if self.fails is not None:
                raise self.fails
            self.payloads.append(payload)

    handler = Handler()
    handler.payloads = []
    monkeypatch.setattr(handlers, "_handlers", {"test": handler, **handlers._handlers})
    return handler


def put(**payload):
    return outbox.put(kind="test", payload=payload)


def deliver(**kwargs):
    return [(one.message_id, one.result) for one in outbox.deliver_due(**kwargs)]


def run(*arguments):
    output, errors, code = io.StringIO(), io.StringIO(), 0
    try:
        call_command("deliver_outbox", *arguments, stdout=output, stderr=errors)
    except SystemExit as exit_:
        code = exit_.code
    return output.getvalue(), errors.getvalue(), code


def test_a_message_is_delivered_once(handled):
    message = put(number=1)
    assert deliver() == [(message.pk, "delivered")]
    assert deliver() == []
    assert handled.payloads == [{"number": 1}]
    message.refresh_from_db()
    assert (message.attempts, message.last_error) == (1, "")
    assert message.delivered_at is not None


def test_messages_are_delivered_in_the_order_they_were_written(handled):
    for number in range(5):
        put(number=number)
    deliver()
    assert [payload["number"] for payload in handled.payloads] == list(range(5))


def test_a_message_of_a_change_that_was_undone_never_was(handled):
    with transaction.atomic():
        put(number=1)
        transaction.set_rollback(True)
    assert deliver() == []
    assert OutboxMessage.objects.count() == 0


def test_a_message_waits_for_its_time(handled):
    later = timezone.now() + datetime.timedelta(hours=1)
    outbox.put(kind="test", payload={}, not_before=later)
    assert deliver() == []
    assert len(deliver(now=later)) == 1


def test_an_error_postpones_the_message_and_those_behind_it_go_on(handled, caplog):
    message = put(number=1)
    handled.fails = OSError("mail server is away, said ana@example.org")
    assert deliver() == [(message.pk, "postponed")]
    message.refresh_from_db()
    assert message.last_error == "OSError: mail server is away, said …"
    assert message.available_at > timezone.now()
    assert "ana@example.org" not in caplog.text

    handled.fails = None
    behind = put(number=2)
    assert deliver() == [(behind.pk, "delivered")]
    assert deliver(now=timezone.now() + datetime.timedelta(minutes=2)) == [
        (message.pk, "delivered")
    ]


def test_after_too_many_attempts_a_message_is_given_up(handled, caplog):
    message = put()
    handled.fails = OSError("no")
    now = timezone.now()
    results = []
    for attempt in range(ATTEMPTS_ALLOWED + 2):
        results += deliver(now=now + datetime.timedelta(days=2 * attempt + 2))
        OutboxMessage.objects.update(available_at=now)
    assert results == [(message.pk, "postponed")] * (ATTEMPTS_ALLOWED - 1) + [
        (message.pk, "given up")
    ]
    message.refresh_from_db()
    assert message.failed_at is not None


def test_a_process_that_dies_while_delivering_leaves_the_message_for_later(handled):
    class Killed(BaseException):
        pass

    message = put(number=1)
    handled.fails = Killed()
    with pytest.raises(Killed):
        deliver()
    handled.fails = None
    assert deliver() == []
    assert deliver(now=timezone.now() + LEASE) == [(message.pk, "delivered")]
    message.refresh_from_db()
    assert message.attempts == 2


def test_a_message_without_a_point_is_put_away(handled):
    message = put()
    handled.fails = outbox.Moot("The page is gone.")
    assert deliver() == [(message.pk, "moot")]
    assert deliver(now=timezone.now() + datetime.timedelta(days=9)) == []
    message.refresh_from_db()
    assert message.last_error == "The page is gone."


def test_a_kind_that_nobody_knows_is_kept_for_a_version_that_does(caplog):
    message = outbox.put(kind="unheard", payload={})
    assert deliver() == [(message.pk, "postponed")]


def test_a_limit_is_kept(handled):
    for _ in range(3):
        put()
    assert len(deliver(limit=2)) == 2
    assert len(deliver()) == 1


def test_the_command_reports_in_words_and_in_json(handled, caplog):
    assert run() == ("Outbox: nothing was due.\n", "", 0)
    put()
    assert run() == ("Outbox: 1 delivered.\n", "", 0)
    broken = put()
    handled.fails = OSError("away")
    output, errors, code = run()
    assert (output, code) == ("Outbox: 1 postponed.\n", 1)
    assert errors == f"postponed: {broken.pk} (test) OSError: away\n"
    OutboxMessage.objects.update(available_at=timezone.now())
    output, errors, code = run("--format", "json")
    assert json.loads(output) == {
        "counts": {"postponed": 1},
        "troubles": [
            {
                "message_id": broken.pk,
                "kind": "test",
                "result": "postponed",
                "error": "OSError: away",
            }
        ],
    }
    assert (errors, code) == ("", 1)


@pytest.mark.parametrize("state", ["closed", "without address", "deleted"])
def test_mail_to_an_account_that_cannot_get_any_is_put_away(state):
    user = make_user("somebody", email="somebody@private.invalid")
    [message] = outbox.put_mail(template="review_due", user_ids=[user.pk], facts={})
    if state == "deleted":
        user.delete()
    else:
        user.is_active = state != "closed"
        user.email = "" if state == "without address" else user.email
        user.save()
    assert deliver() == [(message.pk, "moot")]
    assert mail.outbox == []


def test_everybody_gets_one_mail_of_their_own():
    messages = outbox.put_mail(template="review_due", user_ids=[3, 1, 3], facts={"page": 1})
    assert [message.payload["user"] for message in messages] == [1, 3]


def test_a_subject_is_one_line_whatever_the_title_holds(monkeypatch):
    user = make_user("somebody", email="somebody@private.invalid")
    monkeypatch.setitem(
        outbox.mail._mails,
        "approval_withdrawn",
        lambda facts: {"title": "Gout\nBcc: all@example.org", "language": "English"},
    )
    outbox.put_mail(template="approval_withdrawn", user_ids=[user.pk], facts={})
    deliver()
    assert "\n" not in mail.outbox[0].subject
    assert mail.outbox[0].to == ["somebody@private.invalid"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_processes_never_deliver_the_same_message(handled):
    for number in range(40):
        put(number=number)

    def work():
        try:
            deliver()
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(payload["number"] for payload in handled.payloads) == list(range(40))


@pytest.mark.parametrize("end", ["delivered_at", "failed_at"])
def test_what_is_done_with_is_forgotten_after_some_months_and_what_waits_never(settings, end):
    now = timezone.now()
    old, recent, waiting = (put(number=number) for number in range(3))
    ages = {old: 91, recent: 89}
    for message, days in ages.items():
        setattr(message, end, now - datetime.timedelta(days=days))
        message.save()
    OutboxMessage.objects.filter(pk=waiting.pk).update(
        created_at=now - datetime.timedelta(days=900),
        available_at=now + datetime.timedelta(hours=1),
    )

    assert run()[2] == 0
    assert {one.pk for one in OutboxMessage.objects.all()} == {recent.pk, waiting.pk}
    settings.PAGES = {**settings.PAGES, "OUTBOX_DAYS": 1}
    run()
    assert {one.pk for one in OutboxMessage.objects.all()} == {waiting.pk}


def test_nothing_is_forgotten_where_everything_is_to_be_kept(settings):
    settings.PAGES = {**settings.PAGES, "OUTBOX_DAYS": None}
    message = put(number=1)
    message.delivered_at = timezone.now() - datetime.timedelta(days=5_000)
    message.save()

    run()

    assert OutboxMessage.objects.get() == message


def test_so_many_are_forgotten_at_once_and_the_rest_the_next_time(monkeypatch):
    monkeypatch.setattr(forgetting, "AT_ONCE", 2)
    now = timezone.now()
    for number in range(3):
        message = put(number=number)
        message.delivered_at = now - datetime.timedelta(days=2)
        message.save()

    assert [forgetting.forget_done(now=now, days=1) for _ in range(3)] == [2, 1, 0]
