"""What is public is the same in both ways in which it is asked for."""

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from pages.delivery.models import PublishedDocument
from pages.delivery.visibility import public_pages, public_pages_with_documents
from pages.publishing import guards
from pages.review.models import Approval
from tests.factories.delivery import published, translated

pytestmark = pytest.mark.django_db


def restrict(page):
    parent = page.get_parent()
    PageViewRestriction.objects.create(page=parent, restriction_type=PageViewRestriction.LOGIN)


def withdraw(page):
    Approval.objects.filter(page=page).update(withdrawn_at=timezone.now())


def replace(page):
    Approval.objects.filter(page=page).update(superseded_at=timezone.now())


def never_use(page):
    Approval.objects.filter(page=page).update(activated_at=None)


def lose_document(page):
    PublishedDocument.objects.filter(page=page).delete()


def speak_otherwise(page):
    PublishedDocument.objects.filter(page=page).update(locale="es")


def take_offline(page):
    Page.objects.filter(pk=page.pk).update(live=False)


@pytest.mark.parametrize(
    "end",
    [restrict, withdraw, replace, never_use, lose_document, speak_otherwise, take_offline],
)
def test_both_ways_of_asking_know_a_page_that_is_not_public_any_more(end):
    page = published()
    others = {translated(page).pk, page.get_parent().pk, published("procedure").pk}

    def public():
        found = [set(way().values_list("pk", flat=True)) for way in WAYS]
        assert found[0] == found[1]
        return found[0]

    assert {page.pk, *others} <= public()
    # Behind Python and its triggers, as a hand in the database might do.
    with guards.suspended():
        end(page)

    assert page.pk not in public()
    if end is not restrict:
        assert others <= public()


WAYS = (public_pages, public_pages_with_documents)
