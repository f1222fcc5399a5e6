"""Slips of the hand in a translation: a word twice, a space too many or too few."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.checks.texts import CITATION, is_comparable
from pages.translation.placeholders import visible_text

_DOUBLED: Final = re.compile(r"\b([^\W\d_]{2,}) \1\b", re.IGNORECASE)
_MAY_DOUBLE: Final = frozenset({"that", "had", "muy", "nos", "bla", "poco"})
_SPACING: Final = re.compile(r" [,.;:?!](?!\d)|[¿¡(] | \)|[,;](?=[^\W\d_])")

_PERCENT: Final = re.compile(r"(?<=\d)([ \u00a0\u202f]?)%")


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find them, unless the source has the same."""
    if not is_comparable(pair):
        return
    source, target = (
        visible_text(CITATION.sub("", html)) for html in (pair.source, pair.target or "")
    )
    doubled = _DOUBLED.search(target)
    if doubled and doubled[1].lower() not in _MAY_DOUBLE and not _DOUBLED.search(source):
        yield Finding(
            code="translation.doubled_word",
            severity="warn",
            pair=pair,
            message=_("“%(words)s” says the same word twice.") % {"words": doubled.group()},
            quote=target,
        )
    if (_SPACING.search(target) and not _SPACING.search(source)) or (
        _mixes_percent(target) and not _mixes_percent(source)
    ):
        yield Finding(
            code="translation.spacing",
            severity="warn",
            pair=pair,
            message=_(
                "A space is missing or too many beside a mark of punctuation or a percent sign."
            ),
            quote=target,
        )


def _mixes_percent(text: str) -> bool:
    """Tell whether a text writes both “20%” and “20 %”."""
    return len(set(_PERCENT.findall(text))) > 1
