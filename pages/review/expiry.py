"""What happens as a signature nears its end, and after: reminders, overdue, offline by policy."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from django.db import transaction
from wagtail.models import Page

from pages import conf, ledger, outbox
from pages.ledger.models import LedgerEntry
from pages.publishing.locks import lock_pages
from pages.review.models import Approval
from pages.review.reminders import people_behind

if TYPE_CHECKING:
    from django.db.models import QuerySet

REMINDED: Final = "review.reminded"
OVERDUE: Final = "review.overdue"
TAKEN_OFFLINE: Final = "review.taken_offline"

Policy = Literal["keep", "unpublish"]


class Step(enum.Enum):
    """What is done once for each signature, in this order; a later one makes up for the others."""

    MONTH_AHEAD = "warn30"
    WEEK_AHEAD = "warn7"
    OVERDUE = "overdue"


AHEAD: Final = {
    Step.MONTH_AHEAD: datetime.timedelta(days=30),
    Step.WEEK_AHEAD: datetime.timedelta(days=7),
    Step.OVERDUE: datetime.timedelta(0),
}
"""How long before the end of a signature each step is due."""

_ORDER: Final = tuple(Step)


def due_step(
    *, expires_at: datetime.datetime | None, now: datetime.datetime, done: Collection[Step]
) -> Step | None:
    """Return the step that is due for a signature at ``now``, or None.

    Args:
        expires_at: when the signature ends; None for never.
        now: the moment of asking.
        done: the steps that were taken for this signature already.
    """
    if expires_at is None:
        return None
    due = [step for step in _ORDER if expires_at - AHEAD[step] <= now]
    if not due or any(_ORDER.index(step) >= _ORDER.index(due[-1]) for step in done):
        return None
    return due[-1]


@dataclass(frozen=True, slots=True)
class Expired:
    """What was, or would be, done about one signature.

    Attributes:
        page_id: the page.
        language: code of its language.
        title: its title.
        expires_at: when the signature ends.
        step: the step that was due, or None if the page was only taken offline.
        taken_offline: whether policy took the page off the public.
    """

    page_id: int
    language: str
    title: str
    expires_at: datetime.datetime
    step: Step | None
    taken_offline: bool


def ending_approvals(*, now: datetime.datetime) -> QuerySet[Approval]:
    """Return the signatures of public pages that end within a month, or have ended."""
    last = now + AHEAD[Step.MONTH_AHEAD]
    return Approval.objects.active().filter(page__live=True, expires_at__lte=last)


def policy_for(page: Any) -> Policy:
    """Return what becomes of a page of this type when its review is overdue."""
    return "unpublish" if conf.overdue_policy().get(page._meta.label) == "unpublish" else "keep"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expire:
    """Take the step that is due for one signature, if any is."""

    approval_id: int
    now: datetime.datetime

    def check(self, approval: Approval, page: Any) -> tuple[Step | None, bool]:
        """Return the step that is due, and whether the page has to go offline."""
        step = due_step(expires_at=approval.expires_at, now=self.now, done=_steps_done(approval))
        is_over = approval.expires_at is not None and approval.expires_at <= self.now
        return step, is_over and page.live and policy_for(page) == "unpublish"

    @transaction.atomic
    def execute(self, *, dry_run: bool = False) -> Expired | None:
        """Remind, mark overdue or take offline, in one transaction with its ledger entries.

        Returns:
            What was done; None if nothing was due, or the signature is no longer the active one.
        """
        approval = ending_approvals(now=self.now).filter(pk=self.approval_id).first()
        if approval is None or approval.expires_at is None:
            return None
        if not lock_pages([approval.page_id]):
            return None
        # The signature again, as it is now.
        approval = ending_approvals(now=self.now).filter(pk=self.approval_id).first()
        if approval is None or approval.expires_at is None:
            return None
        page: Any = Page.objects.get(pk=approval.page_id).specific
        step, goes_offline = self.check(approval, page)
        if step is None and not goes_offline:
            return None
        if not dry_run:
            self._act(approval, page, step, goes_offline=goes_offline)
        return Expired(
            page.pk,
            page.locale.language_code,
            page.title,
            approval.expires_at,
            step,
            goes_offline,
        )

    def _act(self, approval: Approval, page: Any, step: Step | None, *, goes_offline: bool) -> None:
        if step is not None:
            ledger.record(
                action=OVERDUE if step is Step.OVERDUE else REMINDED,
                page=page,
                fingerprint=approval.fingerprint,
                data={
                    "approval": approval.pk,
                    "step": step.value,
                    "expires_at": approval.expires_at,
                },
                now=self.now,
            )
        if goes_offline:
            take_offline(page)
            ledger.record(
                action=TAKEN_OFFLINE,
                page=page,
                fingerprint=approval.fingerprint,
                data={"approval": approval.pk, "expires_at": approval.expires_at},
                now=self.now,
            )
        outbox.put_mail(
            template="review_due",
            user_ids=people_behind(page, approval),
            facts={
                "page": page.pk,
                "approval": approval.pk,
                "step": step.value if step is not None else Step.OVERDUE.value,
                "taken_offline": goes_offline,
            },
        )


def take_offline(page: Any) -> None:
    """Unpublish a page whose review is overdue, and keep what is scheduled.

    Wagtail would cancel its schedule too; but what is scheduled may be the very renewal.
    """
    scheduled = dict(
        page.revisions.filter(approved_go_live_at__isnull=False).values_list(
            "pk", "approved_go_live_at"
        )
    )
    page.unpublish()
    for revision_id, go_live_at in scheduled.items():
        page.revisions.filter(pk=revision_id).update(approved_go_live_at=go_live_at)


def _steps_done(approval: Approval) -> set[Step]:
    entries = LedgerEntry.objects.filter(
        page_id=approval.page_id,
        action__in=[REMINDED, OVERDUE],
        data__approval=approval.pk,
    )
    return {Step(entry.data["step"]) for entry in entries}
