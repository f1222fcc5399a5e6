"""Addresses of a site that shows pages of its own: reviewed ones are not found there."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from tests.factories.content import home
from tests.factories.delivery import draft, published

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.integration.checks.urls_guarded_pages"),
]


def address(page):
    """Return where wagtail.urls would show a page of this site."""
    return reverse("wagtail_serve", args=[page.url_path.removeprefix(home().url_path)])


@pytest.fixture
def own_page():
    return home().add_child(instance=Page(title="Opening hours", slug="hours"))


def test_a_page_of_the_sites_own_is_served(client, own_page):
    assert client.get(address(own_page)).status_code == 200


@pytest.mark.parametrize("make", [published, draft])
@pytest.mark.parametrize("kind", ["condition", "procedure", "testimonial"])
def test_a_reviewed_page_is_not_found(client, make, kind):
    assert client.get(address(make(kind))).status_code == 404


def test_a_reviewed_type_that_would_serve_itself_is_not_found_either(client, monkeypatch):
    page = published()
    monkeypatch.setattr(type(page), "serve", lambda self, request: pytest.fail("it was served"))
    assert client.get(address(page)).status_code == 404


def test_an_address_without_a_page_is_not_found(client, own_page):
    assert client.get(address(own_page) + "nothing/").status_code == 404
