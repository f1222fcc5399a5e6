"""Filling the memory anew from every signature that counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wagtail.models import Page

from pages.disclaimers.approvals import DisclaimerApproval
from pages.review.fingerprints import row_fingerprint
from pages.review.models import Approval
from pages.translation.memory.signed import remember_page, remember_wording
from pages.translation.memory.storing import Stored

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Remembered:
    """What became of one signature.

    Attributes:
        title: of the page or disclaimer.
        language: code of its language.
        stored: what became of its pairs; None where it is nobody's translation or not remembered.
        is_lost: whether what was signed is not to be had any more.
    """

    title: str
    language: str
    stored: Stored | None
    is_lost: bool = False


def count_signatures() -> int:
    """Return how many signatures `rebuild` looks at."""
    return _approvals().count() + len(_wordings())


def rebuild() -> Iterator[Remembered]:
    """Remember what every signature says under which a page is, or last was, public.

    And the newest signed wording of every disclaimer. It may be run at any time, and a second run
    adds nothing. What is in the memory from earlier signatures stays, and so does what was taken
    out.
    """
    for approval in _approvals().iterator(chunk_size=100):
        page = _signed_content(approval)
        if page is None:
            yield Remembered(str(approval.page_id), approval.language_code, None, is_lost=True)
        else:
            yield Remembered(page.title, approval.language_code, remember_page(page, approval))
    for wording in _wordings():
        yield Remembered(wording.version.title, wording.language_code, remember_wording(wording))


def _approvals() -> QuerySet[Approval]:
    return (
        Approval.objects.active()
        .filter(page__in=Page.objects.all())
        .select_related("revision")
        .order_by("pk")
    )


def _wordings() -> list[DisclaimerApproval]:
    newest: dict[tuple[str, str], DisclaimerApproval] = {}
    for approval in DisclaimerApproval.objects.select_related(
        "version__disclaimer__locale"
    ).order_by("version__version"):
        if approval.version.wording.fingerprint == approval.fingerprint:
            newest[approval.key, approval.language_code] = approval
    return list(newest.values())


def _signed_content(approval: Approval) -> Any:
    """Return the page with what was signed: its row, or else the revision, or None."""
    page = Page.objects.filter(pk=approval.page_id).first()
    revisions = (approval.revision.as_object(),) if approval.revision is not None else ()
    for content in (*([page.specific] if page is not None else []), *revisions):
        if row_fingerprint(content) == approval.row_fingerprint:
            return content
    return None
