"""Carrying an earlier translation forward, where the change of its source alters no meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from pages.translation.changes.difference import as_dicts
from pages.translation.changes.earlier import Earlier, earlier_version
from pages.translation.changes.safety import alterations
from pages.translation.models import Origin
from pages.translation.placeholders import visible_text
from pages.translation.provenance import may_confirm
from pages.translation.writers import may_write_segments
from pages.translation.writing import SegmentRefused, WriteSegment, hold, record_about

if TYPE_CHECKING:
    from wagtail_localize.models import StringSegment, StringTranslation, Translation

CARRIED_FORWARD: Final = "translation.carried_forward"
"""Action of the ledger's entries that say who carried which translation to which new source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryForward:
    """Let an earlier translation stand for a source in which only a slip was corrected.

    The reviewer of the page still reads and signs it like every other text.

    Attributes:
        translation: the translation.
        segment: the segment of the new source, which has no translation on file.
        user: who answers for it, that nothing but a slip was changed.
    """

    translation: Translation
    segment: StringSegment
    user: Any

    def check(self, earlier: Earlier | None) -> None:
        """Refuse with words what has to be translated.

        Args:
            earlier: what the segment said before, or None.

        Raises:
            PermissionDenied: the user may not write this translation at all.
            SegmentRefused: there is nothing to carry, nobody answers for it, the change may alter
                the meaning, or the user is not qualified.
        """
        if not may_write_segments(self.user, self.translation):
            raise PermissionDenied
        if earlier is None:
            raise SegmentRefused(
                _(
                    "There is nothing to carry forward: this segment is translated already, or "
                    "nothing was translated in its place."
                )
            )
        language = self.translation.target_locale
        if not may_confirm(self.user, language.language_code):
            raise SegmentRefused(
                _(
                    "Only a translator or medical reviewer whose record lists %(language)s can "
                    "carry a translation forward. Ask an administrator to complete your record "
                    "under People."
                )
                % {"language": language.get_display_name()}
            )
        if not earlier.is_usable:
            raise SegmentRefused(
                _(
                    "The earlier translation has an error, or nobody has confirmed it. Take it as "
                    "a starting point, and correct it."
                )
            )
        source_language = self.translation.source.locale.language_code.partition("-")[0]
        reasons = alterations(earlier.source, self.segment.string.data, language=source_language)
        if found := " ".join(map(str, reasons)):
            raise SegmentRefused(found)

    @transaction.atomic
    def execute(self) -> StringTranslation:
        """Write the earlier translation for the new source, and an entry into the ledger."""
        hold(self.translation)
        earlier = earlier_version(self.translation, self.segment)
        self.check(earlier)
        assert earlier is not None  # noqa: S101 - `check` refuses otherwise
        written = WriteSegment(
            translation=self.translation,
            segment=self.segment,
            text=earlier.starting_point,
            user=self.user,
            origin=Origin.CARRIED,
            base="",
            is_confirmed=True,
        ).execute()
        assert written is not None  # noqa: S101 - a text that is not empty was written
        record_about(
            self.translation,
            action=CARRIED_FORWARD,
            user=self.user,
            data={
                "path": self.segment.context.path,
                "old_source": visible_text(earlier.source),
                "new_source": visible_text(self.segment.string.data),
                "changes": as_dicts(earlier.changes),
                "text": visible_text(earlier.starting_point),
                "translated_by": earlier.translated_by,
            },
        )
        return written
