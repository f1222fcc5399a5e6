"""The index is what the documents are, from the publication on and no longer."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry

from pages.delivery.authors import hide
from pages.delivery.models import PublishedDocument
from pages.delivery.search import search_ids
from pages.delivery.search.indexing import index_documents, keep_index, refresh_entries
from pages.delivery.search.models import LONGEST_INDEX, SearchEntry
from pages.delivery.wordings import show_signed_wording
from pages.disclaimers.resolution import disclaimers_for
from pages.publishing import guards
from tests.factories.delivery import publish, published
from tests.factories.searching import Written, stored

pytestmark = pytest.mark.django_db


def index_entries():
    """Return how many rows Wagtail's index has of ours."""
    return IndexEntry.objects.filter(content_type__model="searchentry").count()


def test_a_page_is_found_as_soon_as_it_is_public_and_by_its_new_words_alone():
    page = published(title="Enthesitis")
    assert search_ids("enthesitis", locale="en") == [page.pk]

    page.title = "Tendinopathy"
    page.save_revision()
    assert search_ids("tendinopathy", locale="en") == []

    page = publish(page)
    assert search_ids("tendinopathy", locale="en") == [page.pk]
    assert search_ids("enthesitis", locale="en") == []

    page.unpublish()
    assert search_ids("tendinopathy", locale=None, operator="or") == []
    assert SearchEntry.objects.count() == index_entries() == 0


def test_what_is_undone_was_never_indexed():
    with transaction.atomic():
        published(title="Enthesitis")
        assert SearchEntry.objects.count() == index_entries() == 1
        transaction.set_rollback(True)

    assert SearchEntry.objects.count() == index_entries() == 0


def test_a_deleted_page_leaves_nothing_in_the_index():
    page = published(title="Enthesitis")
    page.delete()

    assert SearchEntry.objects.count() == index_entries() == 0


def test_a_page_stays_found_when_its_disclaimer_is_signed_anew():
    page = published(title="Enthesitis")
    [wording, *_] = disclaimers_for(page)
    with guards.suspended():
        PublishedDocument.objects.update(content_hash="as before")
        SearchEntry.objects.update(content_hash="as before")

    show_signed_wording(wording, timezone.now())

    assert PublishedDocument.objects.get().content_hash != "as before"
    assert search_ids("enthesitis", locale="en") == [page.pk]


def test_a_page_stays_found_when_its_author_hides_something(settings):
    page = published(title="Enthesitis")
    before = PublishedDocument.objects.get()
    settings.PAGES = {**settings.PAGES, "PERSON_PUBLIC_FIELDS": ["name"]}

    hide(page.author)

    assert PublishedDocument.objects.get().content_hash != before.content_hash
    assert search_ids("enthesitis", locale="en") == [page.pk]
    assert search_ids(before.content["author"]["name"], locale="en") == [page.pk]


def test_rebuilding_the_documents_indexes_them():
    page = published(title="Enthesitis")
    SearchEntry.objects.all().delete()

    call_command("rebuild_documents", stdout=StringIO())

    assert search_ids("enthesitis", locale="en") == [page.pk]


def test_update_index_fills_what_is_missing_and_takes_away_what_is_stray():
    [kept, lost] = stored([Written("Enthesitis"), Written("Bursitis")])
    SearchEntry.objects.filter(document__page_id=lost).delete()
    with guards.suspended():
        PublishedDocument.objects.filter(page_id=kept).delete()

    call_command("update_index", stdout=StringIO())

    assert search_ids("enthesitis bursitis", locale="en", operator="or") == [lost]
    assert SearchEntry.objects.count() == index_entries() == 1


def test_only_what_is_out_of_date_is_indexed_if_asked_so():
    stored([Written("Enthesitis")])
    stored([Written("Bursitis")], indexed=False)
    SearchEntry.objects.filter(document__content__title="Enthesitis").update(content_hash="old")

    assert refresh_entries(everything=False) == 2
    assert refresh_entries(everything=False) == 0
    assert refresh_entries() == 2


def test_keeping_the_index_costs_one_query():
    stored([Written("Enthesitis"), Written("Bursitis")])
    documents = list(PublishedDocument.objects.all())

    with CaptureQueriesContext(connection) as captured:
        keep_index(documents)

    assert len(captured) == 1


def test_an_enormous_page_can_be_published():
    words = [" ".join(f"{'bones' * 8}{number}" for number in range(12_000))]
    [page_id] = stored([Written("Enthesitis", "", [("Much", words)])])

    assert len(SearchEntry.objects.get().terms) == LONGEST_INDEX
    assert search_ids("enthesitis", locale="en") == [page_id]


def test_nothing_is_indexed_of_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        index_documents([])


def test_our_terms_are_found_as_they_are_whatever_the_database_thinks_of_words():
    """Stop words and endings of English are what PostgreSQL's default dictionary acts on."""
    terms = ["en0the", "en0running", "es0has", "en02e5", "en01x5ml", "en0u5173"]
    [page_id] = stored([Written("The running has 2e5 and 1.5 ml 关")])
    entry = SearchEntry.objects.get()
    entry.terms = " ".join(terms)
    get_search_backend().add_bulk(SearchEntry, [entry])

    for term in terms:
        assert list(get_search_backend().search(term, SearchEntry)) == [entry]
    for other in ("en0run", "en0th", "en01", "en0x5ml"):
        assert list(get_search_backend().search(other, SearchEntry)) == []
    assert page_id
