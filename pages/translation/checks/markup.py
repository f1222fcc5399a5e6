"""Links that are lost, and emphasis or lines that are flattened."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.checks.texts import is_comparable, said
from pages.translation.placeholders import placeholder_ids

_TAG: Final = re.compile(r"<(b|strong|i|em|sup|sub|br|li)\b", re.IGNORECASE)
_SAME: Final = {"strong": "b", "em": "i"}


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find links of the source without their placeholder, and formatting that is gone."""
    if not is_comparable(pair):
        return
    target = pair.target or ""
    links = _links(pair.source, pair), _links(target, pair)
    if links[0] != links[1]:
        yield Finding(
            code="translation.link",
            severity="warn",
            pair=pair,
            message=_("A link of the source is missing or doubled. Put its placeholder back."),
            quote=said(target),
        )
    if _tags(pair.source) != _tags(target):
        yield Finding(
            code="translation.formatting",
            severity="warn",
            pair=pair,
            message=_("Bold, italics or line breaks are not those of the source."),
            quote=said(target),
        )


def _links(html: str, pair: SegmentPair) -> Counter[str]:
    """Count the placeholders that are no citations, which have a check of their own."""
    return Counter(
        identifier
        for identifier in placeholder_ids(html)
        if pair.source_attributes.get(identifier, {}).get("linktype") != "citation"
        and pair.target_attributes.get(identifier, {}).get("linktype") != "citation"
    )


def _tags(html: str) -> Counter[str]:
    names = [name.lower() for name in _TAG.findall(html)]
    return Counter(_SAME.get(name, name) for name in names)
