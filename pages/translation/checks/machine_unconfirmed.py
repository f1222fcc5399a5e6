"""A machine's translation that no person has confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.placeholders import visible_text


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find a segment that a machine translated and nobody has taken responsibility for."""
    if pair.is_machine and not pair.is_confirmed and not pair.error:
        yield Finding(
            code="translation.machine_unconfirmed",
            severity="block",
            pair=pair,
            message=_(
                "A machine translated this segment. Read it against the source, correct it where "
                "needed, and save it to confirm it."
            ),
            quote=visible_text(pair.recorded or ""),
        )
