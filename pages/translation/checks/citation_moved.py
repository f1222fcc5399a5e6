"""A citation that stands in another sentence of the segment than in the source."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from pages.claims.sentences import spans
from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.placeholders import Attributes, citation_keys, visible_text

_CITATION: Final = re.compile(r'<a\b[^>]*\bid="(?P<id>[^"]*)"[^>]*>[^<]*</a>')
_MARK: Final = "\ue000"
"""Stands for one citation while sentences are counted; a private character, so in no text."""


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find a citation that supports another sentence than in the source.

    Compared only where both sides have as many sentences, and the same citations: what is lost has
    a check of its own.
    """
    if pair.target is None or pair.shows_source:
        return
    before = _places(pair.source, pair.source_attributes)
    after = _places(pair.target, pair.target_attributes)
    if (
        before[0] == after[0] > 1
        and before[1] != after[1]
        and Counter(key for key, _place in before[1]) == Counter(key for key, _place in after[1])
    ):
        keys = sorted({key for key, _place in (before[1] - after[1]).elements()})
        yield Finding(
            code="translation.citation_moved",
            severity="warn",
            pair=pair,
            message=_(
                "A citation stands in another sentence than in the source (%(keys)s). Put it where"
                " the sentence that it supports is."
            )
            % {"keys": ", ".join(keys)},
            quote=visible_text(pair.target),
        )


def _places(html: str, attributes: Attributes) -> tuple[int, Counter[tuple[str, int]]]:
    """Return how many sentences a segment has, and in which of them each citation stands."""
    keys = citation_keys(html, attributes)
    if not keys:
        return 0, Counter()
    marked = _CITATION.sub(
        lambda match: (
            _MARK
            if attributes.get(match["id"], {}).get("linktype") == "citation"
            else match.group()
        ),
        html.replace(_MARK, ""),
    )
    text, positions = "", []
    for char in visible_text(marked):
        if char == _MARK:
            positions.append(len(text))
        else:
            text += char
    if len(positions) != len(keys):
        return 0, Counter()
    starts = [start for start, _end in spans(text)]
    # A citation behind the full stop belongs to the sentence that ends there.
    return len(starts), Counter(
        (key, max(bisect_left(starts, position) - 1, 0))
        for key, position in zip(keys, positions, strict=True)
    )
