"""What is measured: a large page behind the gate, and its twin without one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from unittest import mock

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from pages.content.condition import ConditionPage
from pages.delivery.models import PublishedDocument
from pages.delivery.verification import verify_page
from pages.publishing import blockers, guards, panels
from pages.review import fingerprint
from pages.review.authorship import author_ids
from tests.benchmarks.gate_off import gate_off
from tests.benchmarks.measuring import (
    Comparison,
    Timing,
    WorkloadShrank,
    compare,
    repeat,
    timed,
)
from tests.factories.delivery import a_reviewer, an_editor, publish
from tests.factories.large import a_large_draft
from tests.factories.review import make_user, sign, submit


@dataclass(frozen=True, slots=True)
class Size:
    """How large the page is.

    Attributes:
        blocks: in its body.
        references: that it cites.
        revisions: that its draft has when its authors are looked for.
    """

    blocks: int = 150
    references: int = 60
    revisions: int = 300


class Workload:
    """A site with a large page and its twin, and everything that is done to them."""

    def __init__(self, size: Size, *, rounds: int) -> None:
        """Write the pages; the first is signed and public, the twin is a draft."""
        self.size = size
        self.rounds = rounds
        self.editor, self.reviewer = an_editor(), a_reviewer()
        self.admin = make_user("bench", is_superuser=True)
        self.client = Client()
        self._changes = 0
        draft = a_large_draft(blocks=size.blocks, references=size.references)
        self.signed = publish(draft).pk
        self.twin = a_large_draft(blocks=size.blocks, references=size.references).pk

    # With the gate and without it

    def saving_a_draft(self) -> Comparison:
        """Write the row and a revision of a page that is not public."""
        draft = a_large_draft(blocks=self.size.blocks, references=self.size.references)
        return self._against_no_gate("saving a draft", partial(self._save_draft, draft.pk))

    def saving_a_draft_of_a_live_page(self) -> Comparison:
        """Write a revision of a public page."""
        return compare(
            "saving a draft of a live page",
            partial(self._save_revision, self.signed),
            self._without_gate(partial(self._save_revision, self.twin)),
            rounds=self.rounds,
        )

    def publishing(self) -> Comparison:
        """Make a page public: one whose content is signed, and one that nobody asks about."""
        return compare(
            "publishing",
            self._publish_signed,
            self._without_gate(self._publish_twin),
            rounds=self.rounds,
        )

    def publishing_again(self) -> Comparison:
        """Publish a public page again as it is."""
        return compare(
            "publishing a live page again",
            partial(self._publish_again, self.signed),
            self._without_gate(partial(self._publish_again, self.twin)),
            rounds=self.rounds,
        )

    def signing_and_publishing(self) -> Comparison:
        """Sign in the review task, which publishes; against publishing without review or gate."""
        return compare(
            "signing, which publishes",
            self._sign,
            self._without_gate(self._publish_twin),
            rounds=self.rounds,
        )

    def opening_the_editor(self) -> Comparison:
        """Open the page in the editor; against the editor without the list of blockers."""
        self.client.force_login(self.admin)
        address = reverse("wagtailadmin_pages:edit", args=[self.signed])

        def without_list() -> float:
            with mock.patch.object(panels, "blockers", return_value=[]):
                return timed(partial(self._get, address))

        return compare(
            "opening the editor",
            lambda: timed(partial(self._get, address)),
            without_list,
            rounds=self.rounds,
        )

    # By themselves

    def fingerprint(self) -> Timing:
        """Compute the fingerprint of a draft that was just read."""
        return self._of_a_draft(fingerprint)

    def list_of_blockers(self) -> Timing:
        """Ask a draft that was just read what stands between it and the public."""
        return self._of_a_draft(blockers)

    def verification(self) -> Timing:
        """Verify the public page: its row, its approval, its document."""

        def verify() -> float:
            page = _stored(self.signed)
            found: list[Any] = []
            taken = timed(lambda: found.extend(verify_page(page)))
            if found:
                raise WorkloadShrank(f"The page is not as it was signed: {found[0].code}")
            return taken

        return repeat(verify, rounds=self.rounds)

    def review_screen(self) -> Timing:
        """Open the reviewer's screen of a changed page."""
        page = self._changed(self.signed)
        submit(page, self.editor)
        self.client.force_login(self.reviewer)
        address = reverse("pages_review:review", args=[page.current_workflow_task_state.pk])
        taken = repeat(lambda: timed(partial(self._get, address)), rounds=self.rounds)
        page.current_workflow_state.cancel(user=self.admin)
        return taken

    def authors(self) -> Timing:
        """Find the authors of a draft with a long history, of two people in turn."""
        page = self._changed(self.signed)
        page.save_revision(user=self.editor)
        latest = page.get_latest_revision()
        writers = [self.editor, make_user("second-writer")]
        Revision.objects.bulk_create(
            Revision(
                content_type=latest.content_type,
                base_content_type=latest.base_content_type,
                object_id=latest.object_id,
                user=writers[place % len(writers)],
                object_str=latest.object_str,
                created_at=timezone.now(),
                content=latest.content | {"summary": f"Version {place}."},
            )
            for place in range(self.size.revisions)
        )

        def find() -> float:
            found: set[int] = set()
            taken = timed(lambda: found.update(author_ids(page)))
            if found != {writer.pk for writer in writers}:
                raise WorkloadShrank("Not all of the authors were found.")
            return taken

        return repeat(find, rounds=self.rounds)

    def queries(self) -> dict[str, int]:
        """Return how many queries the steps with a counterpart take, with the gate."""
        return {
            "saving a draft of a live page": _queries(partial(self._save_revision, self.signed)),
            "publishing again": _queries(partial(self._publish_again, self.signed)),
        }

    # What is done

    def _against_no_gate(self, name: str, act: Callable[[], float]) -> Comparison:
        return compare(name, act, self._without_gate(act), rounds=self.rounds)

    def _without_gate(self, act: Callable[[], float]) -> Callable[[], float]:
        def acted() -> float:
            with gate_off():
                if not guards.missing():
                    raise WorkloadShrank("The database's guards were in force without the gate.")
                taken = act()
            if guards.missing():
                raise WorkloadShrank("The database's guards are not back.")
            return taken

        return acted

    def _of_a_draft(self, ask: Callable[[Any], object]) -> Timing:
        revision = _stored(self.signed).get_latest_revision()

        def asked() -> float:
            draft = revision.as_object()
            self._check_size(draft)
            return timed(lambda: ask(draft))

        return repeat(asked, rounds=self.rounds)

    def _save_draft(self, pk: int) -> float:
        page = self._changed(pk)

        def save() -> None:
            page.save()
            page.save_revision(user=self.editor)

        taken = timed(save)
        if _stored(pk).summary != page.summary:
            raise WorkloadShrank("The draft was not saved.")
        return taken

    def _save_revision(self, pk: int) -> float:
        page = self._changed(pk)
        taken = timed(lambda: page.save_revision(user=self.editor))
        if _stored(pk).get_latest_revision().content["summary"] != page.summary:
            raise WorkloadShrank("The draft was not saved.")
        return taken

    def _publish_signed(self) -> float:
        page = _stored(self.signed)
        approved = page.live_revision
        page.unpublish()
        taken = timed(lambda: approved.publish(user=self.editor, skip_permission_checks=True))
        self._check_public(self.signed)
        return taken

    def _publish_twin(self) -> float:
        page = _stored(self.twin)
        page.unpublish()
        revision = page.get_latest_revision()
        taken = timed(lambda: revision.publish(user=self.editor, skip_permission_checks=True))
        if not _stored(self.twin).live or PublishedDocument.objects.filter(page=self.twin).exists():
            raise WorkloadShrank("The twin did not go live past the gate.")
        return taken

    def _publish_again(self, pk: int) -> float:
        page = _stored(pk)
        revision = page.live_revision
        taken = timed(lambda: revision.publish(user=self.editor, skip_permission_checks=True))
        if _stored(pk).last_published_at <= page.last_published_at:
            raise WorkloadShrank("The page was not published again.")
        return taken

    def _sign(self) -> float:
        page = self._changed(self.signed)
        submit(page, self.editor)
        taken = timed(lambda: sign(page, self.reviewer))
        if _stored(self.signed).summary != page.summary:
            raise WorkloadShrank("What was signed is not what is public.")
        self._check_public(self.signed)
        return taken

    def _changed(self, pk: int) -> Any:
        self._changes += 1
        page = _stored(pk)
        page.summary = f"A disease of the joints, version {self._changes}."
        self._check_size(page)
        return page

    def _get(self, address: str) -> Any:
        answer = self.client.get(address)
        if answer.status_code != 200:
            raise WorkloadShrank(f"{address} was answered with {answer.status_code}.")
        return answer

    # That it was done

    def _check_size(self, page: Any) -> None:
        if len(page.body) != self.size.blocks:
            raise WorkloadShrank(f"The page has {len(page.body)} blocks.")

    def _check_public(self, pk: int) -> None:
        answer = Client().get(f"/api/v2/pages/{pk}/")
        if answer.status_code != 200:
            raise WorkloadShrank("The signed page is not public.")
        content = answer.json()
        found = len(content["body"]), len(content["references"])
        if found != (self.size.blocks, self.size.references):
            raise WorkloadShrank(f"The public reads {found[0]} blocks and {found[1]} references.")


def _stored(pk: int) -> Any:
    return ConditionPage.objects.get(pk=pk)


def _queries(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)
