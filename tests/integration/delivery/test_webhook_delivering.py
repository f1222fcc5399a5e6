"""Deliveries arrive, signed, in order, at least once, and nowhere they must not go."""

from __future__ import annotations

import datetime
import io
import logging
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from standardwebhooks.webhooks import WebhookVerificationError

from pages import outbox
from pages.delivery.models import PublishedDocument
from pages.delivery.webhooks import sending
from pages.delivery.webhooks.actions import (
    ChangeEndpoint,
    DeleteEndpoint,
    Replay,
    RotateSecret,
    SendTest,
    SwitchOffGone,
    WebhookRefused,
)
from pages.delivery.webhooks.announcing import announce_updated
from pages.delivery.webhooks.models import Problem, WebhookDelivery, WebhookEndpoint
from pages.ledger.models import LedgerEntry
from pages.outbox.models import OutboxMessage
from pages.outbox.retrying import ATTEMPTS_ALLOWED, LEASE
from pages.publishing import guards
from tests.factories.delivery import published
from tests.factories.review import make_user
from tests.factories.webhooks import Receiver, an_endpoint, listening, secret_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    """Return a receiver on this machine, which development may send to."""
    settings.DEBUG = True
    with listening() as found:
        yield found


@pytest.fixture
def endpoint(receiver: Receiver) -> WebhookEndpoint:
    return an_endpoint(receiver.url)


def deliver(*, minutes: float = 0) -> list[str]:
    """Run the outbox, so many minutes from now."""
    now = timezone.now() + datetime.timedelta(minutes=minutes)
    return [one.result for one in outbox.deliver_due(now=now)]


def the_delivery() -> WebhookDelivery:
    return WebhookDelivery.objects.select_related("message").latest("message_id")


def publish_again(page: Any) -> None:
    """Announce an update, as its publication would: the page's content is of no matter here."""
    announce_updated([page.pk])


# What arrives


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_publication_arrives_signed(receiver, endpoint, language):
    page = published(language=language)
    assert deliver() == ["delivered"]
    [one] = receiver.received
    one.verify(secret_of(endpoint))
    document = PublishedDocument.objects.get(page=page)
    assert one.json["type"] == "page.published"
    assert one.json["data"] == {
        "id": page.pk,
        "type": "pages.ConditionPage",
        "locale": language,
        "html_url": the_delivery().what_changed.html_url,
        "detail_url": f"http://testserver/api/v2/pages/{page.pk}/",
        "title": document.content["title"],
        "content_hash": document.content_hash,
    }
    headers = {name.lower(): value for name, value in one.headers.items()}
    assert headers["content-type"] == "application/json"
    assert headers["webhook-id"] == the_delivery().event_id
    delivery = the_delivery()
    assert (delivery.status_code, delivery.problem, delivery.state) == (204, "", "delivered")
    with pytest.raises(WebhookVerificationError):
        one.verify(secret_of(an_endpoint()))


def test_a_page_that_left_is_named_and_nothing_of_it_told(receiver, endpoint):
    page = published(title="A title that was public")
    deliver()
    page.unpublish()
    deliver()
    one = receiver.received[-1]
    one.verify(secret_of(endpoint))
    assert set(one.json["data"]) == {"id", "type", "locale", "html_url", "detail_url"}
    assert "A title that was public" not in one.body.decode()


def test_what_waited_until_its_page_was_withdrawn_arrives_without_the_title(receiver, endpoint):
    page = published(title="A title that was public")
    page.unpublish()
    assert deliver() == ["delivered", "delivered"]
    assert [event for event, _ in receiver.told] == ["page.published", "page.unpublished"]
    assert receiver.received[0].json["data"]["title"] is None
    assert "A title that was public" not in receiver.received[0].body.decode()


def test_a_row_that_nobody_signed_lends_no_title(receiver, endpoint):
    page = published()
    with guards.suspended():
        type(page).objects.filter(pk=page.pk).update(title="Not signed", draft_title="Not signed")
    deliver()
    assert "Not signed" not in receiver.received[0].body.decode()


