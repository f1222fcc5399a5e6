"""Findings that a qualified person has looked at and left as they are, with a reason in writing.

A finding that only warns is gone with it; what blocks is the reviewer's to judge, and stays
(`pages.review.overrides`). A dismissal holds for one finding about one pair of texts: a word that
changes on either side brings the finding back.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from pages.ledger.models import LedgerEntry
from pages.translation.placeholders import visible_text
from pages.translation.provenance import may_confirm
from pages.translation.writing import SegmentRefused, record_about

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from wagtail_localize.models import Translation

    from pages.translation.checks import Finding

DISMISSED: Final = "translation.dismissed"

SHORTEST_REASON: Final = 10
"""Characters; what is shorter gives no reason."""


@dataclass(frozen=True, slots=True)
class Dismissal:
    """Who left a finding as it is, and why, in their own words."""

    by: str
    reason: str


def finding_key(finding: Finding) -> str:
    """Return what a dismissal is kept under: the rule and what it is about, in 32 hex digits."""
    pair = finding.pair
    sides = (visible_text(pair.source), visible_text(pair.target or ""))
    said = "\x1f".join((finding.code, pair.path, *sides, finding.about))
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def dismissals_of(translation: Translation, page: Any = None) -> dict[str, Dismissal]:
    """Return what was dismissed in a translation, by `finding_key`. Costs one query.

    Args:
        translation: whose findings they are.
        page: its target, if it is at hand.
    """
    entries = LedgerEntry.objects.filter(action=DISMISSED)
    target = page if page is not None else translation.get_target_instance()
    if isinstance(target, Page):
        entries = entries.filter(page_id=target.pk)
    else:
        entries = entries.filter(page_id=None, data__translation=translation.pk)
    return {
        str(entry.data.get("key", "")): Dismissal(
            by=entry.actor_name, reason=str(entry.data.get("reason", ""))
        )
        for entry in entries.order_by("id")
    }


def dismissed_keys(page_ids: Iterable[int]) -> dict[int, set[str]]:
    """Return the keys of what was dismissed on pages, by the page's id. Costs one query."""
    entries = LedgerEntry.objects.filter(action=DISMISSED, page_id__in=list(page_ids))
    by_page: dict[int, set[str]] = defaultdict(set)
    for page_id, data in entries.values_list("page_id", "data"):
        if page_id is not None:
            by_page[page_id].add(str(data.get("key", "")))
    return by_page


def standing(findings: Iterable[Finding], dismissals: Container[str]) -> list[Finding]:
    """Return the findings without the warnings that somebody dismissed."""
    return [
        finding
        for finding in findings
        if finding.severity == "block" or finding_key(finding) not in dismissals
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class DismissFinding:
    """Leave what a check warns about as it is, with a reason."""

    translation: Translation
    finding: Finding
    reason: str
    user: Any

    def check(self) -> None:
        """Refuse with words.

        Raises:
            SegmentRefused: it blocks, the reason is missing, or the user is not qualified.
        """
        if self.finding.severity == "block":
            raise SegmentRefused(
                _("This changes what the reader is told: the medical reviewer decides about it.")
            )
        if len(self.reason.strip()) < SHORTEST_REASON:
            raise SegmentRefused(_("Say in a few words why it may stay as it is."))
        locale = self.translation.target_locale
        if not may_confirm(self.user, locale.language_code):
            raise SegmentRefused(
                _(
                    "Only a translator or medical reviewer whose record lists %(language)s can "
                    "dismiss a finding. Ask an administrator to complete your record under People."
                )
                % {"language": locale.get_display_name()}
            )

    @transaction.atomic
    def execute(self) -> None:
        """Write it into the ledger."""
        self.check()
        record_about(
            self.translation,
            action=DISMISSED,
            user=self.user,
            data={
                "key": finding_key(self.finding),
                "code": self.finding.code,
                "path": self.finding.pair.path,
                "quote": self.finding.quote,
                "message": str(self.finding.message),
                "reason": self.reason.strip(),
            },
        )
