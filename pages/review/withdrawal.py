"""Taking a signature back: the page is off the public in that language at once."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from pages import ledger, outbox
from pages.publishing import PublicationRefused
from pages.publishing.locks import lock_pages
from pages.review.approvals import valid_approval
from pages.review.models import Approval
from pages.review.reminders import people_behind
from pages.review.task import MedicalReviewTask

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

    User = AbstractBaseUser | AnonymousUser

WITHDRAWN = "approval.withdrawn"
SIBLING_WITHDRAWN = "publication.sibling_withdrawn"


def reviews_anything(user: User) -> bool:
    """Tell whether the user belongs to the reviewers of any active medical review task."""
    return any(task.is_reviewer(user) for task in MedicalReviewTask.objects.filter(active=True))


def may_withdraw(user: Any) -> bool:
    """Tell whether the user may take approvals back: medical reviewers and administrators.

    Taking a text away harms nobody, so it needs neither the page's language nor a password.
    """
    return bool(user.is_active and (user.is_superuser or reviews_anything(user)))


def withdrawable(page: Page) -> list[Approval]:
    """Return the page's signatures that can still be taken back, the newest first."""
    approvals: Iterable[Approval] = page.approvals.filter(
        superseded_at__isnull=True, withdrawn_at__isnull=True
    ).order_by("-id")
    return list(approvals)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What a withdrawal did.

    Attributes:
        approvals: ids of the signatures that were taken back: all of the same content.
        taken_offline: whether the page was public until then.
        schedules_cancelled: how many scheduled publications were cancelled.
        siblings: ids of the public pages in other languages, which stay and are flagged.
    """

    approvals: tuple[int, ...]
    taken_offline: bool
    schedules_cancelled: int
    siblings: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """Take the approval of one content back. A review in progress is left alone."""

    approval_id: int
    user: Any

    def check(self, approval: Approval, *, reason: str) -> None:
        """Refuse with words unless this user may take this approval back, and says why.

        Raises:
            PublicationRefused: with the reason in words.
        """
        if not may_withdraw(self.user):
            raise PublicationRefused(
                message=_("Only medical reviewers and administrators can withdraw an approval.")
            )
        if approval.withdrawn_at is not None:
            raise PublicationRefused(
                message=_("This approval was already withdrawn by somebody else.")
            )
        if approval.superseded_at is not None:
            raise PublicationRefused(
                message=_(
                    "A newer approval has replaced this one. "
                    "Reload the page and withdraw the newer one."
                )
            )
        if not reason.strip():
            raise PublicationRefused(
                message=_("Write down why the approval is withdrawn: it is kept on record.")
            )

    @transaction.atomic
    def execute(self, *, reason: str, now: datetime.datetime | None = None) -> Withdrawn:
        """Withdraw, unpublish, cancel the schedule, flag the other languages, write it all down.

        Raises:
            PublicationRefused: with the reason in words; nothing is changed then.
            Approval.DoesNotExist: there is no such approval, or its page is gone.
        """
        now = now or timezone.now()
        page_id = Approval.objects.values_list("page_id", flat=True).get(pk=self.approval_id)
        if not lock_pages([page_id]):
            raise Approval.DoesNotExist
        approval = Approval.objects.select_for_update().get(pk=self.approval_id)
        self.check(approval, reason=reason)
        withdrawn = self._take_back(approval, reason=reason.strip(), now=now)
        page = Page.objects.get(pk=page_id).specific
        taken_offline = page.live and any(one.activated_at for one in withdrawn)
        scheduled = _scheduled(page).count()
        if taken_offline:
            # A reviewer need not have Wagtail's own permission to unpublish.
            UnpublishPageAction(page, user=self.user).execute(skip_permission_checks=True)
        else:
            _cancel_schedules_without_approval(page, now=now)
        cancelled = scheduled - _scheduled(page).count()
        done = Withdrawn(
            approvals=tuple(one.pk for one in withdrawn),
            taken_offline=taken_offline,
            schedules_cancelled=cancelled,
            siblings=tuple(
                sibling.pk for sibling in page.get_translations().filter(live=True).order_by("pk")
            ),
        )
        self._write_down(page, approval, done, reason=reason.strip(), now=now)
        return done

    def _take_back(
        self, approval: Approval, *, reason: str, now: datetime.datetime
    ) -> list[Approval]:
        """Withdraw every standing signature of the content: one left over would let it return."""
        same = list(
            Approval.objects.select_for_update()
            .filter(
                page_id=approval.page_id,
                fingerprint=approval.fingerprint,
                superseded_at__isnull=True,
                withdrawn_at__isnull=True,
            )
            .order_by("id")
        )
        for one in same:
            one.withdrawn_at = now
            one.withdrawn_by = self.user
            one.withdrawn_reason = reason
            one.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
        return same

    def _write_down(
        self,
        page: Any,
        approval: Approval,
        done: Withdrawn,
        *,
        reason: str,
        now: datetime.datetime,
    ) -> None:
        ledger.record(
            action=WITHDRAWN,
            page=page,
            actor=self.user,
            fingerprint=approval.fingerprint,
            data={
                "approvals": done.approvals,
                "reason": reason,
                "taken_offline": done.taken_offline,
                "schedules_cancelled": done.schedules_cancelled,
            },
            now=now,
        )
        for sibling in Page.objects.filter(pk__in=done.siblings).order_by("pk"):
            ledger.record(
                action=SIBLING_WITHDRAWN,
                page=sibling,
                actor=self.user,
                data={
                    "page": page.pk,
                    "language": page.locale.language_code,
                    "approval": approval.pk,
                    "reason": reason,
                },
                now=now,
            )
        outbox.put_mail(
            template="approval_withdrawn",
            user_ids=people_behind(page, approval) - {self.user.pk},
            facts={"page": page.pk, "approval": approval.pk},
        )


def _scheduled(page: Any) -> Any:
    return page.revisions.filter(approved_go_live_at__isnull=False)


def _cancel_schedules_without_approval(page: Any, *, now: datetime.datetime) -> None:
    for revision in _scheduled(page):
        if valid_approval(revision.as_object(), now=now) is None:
            revision.approved_go_live_at = None
            revision.save(update_fields=["approved_go_live_at"])
