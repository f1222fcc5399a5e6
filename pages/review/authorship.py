"""Who wrote what is about to be signed: nobody approves their own words.

A signature settles who wrote the content up to then, unless it was taken back. What counts since
are the words, not who put them there last: whoever wrote a text that was dropped, and is brought
back unsigned, is its author still.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q
from wagtail.models import PageLogEntry, Revision, TaskState

from pages.ledger.models import LedgerEntry
from pages.publishing.values import stored_content
from pages.review.fingerprints import digest, row_fingerprint
from pages.review.submissions import SUBMITTED

if TYPE_CHECKING:
    from wagtail.models import Page, TranslatableMixin, WorkflowState

    from pages.review.models import Approval

    AuthorSource = Callable[[TranslatableMixin, datetime.datetime | None], set[int]]

_sources: list[AuthorSource] = []


def register_authorship(source: AuthorSource) -> None:
    """Add a source of authors, such as the translators of a text's segments.

    ``source(instance, since)`` returns the ids of users who wrote something for a page, or for
    something else that is signed in its language, after ``since`` (ever, where it is None), be it
    in a draft yet or not.
    """
    if source not in _sources:
        _sources.append(source)


def contributed_authors(instance: TranslatableMixin, since: datetime.datetime | None) -> set[int]:
    """Return the ids of the authors that the contributed sources know of."""
    return set().union(*(source(instance, since) for source in _sources))


def author_ids(page: Page, *, workflow_state: WorkflowState | None = None) -> set[int]:
    """Return the ids of all users who wrote what is in review.

    Counted are: whom the page names as its author, who saved a revision that changed the content
    since the last signature, who wrote an earlier text that was brought back since, who changed
    content by a way that left no revision, the contributed sources, and who asked for the review.
    """
    # A signature that was taken back settled nothing: its authors are authors still.
    signatures = list(page.approvals.filter(withdrawn_at__isnull=True).order_by("signed_at", "id"))
    last = signatures[-1] if signatures else None
    since = last.signed_at if last is not None else None
    newer = list(_changed_since(page, last))
    found = _named(page) | _of_log_entries(page, since)
    found |= {user_id for user_id, _text in newer if user_id}
    if last is not None:
        found |= _of_returned_texts(page, signatures, {text for _user_id, text in newer})
    collected_since = _collected_at(last) if last is not None else None
    found |= contributed_authors(page, collected_since)
    if workflow_state is not None:
        found |= _requested(workflow_state)
    return found


def _named(page: Any) -> set[int]:
    author = getattr(page, "author", None)
    return {author.user_id} if author is not None and author.user_id else set()


def _changed_since(page: Page, last: Approval | None) -> Iterator[tuple[int | None, str]]:
    """Yield user and text of each revision that changed the content since the last signature.

    A draft that was saved for weeks has hundreds of revisions, mostly of the same few people. A
    page is made of those alone whose stored text differs and whose user is not found yet.
    """
    revisions = page.revisions.order_by("created_at", "id")
    if last is not None:
        revisions = revisions.filter(created_at__gt=last.signed_at)
    found: set[int] = set()
    before_text = ""
    before: Revision | None = None
    for revision in revisions:
        text = _text_of(page, revision.content)
        if text != before_text and (
            revision.user_id in found
            or row_fingerprint(revision.as_object()) != _fingerprint_before(before, last)
        ):
            if revision.user_id:
                found.add(revision.user_id)
            yield revision.user_id, text
        before_text, before = text, revision


def _fingerprint_before(before: Revision | None, last: Approval | None) -> str:
    if before is not None:
        return row_fingerprint(before.as_object())
    return last.row_fingerprint if last is not None else ""


def _of_returned_texts(page: Page, signatures: list[Approval], returned: set[str]) -> set[int]:
    """Return who wrote texts that had been replaced by the last signature, and are back unsigned.

    A text that a signature covers, though a newer one came after it, was settled by that one.
    """
    since = signatures[-1].signed_at
    reverted = set(_reverted_to(page, since))
    if not returned and not reverted:
        return set()
    signed_revisions = {signature.revision_id for signature in signatures}
    moments = [signature.signed_at for signature in signatures]
    writers: set[int] = set()
    wrote: dict[str, set[int]] = {}
    settled: set[str] = set()
    before = ""
    older = page.revisions.filter(created_at__lte=since).order_by("created_at", "id")
    for revision in older.only("id", "user_id", "created_at", "content").iterator():
        while moments and moments[0] < revision.created_at:
            moments.pop(0)
            writers = set()
        text = _text_of(page, revision.content)
        if text != before and revision.user_id:
            writers = writers | {revision.user_id}
        before = text
        if text in returned or revision.pk in reverted:
            wrote[text] = wrote.get(text, set()) | writers
        if revision.pk in signed_revisions:
            settled.add(text)
    return set().union(*(found for text, found in wrote.items() if text not in settled))


def _text_of(page: Page, content: Any) -> str:
    """Return what identifies the content of a revision, read without making a page of it."""
    return digest(stored_content(type(page), content))


def _reverted_to(page: Page, since: datetime.datetime) -> Iterator[int]:
    entries = PageLogEntry.objects.filter(
        page=page, action="wagtail.revert", timestamp__gt=since
    ).values_list("data", flat=True)
    for data in entries:
        revision_id = (data or {}).get("revision", {}).get("id")
        if revision_id:
            yield int(revision_id)


def _of_log_entries(page: Page, since: datetime.datetime | None) -> set[int]:
    """Return who changed content without a revision, or in one that was deleted since."""
    entries = (
        PageLogEntry.objects.filter(page=page, content_changed=True, user__isnull=False)
        .filter(
            Q(revision__isnull=True) | ~Exists(Revision.objects.filter(pk=OuterRef("revision_id")))
        )
        .exclude(action__startswith="wagtail.publish")
    )
    if since is not None:
        entries = entries.filter(timestamp__gt=since)
    return set(entries.values_list("user_id", flat=True))


def _collected_at(approval: Approval) -> datetime.datetime:
    """Return when the content was put together that was signed: no later than it was submitted.

    What a translator wrote between then and the signature is no part of it.
    """
    moments = [approval.signed_at]
    if approval.revision is not None:
        moments.append(approval.revision.created_at)
    if approval.task_state is not None:
        moments.append(approval.task_state.started_at)
    return min(moments)


def _requested(workflow_state: WorkflowState) -> set[int]:
    """Return who asked for the review, first or again after it was sent back."""
    states = TaskState.objects.filter(workflow_state=workflow_state).values_list("pk", flat=True)
    submissions = LedgerEntry.objects.filter(
        action=SUBMITTED, page_id=workflow_state.object_id, actor__isnull=False
    ).values_list("actor_id", "data")
    reviews = set(states)
    found = {actor_id for actor_id, data in submissions if data.get("review") in reviews}
    if workflow_state.requested_by_id:
        found.add(workflow_state.requested_by_id)
    return found
