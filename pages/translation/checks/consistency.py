"""One sentence of the source that is translated in two ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from django.utils.translation import gettext as _

from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.checks.texts import is_comparable
from pages.translation.placeholders import visible_text

SHORTEST: Final = 3
"""Words; what is shorter may mean two things."""


def check_all(pairs: Iterable[SegmentPair]) -> Iterator[Finding]:
    """Find every later translation of a source that was translated otherwise before."""
    first: dict[str, str] = {}
    for pair in pairs:
        if not is_comparable(pair):
            continue
        source, target = visible_text(pair.source).casefold(), visible_text(pair.target or "")
        if len(source.split()) < SHORTEST:
            continue
        before = first.setdefault(source, target)
        if before.casefold() != target.casefold():
            yield Finding(
                code="translation.inconsistent",
                severity="warn",
                pair=pair,
                message=_("The same source was translated otherwise before: “%(before)s”.")
                % {"before": before[:120]},
                quote=target,
            )
