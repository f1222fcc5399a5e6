"""Quotation marks and brackets: in pairs, and in the form of the language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.checks.texts import is_comparable, said

_PAIRS: Final = ("“”", "«»", "()", "[]")
_ITEM: Final = re.compile(r"(?:^|\s)(?:\d{1,2}|[a-z])\)")
"""“1)” opens an item of a list and closes nothing."""


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find marks that nothing opens or closes, and marks of the other language."""
    if not is_comparable(pair):
        return
    source, target = said(pair.source), said(pair.target or "")
    lonely = [mark for mark in _lonely(target) if mark not in _lonely(source)]
    if lonely:
        message = _("“%(mark)s” opens or closes nothing in the translation.") % {"mark": lonely[0]}
    elif any(mark in target for mark in "«»") and not any(mark in source for mark in "«»"):
        message = _("On this site quotations stand “like this”, not between angle brackets.")
    else:
        return
    yield Finding(
        code="translation.quotes", severity="warn", pair=pair, message=message, quote=target
    )


def _lonely(text: str) -> list[str]:
    """Return the marks of which a text has more than of what belongs to them."""
    text = _ITEM.sub(" ", text)
    lonely = ['"'] if text.count('"') % 2 else []
    for opening, closing in _PAIRS:
        opened, closed = text.count(opening), text.count(closing)
        if opened != closed:
            lonely.append(opening if opened > closed else closing)
    return lonely
