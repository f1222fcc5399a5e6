"""The description of a site with a page type of its own: nothing has to be done for it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.contract.schemas import Contract
from tests.contract.test_openapi import golden

CHECKOUT = Path(__file__).parents[2]
DESCRIBE = (
    "import django; django.setup();"
    "from pages.delivery.openapi.document import describe;"
    "from pages.delivery.openapi.view import serialized;"
    "import sys; sys.stdout.write(serialized(describe()))"
)


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    """Return the description that the host's own process makes of itself."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-c", DESCRIBE],
        cwd=CHECKOUT,
        env=kept
        | {
            "DJANGO_SETTINGS_MODULE": "tests.hostapp.with_own_types",
            "HOST_FOLDER": str(tmp_path_factory.mktemp("host")),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def a_leaflet(**changed):
    """Return what the API would say of a page of the host's own type."""
    page = golden("condition.en")
    common = ("id", "title", "summary", "hero_image", "body", "author", "references")
    own = {name: page[name] for name in (*common, "disclaimers", "review", "json_ld")}
    dose = {
        "unit": "mg",
        "times": ["08:00:00"],
        "source": {"key": "smolen-2016", "number": 1},
        "handout": {"id": 1, "url": "https://example.org/documents/1/doses.pdf"},
    }
    doses = [
        {"type": "dose", "id": "a", "value": dose},
        {"type": "section", "id": "b", "value": {"room": "12", "floor": None}},
    ]
    meta = {**page["meta"], "type": "clinic.LeafletPage"}
    return own | {"meta": meta, "doses": doses, "printed_on": "2026-01-01", "about": None} | changed


def test_it_is_openapi_with_the_hosts_type_and_ours(document):
    assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []
    schemas = document["components"]["schemas"]
    assert {"clinic.LeafletPage", "clinic.LeafletPageItem", "ConditionPage"} <= set(schemas)
    assert {"$ref": "#/components/schemas/clinic.LeafletPage"} in schemas["PageDetail"]["anyOf"]
    assert (
        "home.HomePage" in schemas["PlainPage"]["properties"]["meta"]["properties"]["type"]["enum"]
    )
    [types] = [
        asked["schema"]["pattern"]
        for asked in document["paths"]["/pages/"]["get"]["parameters"]
        if asked["name"] == "type"
    ]
    assert r"clinic\.LeafletPage" in types


def test_a_page_of_the_hosts_type_is_described_in_full(document):
    contract = Contract(document)

    assert contract.problems("clinic.LeafletPage", a_leaflet()) == []
    assert contract.problems("PageDetail", a_leaflet()) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"stock": 3},
        {"printed_on": "yesterday"},
        {"doses": [{"type": "dose", "id": "a", "value": {}}]},
        {"doses": [{"type": "section", "id": "a", "value": {"heading": "x", "text": "<p>x</p>"}}]},
        {
            "doses": [
                {"type": "dose", "id": "a", "value": {"unit": "kg", "times": [], "source": None}}
            ]
        },
        {"doses": [{"type": "nothing", "id": "a", "value": {}}]},
        {"about": {"id": 1}},
    ],
    ids=lambda changed: json.dumps(changed)[:60],
)
def test_what_the_hosts_type_does_not_say_is_refused(document, changed):
    assert not Contract(document).allows("clinic.LeafletPage", a_leaflet(**changed))


def test_a_block_that_has_the_name_of_ours_does_not_take_its_place(document):
    schemas = document["components"]["schemas"]

    assert set(schemas["SectionBlock"]["properties"]) == {"heading", "text"}
    assert any(
        set(schema.get("properties", ())) == {"room", "floor"} for schema in schemas.values()
    )
