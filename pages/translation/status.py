"""What state a page's translation is in, as a pure function over what is known about it."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


class TranslationStatus(enum.Enum):
    """The states of one page's translation into one language."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    WITH_FINDINGS = "with_findings"
    READY = "ready"
    IN_REVIEW = "in_review"
    SENT_BACK = "sent_back"
    LIVE_CURRENT = "live_current"
    LIVE_OUTDATED = "live_outdated"

    @property
    def label(self) -> str:
        """The state in words."""
        return str(_LABELS[self])

    @property
    def emphasis(self) -> str:
        """Class of the admin's status tag: filled where the state is good or readers' business."""
        return "w-status--primary" if self is TranslationStatus.LIVE_CURRENT else ""


_LABELS = {
    TranslationStatus.NOT_STARTED: _("Not started"),
    TranslationStatus.IN_PROGRESS: _("In progress"),
    TranslationStatus.WITH_FINDINGS: _("With findings"),
    TranslationStatus.READY: _("Ready to submit"),
    TranslationStatus.IN_REVIEW: _("In medical review"),
    TranslationStatus.SENT_BACK: _("Sent back"),
    TranslationStatus.LIVE_CURRENT: _("Live and current"),
    TranslationStatus.LIVE_OUTDATED: _("Live and outdated"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationFacts:
    """What is known about the translation of one page into one language.

    Attributes:
        exists: whether there is a page in that language that is not a mere copy of the source.
        segments: how many segments the source has.
        translated: how many of them have a usable translation on file.
        in_review: whether the page waits for a medical reviewer.
        sent_back: whether a reviewer sent it back.
        live: whether the page is public in that language.
        has_unpublished_changes: whether a draft newer than the live version exists.
        is_behind: whether the source shows the public another text than the one that the live
            translation renders; False while the source is not public.
        findings: how many findings the checks have on a complete translation; None where they were
            not asked, because nothing depends on it.
    """

    exists: bool = False
    segments: int = 0
    translated: int = 0
    in_review: bool = False
    sent_back: bool = False
    live: bool = False
    has_unpublished_changes: bool = False
    is_behind: bool = False
    findings: int | None = None

    @property
    def is_outdated(self) -> bool:
        """Whether what is live translates something else than what the source says now."""
        return self.live and self.is_behind

    @property
    def is_complete(self) -> bool:
        """Whether every segment has a usable translation on file."""
        return self.translated >= self.segments


def translation_status(facts: TranslationFacts) -> TranslationStatus:
    """Return the state that says best what has to happen next.

    What people are waiting for comes first: a review in progress or sent back is named before the
    state of the version that is live beside it. An outdated live version is named before the work
    on its successor, because readers see it now.
    """
    if not facts.exists:
        return TranslationStatus.NOT_STARTED
    if facts.sent_back:
        return TranslationStatus.SENT_BACK
    if facts.in_review:
        return TranslationStatus.IN_REVIEW
    if facts.is_outdated:
        return TranslationStatus.LIVE_OUTDATED
    if facts.live and not (facts.has_unpublished_changes or not facts.is_complete):
        return TranslationStatus.LIVE_CURRENT
    if not facts.is_complete:
        return TranslationStatus.IN_PROGRESS
    return TranslationStatus.WITH_FINDINGS if facts.findings else TranslationStatus.READY
