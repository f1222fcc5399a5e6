"""The source that a translation under review translates: its content, and whether it is signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wagtail_localize.models import SourceDeletedError

from pages.ledger.models import LedgerEntry
from pages.review.fingerprints import fingerprint, row_fingerprint
from pages.translation.sources import SUBMITTED, synced_source_fingerprint

if TYPE_CHECKING:
    from wagtail.models import Page
    from wagtail_localize.models import Translation

    from pages.review.models import Approval


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStanding:
    """The source content that is translated.

    Attributes:
        page: the source page with exactly that content; None if the page is gone.
        approval: the latest signature under these words, or None.
        is_superseded: whether another text of the source was signed since, or the signature was
            withdrawn.
        is_newer: whether the source was brought in anew since the translation was submitted: what
            is translated is then an earlier text than the one that is shown.
    """

    page: Any
    approval: Approval | None = None
    is_superseded: bool = False
    is_newer: bool = False


def source_standing(page: Page, translation: Translation) -> SourceStanding:
    """Return the source that the content of ``page`` is compared with, and its standing."""
    try:
        source = translation.source.as_instance()
    except SourceDeletedError:
        return SourceStanding(page=None)
    approval = (
        source.approvals.filter(
            language_code=source.locale.language_code, row_fingerprint=row_fingerprint(source)
        )
        .order_by("-id")
        .first()
    )
    return SourceStanding(
        page=source,
        approval=approval,
        is_superseded=approval is not None
        and (approval.superseded_at is not None or approval.withdrawn_at is not None),
        is_newer=_is_newer(page, translation),
    )


def _is_newer(page: Page, translation: Translation) -> bool:
    submitted = (
        LedgerEntry.objects.filter(action=SUBMITTED, page_id=page.pk, fingerprint=fingerprint(page))
        .order_by("-id")
        .first()
    )
    if submitted is None or translation.source.last_updated_at <= submitted.at:
        return False
    # Brought in again without a change, it is the same source.
    said: str = submitted.data.get("source_fingerprint", "")
    return said != synced_source_fingerprint(translation)
