"""Counting words: what a translator plans a day by."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db.models import Exists, OuterRef
from wagtail_localize.models import StringSegment, StringTranslation

from pages.translation.placeholders import visible_text

if TYPE_CHECKING:
    from collections.abc import Collection

    from wagtail.models import Locale

_WORD: Final = re.compile(r"\w+(?:[-'’.,/]\w+)*")


def count_words(html: str) -> int:
    """Return how many words a segment has; ``0.5 mg`` are two, ``follow-up`` is one."""
    return len(_WORD.findall(visible_text(html)))


def words_of(keys: Collection[UUID], target_locale: Locale) -> dict[UUID, tuple[int, int]]:
    """Return the words of the sources of these pages, in all and not translated yet. One query.

    Pages whose translation was not started are left out: what they say has not been cut into
    segments.
    """
    usable = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale=target_locale,
        has_error=False,
    ).exclude(data="")
    rows = (
        StringSegment.objects.filter(
            source__object_id__in=keys,
            source__translations__target_locale=target_locale,
            source__translations__enabled=True,
        )
        .exclude(context__path="slug")
        .annotate(is_translated=Exists(usable))
        .values_list("source__object_id", "string__data", "is_translated")
    )
    counted: dict[UUID, list[int]] = defaultdict(lambda: [0, 0])
    for key, html, is_translated in rows:
        words = count_words(html)
        counted[key][0] += words
        counted[key][1] += 0 if is_translated else words
    return {key: (total, left) for key, (total, left) in counted.items()}
