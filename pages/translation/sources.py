"""Where a translation comes from, and who has worked on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail_localize.models import (
    SegmentOverride,
    SourceDeletedError,
    StringTranslation,
    Translation,
)

from pages.review.fingerprints import fingerprint, row_fingerprint

if TYPE_CHECKING:
    from datetime import datetime

    from wagtail.models import Page


def translation_into(page: Page) -> Translation | None:
    """Return the translation that ``page`` is the target of, or None.

    A translation that was stopped does not count: its page is written by hand.
    """
    found: Translation | None = (
        Translation.objects.filter(
            source__object_id=page.translation_key,
            target_locale_id=page.locale_id,
            enabled=True,
        )
        .select_related("source", "source__locale", "target_locale")
        .first()
    )
    return found


def source_fingerprint(page: Page) -> str:
    """Return the fingerprint of the source content that ``page`` translates.

    This is the content as it was brought into the translation, which may be older than what the
    source page says today. Where that text was signed, it is the fingerprint of its latest
    signature, so that the two approvals can be told to belong together even if a cited reference
    was corrected in between. Empty for a page that is not a translation, or whose source is gone.
    """
    translation = translation_into(page)
    if translation is None:
        return ""
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


def translators_of(page: Page, since: datetime | None = None) -> set[int]:
    """Return the ids of the users who last wrote a segment of this page's language.

    Args:
        page: the target page of a translation, or any page.
        since: leave out segments that were last written at or before this time; None keeps all.
    """
    translations = StringTranslation.objects.filter(
        context__object_id=page.translation_key,
        locale_id=page.locale_id,
        last_translated_by__isnull=False,
    )
    overrides = SegmentOverride.objects.filter(
        context__object_id=page.translation_key,
        locale_id=page.locale_id,
        last_translated_by__isnull=False,
    )
    if since is not None:
        translations = translations.filter(updated_at__gt=since)
        overrides = overrides.filter(updated_at__gt=since)
    return set(translations.values_list("last_translated_by_id", flat=True)) | set(
        overrides.values_list("last_translated_by_id", flat=True)
    )
