"""What is written for receivers when the public state of a page changes."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.actions.move_page import MovePageAction
from wagtail.models import Page

from pages.content.index import ConditionIndexPage
from pages.delivery.models import PublishedDocument
from pages.delivery.visibility import public_documents
from pages.delivery.webhooks.announcing import announce_updated
from pages.delivery.webhooks.models import WebhookDelivery, WebhookEndpoint
from pages.outbox.models import OutboxMessage
from tests.factories.delivery import draft, publish, published, translated
from tests.factories.fates import restrict, withdraw
from tests.factories.webhooks import an_endpoint

pytestmark = pytest.mark.django_db


def told(endpoint: WebhookEndpoint) -> list[tuple[str, int]]:
    """Return the events that an endpoint is to be told of, in order."""
    rows = WebhookDelivery.objects.filter(endpoint=endpoint).order_by("message_id")
    return [(row.event, row.page_id) for row in rows]


@pytest.fixture
def endpoint() -> WebhookEndpoint:
    return an_endpoint()


# From publication to the end


@pytest.mark.parametrize(
    ("kind", "language"), [("condition", "en"), ("procedure", "es"), ("testimonial", "en")]
)
def test_the_first_publication_is_published_and_the_next_updated(endpoint, kind, language):
    page = draft(kind, language=language)
    assert told(endpoint) == []
    page = publish(page)
    assert told(endpoint) == [("page.published", page.pk)]
    page.summary = f"{page.summary} Again."
    page = publish(page)
    assert told(endpoint) == [("page.published", page.pk), ("page.updated", page.pk)]

    document = PublishedDocument.objects.get(page=page)
    change = WebhookDelivery.objects.latest("message_id").what_changed
    assert change.content_hash == document.content_hash
    assert (change.locale, change.page_type) == (language, page._meta.label)
    assert change.html_url.startswith(f"https://www.example.org/{language}/")
    assert change.detail_url == f"http://testserver/api/v2/pages/{page.pk}/"


def test_a_draft_of_a_live_page_is_nobodys_business(endpoint):
    page = published()
    before = told(endpoint)
    page.title = "Not signed"
    page.save_revision()
    assert told(endpoint) == before
    kept = json.dumps(list(WebhookDelivery.objects.values("change")), default=str)
    kept += json.dumps(list(OutboxMessage.objects.values("payload")), default=str)
    assert "Not signed" not in kept
    assert page.slug in kept


def test_unpublishing_withdrawing_and_deleting_end_it(endpoint):
    unpublished, withdrawn, deleted = published(), published(), published()
    ids = [unpublished.pk, withdrawn.pk, deleted.pk]
    WebhookDelivery.objects.all().delete()
    unpublished.unpublish()
    withdraw(withdrawn)
    deleted.delete()
    assert told(endpoint) == [
        ("page.unpublished", ids[0]),
        ("page.withdrawn", ids[1]),
        ("page.unpublished", ids[2]),
    ]
    for delivery in WebhookDelivery.objects.all():
        assert delivery.what_changed.content_hash == ""
        assert delivery.what_changed.html_url


def test_a_page_unpublished_by_the_base_model_is_unpublished_too(endpoint):
    page = published()
    plain = Page.objects.get(pk=page.pk)
    plain.live = False
    plain.save()
    assert told(endpoint)[-1] == ("page.unpublished", page.pk)


def test_what_comes_back_is_published(endpoint):
    page = published()
    page.unpublish()
    page = type(page).objects.get(pk=page.pk)
    page.get_latest_revision().publish()
    assert [event for event, _ in told(endpoint)] == [
        "page.published",
        "page.unpublished",
        "page.published",
    ]


def test_deleting_a_draft_or_withdrawing_what_was_never_public_tells_nobody(endpoint):
    draft().delete()
    assert told(endpoint) == []


def test_languages_are_told_of_each_by_itself(endpoint):
    english = published()
    spanish = translated(english)
    WebhookDelivery.objects.all().delete()
    withdraw(spanish)
    assert told(endpoint) == [("page.withdrawn", spanish.pk)]


def test_what_is_undone_was_never_written(endpoint):
    page = published()
    count = WebhookDelivery.objects.count(), OutboxMessage.objects.count()
    with transaction.atomic():
        page.unpublish()
        assert WebhookDelivery.objects.count() == count[0] + 1
        transaction.set_rollback(True)
    assert (WebhookDelivery.objects.count(), OutboxMessage.objects.count()) == count


# Who is told


def test_each_endpoint_gets_what_it_chose():
    english = an_endpoint(languages=["en"])
    spanish = an_endpoint(languages=["es"])
    conditions = an_endpoint(page_types=["pages.ConditionPage"])
    ends = an_endpoint(events=["page.withdrawn", "page.unpublished"])
    off = an_endpoint(is_active=False)
    procedure = published("procedure")
    condition = published("condition", language="es")
    condition_id = condition.pk
    condition.unpublish()
    assert told(english) == [("page.published", procedure.pk)]
    assert told(spanish) == [("page.published", condition_id), ("page.unpublished", condition_id)]
    assert told(conditions) == told(spanish)
    assert told(ends) == [("page.unpublished", condition_id)]
    assert told(off) == []


def test_all_endpoints_get_the_same_id_of_an_event_and_another_of_the_next():
    an_endpoint()
    an_endpoint()
    page = published()
    page.unpublish()
    ids = list(WebhookDelivery.objects.values_list("event", "event_id"))
    assert len(ids) == 4
    assert len(set(ids)) == 2
    assert all(event_id.startswith("msg_") for _, event_id in ids)


def test_ten_endpoints_cost_no_more_queries_than_one():
    page = published()
    an_endpoint()
    announce_updated([page.pk])  # the home pages are known afterwards
    with CaptureQueriesContext(connection) as one:
        announce_updated([page.pk])
    for _ in range(9):
        an_endpoint()
    with CaptureQueriesContext(connection) as ten:
        assert announce_updated([page.pk]) == 10
    assert len(ten) == len(one)


# Answers that change without a publication


def test_an_answer_that_changed_is_updated_where_the_public_reads_it(endpoint):
    page, withdrawn, unseen = published(), published(), draft()
    withdraw(withdrawn)
    shut = published()
    restrict(shut)
    WebhookDelivery.objects.all().delete()
    assert announce_updated([page.pk, withdrawn.pk, unseen.pk, shut.pk, 0]) == 1
    assert told(endpoint) == [("page.updated", page.pk)]
    assert WebhookDelivery.objects.get().what_changed.is_answer_only
    assert announce_updated([]) == 0


# Pages behind a view restriction


def test_a_page_that_is_made_private_leaves_the_public_and_comes_back(endpoint):
    page = published()
    restriction = restrict(page)
    assert told(endpoint)[1:] == [("page.unpublished", page.pk)]
    restriction.restriction_type = "groups"
    restriction.save()
    restriction.groups.add(Group.objects.create(name="Readers"))
    assert len(told(endpoint)) == 2
    restriction.delete()
    assert told(endpoint)[2:] == [("page.published", page.pk)]


def test_a_section_that_is_made_private_takes_the_pages_below_with_it(endpoint):
    first, second = published(), published()
    shut = published()
    inner = restrict(shut)
    parent = first.get_parent()
    assert parent.pk == second.get_parent().pk == shut.get_parent().pk
    WebhookDelivery.objects.all().delete()

    outer = restrict(parent)
    both = [first.pk, second.pk]
    assert told(endpoint) == [("page.unpublished", pk) for pk in both]
    inner.delete()
    assert len(told(endpoint)) == 2
    outer.delete()
    assert told(endpoint)[2:] == [("page.published", pk) for pk in [*both, shut.pk]]


def test_nothing_is_said_of_what_happens_behind_a_restriction(endpoint):
    page = published()
    restrict(page)
    WebhookDelivery.objects.all().delete()
    page.summary = f"{page.summary} Again."
    page = publish(page)
    assert not public_documents().filter(page=page).exists()
    page.unpublish()
    page.delete()
    assert told(endpoint) == []


def test_a_restricted_page_that_is_deleted_does_not_come_back_for_it(endpoint):
    page = published()
    restrict(page)
    WebhookDelivery.objects.all().delete()
    Page.objects.get(pk=page.pk).delete()
    assert told(endpoint) == []


def test_moving_behind_a_restriction_and_out_of_it_is_told(endpoint):
    page = published()
    parent = page.get_parent()
    hidden = ConditionIndexPage(title="Members", slug="members", locale=parent.locale)
    parent.get_parent().add_child(instance=hidden)
    restrict(hidden)
    WebhookDelivery.objects.all().delete()
    MovePageAction(page, hidden, pos="last-child").execute(skip_permission_checks=True)
    assert told(endpoint) == [("page.unpublished", page.pk)]
    page.refresh_from_db()
    parent.refresh_from_db()
    MovePageAction(page, parent, pos="last-child").execute(skip_permission_checks=True)
    assert told(endpoint)[1:] == [("page.published", page.pk)]
