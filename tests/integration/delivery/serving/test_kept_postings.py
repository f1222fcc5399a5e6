"""What a process knows of words is what the database would tell, and is asked for once."""

from io import StringIO
from unittest import mock

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.search.models import IndexEntry

from pages.delivery.search import search_ids
from pages.delivery.search.asking import Lookup
from pages.delivery.search.models import SearchEntry
from pages.delivery.search.postings import read_postings
from pages.delivery.search.questions import units
from pages.delivery.serving import kept_postings as kept_postings_module
from pages.delivery.serving import memory as memory_module
from pages.delivery.serving.kept_postings import KEPT_FOR, KnownPosting, kept_postings
from pages.delivery.serving.memory import memory
from pages.publishing import guards
from tests.factories.delivery import publish, published, translated
from tests.factories.searching import Written, stored

pytestmark = pytest.mark.django_db

PAGES = "/api/v2/pages/?limit=100"


def found(client, question, **parameters):
    answer = client.get(PAGES, {"search": question, **parameters}).json()
    assert answer["meta"]["total_count"] == len(answer["items"])
    return [item["id"] for item in answer["items"]]


def looked_up(client, question, **parameters):
    """Ask, and return which words the database was asked for."""
    with mock.patch.object(
        kept_postings_module, "read_postings", side_effect=read_postings
    ) as reading:
        found(client, question, **parameters)
    return [lookup.unit.alternatives[0] for call in reading.call_args_list for lookup in call[0][0]]


@pytest.fixture
def pages(client):
    made = stored(
        [
            Written("Knee pain", "The joint hurts.", [("Causes", ["Gout of the knee."])]),
            Written("Gout", "Crystals in a joint.", [("Knee", ["It hurts."])]),
            Written("Dolor de rodilla", "Duele la articulación.", language="es"),
        ]
    )
    # The first request forgets what this open transaction wrote.
    client.get(PAGES)
    client.get(PAGES)
    return made


def test_a_question_asks_for_those_of_its_words_alone_that_nobody_asked_for(client, pages):
    assert looked_up(client, "knee gout", locale="en") == [("en0knee",), ("en0gout",)]
    assert looked_up(client, "gout joint", locale="en") == [("en0joint",)]
    assert looked_up(client, "joint knee gout", locale="en") == []
    assert looked_up(client, "joint knees", locale="en", search_operator="or") == []
    assert looked_up(client, '"knee pain"', locale="en") == [("en0knee", "en0pain")]


def test_a_question_of_known_words_costs_no_query_for_them(client, pages):
    for question in ("knee", "gout"):
        found(client, question, locale="en")
    with CaptureQueriesContext(connection) as captured:
        found(client, "gout knee", locale="en")

    assert [one for one in captured if "searchentry" in one["sql"]] == []


def test_languages_are_known_apart(client, pages):
    knee, gout, rodilla = pages
    assert found(client, "rodilla", locale="es") == [rodilla]
    assert found(client, "knee") == [knee, gout]
    assert found(client, "rodilla", locale="en") == []
    assert found(client, "rodilla") == [rodilla]


def test_after_a_publication_the_words_of_that_page_alone_are_read(client):
    gout, knee = published(title="Gout"), published(title="Knee pain")
    questions = ("gout", "knee pain", "gout pain", '"knee pain"')
    for _ in range(2):
        before = [found(client, one, locale="en", search_operator="or") for one in questions]
    gout.title = "Knee pain and gout"
    gout.save_revision()
    publish(gout)

    with mock.patch.object(
        kept_postings_module, "words_of_families", wraps=kept_postings_module.words_of_families
    ) as reading:
        assert [looked_up(client, one, locale="en", search_operator="or") for one in questions] == [
            [],
            [],
            [],
            [],
        ]
        after = [found(client, one, locale="en", search_operator="or") for one in questions]

    assert [call[0][0] for call in reading.call_args_list] == [[gout.translation_key]]
    among = [gout.pk, knee.pk]
    assert after == [search_ids(one, locale="en", operator="or", among=among) for one in questions]
    assert set(before[1]) == {knee.pk}
    assert set(after[1]) == {gout.pk, knee.pk}


def test_a_withdrawn_translation_is_found_no_more_and_the_other_language_is(client):
    gout = published(title="Gout")
    spanish = translated(gout)
    for _ in range(2):
        assert gout.pk in found(client, "gout", locale="en")
        assert spanish.pk in found(client, spanish.title, locale="es")
    spanish.unpublish()

    assert found(client, spanish.title, locale="es") == []
    assert gout.pk in found(client, "gout", locale="en")


def test_a_deleted_page_leaves_the_words_it_had(client):
    gout, other = published(title="Gout"), published(title="Gout again")
    for _ in range(2):
        assert set(found(client, "gout", locale="en")) == {gout.pk, other.pk}
    gout.delete()

    assert found(client, "gout", locale="en") == [other.pk]
    [key] = [key for key in memory if key[0] == "posting"]
    known = memory.get(key)
    assert set(known.posting.pages) == {other.pk}


def test_a_plain_page_is_found_by_its_new_title(client):
    index = published().get_parent().specific
    for _ in range(2):
        assert index.pk in found(client, "conditions", locale="en")
    index.title = "Ailments"
    index.save_revision().publish()

    assert found(client, "conditions", locale="en") == []
    assert found(client, "ailments", locale="en") == [index.pk]


def test_an_index_that_is_filled_anew_comes_into_force_at_once(client, pages):
    knee, gout, _rodilla = pages
    with guards.suspended():
        IndexEntry.objects.all().delete()
    for _ in range(2):
        assert found(client, "gout", locale="en") == []

    call_command("update_index", stdout=StringIO())

    assert set(found(client, "gout", locale="en")) == {gout, knee}


def test_a_page_whose_entry_was_lost_and_made_again_is_found_again(client):
    page = published(title="Enthesitis")
    SearchEntry.objects.all().delete()
    for _ in range(2):
        assert found(client, "enthesitis", locale="en") == []

    call_command("rebuild_documents", stdout=StringIO())

    assert found(client, "enthesitis", locale="en") == [page.pk]


def test_words_are_looked_up_anew_after_an_hour(client, pages, monkeypatch):
    found(client, "knee", locale="en")
    assert looked_up(client, "knee gout", locale="en") == [("en0gout",)]
    now = memory_module.time.time()
    monkeypatch.setattr(memory_module.time, "time", lambda: now + KEPT_FOR + 1)

    assert looked_up(client, "knee joint", locale="en") == [("en0knee",), ("en0joint",)]


def test_what_was_read_before_a_change_is_not_kept_after_it(client, pages):
    lookup = Lookup("en", units("knee", "en")[0])

    def and_then(lookups):
        read = read_postings(lookups)
        memory._count_change()
        return read

    with mock.patch.object(kept_postings_module, "read_postings", and_then):
        kept_postings([lookup])

    assert memory.get(("posting", lookup)) is None


def test_a_posting_takes_no_more_than_it_is_said_to_take(pages):
    [posting] = read_postings([Lookup("en", units("knee", "en")[0])]).values()
    known = KnownPosting(posting, until=0)

    assert posting.pages.nbytes + posting.weights.nbytes <= known.size
    assert len(posting.pages) == len(posting.weights) == 2
