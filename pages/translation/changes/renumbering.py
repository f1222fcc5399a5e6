"""Fitting an earlier translation to the placeholders of a new source. Pure.

The numbers of placeholders count the links of a segment from its beginning: a citation that was put
before another one makes ``a1`` of the old source ``a2`` of the new one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Final

from pages.translation.placeholders import placeholder_ids

_LINK: Final = re.compile(r'<a\b[^>]*?\bid=["\'](?P<id>\w+)["\'][^>]*>(?P<label>.*?)</a>', re.S)
_CITATION: Final = re.compile(r"\[[^\]<]*\]")


def numbering(old_source: str, new_source: str) -> dict[str, str]:
    """Return which placeholder of the new source each one of the old is, by id.

    Citations are known by their label, and links by their words, or else by their order. What the
    new source does not have is left out.
    """
    old, new = _placeholders(old_source), _placeholders(new_source)
    known: dict[str, str] = {}
    waiting: dict[str, list[str]] = defaultdict(list)
    for identifier, label in new:
        waiting[label].append(identifier)
    for identifier, label in old:
        if waiting[label]:
            known[identifier] = waiting[label].pop(0)
    taken = set(known.values())
    links_left = [
        [one for one, label in side if not _CITATION.fullmatch(label) and one not in done]
        for side, done in ((old, set(known)), (new, taken))
    ]
    if len(links_left[0]) == len(links_left[1]):
        known |= dict(zip(*links_left, strict=True))
    return known


def fitted(translation: str, *, old_source: str, new_source: str) -> str:
    """Return an earlier translation with the placeholders of the new source.

    A citation that the new source no longer has is taken out, and of such a link the words are
    left. What is new in the source is for the translator to put in.
    """
    known = numbering(old_source, new_source)

    def renumbered(link: re.Match[str]) -> str:
        identifier, label = link["id"], link["label"]
        if identifier in known:
            return f'<a id="{known[identifier]}">{label}</a>'
        return "" if _CITATION.fullmatch(label) else label

    return _LINK.sub(renumbered, translation)


def citation_labels(html: str) -> list[str]:
    """Return the labels of a segment's citations, sorted: ``["[smolen-2016]"]``."""
    return sorted(label for _id, label in _placeholders(html) if _CITATION.fullmatch(label))


def links(html: str) -> int:
    """Return how many placeholders of a segment stand for links that are no citations."""
    return len(placeholder_ids(html)) - len(citation_labels(html))


def _placeholders(html: str) -> list[tuple[str, str]]:
    return [(link["id"], link["label"]) for link in _LINK.finditer(html)]
