"""Opening, changing and cancelling a release. Each is one transaction, and stands in the ledger.

What is locked, and in which order: the release, then its pages by primary key. Nobody who holds a
page ever waits for a release.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from pages import ledger
from pages.publishing import Blocker, PublicationRefused, is_reviewed
from pages.publishing.locks import lock_page, lock_pages
from pages.releases.members import name_of, pages_of, review_has_ended
from pages.releases.models import Release, ReleaseMember
from pages.releases.refusals import ReleaseClosed, ReleaseRefused, about
from pages.releases.waiting import open_release_of, waiting_of
from pages.review.approvals import valid_approval

OPENED: Final = "release.opened"
MEMBER_ADDED: Final = "release.member_added"
MEMBER_REMOVED: Final = "release.member_removed"
CANCELLED: Final = "release.cancelled"

SMALLEST: Final = 2
"""How many pages a release is opened with at least."""


def may_release(user: Any, page: Any) -> bool:
    """Tell whether the user may decide that signed content of a page goes public, and when.

    That is for those who may write the page, but for translators, who write a language and do not
    decide what is public. What goes public is signed, so it needs no right to publish.
    """
    return is_reviewed(page) and bool(page.permissions_for_user(user).may_release())


def may_manage(user: Any, pages: Iterable[Any]) -> bool:
    """Tell whether the user may let a release of these pages go, change it or cancel it."""
    return all(may_release(user, page) for page in pages)


def why_not_member(page: Any, *, user: Any) -> Blocker | None:
    """Return why a page cannot join a release of this user's, or None if it can."""
    if not is_reviewed(page) or page.alias_of_id:
        return Blocker(
            "release.not_reviewed", _("Only pages that are reviewed by themselves can wait.")
        )
    if not may_release(user, page):
        return Blocker("release.not_allowed", _("You may not decide when this page goes public."))
    other = open_release_of(page.pk)
    if other is not None:
        return Blocker(
            "release.other_release",
            _("It belongs to the release “%(name)s” already.") % {"name": other.name},
        )
    if page.revisions.filter(approved_go_live_at__isnull=False).exists():
        return Blocker(
            "release.scheduled",
            _("It is scheduled to go live at a time of its own. Cancel that schedule first."),
        )
    return None


def lock_release(release_id: int) -> Release:
    """Take an open release for the rest of the transaction.

    Raises:
        ReleaseClosed: it has gone live, been cancelled, or is not there.
    """
    release = Release.objects.select_for_update(no_key=True).filter(pk=release_id).first()
    if release is None or not release.is_open:
        raise ReleaseClosed()
    return release


def lock_members(release: Release) -> list[Any]:
    """Take the pages of a release that is locked; return them read afresh, of their own types."""
    lock_pages(release.members.values_list("page_id", flat=True))
    return pages_of(release)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRelease:
    """Open a release: from now on its pages go live together, or not at all."""

    user: Any

    def check(self, pages: Sequence[Any]) -> None:
        """Refuse with words unless these pages can wait for one another.

        Raises:
            ReleaseRefused: with every page that cannot, and why.
        """
        if len(pages) < SMALLEST:
            raise ReleaseRefused(
                [Blocker("release.too_few", _("Choose at least two pages to release together."))]
            )
        _check_joining(pages, user=self.user)

    @transaction.atomic
    def execute(
        self, *, name: str, page_ids: Iterable[int], goes_automatically: bool = True
    ) -> Release:
        """Open it.

        Args:
            name: what people will call it.
            page_ids: its pages, each in its one language.
            goes_automatically: whether it goes live with the last signature.

        Raises:
            ReleaseRefused: see `check`.
        """
        pages = _locked(page_ids)
        self.check(pages)
        release = Release.objects.create(
            name=name.strip() or pages[0].get_admin_display_title(),
            goes_automatically=goes_automatically,
            created_by=self.user,
            created_at=timezone.now(),
        )
        _join(release, pages)
        write_down(OPENED, release, pages, user=self.user)
        return release


