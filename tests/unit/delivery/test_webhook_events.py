"""What receivers are told, and which of them."""

import datetime
import json

import pytest

from pages.delivery.webhooks.events import LEAVING, Change, Choice, Event, body, page_data
from pages.delivery.webhooks.rules import is_outdated


def change(event: str = "page.published", **fields):
    return Change(
        **{
            "event": event,
            "page_id": 12,
            "page_type": "pages.ConditionPage",
            "locale": "es",
            "html_url": "https://www.example.org/es/gota/",
            "detail_url": "https://api.example.org/api/v2/pages/12/",
            "content_hash": "ab" * 32,
            **fields,
        }
    )


@pytest.mark.parametrize("event", Event.values)
def test_an_endpoint_that_chose_nothing_is_told_of_everything(event):
    assert Choice().wants(change(event))


@pytest.mark.parametrize(
    ("choice", "is_wanted"),
    [
        ({"events": ["page.published", "page.updated"]}, True),
        ({"events": ["page.withdrawn"]}, False),
        ({"languages": ["es"]}, True),
        ({"languages": ["en"]}, False),
        ({"page_types": ["pages.ConditionPage"]}, True),
        ({"page_types": ["pages.ProcedurePage"]}, False),
        ({"events": ["page.published"], "languages": ["en"]}, False),
        ({"events": ["page.published"], "languages": ["en", "es"]}, True),
    ],
)
def test_what_was_chosen_must_fit_altogether(choice, is_wanted):
    assert Choice(**choice).wants(change()) is is_wanted


def test_a_public_page_is_named_with_title_and_hash():
    assert page_data(change(), title="Gota") == {
        "id": 12,
        "type": "pages.ConditionPage",
        "locale": "es",
        "html_url": "https://www.example.org/es/gota/",
        "detail_url": "https://api.example.org/api/v2/pages/12/",
        "title": "Gota",
        "content_hash": "ab" * 32,
    }


@pytest.mark.parametrize("event", sorted(LEAVING))
def test_of_a_page_that_left_only_its_places_are_told(event):
    assert set(page_data(change(event), title="Gota")) == {
        "id",
        "type",
        "locale",
        "html_url",
        "detail_url",
    }


def test_the_body_is_plain_json_in_utf8_with_the_time_in_utc():
    at = datetime.datetime(2026, 3, 1, 9, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=2)))
    sent = body(event="page.updated", at=at, data={"title": "Año"})
    assert json.loads(sent) == {
        "type": "page.updated",
        "timestamp": "2026-03-01T07:30:00.000Z",
        "data": {"title": "Año"},
    }
    assert "Año".encode() in sent


@pytest.mark.parametrize(
    ("event", "is_public", "expected"),
    [
        ("page.published", True, False),
        ("page.published", False, True),
        ("page.updated", False, True),
        ("page.withdrawn", False, False),
        ("page.withdrawn", True, True),
        ("page.unpublished", True, True),
    ],
)
def test_an_event_is_outdated_when_the_page_is_now_the_other_way(event, is_public, expected):
    assert is_outdated(change(event), is_public=is_public) is expected
