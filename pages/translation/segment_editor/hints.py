"""What helps with one segment while it is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from pages.translation.changes.difference import as_html
from pages.translation.changes.earlier import earlier_versions
from pages.translation.glossary.lookup import hints, load_glossary
from pages.translation.machine.registry import offers
from pages.translation.memory.lookup import suggestions
from pages.translation.provenance import may_confirm
from pages.translation.segment_editor.display import shown

if TYPE_CHECKING:
    from wagtail_localize.models import Translation

    from pages.translation.segment_editor.rows import Row

_PLACEHOLDER: Final = re.compile(r'<(\w+) id="[^"]*">.*?</\1>|<\w+ id="[^"]*"\s*/>', re.DOTALL)


def placeholders(html: str) -> list[str]:
    """Return the placeholders of a segment as they are written, in its order."""
    return [found.group() for found in _PLACEHOLDER.finditer(html)]


def segment_hints(translation: Translation, row: Row, *, user: Any) -> dict[str, Any]:
    """Return what the panel below a segment shows.

    Returns:
        ``placeholders`` to put in; ``terms`` of the glossary; ``suggestions`` of the memory;
        ``earlier``, what the segment said before its source changed, or None, with
        ``changes_shown`` and ``earlier_shown`` as HTML; ``machines`` that can translate it, unless
        a person has; ``may_confirm``: whether the user may answer for the words of others.
    """
    pair = row.pair
    earlier = None
    if row.recorded is None:
        earlier = earlier_versions(translation).get(row.segment.pk)
    found = suggestions(
        [(pair.source, pair.path)],
        source_language=pair.source_language,
        target_language=pair.target_language,
        translation_key=translation.source.object_id,
    )
    return {
        "placeholders": placeholders(pair.source),
        "terms": hints(
            pair.source,
            source_language=pair.source_language,
            target_language=pair.target_language,
            glossary=load_glossary(),
        ),
        "suggestions": [
            {"shown": shown(one.text), "source": shown(one.source), "is": one}
            for one in found.get(0, [])
            if one.text not in (row.text, earlier and earlier.starting_point)
        ],
        "earlier": earlier,
        "changes_shown": as_html(earlier.changes) if earlier is not None else "",
        "earlier_shown": shown(earlier.starting_point) if earlier is not None else "",
        "machines": offers(translation) if row.state != "translated" else [],
        "may_confirm": may_confirm(user, translation.target_locale.language_code),
    }
