"""Words that no person wrote for this place, and that nobody has confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.placeholders import visible_text

_UNCONFIRMED: Final = {
    "memory": gettext_lazy(
        "This segment was filled from the translation memory. Read it against the source, correct "
        "it where needed, and confirm it."
    ),
    "imported": gettext_lazy(
        "The file that this segment was imported from marks it as unfinished. Read it against the "
        "source, correct it where needed, and confirm it."
    ),
}


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find words that nobody has taken responsibility for: a machine's, or unseen ones."""
    if pair.is_confirmed or pair.error:
        return
    if pair.origin == "machine":
        yield Finding(
            code="translation.machine_unconfirmed",
            severity="block",
            pair=pair,
            message=_(
                "A machine translated this segment. Read it against the source, correct it where "
                "needed, and confirm it."
            ),
            quote=visible_text(pair.recorded or ""),
        )
    elif pair.origin in _UNCONFIRMED:
        yield Finding(
            code="translation.unconfirmed",
            severity="block",
            pair=pair,
            message=str(_UNCONFIRMED[pair.origin]),
            quote=visible_text(pair.recorded or ""),
        )
