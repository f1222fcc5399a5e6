"""Bringing a changed source into its translations, with an account of what became of them.

wagtail-localize keeps a translation for as long as the same text stands at the same address. A
block that was cut and pasted, duplicated or moved into another one has a new address, and would
have to be translated again. Here a text that moved within its page takes its translation along.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation

from pages.publishing.locks import lock_pages
from pages.translation.changes.alignment import Comparison, compare
from pages.translation.models import SegmentProvenance
from pages.translation.provenance import text_hash
from pages.translation.writing import record_about

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wagtail_localize.models import Translation, TranslationSource

SYNCED: Final = "translation.synced"
"""Action of the ledger's entries that say who brought which changes of a source in."""

SyncSummary = Comparison


def sync_summary(comparison: SyncSummary) -> str:
    """Return in words what became of the segments of a source."""
    counts = [
        (_("unchanged: %(count)s"), comparison.kept),
        (_("moved: %(count)s"), comparison.moved),
        (_("changed: %(count)s"), comparison.changed),
        (_("new: %(count)s"), comparison.new),
        (_("removed: %(count)s"), comparison.removed),
    ]
    return _("Segments: %(counts)s.") % {
        "counts": ", ".join(words % {"count": count} for words, count in counts if count)
        or _("none")
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncSource:
    """Bring what a source says today into its translations.

    Nothing is saved into the translated pages, and nothing is published.
    """

    source: TranslationSource
    user: Any

    @transaction.atomic
    def execute(self) -> SyncSummary:
        """Read the source again; return what became of its segments.

        Raises:
            Model.DoesNotExist: the source is gone.
        """
        before = _texts(self.source)
        self.source.update_from_db()
        comparison = compare(before, _texts(self.source))
        translations = list(
            self.source.translations.filter(enabled=True).select_related(
                "source__locale", "target_locale"
            )
        )
        _lock_targets(translations)
        along = {
            translation.pk: KeepMoved(translation=translation).execute() if comparison.moved else 0
            for translation in translations
        }
        for translation in translations:
            record_about(
                translation,
                action=SYNCED,
                user=self.user,
                data={
                    **asdict(comparison),
                    "translations_moved": along[translation.pk],
                    "source_language": self.source.locale.language_code,
                },
            )
        return comparison


def _lock_targets(translations: Iterable[Translation]) -> None:
    targets = [translation.get_target_instance() for translation in translations]
    lock_pages([target.pk for target in targets if isinstance(target, Page)])


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepMoved:
    """Give each text that moved within its page the translation that it had in its old place.

    Who wrote it, where it came from and who answers for it stay with it. A text that still stands
    in its old place too was copied, and not moved: its translation is offered, not taken.
    """

    translation: Translation

    @transaction.atomic
    def execute(self) -> int:
        """Return how many texts took their translation along: none while the page is in review."""
        _lock_targets([self.translation])
        target = self.translation.get_target_instance()
        if isinstance(target, Page) and target.workflow_in_progress:
            return 0
        segments = list(
            StringSegment.objects.filter(source_id=self.translation.source_id).values_list(
                "context_id", "string_id"
            )
        )
        standing = set(segments)
        left: dict[int, list[StringTranslation]] = defaultdict(list)
        on_file = set()
        for entry in _kept(self.translation):
            place = (entry.context_id, entry.translation_of_id)
            on_file.add(place)
            if place not in standing and entry.data and not entry.has_error:
                left[entry.translation_of_id].append(entry)
        moved = 0
        for context_id, string_id in dict.fromkeys(segments):
            if (context_id, string_id) not in on_file and left[string_id]:
                _copy(left[string_id][0], context_id)
                moved += 1
        return moved


def _texts(source: TranslationSource) -> list[tuple[str, str]]:
    """Return address and HTML of each segment of a source, in order."""
    return list(
        StringSegment.objects.filter(source=source)
        .order_by("order")
        .values_list("context__path", "string__data")
    )


def _kept(translation: Translation) -> Iterable[StringTranslation]:
    """Return every translation that was ever written for a page, the latest first."""
    found: Iterable[StringTranslation] = (
        StringTranslation.objects.filter(
            context__object_id=translation.source.object_id,
            locale_id=translation.target_locale_id,
        )
        .select_related("firma_provenance")
        .order_by("-updated_at", "-pk")
    )
    return found


def _copy(entry: StringTranslation, context_id: int) -> None:
    """Write a translation for another place of its page, with all that is known of its words."""
    provenance = getattr(entry, "firma_provenance", None)
    copied = StringTranslation.objects.create(
        translation_of_id=entry.translation_of_id,
        locale_id=entry.locale_id,
        context_id=context_id,
        data=entry.data,
        translation_type=entry.translation_type,
        tool_name=entry.tool_name,
        last_translated_by_id=entry.last_translated_by_id,
    )
    if provenance is None or provenance.text_hash != text_hash(entry.data):
        return
    SegmentProvenance.objects.create(
        translation=copied,
        text_hash=provenance.text_hash,
        origin=provenance.origin,
        tool=provenance.tool,
        score=provenance.score,
        confirmed_by_id=provenance.confirmed_by_id,
        confirmed_name=provenance.confirmed_name,
        confirmed_at=provenance.confirmed_at,
    )
