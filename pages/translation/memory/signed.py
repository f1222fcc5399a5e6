"""Filling the memory from what was signed: effects of publication and of signing a disclaimer.

What the signed content itself says is remembered, beside the source that it was signed against;
what lies on file for the next version is not. Where that source cannot be had any more, nothing is
remembered: a source that was brought in later beside an older translation would be a wrong pair.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from wagtail_localize.models import SourceDeletedError, StringTranslation

from pages.consent.rules import FIELD as AUTHORIZATION
from pages.disclaimers.approvals import DisclaimerApproval
from pages.disclaimers.models import Disclaimer
from pages.review.approvals import active_approval
from pages.review.fingerprints import fingerprint, row_fingerprint
from pages.translation.languages import language_of
from pages.translation.memory.models import UnitOrigin
from pages.translation.memory.storing import Pair, Provider, Stored, store
from pages.translation.placeholders import visible_text
from pages.translation.segments import texts_by_path
from pages.translation.sources import translation_into

if TYPE_CHECKING:
    import datetime

    from wagtail.models import TranslatableMixin
    from wagtail_localize.models import Translation

    from pages.disclaimers.wording import Wording
    from pages.review.models import Approval


class RememberTranslation:
    """Effect of publication: the memory has what the signed translation says.

    Leaving the public takes nothing out of the memory, because it says nothing of the words. A
    withdrawn signature does: see `pages.translation.memory.models.MemoryUnitQuerySet.in_use`.
    """

    def went_live(self, page: Any, *, now: datetime.datetime) -> None:
        """Remember the content that went live."""
        approval = active_approval(page)
        if approval is not None:
            remember_page(page, approval)

    def left_public(self, page: Any, *, now: datetime.datetime, reason: str) -> None:
        """Do nothing."""


def remember_page(page: Any, approval: Approval) -> Stored | None:
    """Remember a signed translation.

    Args:
        page: an instance with the content that the approval signed.
        approval: the signature.

    Returns:
        What became of its pairs; None for a page that is nobody's translation, whose source of then
        is not to be had, or that tells a patient's story: their words are theirs, and the
        permission for one page is none to use them in another.
    """
    translation = translation_into(page)
    if translation is None or hasattr(type(page), AUTHORIZATION):
        return None
    source = _source_of(translation, approval)
    if source is None:
        return None
    return store(
        paired(source, page),
        provider=Provider(
            origin=UnitOrigin.PAGE,
            source_language=language_of(translation.source.locale.language_code),
            target_language=language_of(page.locale.language_code),
            title=page.title,
            translation_key=page.translation_key,
            approval=approval,
        ),
    )


def remember_signed_wording(wording: Wording, now: datetime.datetime) -> list[int]:
    """Remember a disclaimer's wording that was just signed. An effect of its signature.

    Returns:
        No pages: the public reads the same as before.
    """
    approval = (
        DisclaimerApproval.objects.filter(key=wording.key, language_code=wording.language)
        .select_related("version__disclaimer__locale")
        .order_by("-version__version")
        .first()
    )
    if approval is not None and approval.fingerprint == wording.fingerprint:
        remember_wording(approval)
    return []


def remember_wording(approval: DisclaimerApproval) -> Stored | None:
    """Remember a signed wording, as far as the translations on file say that it translates them.

    A disclaimer's signature does not name the source that was translated, so that the file has to:
    a source brought in later has another translation there, or none.
    """
    wording = approval.version.wording
    disclaimer = approval.version.disclaimer
    translation = translation_into(disclaimer)
    if translation is None:
        return None
    try:
        source = translation.source.as_instance()
    except SourceDeletedError:
        return None
    signed = Disclaimer(
        key=wording.key,
        locale=disclaimer.locale,
        title=wording.title,
        text=wording.text,
        translation_key=disclaimer.translation_key,
    )
    on_file = {
        (path, before, visible_text(after))
        for path, before, after in StringTranslation.objects.filter(
            locale=disclaimer.locale, context__object_id=disclaimer.translation_key
        ).values_list("context__path", "translation_of__data", "data")
    }
    return store(
        [
            pair
            for pair in paired(source, signed)
            if (pair.path, pair.source, visible_text(pair.target)) in on_file
        ],
        provider=Provider(
            origin=UnitOrigin.DISCLAIMER,
            source_language=language_of(translation.source.locale.language_code),
            target_language=language_of(wording.language),
            title=wording.title,
            translation_key=disclaimer.translation_key,
            disclaimer_approval=approval,
        ),
    )


def paired(source: TranslatableMixin, target: TranslatableMixin) -> Iterator[Pair]:
    """Yield each segment of a source with what the target says in its place.

    A place that has more segments on one side than on the other is left out: nobody can say which
    belong together. So are addresses.
    """
    said = texts_by_path(target)
    for path, texts in texts_by_path(source).items():
        others = said.get(path, [])
        if path != "slug" and len(texts) == len(others):
            for text, other in zip(texts, others, strict=True):
                yield Pair(source=text.string.data, target=other.string.data, path=path)


def _source_of(translation: Translation, approval: Approval) -> Any:
    """Return the source content that an approved translation was made of, or None.

    It is the content in the translation desk, as long as that is still what the approval names; and
    else the revision of the source that was signed under that fingerprint.
    """
    try:
        synced = translation.source.as_instance()
    except SourceDeletedError:
        return None
    named = approval.source_fingerprint
    signed = [one for one in synced.approvals.all() if one.fingerprint == named]
    content = row_fingerprint(synced)
    if any(one.row_fingerprint == content for one in signed) or fingerprint(synced) == named:
        return synced
    for one in signed:
        revised = one.revision.as_object() if one.revision is not None else None
        if revised is not None and row_fingerprint(revised) == one.row_fingerprint:
            return revised
    return None
