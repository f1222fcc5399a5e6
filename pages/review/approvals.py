"""Looking approvals up, and what their being there or not means for publication."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pages import ledger
from pages.publishing import Blocker, PublicationRefused, Stage
from pages.review.fingerprints import fingerprint, row_fingerprint

if TYPE_CHECKING:
    from wagtail.models import Page

    from pages.review.models import Approval

    SourceFingerprint = Callable[[Page], str]

_source_fingerprints: list[SourceFingerprint] = []


def register_source_fingerprint(collect: SourceFingerprint) -> None:
    """Set what tells the fingerprint of the source that a page translates (empty: none)."""
    _source_fingerprints[:] = [collect]


def source_fingerprint(page: Page) -> str:
    """Return the fingerprint of the source that this page translates, or an empty string."""
    return _source_fingerprints[0](page) if _source_fingerprints else ""


def active_approval(page: Page) -> Approval | None:
    """Return the signature under which the page is, or last was, public in its language."""
    approval: Approval | None = page.approvals.active().order_by("-id").first()
    return approval


def current_approval(page: Page) -> Approval | None:
    """Return the active signature of a live page whose row is still what was signed."""
    approval = active_approval(page) if page.live else None
    if approval is None or approval.row_fingerprint != row_fingerprint(page):
        return None
    return approval


def valid_approval(page: Page, *, now: datetime.datetime) -> Approval | None:
    """Return the signature that lets exactly this content of the page go live, if there is one."""
    approval: Approval | None = (
        page.approvals.standing(now=now)
        .filter(language_code=page.locale.language_code, fingerprint=fingerprint(page))
        .order_by("-id")
        .first()
    )
    return approval


def approval_id(page: Page, stage: Stage, now: datetime.datetime) -> int | None:
    """Return the id of the signature under which this content goes live, or is live, or None."""
    standing = stage is Stage.STANDING
    approval = active_approval(page) if standing else valid_approval(page, now=now)
    return approval.pk if approval is not None else None


class ApprovalRequirement:
    """Live content is content that a medical reviewer signed, in that language."""

    name = "approval"
    stages = frozenset({Stage.PUBLICATION, Stage.STANDING})

    def __call__(self, page: Any, *, stage: Stage) -> Iterable[Blocker]:
        """Yield one blocker that says why no signature covers this content."""
        if stage is Stage.STANDING:
            approval = active_approval(page)
            if (
                approval is None
                or approval.language_code != page.locale.language_code
                or approval.row_fingerprint != row_fingerprint(page)
            ):
                yield _changed()
        else:
            yield from _missing_signature(page, now=timezone.now())


def _missing_signature(page: Page, *, now: datetime.datetime) -> Iterator[Blocker]:
    approvals = list(page.approvals.filter(language_code=page.locale.language_code))
    content = fingerprint(page)
    of_this_content = [approval for approval in approvals if approval.fingerprint == content]
    if any(
        approval.superseded_at is None
        and approval.withdrawn_at is None
        and (approval.expires_at is None or approval.expires_at > now)
        for approval in of_this_content
    ):
        return
    if not approvals:
        yield Blocker(
            "approval.missing",
            _(
                "No medical reviewer has signed this page yet. Submit it for medical review; "
                "it goes live when it is signed."
            ),
        )
    elif not of_this_content:
        yield _sources_changed() if _same_words(page, approvals) else _changed()
    elif any(approval.withdrawn_at for approval in of_this_content):
        yield Blocker(
            "approval.withdrawn",
            _("The approval of this content was withdrawn. Submit the page for a new review."),
        )
    elif any(approval.superseded_at for approval in of_this_content):
        yield Blocker(
            "approval.superseded",
            _(
                "A newer version has replaced this content since it was signed. "
                "Submit the page for review again to bring it back."
            ),
        )
    else:
        yield Blocker(
            "approval.expired",
            _("The approval of this content has expired. Submit the page for renewal."),
        )


def _same_words(page: Page, approvals: Iterable[Approval]) -> bool:
    """Tell whether the page's own text is signed, and only something that it shows is another."""
    words = row_fingerprint(page)
    return any(
        approval.row_fingerprint == words
        for approval in approvals
        if approval.superseded_at is None and approval.withdrawn_at is None
    )


def _sources_changed() -> Blocker:
    return Blocker(
        "approval.sources_changed",
        _(
            "This text is signed, but a reference that it cites, what is said of its author, an "
            "image, a file or a disclaimer was changed since. Submit it for medical review as it "
            "is; what is live stays as signed until then."
        ),
    )


def _changed() -> Blocker:
    return Blocker(
        "approval.changed",
        _(
            "The content has changed since it was signed. Submit it for medical review; "
            "what is live stays as signed until the new version is."
        ),
    )


class ApprovalActivation:
    """When content goes live its approval becomes the active one, and older ones die."""

    def went_live(self, page: Any, *, now: datetime.datetime) -> None:
        """Mark the approval of this content as active and supersede those before it.

        Raises:
            PublicationRefused: there is none.
        """
        with transaction.atomic():
            approval = valid_approval(page, now=now)
            if approval is None:
                # What was found to be signed a moment ago is not any more.
                raise PublicationRefused(_missing_signature(page, now=now))
            older = page.approvals.filter(superseded_at__isnull=True, pk__lt=approval.pk)
            for superseded in older:
                superseded.superseded_at = now
                superseded.save(update_fields=["superseded_at"])
            if approval.activated_at is None:
                approval.activated_at = now
                approval.save(update_fields=["activated_at"])
            ledger.record(
                action="publication.live",
                page=page,
                fingerprint=approval.fingerprint,
                data={"approval": approval.pk, "reviewer": approval.reviewer_name},
                now=now,
            )

    def left_public(self, page: Any, *, now: datetime.datetime, reason: str) -> None:
        """Write down that the page is no longer public in its language."""
        ledger.record(action="publication.ended", page=page, data={"reason": reason}, now=now)
