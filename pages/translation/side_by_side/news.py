"""Which segments a reviewer has not signed before: words that changed on either side."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pages.review.fingerprints import digest
from pages.review.models import Approval
from pages.translation.segments import said_by_path

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wagtail_localize.models import Translation

    from pages.translation.checks import SegmentPair

Texts = dict[str, Counter[str]]
"""Digests of what was said in each place, with what its placeholders stand for."""


@dataclass(frozen=True, slots=True)
class SignedBefore:
    """Both sides as they were when the translation was signed last.

    Attributes:
        target: the texts of the translation.
        source: those of the source that it translated; None if they can no longer be told.
    """

    target: Texts
    source: Texts | None


def signed_before(translation: Translation, approval: Approval | None) -> SignedBefore | None:
    """Return both sides as they were under a signature.

    Args:
        translation: the translation under review.
        approval: its page's last signature with a revision; None if it was never signed.
    """
    if approval is None or approval.revision is None:
        return None
    source = (
        Approval.objects.filter(
            fingerprint=approval.source_fingerprint,
            language_code=translation.source.locale.language_code,
            revision__isnull=False,
        )
        .order_by("-id")
        .first()
        if approval.source_fingerprint
        else None
    )
    of_source = source.revision if source is not None else None
    return SignedBefore(
        target=_texts(approval.revision.as_object()),
        source=_texts(of_source.as_object()) if of_source is not None else None,
    )


def new_to_reviewers(pairs: Iterable[SegmentPair], before: SignedBefore | None) -> set[int]:
    """Return the positions (`SegmentPair.index`) of the pairs that nobody signed as they are.

    Where the source of the last signature can no longer be told, every pair counts as new: that
    the words of a translation are the same says nothing of what they translate.
    """
    if before is None or before.source is None:
        return {pair.index for pair in pairs}
    return {
        pair.index
        for pair in pairs
        if not _was_said(before.target, pair.path, pair.target or "", pair.target_attributes)
        or not _was_said(before.source, pair.path, pair.source, pair.source_attributes)
    }


def _texts(instance: Any) -> Texts:
    return {
        path: Counter(_digest(html, attributes) for html, attributes in texts)
        for path, texts in said_by_path(instance).items()
    }


def _was_said(texts: Texts, path: str, html: str, attributes: Any) -> bool:
    return _digest(html, attributes) in texts.get(path, ())


def _digest(html: str, attributes: Any) -> str:
    return digest([html, {key: dict(value) for key, value in dict(attributes).items()}])
