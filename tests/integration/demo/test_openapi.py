"""Everything that the API answers about the demo is as its description says."""

import pytest

from pages.delivery.openapi.document import describe
from pages.delivery.openapi.page_types import reviewed_types
from tests.contract.schemas import Contract


@pytest.fixture(scope="module")
def contract():
    return Contract(describe())


def test_every_page_is_as_described(demo, contract):
    seen = set()
    for address, page in demo.answers.items():
        if address.startswith("/api/v2/pages/") and "items" not in page:
            assert contract.problems(contract.name_of(page), page) == [], address
            seen.add((page["meta"]["type"], page["meta"]["locale"]))

    expected = {(model._meta.label, code) for model in reviewed_types() for code in ("en", "es")}
    assert expected <= seen


def test_every_item_of_the_listing_is_as_described(demo, contract):
    listing = demo.answers["/api/v2/pages/"]

    assert contract.problems("PageListing", listing) == []
    for item in listing["items"]:
        assert contract.problems(contract.name_of(item, suffix="Item"), item) == []


@pytest.mark.parametrize("name", ["Image", "Document", "Redirect"])
def test_images_files_and_redirects_are_as_described(demo, contract, name):
    listing = f"/api/v2/{name.lower()}s/"

    assert contract.problems(f"{name}Listing", demo.answers[listing]) == []
    for item in demo.answers[listing]["items"]:
        assert contract.problems(f"Listed{name}", item) == []
        assert contract.problems(name, demo.answers[f"{listing}{item['id']}/"]) == []