def test_nobody_who_wrote_or_signed_is_named(receiver, endpoint):
    page = published()
    approval = page.approvals.get()
    page.unpublish()
    deliver()
    for one in receiver.received:
        text = one.body.decode()
        for name in (approval.reviewer_name, "private.invalid", "reviewer", approval.fingerprint):
            assert name not in text


def test_an_answer_that_changed_of_a_page_that_is_gone_meanwhile_is_not_sent(receiver, endpoint):
    page = published()
    deliver()
    announce_updated([page.pk])
    waiting = the_delivery()
    page.unpublish()
    assert deliver() == ["moot", "delivered"]
    assert [event for event, _ in receiver.told] == ["page.published", "page.unpublished"]
    waiting.refresh_from_db()
    assert waiting.problem == Problem.OUTDATED


# Order, repetition, endings


def test_events_of_a_page_stay_in_order_when_one_fails_and_other_pages_do_not_wait(
    receiver, endpoint, caplog
):
    first, second = published(), published()
    first.unpublish()
    receiver.answers = lambda one: 500 if one.told == ("page.published", first.pk) else 204
    assert sorted(deliver()) == ["delivered", "postponed"]
    assert receiver.told == [("page.published", first.pk), ("page.published", second.pk)]
    assert deliver(minutes=0.5) == []

    receiver.received.clear()
    receiver.answers = lambda one: 204
    assert deliver(minutes=2) == ["delivered", "delivered"]
    assert receiver.told == [("page.published", first.pk), ("page.unpublished", first.pk)]


def test_one_endpoint_that_fails_holds_no_other_up(receiver, caplog):
    an_endpoint(f"{receiver.url}/broken")
    an_endpoint(receiver.url)
    receiver.answers = lambda one: 503 if one.path.endswith("/broken") else 204
    page = published()
    page.unpublish()
    assert sorted(deliver()) == ["delivered", "delivered", "postponed"]
    assert [one.told[0] for one in receiver.received if not one.path.endswith("/broken")] == [
        "page.published",
        "page.unpublished",
    ]


def test_what_is_given_up_lets_the_next_one_go(receiver, endpoint, caplog):
    page = published()
    page.unpublish()
    receiver.answers = lambda one: 500 if one.told[0] == "page.published" else 204
    OutboxMessage.objects.filter(webhook_delivery__event="page.published").update(
        attempts=ATTEMPTS_ALLOWED - 1
    )
    assert deliver() == ["given up", "delivered"]
    given_up = WebhookDelivery.objects.select_related("message").get(event="page.published")
    assert (given_up.state, given_up.status_code) == ("given_up", 500)


def test_a_process_killed_before_it_marks_the_message_sends_it_again_with_the_same_id(
    receiver, endpoint, monkeypatch
):
    class Killed(BaseException):
        pass

    def die(*args: Any, **kwargs: Any) -> None:
        raise Killed

    published()
    monkeypatch.setattr("pages.outbox.delivery._end", die)
    with pytest.raises(Killed):
        deliver()
    monkeypatch.undo()
    assert len(receiver.received) == 1
    assert deliver() == []
    assert deliver(minutes=LEASE.total_seconds() / 60) == ["delivered"]
    first, second = receiver.received
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body


def test_each_attempt_has_a_time_and_a_signature_of_its_own(
    receiver, endpoint, monkeypatch, caplog
):
    published()
    receiver.answers = lambda one: 500
    deliver()
    later = timezone.now() + datetime.timedelta(seconds=90)
    monkeypatch.setattr(timezone, "now", lambda: later)
    receiver.answers = lambda one: 200
    assert deliver() == ["delivered"]
    first, second = (one.headers for one in receiver.received)
    assert int(second["webhook-timestamp"]) > int(first["webhook-timestamp"])
    assert first["webhook-signature"] != second["webhook-signature"]
    receiver.received[1].verify(secret_of(endpoint))


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(receiver, endpoint, status, caplog):
    published()
    receiver.answers = lambda one: status
    receiver.headers = {"location": receiver.url}
    assert deliver() == ["postponed"]
    assert len(receiver.received) == 1
    assert (the_delivery().problem, the_delivery().status_code) == (Problem.REDIRECT, status)


