"""Webhooks in the admin: who may do what, the secret shown once, tests and replays."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from pages import outbox
from pages.delivery.webhooks.models import DeliveryState, WebhookDelivery, WebhookEndpoint
from pages.ledger.models import LedgerEntry
from pages.outbox.models import OutboxMessage
from tests.factories.delivery import published
from tests.factories.review import make_reviewer, make_user
from tests.factories.webhooks import an_endpoint, listening, secret_of

pytestmark = pytest.mark.django_db

FORM = {"name": "Frontend", "url": "https://www.example.org/api/hook", "is_active": "on"}


def url(view: str, *args: Any) -> str:
    return reverse(f"firma_webhooks:{view}", args=args)


@pytest.fixture
def admin(client: Client) -> Client:
    """Return a browser in which an administrator has logged in."""
    client.force_login(make_user("admin", is_superuser=True))
    return client


def test_an_administrator_adds_one_and_is_led_to_its_secret(admin):
    chosen = {
        "events": ["page.published", "page.withdrawn"],
        "languages": ["es"],
        "page_types": ["pages.ConditionPage"],
    }
    response = admin.post(url("add"), {**FORM, **chosen})
    endpoint = WebhookEndpoint.objects.get()
    assert response.url == url("secret", endpoint.pk)
    assert (endpoint.events, endpoint.languages, endpoint.page_types) == tuple(chosen.values())
    assert endpoint.secrets.count() == 1
    entry = LedgerEntry.objects.filter(action="webhook.created").get()
    assert entry.actor_name == "admin"
    assert entry.data == {"endpoint": endpoint.pk, "name": "Frontend", "host": "www.example.org"}


@pytest.mark.parametrize(
    "address",
    [
        "http://www.example.org/",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://169.254.169.254/latest/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://user:word@www.example.org/",
        "javascript:alert(1)",
    ],
)
def test_an_address_that_nothing_is_sent_to_is_refused_at_the_field(admin, address):
    response = admin.post(url("add"), {**FORM, "url": address})
    assert response.status_code == 200
    assert response.context["form"].errors["url"]
    assert WebhookEndpoint.objects.count() == 0


def test_changing_and_deleting_are_written_down(admin):
    endpoint = an_endpoint(name="Frontend")
    admin.post(url("edit", endpoint.pk), {**FORM, "is_active": ""})
    endpoint.refresh_from_db()
    assert not endpoint.is_active
    admin.post(url("delete", endpoint.pk))
    assert WebhookEndpoint.objects.count() == 0
    actions = LedgerEntry.objects.filter(actor_name="admin").values_list("action", flat=True)
    assert list(actions) == ["webhook.changed", "webhook.deleted"]


# The secret


def test_the_secret_is_shown_once(admin):
    endpoint = an_endpoint()
    secret = secret_of(endpoint)
    screen = url("secret", endpoint.pk)
    assert secret not in admin.get(screen).content.decode()
    shown = admin.post(screen, {"show": "1"})
    assert f'value="{secret}"' in shown.content.decode()
    assert {"private", "no-store"} <= set(shown["Cache-Control"].split(", "))
    again = admin.post(screen, {"show": "1"}, follow=True).content.decode()
    assert secret not in again
    assert "shown only once" in again
    assert LedgerEntry.objects.filter(action="webhook.secret_shown").count() == 1


def test_no_other_screen_shows_it(admin):
    endpoint = an_endpoint()
    secret = secret_of(endpoint)
    for screen in (
        url("index"),
        url("edit", endpoint.pk),
        url("history", endpoint.pk),
        url("delete", endpoint.pk),
        url("deliveries", endpoint.pk),
        url("test", endpoint.pk),
    ):
        response = admin.get(screen)
        assert response.status_code == 200
        assert secret not in response.content.decode()


def test_it_is_replaced_for_as_long_as_was_chosen(admin):
    endpoint = an_endpoint()
    old = secret_of(endpoint)
    response = admin.post(url("secret", endpoint.pk), {"hours": "24"}, follow=True)
    assert "The secret was replaced." in response.content.decode()
    assert secret_of(endpoint) != old
    until = endpoint.secrets.get(value=old).expires_at - timezone.now()
    assert 23.9 < until.total_seconds() / 3600 < 24.1
    entry = LedgerEntry.objects.filter(action="webhook.secret_rotated").get()
    assert entry.data["old_secret_counts_for_hours"] == 24
    refused = admin.post(url("secret", endpoint.pk), {"hours": "99999"})
    assert refused.context["form"].errors["hours"]
    assert endpoint.secrets.count() == 2


# Tests and deliveries


@pytest.mark.parametrize(
    ("status", "words"), [(204, "answered 204"), (500, "did not accept it (500)")]
)
def test_a_test_says_at_once_what_became_of_it(admin, settings, caplog, status, words):
    settings.DEBUG = True
    with listening() as receiver:
        receiver.answers = lambda one: status
        endpoint = an_endpoint(receiver.url)
        response = admin.post(url("test", endpoint.pk), follow=True)
        assert words in response.content.decode()
        receiver.received[0].verify(secret_of(endpoint))


def test_a_test_to_a_private_address_says_so(admin):
    endpoint = an_endpoint("https://10.0.0.1/")
    response = admin.post(url("test", endpoint.pk), follow=True)
    assert "The address is not on the public internet." in response.content.decode()


def a_delivery(endpoint: WebhookEndpoint, state: str, *, page: Any) -> WebhookDelivery:
    """Return a delivery in a state, without any sending."""
    now = timezone.now()
    [message] = outbox.put_all(
        kind="webhook", messages=[outbox.writing.Outgoing(payload={"delivery": ""})]
    )
    OutboxMessage.objects.filter(pk=message.pk).update(
        delivered_at=now if state == "delivered" else None,
        failed_at=now if state in ("given_up", "not_sent") else None,
        attempts=0 if state == "waiting" else 3,
    )
    original = WebhookDelivery.objects.filter(endpoint=endpoint, page_id=page.pk).first()
    assert original is not None
    return WebhookDelivery.objects.create(
        endpoint=endpoint,
        message=OutboxMessage.objects.get(pk=message.pk),
        event="page.updated",
        event_id="msg_1",
        page_id=page.pk,
        change={**original.change, "event": "page.updated"},
        tried_at=None if state == "waiting" else now,
        problem={"not_sent": "outdated", "given_up": "status", "retrying": "timeout"}.get(
            state, ""
        ),
        status_code={"delivered": 200, "given_up": 500}.get(state),
    )


def test_the_list_shows_each_delivery_and_its_state_and_can_be_filtered(admin):
    endpoint = an_endpoint()
    page = published(title="Gout & more")
    made = {state: a_delivery(endpoint, state, page=page) for state in DeliveryState.values}
    for state, delivery in made.items():
        assert delivery.state == state
    shown = admin.get(url("deliveries", endpoint.pk)).content.decode()
    assert "Gout &amp; more" in shown
    assert "200" in shown
    assert "500 · The receiver did not accept it" in shown
    for state, delivery in made.items():
        response = admin.get(url("deliveries", endpoint.pk), {"state": state})
        expected = {delivery.pk}
        if state == "waiting":
            expected |= set(
                WebhookDelivery.objects.filter(event="page.published").values_list("pk", flat=True)
            )
        assert {row.pk for row in response.context["object_list"]} == expected
    response = admin.get(url("deliveries_results", endpoint.pk), {"event": "page.withdrawn"})
    assert "No delivery matches what you chose." in response.content.decode()


def test_the_number_of_queries_does_not_grow_with_the_list(admin, django_assert_max_num_queries):
    endpoint = an_endpoint()
    page = published()
    for _ in range(30):
        a_delivery(endpoint, "delivered", page=page)
    with django_assert_max_num_queries(30):
        admin.get(url("deliveries", endpoint.pk))


def test_a_deleted_page_is_named_by_its_number(admin):
    endpoint = an_endpoint()
    page = published()
    number = page.pk
    page.delete()
    assert f"Page {number}, deleted" in admin.get(url("deliveries", endpoint.pk)).content.decode()


def test_empty_lists_say_what_to_do(admin):
    assert "There are no webhooks. Add one" in admin.get(url("index")).content.decode()
    endpoint = an_endpoint()
    assert "Nothing was sent yet." in admin.get(url("deliveries", endpoint.pk)).content.decode()


def test_a_delivery_is_replayed_from_the_list(admin):
    endpoint = an_endpoint()
    page = published()
    delivery = a_delivery(endpoint, "given_up", page=page)
    response = admin.post(url("replay", delivery.pk), follow=True)
    assert "It will be sent again within a minute." in response.content.decode()
    assert WebhookDelivery.objects.get(replay_of=delivery).event_id == "msg_1"
    assert LedgerEntry.objects.filter(action="webhook.replayed", actor_name="admin").exists()
    page.unpublish()
    response = admin.post(url("replay", delivery.pk), follow=True)
    assert "not public any more" in response.content.decode()
    assert admin.get(url("replay", delivery.pk)).status_code == 405
    unknown = "00000000-0000-0000-0000-000000000000"
    assert admin.post(url("replay", unknown)).status_code == 404


def test_all_that_was_given_up_is_replayed_at_once_and_only_once(admin):
    endpoint, other = an_endpoint(), an_endpoint()
    page, gone = published(), published()
    first, second = (a_delivery(endpoint, "given_up", page=page) for _ in range(2))
    a_delivery(endpoint, "given_up", page=gone)
    a_delivery(endpoint, "delivered", page=page)
    a_delivery(endpoint, "not_sent", page=page)
    a_delivery(other, "given_up", page=page)
    gone.unpublish()
    listing, screen = url("deliveries", endpoint.pk), url("replay_given_up", endpoint.pk)
    assert screen in admin.get(listing).content.decode()
    assert admin.get(screen).status_code == 200
    response = admin.post(screen, follow=True)
    assert "2 events will be sent again within a minute." in response.content.decode()
    replays = WebhookDelivery.objects.exclude(replay_of=None).order_by("message_id")
    assert [one.replay_of for one in replays] == [first, second]
    assert LedgerEntry.objects.filter(action="webhook.replayed").count() == 2
    response = admin.post(screen, follow=True)
    assert "Nothing that was given up could be sent again." in response.content.decode()


# Who may


def everything(client: Client, endpoint: WebhookEndpoint, delivery: Any) -> dict[str, int]:
    """Ask for every screen and action; return the status codes. Refusals lead to the home page."""
    return {
        **{
            view: client.get(url(view, endpoint.pk)).status_code
            for view in (
                "edit",
                "delete",
                "history",
                "secret",
                "test",
                "deliveries",
                "replay_given_up",
            )
        },
        "index": client.get(url("index")).status_code,
        "add": client.get(url("add")).status_code,
        "show": client.post(url("secret", endpoint.pk), {"show": "1"}).status_code,
        "results": client.get(url("deliveries_results", endpoint.pk)).status_code,
        "replay": client.post(url("replay", delivery.pk)).status_code,
    }


@pytest.mark.parametrize("role", ["editor", "translator", "reviewer", "nobody"])
def test_nobody_but_administrators_gets_anywhere(client, role):
    endpoint = an_endpoint()
    page = published()
    delivery = a_delivery(endpoint, "given_up", page=page)
    groups = {"editor": ("Editors",), "translator": ("Translators (es)",)}.get(role, ())
    if role != "nobody":
        user = make_reviewer("rosa") if role == "reviewer" else make_user(groups=groups)
        client.force_login(user)
    assert set(everything(client, endpoint, delivery).values()) == {302}
    assert endpoint.secrets.get().shown_at is None
    assert not WebhookDelivery.objects.filter(replay_of=delivery).exists()
    if role != "nobody":
        assert url("index") not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_whoever_may_only_look_sees_deliveries_and_nothing_else(client):
    endpoint = an_endpoint()
    delivery = a_delivery(endpoint, "given_up", page=published())
    user = make_user()
    user.user_permissions.add(Permission.objects.get(codename="view_webhookendpoint"))
    client.force_login(user)
    codes = everything(client, endpoint, delivery)
    assert {view for view, code in codes.items() if code == 200} == {
        "index",
        "deliveries",
        "results",
    }
    assert "Replay" not in client.get(url("deliveries", endpoint.pk)).content.decode()
    assert url("deliveries", endpoint.pk) in client.get(url("index")).content.decode()
    assert url("secret", endpoint.pk) not in client.get(url("index")).content.decode()


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_screen_works_in_both_languages(admin, language):
    user = make_user("otro", is_superuser=True)
    UserProfile.objects.create(user=user, preferred_language=language)
    admin.force_login(user)
    endpoint = an_endpoint()
    delivery = a_delivery(endpoint, "given_up", page=published(language=language))
    codes = everything(admin, endpoint, delivery)
    assert {view: code for view, code in codes.items() if code != 200} == {"replay": 302}
    assert f'lang="{language}"' in admin.get(url("deliveries", endpoint.pk)).content.decode()


def test_administrators_find_it_under_settings(admin):
    home = admin.get(reverse("wagtailadmin_home")).content.decode()
    assert url("index") in home


def test_whoever_may_only_look_finds_nothing_by_the_hidden_part_of_an_address(client):
    endpoint = an_endpoint("https://hooks.example.org/s3cret-path", name="Frontend")
    user = make_user("looks")
    user.user_permissions.add(
        *Permission.objects.filter(codename__in=["access_admin", "view_webhookendpoint"])
    )
    client.force_login(user)

    def found(words: str) -> bool:
        answer = client.get(url("index"), {"q": words})
        assert answer.status_code == 200
        return url("deliveries", endpoint.pk) in answer.content.decode()

    assert found("Frontend")
    assert not found("s3cret")
