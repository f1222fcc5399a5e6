"""The benchmark's pages are what they claim to be: signed, whole, and as many as it says."""

import pytest
from django.db import transaction

from pages import ledger
from pages.content.condition import ConditionPage
from pages.delivery.verification import verify
from pages.publishing import guards
from pages.review.models import Approval
from tests.benchmarks.delivery import site
from tests.benchmarks.measuring import WorkloadShrank

pytestmark = pytest.mark.django_db

PAGES = 3


@pytest.fixture
def built():
    """Build one page for real, and two like it, in both languages."""
    site.build(PAGES, seed=1, families=1)


def test_copies_are_signed_pages_with_words_and_translations_of_their_own(built, client):
    assert list(verify()) == []
    assert ledger.broken_entries() == []
    assert len(set(ConditionPage.objects.values_list("summary", flat=True))) == PAGES * 2
    copy = ConditionPage.objects.filter(locale__language_code="es").order_by("pk").last()
    shown = client.get(f"/api/v2/pages/{copy.pk}/").json()
    assert (shown["title"], shown["summary"]) == (copy.title, copy.summary)
    assert [other["locale"] for other in shown["meta"]["alternates"]] == ["en"]
    assert shown["meta"]["translation"]["is_current"] is True
    topic = copy.title.split()[0]
    found = client.get(f"/api/v2/pages/?type=pages.ConditionPage&locale=es&search={topic}").json()
    assert copy.pk in [item["id"] for item in found["items"]]


def test_what_is_not_the_work_that_is_claimed_is_no_workload(built, monkeypatch):
    def refused(words):
        return pytest.raises(WorkloadShrank, match=words)

    with refused("not 4"):
        site.verify_sample(PAGES + 1, seed=1)
    with guards.suspended(), transaction.atomic():
        ConditionPage.objects.update(summary="Nobody signed this.")
        with refused("is not as signed"):
            _without_guards(monkeypatch, lambda: site.verify_sample(PAGES, seed=1))
        transaction.set_rollback(True)
    with guards.suspended(), transaction.atomic():
        Approval.objects.update(fingerprint="0" * 64)
        with refused("is not as signed"):
            _without_guards(monkeypatch, lambda: site.verify_sample(PAGES, seed=1))
        transaction.set_rollback(True)
    with guards.suspended(), refused("Guards"):
        site.verify_sample(PAGES, seed=1)
    site.verify_sample(PAGES, seed=1)
    monkeypatch.setattr(site.words, "PARAGRAPHS", 21)
    with refused("20 paragraphs"):
        site.verify_sample(PAGES, seed=1)


def _without_guards(monkeypatch, act):
    with monkeypatch.context() as patched:
        patched.setattr(site.guards, "missing", list)
        act()