def test_a_receiver_that_is_gone_for_good_is_switched_off_and_written_down(receiver, endpoint):
    page = published()
    page.unpublish()
    receiver.answers = lambda one: 410
    assert deliver() == ["given up", "moot"]
    assert len(receiver.received) == 1
    endpoint.refresh_from_db()
    assert not endpoint.is_active
    assert endpoint.gone_at is not None
    entry = LedgerEntry.objects.filter(action="webhook.gone").get()
    assert entry.data == {"endpoint": endpoint.pk, "name": endpoint.name, "host": "127.0.0.1"}
    published()
    assert deliver() == []

    endpoint.is_active = True
    ChangeEndpoint(endpoint=endpoint, user=None).execute()
    assert endpoint.gone_at is None


def test_nothing_is_sent_to_an_endpoint_that_was_switched_off_or_deleted(receiver):
    off, deleted = an_endpoint(receiver.url), an_endpoint(receiver.url)
    published()
    off.is_active = False
    ChangeEndpoint(endpoint=off, user=None).execute()
    DeleteEndpoint(endpoint=deleted, user=None).execute()
    assert deliver() == ["moot", "moot"]
    assert receiver.received == []


def test_the_command_delivers_and_reports(receiver, endpoint):
    published()
    output = io.StringIO()
    call_command("deliver_outbox", stdout=output)
    assert output.getvalue() == "Outbox: 1 delivered.\n"
    assert len(receiver.received) == 1


# Secrets


def test_a_replaced_secret_counts_as_long_as_it_was_said(receiver, endpoint, monkeypatch):
    old = secret_of(endpoint)
    RotateSecret(endpoint_id=endpoint.pk, user=None, keep=datetime.timedelta(hours=1)).execute()
    new = secret_of(endpoint)
    assert new != old
    page = published()
    deliver()
    receiver.received[0].verify(old)
    receiver.received[0].verify(new)

    endpoint.secrets.filter(value=old).update(expires_at=timezone.now())
    publish_again(page)
    deliver()
    receiver.received[1].verify(new)
    with pytest.raises(WebhookVerificationError):
        receiver.received[1].verify(old)


def test_a_secret_that_leaked_stops_counting_at_once(receiver, endpoint):
    oldest = secret_of(endpoint)
    RotateSecret(endpoint_id=endpoint.pk, user=None, keep=datetime.timedelta(days=7)).execute()
    leaked = secret_of(endpoint)
    RotateSecret(endpoint_id=endpoint.pk, user=None, keep=datetime.timedelta()).execute()
    published()
    deliver()
    [one] = receiver.received
    one.verify(secret_of(endpoint))
    for gone in (oldest, leaked):
        with pytest.raises(WebhookVerificationError):
            one.verify(gone)


def test_neither_log_nor_ledger_nor_outbox_holds_a_secret_or_the_whole_address(
    receiver, caplog, client
):
    caplog.set_level(logging.DEBUG)
    endpoint = an_endpoint(f"{receiver.url}/t0ken-in-the-path?key=t0ken")
    receiver.answers = lambda one: 500
    page = published()
    deliver()
    RotateSecret(endpoint_id=endpoint.pk, user=None, keep=datetime.timedelta(hours=1)).execute()
    secrets = list(endpoint.secrets.values_list("value", flat=True))
    endpoint.url = "https://nowhere.invalid/t0ken-in-the-path"
    ChangeEndpoint(endpoint=endpoint, user=None).execute()
    deliver(minutes=2)
    endpoint.url = "https://10.0.0.1/t0ken-in-the-path"
    ChangeEndpoint(endpoint=endpoint, user=None).execute()
    deliver(minutes=10)
    SendTest(endpoint_id=endpoint.pk, user=None).execute()
    deliver()

    kept = caplog.text
    kept += str(list(LedgerEntry.objects.values_list("action", "data")))
    kept += str(list(OutboxMessage.objects.values_list("payload", "last_error")))
    kept += client.get(f"/api/v2/pages/{page.pk}/").content.decode()
    assert "was not delivered" in caplog.text
    assert len(secrets) == 2
    for secret in [*secrets, "t0ken"]:
        assert secret not in kept
        assert secret.removeprefix("whsec_") not in kept


