"""How many findings the translations on file have, for many pages in a constant number of queries.

Nothing is stored: what is on file is read and checked when it is asked for, so that the answer is
about exactly that. A page of fifty segments takes some ten milliseconds, and only pages whose
translation is complete are asked about.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation

from pages.translation.checks import SegmentPair, examine, glossary_findings
from pages.translation.dismissals import dismissed_keys, standing
from pages.translation.glossary.lookup import load_glossary
from pages.translation.provenance import provenance_of

if TYPE_CHECKING:
    from uuid import UUID

    from wagtail.models import Locale


def findings_on_file(keys: Collection[UUID], target_locale: Locale) -> dict[UUID, int]:
    """Return the number of findings of each page's translation on file, by translation key.

    The glossary's are among them, and those that somebody dismissed are not. Six queries.

    What a page lacks beside its segments, such as a draft that was not saved since, is for the
    requirements of the gate.

    Args:
        keys: translation keys of the pages.
        target_locale: the language that they are translated into.
    """
    if not keys:
        return {}
    pairs: dict[UUID, list[SegmentPair]] = {key: [] for key in keys}
    recorded = {
        (entry.translation_of_id, entry.context_id): entry
        for entry in StringTranslation.objects.filter(
            locale=target_locale, context__object_id__in=keys
        )
        .exclude(data="")
        .select_related("firma_provenance", "context")
    }
    target_language = target_locale.language_code.partition("-")[0]
    position: dict[Any, int] = defaultdict(int)
    for segment in _segments(keys, target_locale):
        key = segment.source.object_id
        entry = recorded.get((segment.string_id, segment.context_id))
        provenance = provenance_of(entry) if entry is not None else None
        attributes = json.loads(segment.attrs or "{}") or {}
        pairs[key].append(
            SegmentPair(
                index=position[key],
                path=segment.context.path,
                source=segment.string.data,
                target=entry.data if entry is not None else None,
                source_attributes=attributes,
                target_attributes=attributes,
                recorded=entry.data if entry is not None else None,
                error=(entry.get_error() or "") if entry is not None and entry.has_error else "",
                source_language=segment.source.locale.language_code.partition("-")[0],
                target_language=target_language,
                origin=provenance.origin.value if provenance else "human",
                is_confirmed=provenance.is_confirmed if provenance else False,
                segment_id=segment.pk,
            )
        )
        position[key] += 1
    pages = dict(
        Page.objects.filter(translation_key__in=keys, locale=target_locale).values_list(
            "translation_key", "pk"
        )
    )
    dismissed = dismissed_keys(pages.values())
    glossary = load_glossary()
    return {
        key: len(
            standing(
                examine(found) + glossary_findings(found, glossary),
                dismissed.get(pages.get(key, 0), ()),
            )
        )
        for key, found in pairs.items()
    }


def _segments(keys: Collection[UUID], target_locale: Locale) -> Any:
    return (
        StringSegment.objects.filter(
            source__object_id__in=keys,
            source__translations__target_locale=target_locale,
            source__translations__enabled=True,
        )
        .select_related("string", "context", "source__locale")
        .defer("source__content_json")
        .order_by("source_id", "order")
    )
