import pytest
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from pages.content.condition import ConditionPage
from pages.delivery.models import PublishedDocument
from pages.ledger.models import LedgerEntry
from tests.factories.content import home
from tests.factories.delivery import published

pytestmark = pytest.mark.django_db


def by_the_page_itself(page):
    ConditionPage.objects.get(pk=page.pk).unpublish()


def by_the_base_model(page):
    Page.objects.get(pk=page.pk).unpublish()


def by_the_action(page):
    UnpublishPageAction(Page.objects.get(pk=page.pk)).execute()


def by_saving_the_base_model(page):
    plain = Page.objects.get(pk=page.pk)
    plain.live = False
    plain.save()


def by_saving_one_field(page):
    plain = Page.objects.get(pk=page.pk)
    plain.live = False
    plain.save(update_fields=["live"])


ROADS = [
    by_the_page_itself,
    by_the_base_model,
    by_the_action,
    by_saving_the_base_model,
    by_saving_one_field,
]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("leave", ROADS, ids=lambda leave: leave.__name__)
def test_whoever_takes_a_page_off_the_public_its_document_goes_and_the_ledger_knows(
    leave, language
):
    page = published(language=language)
    leave(page)
    assert not ConditionPage.objects.get(pk=page.pk).live
    assert PublishedDocument.objects.count() == 0
    assert LedgerEntry.objects.filter(action="publication.ended").count() == 1


def test_saving_a_page_that_stays_public_tells_nobody():
    page = published()
    plain = Page.objects.get(pk=page.pk)
    plain.slug = "another"
    plain.save()
    assert PublishedDocument.objects.count() == 1
    assert LedgerEntry.objects.filter(action="publication.ended").count() == 0


def test_pages_that_need_no_review_leave_no_trace():
    Page.objects.get(pk=home().pk).unpublish()
    assert LedgerEntry.objects.count() == 0
