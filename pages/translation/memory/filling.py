"""Filling segments that nobody has translated with what was signed before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from wagtail_localize.models import StringSegment, StringTranslation

from pages import conf
from pages.translation.memory.lookup import Suggestion, suggestions
from pages.translation.models import Origin
from pages.translation.segments import recorded_translations
from pages.translation.writing import SegmentConflict, WriteSegment, hold, record_about

if TYPE_CHECKING:
    from wagtail_localize.models import Translation

FILLED: Final = "translation.filled_from_memory"
"""Action of the ledger's entries that say who had the memory fill segments."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What became of the segments that were not translated.

    Attributes:
        filled: how many were filled, and wait for somebody who confirms them.
        ambiguous: how many were left, because the same source was signed with several translations.
        unmatched: how many were left, because nothing signed is alike enough.
    """

    filled: int = 0
    ambiguous: int = 0
    unmatched: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FillFromMemory:
    """Fill the untranslated segments of a translation with signed matches.

    What is filled stays unconfirmed: the page cannot be submitted before somebody qualified has
    read each of these segments and answers for it.

    Attributes:
        translation: the translation.
        user: who has it filled; whether they may write it is for the caller to ask.
        threshold: least score, in percent. None takes the site's, ``PAGES["MEMORY_INSERT_FROM"]``;
            a lower one than the site's does not count.
    """

    translation: Translation
    user: Any
    threshold: int | None = None

    def check(self) -> None:
        """Refuse with words while the page is in review.

        Raises:
            SegmentRefused: it is.
        """
        hold(self.translation)

    @transaction.atomic
    def execute(self) -> Filled:
        """Fill, write it into the ledger, and return the counts.

        Raises:
            SegmentRefused: the page is in review; nothing was written.
        """
        self.check()
        open_ones = untranslated(self.translation)
        least = self.least_score()
        if least is None or not open_ones:
            return Filled(unmatched=len(open_ones))
        found = suggestions(
            [(segment.string.data, segment.context.path) for segment in open_ones],
            source_language=self.translation.source.locale.language_code,
            target_language=self.translation.target_locale.language_code,
            translation_key=self.translation.source.object_id,
            minimum=least,
            limit=None,
        )
        recorded = recorded_translations(self.translation)
        filled = ambiguous = 0
        for position, segment in enumerate(open_ones):
            some = insertable(found.get(position, ()))
            if len(some) == 1:
                current = recorded.get((segment.string_id, segment.context_id))
                filled += self._write(segment, some[0], current)
            ambiguous += len(some) > 1
        if filled:
            record_about(
                self.translation,
                action=FILLED,
                user=self.user,
                data={"segments": filled, "threshold": least},
            )
        return Filled(filled, ambiguous, len(open_ones) - filled - ambiguous)

    def least_score(self) -> int | None:
        """Return from which score on a match is inserted, or None if the site inserts none."""
        site = conf.memory_insert_from()
        if site is None or self.threshold is None:
            return site
        return max(site, self.threshold)

    def _write(
        self, segment: StringSegment, suggestion: Suggestion, current: StringTranslation | None
    ) -> int:
        """Write one segment; a translator who was faster keeps theirs."""
        try:
            WriteSegment(
                translation=self.translation,
                segment=segment,
                text=suggestion.text,
                user=self.user,
                origin=Origin.MEMORY,
                tool=suggestion.origin_title,
                score=suggestion.score,
                base="",
            ).write(current)
        except SegmentConflict:
            return 0
        return 1


def insertable(found: Sequence[Suggestion]) -> list[Suggestion]:
    """Return the signed matches that may be inserted unseen: none, one, or several that differ.

    Several are no choice that a program may make. Nor may it insert a text with another number, one
    whose placeholders have to be put in by hand, or one that nobody signed.

    Args:
        found: all matches of one segment that are alike enough, the best first.
    """
    signed = [one for one in found if one.is_signed]
    best = [one for one in signed if one.score == signed[0].score]
    if len(best) != 1:
        return best
    [only] = best
    return best if only.placeholders_fit and not only.number_differs else []


def untranslated(translation: Translation) -> list[StringSegment]:
    """Return the segments without a translation on file, each string of a place once."""
    on_file = set(
        StringTranslation.objects.filter(
            locale_id=translation.target_locale_id,
            context__object_id=translation.source.object_id,
        )
        .exclude(data="")
        .values_list("translation_of_id", "context_id")
    )
    segments: dict[tuple[int, int], StringSegment] = {}
    for segment in (
        StringSegment.objects.filter(source_id=translation.source_id)
        .exclude(context__path="slug")
        .select_related("string", "context")
        .order_by("order")
    ):
        place = (segment.string_id, segment.context_id)
        if place not in on_file:
            segments.setdefault(place, segment)
    return list(segments.values())
