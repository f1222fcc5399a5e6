"""Which translations go into a file, from the pages that somebody chose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wagtail_localize.models import Translation

if TYPE_CHECKING:
    from wagtail.models import Locale, Page


@dataclass(frozen=True, slots=True)
class Selection:
    """The translations of the chosen pages, and the pages that have none.

    Attributes:
        translations: into one language and from one, in the order of the pages.
        left_out: pages without a started translation into that language.
        others: pages that are translated from yet another language than the first one.
    """

    translations: list[Translation]
    left_out: list[Page]
    others: list[Page]


def select(pages: Sequence[Page], locale: Locale) -> Selection:
    """Return the translations of these pages into a language, in one query.

    Args:
        pages: sources or their translations; a page and its translation count once.
        locale: the language.
    """
    keys = [page.translation_key for page in pages]
    found = {
        translation.source.object_id: translation
        for translation in Translation.objects.filter(
            source__object_id__in=keys, target_locale=locale, enabled=True
        ).select_related(
            "source", "source__locale", "source__specific_content_type", "target_locale"
        )
    }
    chosen: dict[object, Translation] = {}
    left_out: list[Page] = []
    others: list[Page] = []
    source_locale: int | None = None
    for page in pages:
        translation = found.get(page.translation_key)
        if translation is None:
            left_out.append(page)
            continue
        source_locale = source_locale or translation.source.locale_id
        if translation.source.locale_id != source_locale:
            others.append(page)
        else:
            chosen.setdefault(page.translation_key, translation)
    return Selection(list(chosen.values()), left_out, others)
