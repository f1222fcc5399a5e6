"""Reading the segments of a translation: the source's, the page's own, and what is on file.

The page is read by itself, not through the translations on file. What the checks see is therefore
what the public would read, also where a page was edited by hand or saved before a segment changed.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from wagtail_localize.models import StringSegment, StringTranslation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from pages.translation.checks import SegmentPair
from pages.translation.languages import language_of
from pages.translation.provenance import provenance_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wagtail.models import TranslatableMixin
    from wagtail_localize.models import Translation


def segment_pairs(target: TranslatableMixin, translation: Translation) -> list[SegmentPair]:
    """Return each segment of the source beside what the target says in its place.

    Args:
        target: an instance of the target page, or of another target such as a disclaimer, with the
            content that is asked about.
        translation: the translation that it is the target of.

    Returns:
        The pairs in the order of the source. Two queries, plus what reading the target's blocks
        needs.
    """
    own = texts_by_path(target)
    source_language = language_of(translation.source.locale.language_code)
    target_language = language_of(translation.target_locale.language_code)
    segments = list(
        StringSegment.objects.filter(source_id=translation.source_id)
        .select_related("string", "context")
        .order_by("order")
    )
    recorded = {
        (entry.translation_of_id, entry.context_id): entry
        for entry in StringTranslation.objects.filter(
            locale_id=translation.target_locale_id,
            context__object_id=target.translation_key,
        ).select_related("translation_of", "context", "firma_provenance")
    }
    seen: dict[str, int] = defaultdict(int)
    pairs = []
    for index, segment in enumerate(segments):
        path = segment.context.path
        position = seen[path]
        seen[path] += 1
        places = own.get(path, [])
        place = places[position] if position < len(places) else None
        entry = recorded.get((segment.string_id, segment.context_id))
        on_file = entry if entry is not None and entry.data else None
        provenance = provenance_of(on_file) if on_file else None
        pairs.append(
            SegmentPair(
                index=index,
                path=path,
                source=segment.string.data,
                target=place.string.data if place else None,
                source_attributes=_attributes(segment.attrs),
                target_attributes=_attributes(place.attrs if place else None),
                recorded=on_file.data if on_file else None,
                error=_error(on_file),
                source_language=source_language,
                target_language=target_language,
                origin=provenance.origin.value if provenance else "human",
                is_confirmed=provenance.is_confirmed if provenance else False,
                segment_id=segment.pk,
            )
        )
    return pairs


def pairs_on_file(
    segments: Iterable[StringSegment],
    recorded: Mapping[tuple[int, int], StringTranslation],
    translation: Translation,
) -> list[SegmentPair]:
    """Return each segment beside its translation on file, as a translator sees them.

    Nothing is read of the page: this is what saving the draft would put there.

    Args:
        segments: of the source, in its order, with ``string`` and ``context``.
        recorded: translations by the keys of string and context; see `recorded_translations`.
        translation: whose they are.
    """
    source_language = language_of(translation.source.locale.language_code)
    target_language = language_of(translation.target_locale.language_code)
    pairs = []
    for index, segment in enumerate(segments):
        entry = recorded.get((segment.string_id, segment.context_id))
        on_file = entry if entry is not None and entry.data else None
        provenance = provenance_of(on_file) if on_file else None
        attributes = _attributes(segment.attrs)
        pairs.append(
            SegmentPair(
                index=index,
                path=segment.context.path,
                source=segment.string.data,
                target=on_file.data if on_file else segment.string.data,
                source_attributes=attributes,
                target_attributes=attributes,
                recorded=on_file.data if on_file else None,
                error=_error(on_file),
                source_language=source_language,
                target_language=target_language,
                origin=provenance.origin.value if provenance else "human",
                is_confirmed=provenance.is_confirmed if provenance else False,
                segment_id=segment.pk,
            )
        )
    return pairs


def segments_of(translation: Translation) -> list[StringSegment]:
    """Return the segments of a translation's source in its order, with string and context."""
    return list(
        StringSegment.objects.filter(source_id=translation.source_id)
        .select_related("string", "context")
        .order_by("order", "pk")
    )


def segments_around(segment: StringSegment) -> list[StringSegment]:
    """Return all segments of a segment's place, in order: a comment on a lost source stands first.

    They come with string and context.
    """
    return list(
        StringSegment.objects.filter(source_id=segment.source_id, context_id=segment.context_id)
        .select_related("string", "context")
        .order_by("order", "pk")
    )


def recorded_translations(
    translation: Translation, *, context_id: int | None = None
) -> dict[tuple[int, int], StringTranslation]:
    """Return the translations on file, by the keys of their string and context.

    Args:
        translation: whose they are.
        context_id: of one place, to leave all others out.
    """
    found = StringTranslation.objects.filter(
        locale_id=translation.target_locale_id, context__object_id=translation.source.object_id
    )
    if context_id is not None:
        found = found.filter(context_id=context_id)
    return {
        (entry.translation_of_id, entry.context_id): entry
        for entry in found.select_related(
            "translation_of",
            "context",
            "firma_provenance",
            "firma_provenance__confirmed_by",
            "last_translated_by",
        )
    }


def said_by_path(target: TranslatableMixin) -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """Return what a page, or a disclaimer, says in each place: HTML and what its placeholders are.

    Args:
        target: an instance with the content that is asked about.
    """
    return {
        path: [(value.string.data, _attributes(value.attrs)) for value in values]
        for path, values in texts_by_path(target).items()
    }


def texts_by_path(target: TranslatableMixin) -> dict[str, list[StringSegmentValue]]:
    """Return what an instance says, by the path of the field or block, in the order of the text."""
    texts: dict[str, list[StringSegmentValue]] = defaultdict(list)
    for value in extract_segments(target):
        if isinstance(value, StringSegmentValue):
            texts[value.path].append(value)
    return texts


def _attributes(stored: Any) -> dict[str, dict[str, Any]]:
    attributes: dict[str, dict[str, Any]] = (
        json.loads(stored or "{}") if not isinstance(stored, dict) else stored
    )
    return attributes or {}


def _error(entry: StringTranslation | None) -> str:
    if entry is None or not entry.has_error:
        return ""
    return entry.get_error() or ""
