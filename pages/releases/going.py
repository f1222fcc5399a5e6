"""Going live together: one transaction for all pages of a release, each through the gate."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from pages import ledger, outbox
from pages.publishing import Blocker, PublicationRefused
from pages.publishing.locks import lock_what_they_rest_on
from pages.publishing.recorded import reasons_of
from pages.releases.actions import check_manager, lock_members, lock_release, write_down
from pages.releases.members import Member, pages_of, read_members, with_blockers
from pages.releases.models import Release
from pages.releases.refusals import NothingWentLive, about
from pages.releases.rules import all_signed, going_order, obstacles
from pages.releases.waiting import open_release_of
from pages.review.models import Approval
from pages.review.scheduling import Scheduled

logger = logging.getLogger("pages.releases")

GONE: Final = "release.gone"
REFUSED: Final = "release.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoLiveTogether:
    """Let a release go: all of its pages are live as signed afterwards, or nothing has changed.

    ``user`` is None where it goes by itself.
    """

    release_id: int
    user: Any = None

    def check(self, members: Sequence[Member]) -> None:
        """Refuse with words unless the user may let it go, and nothing holds any of its pages.

        Args:
            members: with what the gate holds against them.

        Raises:
            ReleaseRefused: the user may not.
            NothingWentLive: with each page that something holds, and the reasons.
        """
        if self.user is not None:
            check_manager([one.page for one in members], user=self.user)
        facts = [one.facts for one in members]
        found = [
            blocker for one, reasons in obstacles(facts) for blocker in about(one.name, reasons)
        ]
        if not found and not all_signed(facts):
            found = [
                Blocker("release.nothing_waits", _("No page of this release waits to go live."))
            ]
        if found:
            raise NothingWentLive(found)

    @transaction.atomic
    def execute(self, *, now: datetime.datetime | None = None) -> list[Any]:
        """Go; return the pages that went live.

        Raises:
            ReleaseRefused: see `check`. Also where the gate refuses a page that seemed to be free.
                Whoever answers it writes it down: see `record_refusal`.
        """
        now = now or timezone.now()
        release = lock_release(self.release_id)
        members = read_members(lock_members(release), now=now)
        lock_what_they_rest_on([one.draft for one in members])
        members = with_blockers(members)
        self.check(members)
        by_key = {one.facts.key: one for one in members}
        going = [by_key[facts.key] for facts in going_order([one.facts for one in members])]
        # The gate lets its pages pass from here on; nobody else sees that before all of them have.
        release.released_at = now
        release.released_by = self.user
        release.save(update_fields=["released_at", "released_by"])
        release.members.update(is_open=False)
        pages = [_publish(one, user=self.user) for one in going]
        write_down(GONE, release, pages, user=self.user)
        return pages


def _publish(member: Member, *, user: Any) -> Any:
    revision: Any = member.revision
    try:
        revision.publish(user=user, skip_permission_checks=True)
    except PublicationRefused as refusal:
        reasons = list(refusal.blockers) or [Blocker("release.refused", str(refusal))]
        raise NothingWentLive(about(member.facts.name, reasons)) from refusal
    page = type(member.page).objects.get(pk=member.page.pk)
    if not page.live or page.live_revision_id != revision.pk:
        reason = Blocker("release.not_live", _("It did not go live, for a reason of its own."))
        raise NothingWentLive(about(member.facts.name, [reason]))
    return page


def record_refusal(release_id: int, refusal: PublicationRefused, *, user: Any) -> None:
    """Write down that a release was refused, after the transaction that this has undone."""
    ledger.record(action=REFUSED, actor=user, data={"release": release_id, **reasons_of(refusal)})


def hold_signed(page_id: int) -> bool:
    """Tell whether signed content waits for a release; and look afterwards if that can go.

    Called at the end of a review, with the page locked. The release goes in a transaction of its
    own, since it locks all of its pages in their order. Where the process ends in between, the next
    run of ``publish_scheduled`` lets it go.
    """
    release = open_release_of(page_id)
    if release is None:
        return False
    transaction.on_commit(partial(go_by_itself, release.pk), robust=True)
    return True


def go_by_itself(release_id: int) -> Scheduled | None:
    """Let a release go that may go by itself, if all of it is signed; tell who opened it if not.

    Returns:
        What became of it; None where it still waits for a signature, or for a person.
    """
    now = timezone.now()
    release = Release.objects.open().filter(pk=release_id, goes_automatically=True).first()
    if release is None or not _is_all_signed(release, now=now):
        return None
    try:
        GoLiveTogether(release_id=release.pk).execute(now=now)
    except PublicationRefused as refusal:
        return _could_not_go(release, refusal, now=now)
    return Scheduled(release.name, str(release.pk), "published")


def go_what_is_ready() -> Iterator[Scheduled]:
    """Let every release go that could have gone by itself, each in a transaction of its own.

    One that was refused is tried again when somebody has signed since.
    """
    signed_since = Approval.objects.filter(
        page__firma_release_members__release=OuterRef("pk"), signed_at__gt=OuterRef("refused_at")
    )
    waiting = Release.objects.open().filter(
        Q(refused_at__isnull=True) | Exists(signed_since), goes_automatically=True
    )
    for pk in list(waiting.order_by("pk").values_list("pk", flat=True)):
        try:
            done = go_by_itself(pk)
        except Exception as error:  # whatever it is, the releases behind this one go on
            logger.exception("A release failed: %s", pk)
            done = Scheduled(f"{Release._meta.verbose_name} {pk}", str(pk), "failed", str(error))
        if done is not None:
            yield done


def _is_all_signed(release: Release, *, now: datetime.datetime) -> bool:
    """Look without locks, so that no review of its pages has to wait while others are missing."""
    members = read_members(pages_of(release), now=now)
    return all_signed([one.facts for one in members])


def _could_not_go(
    release: Release, refusal: PublicationRefused, *, now: datetime.datetime
) -> Scheduled | None:
    with transaction.atomic():
        found = Release.objects.select_for_update(no_key=True).open().filter(pk=release.pk).first()
        if found is None:
            return None  # somebody else was quicker
        found.refused_at = now
        found.save(update_fields=["refused_at"])
        record_refusal(found.pk, refusal, user=None)
        if found.created_by_id:
            outbox.put_mail(
                template="release_refused",
                user_ids=[found.created_by_id],
                facts={"release": found.pk},
            )
    return Scheduled(found.name, str(found.pk), "refused", str(refusal))
