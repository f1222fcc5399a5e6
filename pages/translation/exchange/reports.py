"""What became of a file: segment by segment, page by page, and as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import ngettext

from pages.translation.exchange.judging import SegmentStatus

if TYPE_CHECKING:
    from wagtail_localize.models import Translation


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentOutcome:
    """What became of one segment of a file.

    Attributes:
        index: position among the segments of its document, from 0.
        path: address within the page, as the file or the page says.
        place: the address in words, or empty.
        source: the source, HTML with placeholders.
        target: the translation in the file, likewise; empty if there is none that can be read.
        status: what became of it.
        reason: why it was refused, or what else should be known; or empty.
    """

    index: int
    path: str
    place: str
    source: str
    target: str
    status: SegmentStatus
    reason: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "index": self.index,
            "path": self.path,
            "source": self.source,
            "target": self.target,
            "status": self.status.value,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReport:
    """What became of one translation of a file.

    Attributes:
        name: of the file, or of the file in the archive.
        translation: which one it belongs to; None if it was refused before that was known.
        title: of the page that it translates, or empty.
        refusal: why nothing of it was taken, or empty.
        damage: what of it could not be read, in words.
        outcomes: segment by segment, in the order of the file.
    """

    name: str
    translation: Translation | None = None
    title: str = ""
    refusal: str = ""
    damage: tuple[str, ...] = ()
    outcomes: Sequence[SegmentOutcome] = ()

    def count(self, status: SegmentStatus) -> int:
        """Return how many segments have this status."""
        return sum(outcome.status is status for outcome in self.outcomes)

    @property
    def counts(self) -> dict[str, int]:
        """How many segments have each status."""
        found = Counter(outcome.status for outcome in self.outcomes)
        return {status.value: found[status] for status in SegmentStatus}

    @property
    def refused(self) -> list[SegmentOutcome]:
        """The segments that were refused."""
        return [one for one in self.outcomes if one.status is SegmentStatus.REFUSED]

    @property
    def summary(self) -> list[str]:
        """How many segments have each status, in words; what none has is left out."""
        imported = self.count(SegmentStatus.IMPORTED)
        confirmed = self.count(SegmentStatus.CONFIRMED)
        unchanged = self.count(SegmentStatus.UNCHANGED)
        empty = self.count(SegmentStatus.EMPTY)
        refused = self.count(SegmentStatus.REFUSED)
        said = (
            (
                imported,
                ngettext(
                    "%(count)s segment was imported.", "%(count)s segments were imported.", imported
                ),
            ),
            (
                confirmed,
                ngettext(
                    "%(count)s segment was confirmed.",
                    "%(count)s segments were confirmed.",
                    confirmed,
                ),
            ),
            (
                unchanged,
                ngettext(
                    "%(count)s segment is unchanged.",
                    "%(count)s segments are unchanged.",
                    unchanged,
                ),
            ),
            (
                empty,
                ngettext(
                    "%(count)s segment has no translation in the file.",
                    "%(count)s segments have no translation in the file.",
                    empty,
                ),
            ),
            (
                refused,
                ngettext(
                    "%(count)s segment was refused.", "%(count)s segments were refused.", refused
                ),
            ),
        )
        return [words % {"count": count} for count, words in said if count]

    @property
    def is_whole(self) -> bool:
        """Whether nothing of it was refused."""
        return not (self.refusal or self.damage or self.refused)

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        language = self.translation.target_locale.language_code if self.translation else ""
        return {
            "name": self.name,
            "translation": str(self.translation.uuid) if self.translation else "",
            "title": self.title,
            "language": language,
            "refusal": self.refusal,
            "damage": list(self.damage),
            **self.counts,
            "segments": [outcome.as_json() for outcome in self.outcomes],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What became of a file.

    Attributes:
        name: of the file.
        is_dry_run: whether nothing was written, and this is what would have been.
        documents: one for each translation in it.
    """

    name: str
    is_dry_run: bool
    documents: Sequence[DocumentReport]

    @property
    def is_whole(self) -> bool:
        """Whether nothing was refused."""
        return all(document.is_whole for document in self.documents)

    @property
    def counts(self) -> dict[str, int]:
        """How many segments have each status."""
        return {
            status.value: sum(document.count(status) for document in self.documents)
            for status in SegmentStatus
        }

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "file": self.name,
            "dry_run": self.is_dry_run,
            **self.counts,
            "documents": [document.as_json() for document in self.documents],
        }
