"""Who wrote a page that was saved very often: found by what changed, without reading all of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pages.review.authorship import author_ids
from tests.factories.content import ConditionPageFactory, home
from tests.factories.disclaimers import disclaimers_in
from tests.factories.review import make_review_workflow, make_user, publish_signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    disclaimers_in("en", "medical-information")
    make_review_workflow(home())
    return ConditionPageFactory(complete=True)


def save(page, user, *, summary=None):
    if summary is not None:
        page.summary = summary
    return page.save_revision(user=user)


def test_who_saved_a_change_is_an_author_and_who_saved_none_is_not(page):
    live = publish_signed(page)
    writer, onlooker, second = make_user(), make_user(), make_user()
    save(live, onlooker)
    save(live, writer, summary="Changed.")
    save(live, onlooker)
    save(live, second, summary="Changed again.")
    save(live, None, summary="And by a script.")
    save(live, onlooker)

    assert author_ids(live) == {writer.pk, second.pk}


def test_who_changes_a_text_back_has_changed_it(page):
    live = publish_signed(page)
    writer, restorer = make_user(), make_user()
    before = live.summary
    save(live, writer, summary="Changed.")
    save(live, restorer, summary=before)

    assert author_ids(live) == {writer.pk, restorer.pk}


def test_who_writes_only_after_others_is_found_as_well(page):
    live = publish_signed(page)
    writer, late = make_user(), make_user()
    for place in range(4):
        save(live, writer, summary=f"Version {place}.")
    save(live, late)
    save(live, writer)
    save(live, late, summary="The last word.")

    assert author_ids(live) == {writer.pk, late.pk}


def test_authors_of_a_long_history_are_found_without_reading_all_of_it(page):
    live = publish_signed(page)
    writers = [make_user(), make_user()]
    for place in range(4):
        save(live, writers[place % 2], summary=f"Version {place}.")
    few = _queries(live)
    for place in range(20):
        save(live, writers[place % 2], summary=f"Later version {place}.")

    assert _queries(live) <= few
    assert author_ids(live) == {writer.pk for writer in writers}


def _queries(page):
    with CaptureQueriesContext(connection) as captured:
        author_ids(page)
    return len(captured)
