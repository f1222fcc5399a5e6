"""Publishing several pages at once, in the admin: all that may, or none with the reasons."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from pages.content.condition import ConditionPage
from tests.factories.delivery import draft, published
from tests.factories.review import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def boss(client):
    boss = make_user("boss", is_superuser=True)
    client.force_login(boss)
    return boss


def address(*pages):
    query = "&".join(f"id={page.pk}" for page in pages)
    return reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?{query}"


def words(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def signed_and_offline():
    page = published(title="Signed")
    ConditionPage.objects.get(pk=page.pk).unpublish()
    return ConditionPage.objects.get(pk=page.pk)


@pytest.mark.parametrize("method", ["get", "post"])
def test_pages_that_nobody_signed_are_named_with_what_to_do(client, method):
    signed, unsigned = signed_and_offline(), draft(title="Unsigned")
    response = getattr(client, method)(address(signed, unsigned))
    assert response.status_code == 302
    assert "Nothing was published, because one page may not go public yet" in words(response)
    assert "Unsigned: No medical reviewer has signed this page yet. Submit it" in words(response)
    assert not ConditionPage.objects.filter(live=True).exists()


def test_signed_pages_are_published_together(client):
    page = signed_and_offline()
    assert client.get(address(page)).status_code == 200
    client.post(address(page))
    assert ConditionPage.objects.get(pk=page.pk).live


def test_drafts_below_a_section_keep_it_from_being_published_with_them(client):
    unsigned = draft(title="Unsigned")
    section = unsigned.get_parent().specific
    section.unpublish()
    response = client.post(address(section), {"include_descendants": "on"})
    assert "Unsigned: No medical reviewer" in words(response)
    section.refresh_from_db()
    assert not section.live
