"""The world is told of a change when no process answers any more with what it made old."""

import datetime

import pytest
from django.utils import timezone

from pages import outbox
from pages.delivery.feed.hearing import ON_THE_WAY
from pages.delivery.purging import put_purge
from pages.delivery.webhooks.actions import SendTest
from pages.delivery.webhooks.announcing import announce_updated
from pages.delivery.webhooks.models import WebhookDelivery
from pages.outbox.models import OutboxMessage
from tests.factories.delivery import published
from tests.factories.webhooks import an_endpoint, listening

pytestmark = pytest.mark.django_db

CHECKS = 30.0
HEARD = datetime.timedelta(seconds=CHECKS) + ON_THE_WAY


@pytest.fixture(autouse=True)
def _a_cache_and_processes_that_answer_from_memory(settings):
    settings.PAGES = {"API_CHECK_SECONDS": CHECKS}
    settings.WAGTAILFRONTENDCACHE = {
        "cdn": {"BACKEND": "tests.integration.delivery.test_purging.AddressesOnly"}
    }


def due(after: datetime.timedelta) -> list[str]:
    """Return the kinds of what is due, so long from now."""
    found = OutboxMessage.objects.due(now=timezone.now() + after)
    return [message.kind for message in found if message.kind != "mail"]


def test_a_cache_is_purged_when_every_process_has_heard_of_the_change():
    put_purge(paths=["/api/v2/pages/12/"], keys=["page-12"])
    assert due(datetime.timedelta(seconds=CHECKS)) == []
    assert due(HEARD) == ["purge"]


def test_a_receiver_is_told_when_every_process_has_heard_of_the_change():
    an_endpoint()
    published()
    assert due(datetime.timedelta(seconds=CHECKS)) == []
    assert due(HEARD) == ["webhook"]


def test_nobody_waits_where_every_process_asks_before_each_answer(settings):
    settings.PAGES = {"API_CHECK_SECONDS": 0}
    an_endpoint()
    published()
    put_purge(paths=["/api/v2/pages/12/"], keys=["page-12"])
    assert sorted(due(datetime.timedelta())) == ["purge", "webhook"]


def test_a_test_tells_of_no_change_and_goes_at_once():
    written = SendTest(endpoint_id=an_endpoint().pk, user=None).execute()
    assert due(datetime.timedelta()) == ["webhook"]
    assert written.message.ordering_key == ""


def test_events_of_a_page_stay_in_their_order_and_say_when_it_happened(settings):
    settings.DEBUG = True
    with listening() as receiver:
        an_endpoint(receiver.url)
        page = published()
        announce_updated([page.pk])
        happened = list(
            WebhookDelivery.objects.order_by("message_id").values_list("occurred_at", flat=True)
        )
        later = timezone.now() + HEARD
        assert [one.result for one in outbox.deliver_due(now=later)] == ["delivered"] * 2
    assert receiver.told == [("page.published", page.pk), ("page.updated", page.pk)]
    assert [one.json["timestamp"][:19] for one in receiver.received] == [
        moment.isoformat()[:19] for moment in happened
    ]
