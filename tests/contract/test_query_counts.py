"""An answer about many pages costs as many queries as one about one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pages.delivery.serving.memory import memory
from tests.factories.delivery import an_image, draft, publish, published, translated

pytestmark = pytest.mark.django_db


def queries(client, address):
    # Twice, so that what Wagtail and Django keep in memory is there; but not the answer itself.
    client.get(address)
    memory.clear()
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert answer.status_code == 200, answer.content
    return len(captured), answer.json()


def a_rich_page(number):
    treatment = published("procedure")
    page = draft(
        title=f"Page {number}",
        hero_image=an_image(),
        hero_alt="A hand",
        treatments=[{"procedure": treatment}],
    )
    translated(publish(page))


@pytest.mark.parametrize(
    "address",
    [
        "/api/v2/pages/?type=pages.ConditionPage&locale=en",
        "/api/v2/pages/?type=pages.ConditionPage&locale=en&fields=*",
        "/api/v2/pages/?locale=en&fields=*&limit=50",
        "/api/v2/pages/?search=disease&locale=en&fields=*",
        "/api/v2/images/?fields=*",
    ],
)
def test_a_longer_listing_costs_no_more_queries(client, address):
    a_rich_page(1)
    few, short = queries(client, address)
    for number in range(2, 5):
        a_rich_page(number)

    many, long = queries(client, address)

    assert long["meta"]["total_count"] > short["meta"]["total_count"]
    assert many == few > 1


def test_a_detail_costs_few_queries(client):
    a_rich_page(1)
    page = client.get("/api/v2/pages/?type=pages.ConditionPage&locale=en").json()["items"][0]

    count, _ = queries(client, f"/api/v2/pages/{page['id']}/")

    assert count <= 20