# Where nothing is sent


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1:{port}/",
        "https://2130706433:{port}/",
        "https://0x7f.1:{port}/",
        "https://[::ffff:127.0.0.1]:{port}/",
        "https://[::1]:{port}/",
        "https://localhost:{port}/",
        "https://hooks.example.org:{port}/",
        "http://hooks.example.org:{port}/",
    ],
)
def test_no_form_of_a_private_address_gets_a_connection(settings, monkeypatch, caplog, url):
    resolve = socket.getaddrinfo

    def names(host: str, *args: Any, **kwargs: Any) -> Any:
        return resolve("127.0.0.1" if host == "hooks.example.org" else host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", names)
    with listening() as receiver:
        dialled: list[Any] = []
        monkeypatch.setattr(sending, "post", lambda **kwargs: dialled.append(kwargs))
        port = receiver.url.split(":")[2].split("/")[0]
        an_endpoint(url.format(port=port))
        published()
        assert deliver() == ["postponed"]
    assert the_delivery().problem == Problem.REFUSED
    assert dialled == []


def test_a_name_is_resolved_once_and_the_checked_address_is_called(monkeypatch):
    """A second look would find the address of the cloud's own data service."""
    answers = iter(["93.184.216.34", "169.254.169.254"])
    called: list[Any] = []

    def rebinding(host: str, port: int, **kwargs: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    def dial(address: Any, allowed: float) -> Any:
        called.append(address)
        raise ConnectionRefusedError

    an_endpoint("https://rebinding.example.org/")
    published()
    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    monkeypatch.setattr(socket, "create_connection", dial)
    assert deliver() == ["postponed"]
    assert called == [("93.184.216.34", 443)]
    assert next(answers) == "169.254.169.254"


def test_a_name_that_nobody_knows_is_tried_again_later(monkeypatch, caplog):
    def unknown(*args: Any, **kwargs: Any) -> Any:
        raise socket.gaierror(-2, "Name or service not known")

    an_endpoint("https://hooks.invalid/")
    published()
    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert deliver() == ["postponed"]
    assert the_delivery().problem == Problem.UNKNOWN


def test_a_port_on_which_nobody_listens_is_tried_again_later(settings, caplog):
    settings.DEBUG = True
    with listening() as receiver:
        an_endpoint(receiver.url)
    published()
    assert deliver() == ["postponed"]
    assert (the_delivery().problem, the_delivery().status_code) == (Problem.CONNECTION, None)


# Tests and replays


def test_a_test_tells_of_no_page_and_may_go_to_an_endpoint_that_is_off(receiver):
    endpoint = an_endpoint(receiver.url, is_active=False)
    user = make_user()
    delivery = SendTest(endpoint_id=endpoint.pk, user=user).execute()
    assert outbox.deliver_one(delivery.message_id).result == "delivered"
    [one] = receiver.received
    one.verify(secret_of(endpoint))
    assert one.json["type"] == "webhook.test"
    assert one.json["data"] == {"endpoint": endpoint.name}
    entry = LedgerEntry.objects.filter(action="webhook.tested").get()
    assert (entry.actor, entry.data["host"]) == (user, "127.0.0.1")


@pytest.mark.parametrize("status", [500, 410, 302])
def test_a_test_that_fails_is_not_repeated_and_switches_nothing_off(receiver, endpoint, status):
    receiver.answers = lambda one: status
    SendTest(endpoint_id=endpoint.pk, user=None).execute()
    assert deliver() == ["given up"]
    assert deliver(minutes=9999) == []
    endpoint.refresh_from_db()
    assert endpoint.is_active
    with pytest.raises(WebhookRefused, match="another"):
        Replay(delivery_id=the_delivery().pk, user=None).execute()


def test_a_replay_is_a_delivery_of_its_own_with_the_same_id_and_an_entry(receiver, endpoint):
    page = published()
    deliver()
    user = make_user()
    first = the_delivery()
    replay = Replay(delivery_id=first.pk, user=user).execute()
    assert replay.replay_of == first
    assert deliver() == ["delivered"]
    one, again = receiver.received
    assert one.headers["webhook-id"] == again.headers["webhook-id"]
    assert one.body == again.body
    again.verify(secret_of(endpoint))
    entry = LedgerEntry.objects.filter(action="webhook.replayed").get()
    assert entry.actor == user
    assert entry.data["page"] == page.pk
    assert (entry.data["event"], entry.data["was"]) == ("page.published", "delivered")


def test_replaying_what_will_be_tried_again_tries_it_now(receiver, endpoint, caplog):
    published()
    receiver.answers = lambda one: 500
    deliver()
    assert deliver() == []
    receiver.answers = lambda one: 200
    Replay(delivery_id=the_delivery().pk, user=None).execute()
    assert deliver() == ["delivered"]
    assert WebhookDelivery.objects.count() == 1


def test_what_would_mislead_is_not_replayed(receiver, endpoint):
    page = published()
    page.unpublish()
    deliver()
    went_live = WebhookDelivery.objects.get(event="page.published")
    left = WebhookDelivery.objects.get(event="page.unpublished")
    with pytest.raises(WebhookRefused, match="not public any more"):
        Replay(delivery_id=went_live.pk, user=None).execute()
    type(page).objects.get(pk=page.pk).get_latest_revision().publish()
    with pytest.raises(WebhookRefused, match="public again"):
        Replay(delivery_id=left.pk, user=None).execute()
    assert not LedgerEntry.objects.filter(action="webhook.replayed").exists()


def test_a_replay_that_waits_until_its_page_is_withdrawn_is_not_sent(receiver, endpoint):
    page = published()
    deliver()
    Replay(delivery_id=the_delivery().pk, user=None).execute()
    page.unpublish()
    assert deliver() == ["moot", "delivered"]
    assert [event for event, _ in receiver.told] == ["page.published", "page.unpublished"]


def test_an_endpoint_that_is_off_gets_no_replay(receiver, endpoint):
    published()
    deliver()
    endpoint.is_active = False
    ChangeEndpoint(endpoint=endpoint, user=None).execute()
    with pytest.raises(WebhookRefused, match="Switch it on"):
        Replay(delivery_id=the_delivery().pk, user=None).execute()


# Side by side


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", ["replace its secret", "switch it off", "delete it"])
def test_a_publication_and_a_change_of_an_endpoint_do_not_wait_for_each_other(what):
    """Both write into the ledger: if either waited for the other's rows they could block."""
    endpoint, page = an_endpoint(), published()
    ended: list[str] = []

    def change() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '3s'")
            if what == "delete it":
                DeleteEndpoint(endpoint=endpoint, user=None).execute()
            elif what == "switch it off":
                SwitchOffGone(endpoint_id=endpoint.pk).execute()
            else:
                RotateSecret(
                    endpoint_id=endpoint.pk, user=None, keep=datetime.timedelta()
                ).execute()
            ended.append(what)
        finally:
            connection.close()

    with transaction.atomic():
        announce_updated([page.pk])
        thread = threading.Thread(target=change)
        thread.start()
        thread.join()
        assert ended == [what]
    waiting = ["moot"] if what != "replace its secret" else ["postponed"]
    assert set(deliver()) == set(waiting)
