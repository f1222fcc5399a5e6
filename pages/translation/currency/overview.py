"""The state of pages in each language that they are translated into, for lists and editors."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from pages.publishing import is_reviewed
from pages.translation.currency.changes import Change, compare
from pages.translation.currency.places import places
from pages.translation.worklist import WorklistEntry, worklist

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class LanguageState:
    """The state of one page's translation into one language.

    Attributes:
        locale: the language.
        entry: source, translation and state.
    """

    locale: Locale
    entry: WorklistEntry


def states_of(
    pages: Sequence[Any], *, with_findings: bool = True
) -> dict[int, list[LanguageState]]:
    """Return the states of what each page is translated into; or its own, for a translation.

    The number of queries depends on the number of languages, and not on that of the pages. Pages
    that are neither sources nor translations are left out.
    """
    asked = [page for page in pages if page.alias_of_id is None and is_reviewed(page)]
    if not asked:
        return {}
    pairs = Translation.objects.filter(
        enabled=True, source__object_id__in={page.translation_key for page in asked}
    ).values_list("source__object_id", "source__locale_id", "target_locale_id")
    by_target: dict[int, dict[UUID, int]] = defaultdict(dict)
    for key, source_locale, target_locale in pairs:
        by_target[target_locale][key] = source_locale
    if not by_target:
        return {}
    sources = {
        (page.translation_key, page.locale_id): page
        for page in Page.objects.filter(
            translation_key__in={key for keys in by_target.values() for key in keys},
            locale__in={source for keys in by_target.values() for source in keys.values()},
        ).select_related("locale", "content_type")
    }
    locales = Locale.objects.in_bulk(list(by_target))
    found: dict[int, list[LanguageState]] = defaultdict(list)
    for target_locale, keys in sorted(by_target.items()):
        wanted = [sources[pair] for pair in keys.items() if pair in sources]
        entries = {
            entry.source.translation_key: entry
            for entry in worklist(wanted, locales[target_locale], with_findings=with_findings)
        }
        for page in asked:
            if page.translation_key in entries and page.locale_id in (
                target_locale,
                keys[page.translation_key],
            ):
                state = LanguageState(locales[target_locale], entries[page.translation_key])
                found[page.pk].append(state)
    return found


@dataclass(frozen=True, slots=True)
class Unsynced:
    """What of a source has not been brought into its translations.

    Attributes:
        source_id: key of localize's source, which its screens are asked with.
        segments: how many segments of the stored page are new, changed or gone.
        changes: what changed, place by place.
        drafted: how many more segments the latest draft changes, which come with its publication.
    """

    source_id: int
    segments: int
    changes: tuple[Change, ...]
    drafted: int

    def __bool__(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.segments or self.changes or self.drafted)


def unsynced(page: Any) -> Unsynced | None:
    """Return what of a source page its translations have not had; None if it has none.

    wagtail-localize brings in what is stored as the page, and not its latest draft.

    Args:
        page: a specific instance with the draft that is being edited.
    """
    source = TranslationSource.objects.filter(
        object_id=page.translation_key, locale_id=page.locale_id, translations__enabled=True
    ).first()
    if source is None:
        return None
    stored = type(page).objects.get(pk=page.pk)
    synced = Counter(
        StringSegment.objects.filter(source=source).values_list("context__path", "string__data")
    )
    now, draft = _segments(stored), _segments(page)
    return Unsynced(
        source_id=source.pk,
        segments=_different(synced, now),
        changes=compare(places(source.as_instance()), places(stored)),
        drafted=_different(now, draft),
    )


def _segments(page: Any) -> Counter[tuple[str, str]]:
    return Counter(
        (value.path, value.string.data)
        for value in extract_segments(page)
        if isinstance(value, StringSegmentValue)
    )


def _different(before: Counter[tuple[str, str]], after: Counter[tuple[str, str]]) -> int:
    """Return how many segments are new or changed, and how many are gone without a successor."""
    new, gone = after - before, before - after
    paths = {path for path, _text in new}
    return new.total() + sum(count for (path, _text), count in gone.items() if path not in paths)