@dataclass(frozen=True, slots=True, kw_only=True)
class AddMembers:
    """Let more pages wait for an open release."""

    release_id: int
    user: Any

    def check(self, members: Sequence[Any], pages: Sequence[Any]) -> None:
        """Refuse with words unless the user may change the release, and these pages may join it.

        Raises:
            ReleaseRefused: with every page that cannot, and why.
        """
        check_manager(members, user=self.user)
        _check_joining(pages, user=self.user)

    @transaction.atomic
    def execute(self, *, page_ids: Iterable[int]) -> list[Any]:
        """Add the pages that are no members yet; return them."""
        release = lock_release(self.release_id)
        members = set(release.members.values_list("page_id", flat=True))
        pages = [page for page in _locked({*members, *page_ids}) if page.pk not in members]
        self.check(pages_of(release), pages)
        _join(release, pages)
        write_down(MEMBER_ADDED, release, pages, user=self.user)
        return pages


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveMember:
    """Take a page out of an open release. What was signed of it can go live by itself then."""

    release_id: int
    user: Any

    def check(self, members: Sequence[Any]) -> None:
        """Refuse with words unless the user may change the release.

        Raises:
            ReleaseRefused: they may not.
        """
        check_manager(members, user=self.user)

    @transaction.atomic
    def execute(self, *, page_id: int) -> None:
        """Take it out; nothing happens if it is no member."""
        release = lock_release(self.release_id)
        members = lock_members(release)
        self.check(members)
        release.members.filter(page_id=page_id).delete()
        removed = [page for page in members if page.pk == page_id]
        write_down(MEMBER_REMOVED, release, removed, user=self.user)


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelRelease:
    """Give a release up. Nothing goes live by that; what is signed can go live by itself then."""

    release_id: int
    user: Any

    def check(self, members: Sequence[Any]) -> None:
        """Refuse with words unless the user may change the release.

        Raises:
            ReleaseRefused: they may not.
        """
        check_manager(members, user=self.user)

    @transaction.atomic
    def execute(self) -> Release:
        """Cancel it."""
        release = lock_release(self.release_id)
        members = lock_members(release)
        self.check(members)
        release.cancelled_at = timezone.now()
        release.save(update_fields=["cancelled_at"])
        release.members.update(is_open=False)
        write_down(CANCELLED, release, members, user=self.user)
        return release


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishSigned:
    """Let a page go live as signed that waited for a release, and waits for none any more."""

    page_id: int
    user: Any

    def check(self, page: Any) -> None:
        """Refuse with words unless the user may, and the latest draft is signed.

        Raises:
            PublicationRefused: with the reason.
        """
        waiting = waiting_of(page.pk)
        if waiting is not None:
            raise PublicationRefused(message=waiting.words)
        if not may_release(self.user, page):
            raise PublicationRefused(message=_("You may not decide when this page goes public."))
        if not waits_alone(page):
            raise PublicationRefused(
                message=_("The latest draft of this page is not signed content that waits.")
            )

    @transaction.atomic
    def execute(self) -> Any:
        """Publish it through the gate; return the live page.

        Raises:
            PublicationRefused: see `check`, or the gate's own reasons.
            PageDeleted: the page is gone.
        """
        lock_page(self.page_id)
        page = Page.objects.get(pk=self.page_id).specific
        self.check(page)
        page.get_latest_revision().publish(user=self.user, skip_permission_checks=True)
        return type(page).objects.get(pk=page.pk)


def waits_alone(page: Any) -> bool:
    """Tell whether a page's latest draft is signed and was never public, and no release holds it.

    Args:
        page: a specific instance.
    """
    now = timezone.now()
    is_candidate = (
        is_reviewed(page)
        and page.latest_revision_id
        and page.approvals.standing(now=now).filter(activated_at__isnull=True).exists()
        and not page.workflow_in_progress
        and not page.revisions.filter(approved_go_live_at__isnull=False).exists()
        and open_release_of(page.pk) is None
    )
    if not is_candidate:
        return False
    approval = valid_approval(page.get_latest_revision_as_object(), now=now)
    return approval is not None and approval.activated_at is None and review_has_ended(approval)


def check_manager(members: Sequence[Any], *, user: Any) -> None:
    """Refuse with words unless the user may decide about every page of a release.

    Raises:
        ReleaseRefused: with the pages that they may not decide about.
    """
    reason = Blocker("release.not_allowed", _("You may not decide when this page goes public."))
    found = [
        blocker
        for page in members
        if not may_release(user, page)
        for blocker in about(name_of(page), [reason])
    ]
    if found:
        raise ReleaseRefused(found)


def write_down(action: str, release: Release, pages: Iterable[Any], *, user: Any) -> None:
    """Write what was done with a release into the ledger, for each page that it concerns."""
    for page in pages:
        ledger.record(
            action=action,
            page=page,
            actor=user,
            data={"release": release.pk, "name": release.name},
        )


def _locked(page_ids: Iterable[int]) -> list[Any]:
    wanted = list(page_ids)
    ids = set(lock_pages(wanted))
    found = {page.pk: page for page in Page.objects.filter(pk__in=ids).specific()}
    return [found[pk] for pk in dict.fromkeys(wanted) if pk in found]


def _check_joining(pages: Sequence[Any], *, user: Any) -> None:
    found = [
        blocker
        for page in pages
        if (reason := why_not_member(page, user=user)) is not None
        for blocker in about(name_of(page), [reason])
    ]
    if found:
        raise ReleaseRefused(found)


def _join(release: Release, pages: Iterable[Any]) -> None:
    ReleaseMember.objects.bulk_create(ReleaseMember(release=release, page=page) for page in pages)
