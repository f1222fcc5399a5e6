"""Whatever is done in whatever order: the public reads what a signature in force was given for.

Hypothesis invents the steps. Beside the site runs a model of two facts, which content is signed and
which is public; after every step an anonymous reader is asked whether the site agrees.
"""

from contextlib import ExitStack

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from pages.citations.models import Reference
from pages.content.condition import ConditionPage
from pages.delivery.documents import build_content
from pages.delivery.references import RECORD
from pages.delivery.serving.memory import memory
from pages.people.models import Person
from pages.publishing import PublicationRefused
from pages.review import fingerprint
from pages.review.withdrawal import Withdraw
from tests.factories.content import a_reference
from tests.factories.delivery import a_reviewer, an_editor, draft
from tests.factories.review import sign
from tests.factories.time import days, let_end

pytestmark = pytest.mark.django_db

TEXTS = st.sampled_from(("A disease of the joints.", "It hurts at night.", "Cures everything."))
AUTHORS = st.sampled_from(("Ada Fictional", "Ada Married-Name"))
YEARS = st.sampled_from((2019, 2020))


def signed_part(read, signed):
    """Return what was read without what an answer adds: addresses, dates, whether it is retracted.

    Args:
        read: the answer of the API.
        signed: what the public was to read when it was signed.
    """
    if isinstance(read, dict) and isinstance(signed, dict):
        return {name: signed_part(read[name], signed[name]) for name in signed if name in read}
    if isinstance(read, list) and isinstance(signed, list) and len(read) == len(signed):
        return [signed_part(*pair) for pair in zip(read, signed, strict=True)]
    return read


class OnePage(RuleBasedStateMachine):
    """One page, its editor and its reviewer, an administrator with a database, and a reader."""

    page_id = 0

    def __init__(self):
        super().__init__()
        self.rollback = ExitStack()
        self.rollback.enter_context(transaction.atomic())
        self.signed = None
        self.public = None
        self.contents = {}

    def teardown(self):
        transaction.set_rollback(True)
        self.rollback.close()
        # What was read in a transaction that is undone, as no reader ever does, no feed takes back.
        memory.clear()

    # What the site has.

    @property
    def row(self):
        return ConditionPage.objects.get(pk=self.page_id)

    @property
    def draft(self):
        return self.row.get_latest_revision_as_object()

    def is_in_review(self):
        return self.row.current_workflow_task_state is not None

    def is_live(self):
        return self.row.live

    # What people do.

    @initialize(is_public=st.booleans())
    def it_may_be_public_already(self, is_public):
        if is_public:
            self.the_editor_submits()
            self.the_reviewer_signs()

    @rule(text=TEXTS)
    def the_editor_writes(self, text):
        page = self.draft
        page.summary = text
        page.save_revision(user=an_editor())

    @precondition(lambda self: not self.is_in_review())
    @rule()
    def the_editor_submits(self):
        page = self.row
        page.get_workflow().start(page, an_editor())
        self.submitted = self.draft.summary

    @precondition(is_in_review)
    @rule()
    def the_editor_takes_it_back(self):
        self.row.current_workflow_state.cancel(user=an_editor())

    @precondition(is_in_review)
    @rule()
    def the_reviewer_signs(self):
        content = self.draft
        covered, read = fingerprint(content), build_content(content)
        try:
            with transaction.atomic():
                sign(self.row, a_reviewer())
        except PublicationRefused:
            assert content.summary != self.submitted
        else:
            assert content.summary == self.submitted
            self.contents[covered] = read
            self.signed = self.public = covered

    @precondition(lambda self: self.signed is not None)
    @rule()
    def the_reviewer_withdraws(self):
        approval = self.row.approvals.latest("id")
        Withdraw(approval_id=approval.pk, user=a_reviewer()).execute(reason="It was wrong.")
        if self.public == self.signed:
            self.public = None
        self.signed = None

    @precondition(lambda self: self.signed is not None)
    @rule()
    def time_passes(self):
        let_end(self.row.approvals.latest("id"), after=days(-1))
        self.signed = None

    @rule(year=YEARS)
    def the_librarian_corrects_a_reference(self, year):
        Reference.objects.filter(pk=a_reference().pk).update(year=year)

    @rule(name=AUTHORS)
    def the_author_changes_name(self, name):
        Person.objects.filter(pk=self.row.author_id).update(name=name)

    @precondition(is_live)
    @rule()
    def somebody_unpublishes(self):
        self.row.unpublish()
        self.public = None

    @rule(number=st.integers(0, 9))
    def somebody_publishes(self, number):
        revisions = self.row.revisions.order_by("-pk")
        revision = revisions[number % revisions.count()]
        covered = fingerprint(revision.as_object())
        try:
            with transaction.atomic():
                revision.publish()
        except PublicationRefused:
            assert covered != self.signed
        else:
            assert covered == self.signed
            self.public = covered

    @rule(text=TEXTS)
    def somebody_saves_it_live(self, text):
        page = self.row
        was_live, was = page.live, page.summary
        page.live, page.summary = True, text
        covered = fingerprint(page)
        try:
            with transaction.atomic():
                page.save()
        except PublicationRefused:
            assert covered != self.signed
        else:
            assert covered == self.signed or (was_live and text == was)
            self.public = self.public if was_live and text == was else covered

    @rule(text=TEXTS)
    def somebody_writes_into_the_database(self, text):
        page = self.row
        try:
            with transaction.atomic():
                ConditionPage.objects.filter(pk=page.pk).update(summary=text)
        except IntegrityError:
            assert (page.live, text == page.summary) == (True, False)
        else:
            assert not page.live or text == page.summary

    @rule()
    def somebody_sets_it_live_in_the_database(self):
        page = self.row
        try:
            with transaction.atomic():
                ConditionPage.objects.filter(pk=page.pk).update(live=True)
        except IntegrityError:
            assert not page.live
        else:
            assert page.live

    # What the public reads.

    @invariant()
    def the_public_reads_what_was_signed(self):
        answer = Client().get(f"/api/v2/pages/{self.page_id}/")
        if self.public is None:
            assert answer.status_code == 404
            return
        assert answer.status_code == 200
        read = answer.json()
        meta = read["meta"]
        read["seo"] = {"title": meta["seo_title"], "description": meta["search_description"]}
        assert read["review"]["fingerprint"] == self.public
        signed = as_answered(self.contents[self.public])
        assert signed_part(read, signed) == signed


def as_answered(content):
    """Return a document's content without what only search engines are told of a reference."""
    references = [
        {name: value for name, value in one.items() if name != RECORD}
        for one in content["references"]
    ]
    return {**content, "references": references}


def test_the_public_reads_what_was_signed_whatever_is_done():
    OnePage.page_id = draft().pk
    a_reviewer()
    run_state_machine_as_test(
        OnePage,
        settings=settings(
            max_examples=5,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
