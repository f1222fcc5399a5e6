"""What helps with one segment while it is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from pages.translation.provenance import may_confirm

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
        ``placeholders`` to put in, and ``may_confirm``: whether the user may answer for others'
        words.
    """
    return {
        "placeholders": placeholders(row.pair.source),
        "may_confirm": may_confirm(user, translation.target_locale.language_code),
    }
