"""Links that editors wrote as paths: they lead to the frontend, files to this host."""

import pytest
from bs4 import BeautifulSoup
from django.test import RequestFactory

from pages.publishing import render_preview
from tests.factories.delivery import a_file, draft, link_to_file, published

pytestmark = pytest.mark.django_db

FRONTEND = "https://www.example.org"
HERE = "http://testserver"


def targets(html):
    return [link["href"] for link in BeautifulSoup(html, "html.parser").find_all("a")]


def urgent_care(client, page):
    return client.get(f"/api/v2/pages/{page.pk}/").json()["urgent_care"]


def test_a_path_leads_to_the_frontend_as_it_does_in_menus(client):
    page = published(urgent_care='<p>Ask for <a href="/en/booking/?for=1#form">a visit</a>.</p>')

    assert targets(urgent_care(client, page)) == [f"{FRONTEND}/en/booking/?for=1#form"]


def test_an_address_without_a_scheme_stays_that_of_the_other_host(client):
    page = published(urgent_care='<p>Read <a href="//other.example/a">this</a>.</p>')

    assert targets(urgent_care(client, page)) == ["https://other.example/a"]


def test_a_file_is_on_this_host_beside_it(client):
    file = a_file()
    page = published(urgent_care=f'<p>{link_to_file(file)} <a href="/en/booking/">a visit</a></p>')

    assert targets(urgent_care(client, page)) == [f"{HERE}{file.url}", f"{FRONTEND}/en/booking/"]


def test_without_a_frontend_a_path_is_one_of_this_host(client, settings):
    settings.FRONTEND_URL = ""
    page = published(urgent_care='<p>Ask for <a href="/en/booking/">a visit</a>.</p>')

    assert targets(urgent_care(client, page)) == [f"{HERE}/en/booking/"]


def test_the_preview_leads_to_the_same_place():
    page = draft(urgent_care='<p>Ask for <a href="/en/booking/">a visit</a>.</p>')

    html = render_preview(page, RequestFactory().get("/"), "").content

    assert f"{FRONTEND}/en/booking/" in targets(html)
