"""What changed between the contents of two signatures; the answer is kept by their fingerprints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pages.review.fingerprints import row_fingerprint
from pages.translation.currency.changes import Change, compare
from pages.translation.currency.models import SourceChange
from pages.translation.currency.places import places

if TYPE_CHECKING:
    from pages.review.models import Approval

Changes = tuple[Change, ...]


def changes_between(before: Approval, after: Approval) -> Changes | None:
    """Return what changed between two signed contents of one page; None if nobody can tell.

    What is not kept yet is computed from the revisions that were signed, and not written down.
    """
    kept = _kept(before, after)
    return kept if kept is not None else _computed(before, after)


def keep_changes_between(before: Approval, after: Approval) -> Changes | None:
    """Return what `changes_between` does, and write it down for whoever asks next."""
    kept = _kept(before, after)
    if kept is not None:
        return kept
    changes = _computed(before, after)
    if changes is not None:
        SourceChange.objects.get_or_create(
            page_id=after.page_id,
            before=before.row_fingerprint,
            after=after.row_fingerprint,
            defaults={"changes": [change.as_json() for change in changes]},
        )
    return changes


def as_changes(stored: list[dict[str, Any]]) -> Changes:
    """Return what `SourceChange.changes` holds as values."""
    return tuple(Change.from_json(one) for one in stored)


def _kept(before: Approval, after: Approval) -> Changes | None:
    found = SourceChange.objects.filter(
        page_id=after.page_id, before=before.row_fingerprint, after=after.row_fingerprint
    ).first()
    return as_changes(found.changes) if found is not None else None


def _computed(before: Approval, after: Approval) -> Changes | None:
    if before.row_fingerprint == after.row_fingerprint:
        return ()
    contents = _signed_content(before), _signed_content(after)
    if contents[0] is None or contents[1] is None:
        return None
    return compare(places(contents[0]), places(contents[1]))


def _signed_content(approval: Approval) -> Any:
    """Return the page as it was signed; None where no revision holds exactly that any more."""
    if approval.revision is None:
        return None
    page = approval.revision.as_object()
    return page if row_fingerprint(page) == approval.row_fingerprint else None
