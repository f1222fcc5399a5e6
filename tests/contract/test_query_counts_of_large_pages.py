"""What is done with a page costs as many queries however long the page is.

Inline children are the exception: Wagtail reads and writes their rows one by one. So are pictures
when their ready sizes are made, which is once in their life.
"""

import datetime

import pytest
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pages.content.condition import ConditionPage
from pages.delivery.verification import verify_page
from pages.review.scheduling import publish_what_is_due
from tests.factories.delivery import a_reviewer, an_editor, publish
from tests.factories.large import a_large_draft
from tests.factories.review import make_user, sign, submit

pytestmark = pytest.mark.django_db

SIZES = ((10, 5), (50, 20), (150, 60))
"""Numbers of blocks and references."""


class Life:
    """One page on its way, with the number of queries that each step of it took."""

    def __init__(self, client, *, blocks, references):
        self.client = client
        self.counts = {}
        page = a_large_draft(blocks=blocks, references=references)
        # The ready sizes of its pictures are made when it goes live for the first time.
        publish(page)
        self.pk = page.pk
        self.size = (blocks, references)

    def stored(self):
        return ConditionPage.objects.get(pk=self.pk)

    def changed(self, **fields):
        page = self.stored()
        page.summary += "."
        for name, value in fields.items():
            setattr(page, name, value)
        return page

    def step(self, name, act):
        with (
            CaptureQueriesContext(connection) as captured,
            TestCase.captureOnCommitCallbacks(execute=True),
        ):
            outcome = act()
        self.counts[name] = len(captured)
        return outcome

    def get(self, user, address):
        if user is None:
            self.client.logout()
        else:
            self.client.force_login(user)
        answer = self.client.get(address)
        assert answer.status_code == 200
        return answer

    def run(self):
        editor, reviewer, admin = an_editor(), a_reviewer(), self._admin()
        page = self.changed()
        self.step("draft of a live page", lambda: page.save_revision(user=editor))
        blockers = reverse("pages_review:blockers", args=[self.pk])
        self.step("list of blockers", lambda: self.get(admin, blockers))
        self.step("submission", lambda: page.get_workflow().start(page, editor))
        task_state = page.current_workflow_task_state
        review = reverse("pages_review:review", args=[task_state.pk])
        self.step("review screen", lambda: self.get(reviewer, review))
        self.step("signature and publication", lambda: sign(page, reviewer))
        self.step("publication again", self.stored().get_latest_revision().publish)
        live = self.stored()
        assert live.live
        assert live.summary == page.summary
        assert self.step("verification", lambda: list(verify_page(live))) == []
        detail = f"/api/v2/pages/{self.pk}/"
        self._check(self.step("detail", lambda: self.get(None, detail)).json())
        listing = f"/api/v2/pages/?type=pages.ConditionPage&id={self.pk}&fields=*"
        self._check(self.step("list", lambda: self.get(None, listing)).json()["items"][0])
        self._go_live_later(editor, reviewer)
        self.step("end of publication", self.stored().unpublish)
        draft = self.changed()
        self.step("draft", lambda: (draft.save(), draft.save_revision(user=editor)))
        return self.counts

    def _go_live_later(self, editor, reviewer):
        later = timezone.now() + datetime.timedelta(days=1)
        page = self.changed(go_live_at=later)
        submit(page, editor)
        self.step("signature for later", lambda: sign(page, reviewer))
        # Nothing but the clock is turned: what is due is what was scheduled.
        page.revisions.filter(approved_go_live_at__isnull=False).update(
            approved_go_live_at=timezone.now() - datetime.timedelta(minutes=1)
        )
        revision = page.get_latest_revision()
        revision.content["go_live_at"] = None
        revision.save(update_fields=["content"])
        (done,) = self.step("scheduled publication", lambda: list(publish_what_is_due()))
        assert done.result == "published", done

    def _admin(self):
        return make_user(is_superuser=True)

    def _check(self, content):
        """The work that was counted is the work that was meant."""
        blocks, references = self.size
        assert len(content["body"]) == blocks
        assert len(content["references"]) == references


def test_no_step_of_a_pages_life_costs_more_queries_as_the_page_grows(client):
    Life(client, blocks=10, references=5).run()  # what Wagtail and Django keep in memory is there

    counts = {size: Life(client, blocks=size[0], references=size[1]).run() for size in SIZES}

    small, medium, large = counts.values()
    grown = {
        step: (small[step], medium[step], large[step])
        for step in large
        if not small[step] == medium[step] == large[step]
    }
    assert grown == {}
