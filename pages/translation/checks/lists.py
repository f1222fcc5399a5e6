"""Lists written as lines: bullets, numbers and line breaks that are flattened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.checks.texts import is_comparable, said

_LINE: Final = re.compile(r"<br\s*/?>|</li>|\r\n|\r|\n", re.IGNORECASE)
_ITEM: Final = re.compile(r"\s*(?:<[^>]*>\s*)*(?:[•·‣▪◦*–—-]\s|\d{1,2}[.)]\s|[a-z][.)]\s)")


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find lines of a list that are no lines, or no items, in the translation."""
    if not is_comparable(pair):
        return
    before, after = items(pair.source), items(pair.target or "")
    if before > after and before > 1:
        yield Finding(
            code="translation.list",
            severity="warn",
            pair=pair,
            message=_(
                "The source is a list of %(before)s items; the translation has %(after)s. Give each"
                " its own line, with its bullet or number."
            )
            % {"before": before, "after": after},
            quote=said(pair.target or ""),
        )


def items(html: str) -> int:
    """Return how many lines of a segment begin like an item of a list."""
    return sum(1 for line in _LINE.split(html) if _ITEM.match(line))
