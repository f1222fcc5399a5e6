"""Where a translation comes from, and who has worked on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wagtail_localize.models import (
    SegmentOverride,
    SourceDeletedError,
    StringTranslation,
    Translation,
)

from pages.ledger.models import LedgerEntry
from pages.review.fingerprints import fingerprint, row_fingerprint

SUBMITTED: Final = "translation.submitted"
"""Action of the ledger's entries that say which source a submitted content translates."""

if TYPE_CHECKING:
    from datetime import datetime

    from wagtail.models import Page, TranslatableMixin


def translation_into(instance: TranslatableMixin) -> Translation | None:
    """Return the translation that a page, or a disclaimer, is the target of, or None.

    A translation that was stopped does not count: its target is written by hand.
    """
    found: Translation | None = (
        Translation.objects.filter(
            source__object_id=instance.translation_key,
            target_locale_id=instance.locale_id,
            enabled=True,
        )
        .select_related("source", "source__locale", "target_locale")
        .first()
    )
    return found


def synced_source_fingerprint(translation: Translation) -> str:
    """Return the fingerprint of the source as it was last brought into the translation.

    This may be older than what the source page says today. Where that text was signed, it is the
    fingerprint of its latest signature, so that the approvals of both languages can be told to
    belong together even if a cited reference was corrected in between. Empty if the source is gone.
    """
    try:
        source = translation.source.as_instance()
    except SourceDeletedError:
        return ""
    signed: str | None = (
        source.approvals.filter(row_fingerprint=row_fingerprint(source))
        .order_by("-id")
        .values_list("fingerprint", flat=True)
        .first()
    )
    return signed or fingerprint(source)


def source_fingerprint(page: Page) -> str:
    """Return the fingerprint of the source content that this content of ``page`` translates.

    For content that was submitted for review it is the source of that moment, whatever was brought
    into the translation afterwards. Empty for a page that is not a translation.
    """
    translation = translation_into(page)
    if translation is None:
        return ""
    submitted = (
        LedgerEntry.objects.filter(action=SUBMITTED, page_id=page.pk, fingerprint=fingerprint(page))
        .order_by("-id")
        .first()
    )
    if submitted is not None:
        return str(submitted.data.get("source_fingerprint", ""))
    return synced_source_fingerprint(translation)


def translators_of(instance: TranslatableMixin, since: datetime | None = None) -> set[int]:
    """Return the ids of the users who last wrote a segment of this text in its language.

    Args:
        instance: the target of a translation, or any other page or disclaimer.
        since: leave out segments that were last written at or before this time; None keeps all.
    """
    translations = StringTranslation.objects.filter(
        context__object_id=instance.translation_key,
        locale_id=instance.locale_id,
        last_translated_by__isnull=False,
    )
    overrides = SegmentOverride.objects.filter(
        context__object_id=instance.translation_key,
        locale_id=instance.locale_id,
        last_translated_by__isnull=False,
    )
    if since is not None:
        translations = translations.filter(updated_at__gt=since)
        overrides = overrides.filter(updated_at__gt=since)
    return set(translations.values_list("last_translated_by_id", flat=True)) | set(
        overrides.values_list("last_translated_by_id", flat=True)
    )
