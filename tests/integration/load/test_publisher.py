"""What the publisher does to pages is what it writes down, and what the API says."""

import psycopg
import pytest
from django.db import InterfaceError, OperationalError, connections

from pages.delivery.feed.settling import settle
from tests.factories.delivery import published, translated
from tests.load import publisher

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(monkeypatch):
    """Return what the publisher writes down, the newest state of everything."""
    found = {}
    monkeypatch.setattr(
        publisher, "say", lambda *, thing, state, **more: found.update({tuple(thing): state})
    )
    return found


@pytest.fixture
def pages():
    source = published(slug="gout")
    return source, translated(source, slug="gota")


def is_public(client, page):
    settle()
    return client.get(f"/api/v2/pages/{page.pk}/").status_code == 200


def hold(client, pages, said):
    """Hold what is written down to what the API says."""
    for page in pages:
        is_written = said["page", page.pk] is not None
        assert is_written == is_public(client, page)
    return [said["page", page.pk] is not None for page in pages]


def test_pages_are_restricted_and_that_is_lifted(client, pages, said):
    one = publisher.Publisher(seed=1)
    assert hold(client, pages, said) == [True, True]
    one._restrict()
    one._write_down(began=0)
    assert sorted(hold(client, pages, said)) == [False, True]
    one._lift()
    one._write_down(began=0)
    assert hold(client, pages, said) == [True, True]


def test_the_time_of_a_page_ends(client, pages, said):
    one = publisher.Publisher(seed=1)
    one._expire()
    one._write_down(began=0)
    assert sorted(hold(client, pages, said)) == [False, True]


def test_pages_are_deleted_as_long_as_half_are_left(client, pages, said):
    one = publisher.Publisher(seed=1)
    assert one._delete in [deed for deed, _ in one._deeds()]
    one._delete()
    one._write_down(began=0)
    assert sorted(hold(client, pages, said)) == [False, True]
    assert one._delete not in [deed for deed, _ in one._deeds()]


def test_families_and_places_are_written_down(pages, said):
    source, spanish = pages
    one = publisher.Publisher(seed=1)
    family = str(source.translation_key)
    assert said["family", spanish.pk] == family
    assert (said["member", family, "en"], said["member", family, "es"]) == (source.pk, spanish.pk)
    assert said["parent", source.pk] in one._parents()["en"]
    assert said["plain", "/en/"]


@pytest.mark.parametrize("error", [OperationalError, InterfaceError, psycopg.OperationalError])
def test_a_change_that_the_databases_end_interrupts_is_one_more_of_its_kind(
    pages, said, monkeypatch, error
):
    def interrupted():
        raise error("server closed the connection unexpectedly")

    # The test's own connection stays open.
    monkeypatch.setattr(type(connections), "close_all", lambda handler: None)

    assert publisher.Publisher(seed=1)._try(interrupted) == "interrupted"
