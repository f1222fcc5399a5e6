"""Making previews: a link for others, and the person's own preview on the website.

Either freezes the draft as it is now. What is written afterwards needs a preview of its own.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from pages import conf, ledger
from pages.consent.requirement import uses_of
from pages.consent.rules import FIELD
from pages.delivery.documents import build_content, content_hash
from pages.delivery.drafts.forgetting import forget_expired
from pages.delivery.drafts.models import DraftPreview, PreviewKind
from pages.delivery.drafts.permission import may_preview, why_not_permitted
from pages.delivery.drafts.tokens import Claims, signed
from pages.delivery.sizes import make_sizes_of
from pages.publishing import Blocker, PublicationRefused
from pages.publishing.locks import lock_page
from pages.review import fingerprint
from pages.translation.sources import source_fingerprint

SHARED: Final = "preview.shared"

SCREENS_KEPT: Final = 5
"""How many previews of their own screen one person has of one page; older ones are forgotten."""


class PreviewRefused(PublicationRefused):
    """Raised where a draft cannot be shown to others. Nothing was made."""

    def _sentence(self) -> str:
        head = _("No link was made: ")
        return head + " ".join(str(one.message) for one in self.blockers)


def token_of(preview: DraftPreview) -> str:
    """Return the token that opens a preview: the same one whenever it is asked for."""
    return signed(claims_of(preview))


def claims_of(preview: DraftPreview) -> Claims:
    """Return what the token of a preview says."""
    return Claims(
        preview=preview.pk,
        page=preview.page_id,
        language=preview.language,
        revision=preview.revision_id,
        person=preview.made_by_id,
        until=int(preview.expires_at.timestamp()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareDraft:
    """Make a link under which others read a page's latest draft as it is now."""

    user: Any

    def execute(self, *, page_id: int, now: datetime.datetime | None = None) -> DraftPreview:
        """Make it, in one transaction with its entry in the ledger.

        Args:
            page_id: a page of a reviewed type.
            now: the moment; the clock's, unless given.

        Raises:
            PreviewRefused: this person may not, or the patient's permission does not allow it.
            PageDeleted: the page is gone.
        """
        moment = now or timezone.now()
        with transaction.atomic():
            lock_page(page_id)
            page = Page.objects.get(pk=page_id).specific
            draft = page.get_latest_revision_as_object()
            self._check(draft, now=moment)
            preview = _new(
                draft,
                kind=PreviewKind.LINK,
                user=self.user,
                revision_id=page.latest_revision_id,
                now=moment,
            )
            preview.save(force_insert=True)
            ledger.record(
                action=SHARED,
                page=page,
                actor=self.user,
                fingerprint=preview.fingerprint,
                data={
                    "preview": preview.pk,
                    "revision": preview.revision_id,
                    "expires_at": preview.expires_at,
                },
                now=moment,
            )
        forget_expired(now=moment)
        return preview

    def _check(self, draft: Any, *, now: datetime.datetime) -> None:
        if not may_preview(self.user, draft):
            raise PreviewRefused(
                [
                    Blocker(
                        "preview.not_allowed",
                        _("Only those who may edit this page can show its draft to others."),
                    )
                ]
            )
        if hasattr(type(draft), FIELD):
            problems = why_not_permitted(
                getattr(draft, FIELD),
                language=draft.locale.language_code,
                uses=uses_of(draft),
                now=now,
            )
            if problems:
                raise PreviewRefused(problems)


def preview_for_screen(
    page: Any, *, user: Any, now: datetime.datetime | None = None
) -> DraftPreview:
    """Return a preview of what somebody has before them, saved or not, for the website to show.

    The same content is given the same preview as long as half of its time is left. It is no
    decision about the page, and leaves no entry in the ledger.

    Args:
        page: an instance with the content to be shown, of a page that was saved at least once.
        user: whose screen it is.
        now: the moment; the clock's, unless given.
    """
    moment = now or timezone.now()
    made = _new(page, kind=PreviewKind.SCREEN, user=user, revision_id=None, now=moment)
    own = DraftPreview.objects.filter(
        page_id=page.pk, made_by_id=user.pk, kind=PreviewKind.SCREEN
    ).order_by("-pk")
    with transaction.atomic():
        half = moment + (made.expires_at - moment) / 2
        found = own.filter(content_hash=made.content_hash, expires_at__gt=half).first()
        if found is not None:
            return found
        made.save(force_insert=True)
        kept = list(own.values_list("pk", flat=True)[:SCREENS_KEPT])
        own.exclude(pk__in=kept).delete()
    forget_expired(now=moment)
    return made


def _new(
    page: Any, *, kind: str, user: Any, revision_id: int | None, now: datetime.datetime
) -> DraftPreview:
    """Return a preview that is not stored yet; its end is a whole second, as in the token."""
    make_sizes_of(page)
    content = build_content(page)
    until = now + datetime.timedelta(minutes=conf.preview_minutes())
    return DraftPreview(
        page_id=page.pk,
        language=page.locale.language_code,
        revision_id=revision_id,
        kind=kind,
        content=content,
        content_hash=content_hash(content),
        fingerprint=fingerprint(page),
        source_fingerprint=source_fingerprint(page),
        authorization_id=getattr(page, f"{FIELD}_id", None),
        made_by_id=user.pk,
        created_at=now,
        expires_at=until.replace(microsecond=0),
    )
