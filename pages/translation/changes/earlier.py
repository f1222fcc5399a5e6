"""The earlier source and translation of each segment that has no translation on file.

Bringing a changed source in takes its old segments away, and leaves their translations. They are
found again here, so that a translator begins with what was said before.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wagtail_localize.models import StringSegment, StringTranslation

from pages.translation.changes.alignment import Text, align
from pages.translation.changes.difference import Change, diff
from pages.translation.changes.renumbering import fitted
from pages.translation.likeness import ALIKE, likeness
from pages.translation.provenance import provenance_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet
    from wagtail_localize.models import Translation


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What a segment said before its source changed, and how that was translated.

    Attributes:
        source: the earlier source, HTML with placeholders.
        target: its translation as it was on file, with the placeholders of the earlier source.
        starting_point: the same with the placeholders of the new source: what to begin with.
        changes: how the earlier source became the new one.
        similarity: how alike both sources are, from 0 to 1.
        is_moved: whether it is the very same text, from another place of the page.
        is_usable: whether the earlier translation was without error, and somebody answers for it.
        origin: where its words came from (`pages.translation.models.Origin`).
        translated_by: the name of who wrote it last, or empty.
        translated_at: when.
    """

    source: str
    target: str
    starting_point: str
    changes: list[Change]
    similarity: float
    is_moved: bool
    is_usable: bool
    origin: str
    translated_by: str
    translated_at: datetime


def earlier_versions(translation: Translation) -> dict[int, Earlier]:
    """Return the earlier version of each segment that has none on file, by the segment's id.

    In the order of the page; one of which nothing was ever translated is left out. Two queries,
    however long the page.
    """
    segments = list(
        StringSegment.objects.filter(source_id=translation.source_id)
        .select_related("string", "context")
        .order_by("order")
    )
    kept = list(
        _kept(translation)
        .select_related("translation_of", "last_translated_by__firma_person", "firma_provenance")
        .order_by("pk")
    )
    on_file = {(entry.context_id, entry.translation_of_id) for entry in kept}
    missing = [
        segment for segment in segments if (segment.context_id, segment.string_id) not in on_file
    ]
    found = _moved(missing, kept)
    rest = [segment for segment in missing if segment.pk not in found]
    found |= _changed(rest, segments, kept)
    return {segment.pk: found[segment.pk] for segment in missing if segment.pk in found}


def earlier_version(translation: Translation, segment: StringSegment) -> Earlier | None:
    """Return the earlier version of one segment, or None where it has a translation on file.

    That is asked first: all others are read only for a segment that has none.
    """
    own = {"context": segment.context_id, "translation_of": segment.string_id}
    if _kept(translation).filter(**own).exists():
        return None
    return earlier_versions(translation).get(segment.pk)


def _kept(translation: Translation) -> QuerySet[StringTranslation]:
    """Return all that is on file of a page in the language, of texts that stand no more too."""
    found: QuerySet[StringTranslation] = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id,
        locale_id=translation.target_locale_id,
    ).exclude(data="")
    return found


def _moved(missing: Iterable[Any], kept: Iterable[Any]) -> dict[int, Earlier]:
    """Find translations of the very same text in other places of the page; the latest wins."""
    by_string: dict[int, Any] = {}
    for entry in sorted(kept, key=lambda one: (not one.has_error, one.updated_at)):
        by_string[entry.translation_of_id] = entry
    return {
        segment.pk: _earlier(segment, by_string[segment.string_id], 1.0, is_moved=True)
        for segment in missing
        if segment.string_id in by_string
    }


def _changed(
    missing: Iterable[Any], segments: Iterable[Any], kept: Iterable[Any]
) -> dict[int, Earlier]:
    """Find earlier versions among what was translated in the same place and stands there no more.

    A place that holds one text, such as a heading, offers what stood there, however different.
    """
    standing = {(segment.context_id, segment.string_id) for segment in segments}
    rivals = Counter(segment.context_id for segment in segments)
    old: dict[int, list[Any]] = defaultdict(list)
    for entry in kept:
        if (entry.context_id, entry.translation_of_id) not in standing:
            old[entry.context_id].append(entry)
    # A text that stands twice in one place has one translation, and so one earlier version.
    twins: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for segment in missing:
        twins[segment.context_id, segment.string_id].append(segment)
    new: dict[int, list[Any]] = defaultdict(list)
    for (context_id, _string_id), (first, *_others) in twins.items():
        new[context_id].append(first)
    found: dict[int, Earlier] = {}
    for context_id, wanted in new.items():
        by_key = {segment.pk: segment for segment in wanted}
        entries = {entry.pk: entry for entry in old[context_id]}
        matches = align(
            _placed(wanted, lambda one: one.string.data),
            _placed(list(entries.values()), lambda one: one.translation_of.data),
            least=ALIKE if rivals[context_id] > 1 else 0.0,
        )
        for key, match in matches.items():
            segment = by_key[key]
            earlier = _earlier(segment, entries[match.key], match.similarity)
            for twin in twins[context_id, segment.string_id]:
                found[twin.pk] = earlier
    return found


def _placed(rows: list[Any], text_of: Any) -> list[Text]:
    last = max(len(rows) - 1, 1)
    return [
        Text(
            row.pk,
            text_of(row),
            place=place / last,
            age=-row.updated_at.timestamp() if hasattr(row, "updated_at") else 0.0,
        )
        for place, row in enumerate(rows)
    ]


def _earlier(segment: Any, entry: Any, similarity: float, *, is_moved: bool = False) -> Earlier:
    before, after = entry.translation_of.data, segment.string.data
    provenance = provenance_of(entry)
    return Earlier(
        source=before,
        target=entry.data,
        starting_point=fitted(entry.data, old_source=before, new_source=after),
        changes=diff(before, after),
        similarity=similarity or likeness(before, after),
        is_moved=is_moved,
        is_usable=provenance.is_confirmed and not entry.has_error,
        origin=provenance.origin.value,
        translated_by=_name(entry.last_translated_by),
        translated_at=entry.updated_at,
    )


def _name(user: Any) -> str:
    """Return the name of an account that was fetched with its person, without another query."""
    if user is None:
        return ""
    person = getattr(user, "firma_person", None)
    return str(person) if person is not None else str(user.get_full_name() or user.get_username())
