"""Who wrote what is about to be signed: nobody approves their own words."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from wagtail.models import PageLogEntry

from pages.review.fingerprints import row_fingerprint

if TYPE_CHECKING:
    from wagtail.models import Page, WorkflowState

    AuthorSource = Callable[[Page, datetime.datetime | None], set[int]]

_sources: list[AuthorSource] = []


def register_authorship(source: AuthorSource) -> None:
    """Add a source of authors, such as the translators of a page's segments.

    ``source(page, since)`` returns the ids of users who changed content after ``since`` (ever,
    where it is None).
    """
    if source not in _sources:
        _sources.append(source)


def author_ids(page: Page, *, workflow_state: WorkflowState | None = None) -> set[int]:
    """Return the ids of all users who wrote what is in review.

    Counted are: who saved a revision that changed the content since the last signature, who
    changed it by a way that left no revision, the contributed sources, and who asked for the
    review.
    """
    # A signature that was taken back settled nothing: its authors are authors still.
    standing = page.approvals.filter(withdrawn_at__isnull=True)
    approval = standing.order_by("-signed_at", "-id").first()
    since = approval.signed_at if approval else None
    found = _of_revisions(page, since, approval.row_fingerprint if approval else "")
    found |= _of_log_entries(page, since)
    for source in _sources:
        found |= source(page, since)
    if workflow_state is not None and workflow_state.requested_by_id:
        found.add(workflow_state.requested_by_id)
    return found


def _of_revisions(page: Page, since: datetime.datetime | None, signed: str) -> set[int]:
    """Return who saved a revision with another content than the one before it.

    A draft that was saved for weeks has hundreds of revisions, mostly of the same few people. Only
    those are read that are needed to find each of them once.
    """
    revisions = page.revisions.order_by("created_at", "id")
    if since is not None:
        revisions = revisions.filter(created_at__gt=since)
    saved = list(revisions.values_list("pk", "user_id"))
    contents: dict[int, str] = {}
    found: set[int] = set()
    for place, (revision_id, user_id) in enumerate(saved):
        if user_id is None or user_id in found:
            continue
        before = signed if place == 0 else _content_of(page, saved[place - 1][0], contents)
        if _content_of(page, revision_id, contents) != before:
            found.add(user_id)
    return found


def _content_of(page: Page, revision_id: int, known: dict[int, str]) -> str:
    if revision_id not in known:
        known[revision_id] = row_fingerprint(page.revisions.get(pk=revision_id).as_object())
    return known[revision_id]


def _of_log_entries(page: Page, since: datetime.datetime | None) -> set[int]:
    """Return who changed the content and left no revision, or one that has been purged since."""
    kept = page.revisions.filter(pk=OuterRef("revision_id"))
    entries = PageLogEntry.objects.filter(
        ~Exists(kept), page=page, content_changed=True, user__isnull=False
    ).exclude(action__startswith="wagtail.publish")
    if since is not None:
        entries = entries.filter(timestamp__gt=since)
    return set(entries.values_list("user_id", flat=True))
