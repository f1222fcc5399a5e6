"""The benchmark runs, does the work that it claims, and fails loudly where it would not."""

from contextlib import nullcontext

import pytest

from pages.content.condition import ConditionPage
from pages.delivery.models import PublishedDocument
from pages.publishing import guards
from tests.benchmarks import translation as translation_module
from tests.benchmarks import workload as workload_module
from tests.benchmarks.gate_off import gate_off
from tests.benchmarks.measuring import WorkloadShrank
from tests.benchmarks.translation import TranslationWorkload
from tests.benchmarks.workload import Size, Workload
from tests.factories.delivery import draft, published

pytestmark = pytest.mark.django_db

SMALL = Size(blocks=11, references=5, revisions=4)


@pytest.fixture
def workload():
    return Workload(SMALL, rounds=1)


def test_everything_is_done_that_is_measured(workload):
    for compared in (
        workload.saving_a_draft,
        workload.saving_a_draft_of_a_live_page,
        workload.publishing,
        workload.publishing_again,
        workload.signing_and_publishing,
    ):
        assert compared().ratio > 0
    for measured in (
        workload.fingerprint,
        workload.list_of_blockers,
        workload.verification,
        workload.review_screen,
        workload.authors,
    ):
        assert measured().median > 0
    assert all(count > 0 for count in workload.queries().values())
    assert guards.missing() == []


def test_without_the_gate_content_goes_live_that_nobody_signed():
    page = draft()
    with gate_off():
        page.save_revision().publish()

    page.refresh_from_db()
    assert page.live
    assert not PublishedDocument.objects.exists()


def test_what_is_not_the_work_that_is_claimed_is_no_measurement(workload, monkeypatch):
    workload.size = Size(blocks=12, references=5)
    with pytest.raises(WorkloadShrank, match="11 blocks"):
        workload.saving_a_draft_of_a_live_page()
    workload.size = Size(blocks=11, references=6)
    with pytest.raises(WorkloadShrank, match="5 references"):
        workload.publishing()
    monkeypatch.setattr(workload_module, "gate_off", nullcontext)
    with pytest.raises(WorkloadShrank, match="guards"):
        workload.publishing_again()


def test_everything_is_done_that_is_measured_of_translations(monkeypatch):
    monkeypatch.setattr(translation_module, "DESK_PAGES", 30)
    published(slug="page-12")  # as the gate's own workload leaves them
    workload = TranslationWorkload(40, rounds=1)

    for compared in (workload.opening_the_editor, workload.saving_a_segment, workload.syncing):
        assert compared().ratio > 0
    assert workload.checking().median > 0
    timing, queries = workload.desk()
    assert timing.median > 0
    assert queries > 0
    assert ConditionPage.objects.filter(locale__language_code="en").count() == 30
