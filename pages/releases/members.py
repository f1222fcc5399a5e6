"""The members of a release, read afresh: their drafts, their signatures, and what holds them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowState

from pages.publishing import Blocker, Stage, blockers
from pages.releases.rules import Key, MemberFacts, MemberState
from pages.releases.waiting import WaitsForRelease
from pages.review.approvals import ApprovalRequirement, current_approval, valid_approval
from pages.review.fingerprints import row_fingerprint
from pages.translation.sources import translation_into

if TYPE_CHECKING:
    from wagtail.models import Revision

    from pages.releases.models import Release
    from pages.review.models import Approval


@dataclass(frozen=True, slots=True)
class Member:
    """One page of a release as it is now.

    Attributes:
        page: the stored page, of its own type.
        revision: its latest draft; None for a page that was never saved as one.
        draft: that draft, as it would go live.
        facts: what the rules need to know of it.
    """

    page: Any
    revision: Revision | None
    draft: Any
    facts: MemberFacts


def name_of(page: Any) -> str:
    """Return a page's title with its language, as people read them."""
    return _("“%(title)s” (%(language)s)") % {
        "title": page.get_admin_display_title(),
        "language": page.locale.get_display_name(),
    }


def pages_of(release: Release) -> list[Any]:
    """Return the stored pages of a release, of their own types, in the order of joining."""
    ids = list(release.members.values_list("page_id", flat=True))
    found = {
        page.pk: page
        for page in Page.objects.filter(pk__in=ids).select_related("locale").specific()
    }
    return [found[pk] for pk in ids if pk in found]


def read_members(pages: Sequence[Any], *, now: datetime.datetime) -> list[Member]:
    """Read the current drafts of pages, and what signatures there are of them.

    What the gate holds against them is asked by `with_blockers`: it takes the time of a whole
    examination.
    """
    return [_read(page, now=now) for page in pages]


def with_blockers(members: Sequence[Member]) -> list[Member]:
    """Return members with what the gate holds against those that wait, or are not signed."""
    return [
        replace(one, facts=replace(one.facts, blockers=tuple(_blockers(one)))) for one in members
    ]


def review_has_ended(approval: Approval) -> bool:
    """Tell whether the review that a signature was given in ran to its end.

    A site's workflow may have further tasks after the medical one.
    """
    task_state = approval.task_state
    return task_state is None or task_state.workflow_state.status == WorkflowState.STATUS_APPROVED


def _read(page: Any, *, now: datetime.datetime) -> Member:
    revision = page.get_latest_revision()
    draft = page if revision is None else revision.as_object()
    approval = valid_approval(draft, now=now)
    public = current_approval(page)
    is_live = (
        public is not None
        and not page.has_unpublished_changes
        and (approval is None or approval.activated_at is not None)
    )
    state = page.current_workflow_state
    return Member(
        page,
        revision,
        draft,
        MemberFacts(
            key=_key(page),
            name=name_of(page),
            in_review=state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS,
            is_signed=approval is not None and review_has_ended(approval),
            is_live=is_live,
            has_own_time=draft.go_live_at is not None and draft.go_live_at > now,
            source=_source(page),
            translates=_translates(public if is_live else approval),
            signed_as=frozenset(
                page.approvals.filter(row_fingerprint=row_fingerprint(draft)).values_list(
                    "fingerprint", flat=True
                )
            ),
        ),
    )


def _blockers(member: Member) -> Iterator[Blocker]:
    if member.facts.state is MemberState.WAITING:
        for blocker in blockers(member.draft, stage=Stage.PUBLICATION):
            if blocker.blocks and blocker.code != WaitsForRelease.code:
                yield blocker
    elif member.facts.state is MemberState.DRAFT:
        # Whatever else it lacks it is told when it is submitted.
        for blocker in ApprovalRequirement()(member.draft, stage=Stage.PUBLICATION):
            # A page by itself would go live when it is signed.
            yield _never_signed() if blocker.code == "approval.missing" else blocker


def _never_signed() -> Blocker:
    return Blocker(
        "approval.missing",
        _("No medical reviewer has signed this page yet. Submit it for medical review."),
    )


def _key(page: Any) -> Key:
    return str(page.translation_key), page.locale_id


def _source(page: Any) -> Key | None:
    translation = translation_into(page)
    if translation is None:
        return None
    return str(translation.source.object_id), translation.source.locale_id


def _translates(approval: Approval | None) -> str:
    return approval.source_fingerprint if approval is not None else ""
