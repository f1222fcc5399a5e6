"""``?search=`` of the pages endpoint."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pages.delivery.serving.memory import memory
from tests.factories.searching import Written, stored

pytestmark = pytest.mark.django_db

PAGES = "/api/v2/pages/"


def titles(client, **parameters):
    answer = client.get(PAGES, parameters)
    assert answer.status_code == 200, answer.content
    return [item["title"] for item in answer.json()["items"]]


@pytest.fixture
def site():
    """Store pages about knees and what belongs to them."""
    return stored(
        [
            Written("Shoulder", "Pain in the shoulder; the knee is not affected."),
            Written("Knee", "Pain in the knee, with <b>swelling</b>."),
            Written("Ankle", "An ankle that is swollen."),
            Written("Rodilla", "Dolor de rodilla.", language="es"),
        ]
    )


def test_the_best_answer_comes_first_unless_another_order_is_asked_for(client, site):
    assert titles(client, search="knees") == ["Knee", "Shoulder"]
    assert titles(client, search="knees", order="-title") == ["Shoulder", "Knee"]
    assert titles(client, search="knees", order="title") == ["Knee", "Shoulder"]


def test_all_words_are_meant_unless_any_is_enough(client, site):
    assert titles(client, search="ankle pain") == []
    assert titles(client, search="ankle pain", search_operator="and") == []
    # An empty one is none, as for Wagtail.
    assert titles(client, search="ankle pain", search_operator="") == []
    assert set(titles(client, search="ankle pain", search_operator="OR")) == {
        "Ankle",
        "Knee",
        "Shoulder",
    }


def test_another_operator_is_refused(client, site):
    answer = client.get(PAGES, {"search": "knee", "search_operator": "not"})

    assert answer.status_code == 400
    assert answer.json() == {"message": "search_operator must be either 'and' or 'or'"}


def test_a_search_for_nothing_finds_nothing(client, site):
    for nothing in ("", " ", "*", '""'):
        assert client.get(PAGES, {"search": nothing}).json() == {
            "meta": {"total_count": 0},
            "items": [],
        }


def test_a_search_goes_with_all_other_filters(client, site):
    assert titles(client, search="rodillas", locale="es") == ["Rodilla"]
    assert titles(client, search="rodillas", locale="en") == []
    assert titles(client, search="knee", type="pages.ProcedurePage") == []
    assert titles(client, search="knee", id=site[1]) == ["Knee"]
    assert titles(client, search="knee", offset=1, limit=1) == ["Shoulder"]
    assert titles(client, search="condition") == ["Conditions"]
    part = client.get(PAGES, {"search": "knee", "limit": 1}).json()
    assert part["meta"]["total_count"] == 2
    assert client.get(PAGES, {"search": "knee", "child_of": 999_999}).status_code == 400
    assert client.get(PAGES, {"search": "knee", "order": "nothing"}).status_code == 400


def test_a_site_may_switch_searching_off(client, site, settings):
    settings.WAGTAILAPI_SEARCH_ENABLED = False

    answer = client.get(PAGES, {"search": "knee"})

    assert answer.status_code == 400
    assert answer.json() == {"message": "search is disabled"}


def test_what_was_found_is_shown_if_it_is_asked_for(client, site):
    [knee, _] = client.get(PAGES, {"search": "knee", "fields": "search_snippet"}).json()["items"]
    [plain] = client.get(PAGES, {"search": "conditions", "fields": "*"}).json()["items"]

    assert knee["meta"]["search_snippet"] == "Pain in the <mark>knee</mark>, with swelling."
    assert plain["meta"]["search_snippet"] is None
    assert "search_snippet" not in client.get(PAGES, {"search": "knee"}).content.decode()


@pytest.mark.parametrize("address", [PAGES, f"{PAGES}{{id}}/", f"{PAGES}{{id}}/?search=knee"])
def test_without_a_search_there_is_nothing_to_show(client, site, address):
    address = address.format(id=site[0])

    assert "search_snippet" not in client.get(address).content.decode()
    refused = client.get(address, {"fields": "search_snippet"})
    assert refused.status_code == 400
    assert refused.json() == {"message": "unknown fields: search_snippet"}


def test_results_are_in_order(client, site):
    assert titles(client, search="knee") == ["Knee", "Shoulder"]
    assert titles(client, search="knee", order="-title") == ["Shoulder", "Knee"]


def test_more_results_cost_no_more_queries(client, site):
    def cost(search):
        client.get(PAGES, {"search": search, "fields": "search_snippet", "locale": "en"})
        memory.clear()
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(
                PAGES, {"search": search, "fields": "search_snippet", "locale": "en"}
            )
        return len(captured), answer.json()["meta"]["total_count"]

    assert cost("ankle")[0] == cost("knee")[0] > 1
    assert cost("ankle")[1] < cost("knee")[1]
