"""What follows for translations when a new text of their source goes live, in that transaction.

The whole family of pages is held by then: see `pages.publishing.locks`. Everything is decided from
signatures, so that it comes to the same however often it is asked: a renewal of the source, or its
publication anew, is no news.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from wagtail.models import Page
from wagtail_localize.models import Translation

from pages import conf, ledger, outbox
from pages.review.approvals import active_approval
from pages.review.expiry import take_offline
from pages.review.models import Approval
from pages.translation.currency.changes import changed_fields, is_critical
from pages.translation.currency.comparison import Changes, changes_between, keep_changes_between
from pages.translation.currency.facts import Behind, behind
from pages.translation.currency.mail import OUTDATED_MAIL, people_to_tell
from pages.translation.currency.policy import Policy, decide

OUTDATED: Final = "translation.outdated"
"""Action of the ledger's entries that say that a live translation is behind its source."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the site's policy says of a live translation that is behind its source.

    Attributes:
        change: the signatures between which its source has changed.
        changes: what changed; None if nobody can tell.
        policy: what becomes of the translation.
    """

    change: Behind
    changes: Changes | None
    policy: Policy


class TranslationsFollow:
    """Effect of publication: live translations of a text that has changed are marked outdated.

    By policy they are taken offline. A refusal of that does not undo the source's publication: it
    is written down, and `verify_publications` reports the translation until somebody acts.
    """

    def went_live(self, page: Any, *, now: datetime.datetime) -> None:
        """See to the translations of the page; and keep what a translation is behind its source."""
        for target in live_translations(page):
            _follow(target, source=page, now=now)
        source = source_of(page)
        if source is not None:
            verdict_on(page, source=source, keep=True)

    def left_public(self, page: Any, *, now: datetime.datetime, reason: str) -> None:
        """Do nothing: a source that is gone is no newer text."""


def live_translations(source: Page) -> Iterator[Page]:
    """Yield the live pages that are translations of a page, as plain pages."""
    locales = Translation.objects.filter(
        source__object_id=source.translation_key, source__locale_id=source.locale_id
    ).values("target_locale")
    yield from Page.objects.filter(
        translation_key=source.translation_key,
        locale__in=locales,
        live=True,
        alias_of__isnull=True,
    ).order_by("pk")


def source_of(page: Page) -> Page | None:
    """Return the page that a page is, or was until it was stopped, a translation of; or None."""
    locales = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id
    ).values("source__locale")
    found: Page | None = Page.objects.filter(
        translation_key=page.translation_key, locale__in=locales
    ).first()
    return found


def verdict_on(
    target: Page, *, source: Page, renders: str | None = None, keep: bool = False
) -> Verdict | None:
    """Return what policy says of a translation; None if it is not behind its source.

    Args:
        target: the translation.
        source: the page that it translates.
        renders: fingerprint of the source that is rendered; that of the active signature, unless
            given.
        keep: whether to write down what changed, for whoever asks next.
    """
    if renders is None:
        own = active_approval(target)
        renders = own.source_fingerprint if own is not None else ""
    change = behind(renders, _approvals(source)) if renders else None
    if change is None:
        return None
    compared = keep_changes_between if keep else changes_between
    changes = compared(change.rendered, change.public)
    if changes == ():
        return None
    chosen = conf.stale_translation(
        page_type=target.specific_class._meta.label if target.specific_class else "",
        hostname=_hostname(target),
    )
    policy = decide(changes, default=chosen["default"], safety=chosen["safety"])
    return Verdict(change, changes, policy)


def _approvals(source: Page) -> list[Approval]:
    return list(Approval.objects.filter(page_id=source.pk).order_by("id"))


def _hostname(page: Page) -> str:
    if not conf.stale_translation_sites():
        return ""
    site = page.get_site()
    return str(site.hostname) if site is not None else ""


def _follow(target: Page, *, source: Any, now: datetime.datetime) -> None:
    verdict = verdict_on(target, source=source, keep=True)
    if verdict is None:
        return
    reasons: list[str] = []
    taken_offline = False
    if verdict.policy == "unpublish":
        try:
            with transaction.atomic():
                take_offline(target.specific)
            taken_offline = True
        except (PermissionDenied, ValidationError) as refusal:
            reasons = [str(refusal)]
    if taken_offline or reasons or _is_news(verdict.change, source, now=now):
        _tell(target, source=source, verdict=verdict, taken_offline=taken_offline, reasons=reasons)


def _is_news(change: Behind, source: Any, *, now: datetime.datetime) -> bool:
    """Tell whether the source says something else since this moment, and not since an earlier."""
    if change.public.activated_at != now:
        return False
    before = (
        Approval.objects.filter(
            page_id=source.pk, activated_at__isnull=False, pk__lt=change.public.pk
        )
        .order_by("-id")
        .first()
    )
    return before is None or before.row_fingerprint != change.public.row_fingerprint


def _tell(
    target: Page, *, source: Any, verdict: Verdict, taken_offline: bool, reasons: list[str]
) -> None:
    changes = verdict.changes
    about = {
        "source": source.pk,
        "language": source.locale.language_code,
        "changed": None if changes is None else changed_fields(changes),
        "is_critical": is_critical(changes),
        "taken_offline": taken_offline,
    }
    ledger.record(
        action=OUTDATED,
        page=target,
        data={
            **about,
            "renders": verdict.change.rendered.pk if verdict.change.is_rendered_known else None,
            "source_approval": verdict.change.public.pk,
            "policy": verdict.policy,
            "reasons": reasons,
        },
    )
    outbox.put_mail(
        template=OUTDATED_MAIL,
        user_ids=people_to_tell(target),
        facts={"page": target.pk, **about},
    )
