"""A draft in the shape of a public page: what an answer says of content that nobody signed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from pages.delivery.answers import Answer
from pages.delivery.models import PublishedDocument
from pages.delivery.moments import moment
from pages.delivery.translation_notice import translation_notice
from pages.review.models import Approval
from pages.translation.currency.facts import TranslationCurrency, active, behind

if TYPE_CHECKING:
    from collections.abc import Callable

    from wagtail.models import Page

    from pages.delivery.drafts.models import DraftPreview

Json = Any


class DraftAnswer(Answer):
    """The content of one preview, and the public surroundings in which it would stand."""

    def __init__(
        self,
        preview: DraftPreview,
        *,
        detail_url: Callable[[Page], str | None],
        absolute: Callable[[str], str],
    ) -> None:
        """Prepare the answer.

        Args:
            preview: an open preview, with its page.
            detail_url: gives a page's address on the API.
            absolute: turns a path on this host into an address.
        """
        super().__init__([preview.page], detail_url=detail_url, absolute=absolute)
        self._preview = preview

    @cached_property
    def documents(self) -> dict[int, PublishedDocument]:
        """What would be the page's document; it is stored nowhere."""
        preview = self._preview
        # Nobody has signed it: what an approval would say is nobody's name.
        unsigned = Approval(signed_at=preview.created_at, activated_at=preview.created_at)
        document = PublishedDocument(
            locale=preview.language, content=preview.content, approval=unsigned
        )
        return {preview.page_id: document}

    def is_public(self, page: Page) -> bool:
        """Tell that there is something to answer: whoever asks has a token for it."""
        return True

    def review(self, page: Page) -> Json:
        """Return nothing: nobody has signed this, and nobody is named as if they had."""
        return None

    def draft(self) -> Json:
        """Return what tells a draft from a public page: that it is one, of what, and until when."""
        preview = self._preview
        return {
            "status": "draft",
            "revision": preview.revision_id,
            "created_at": moment(preview.created_at),
            "expires_at": moment(preview.expires_at),
            "fingerprint": preview.fingerprint,
        }

    def json_ld(self, page: Page) -> Json:
        """Return the schema.org description, without a review."""
        complete = super().json_ld(page)
        return {
            name: value
            for name, value in complete.items()
            if name not in ("lastReviewed", "reviewedBy")
        }

    def translation(self, page: Page) -> Json:
        """Return where a translated draft comes from, and whether that is what is signed there."""
        source = self._sources.get((page.translation_key, page.locale_id))
        rendered = self._preview.source_fingerprint
        if source is None or not rendered:
            return None
        language, locale_id = source
        approvals = list(
            Approval.objects.filter(
                page__translation_key=page.translation_key, page__locale_id=locale_id
            ).order_by("id")
        )
        public = active(approvals)
        change = behind(rendered, approvals)
        named = [one for one in approvals if one.fingerprint == rendered]
        is_current = (
            public is not None and change is None and any(named) and named[-1].pk <= public.pk
        )
        return translation_notice(
            TranslationCurrency(
                source_fingerprint=rendered,
                is_current=is_current,
                has_source=public is not None,
                outdated_since=None if change is None else change.since,
                changes=() if is_current else None,
            ),
            source_locale=language,
            language=self._preview.language,
            shown=self._preview.content,
        )
