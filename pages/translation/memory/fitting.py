"""Bringing an old translation into a new place: its placeholders become those of the new source.

A placeholder is ``<a id="a1">…</a>``. Its id is a number within one segment, and a citation shows
the label of its reference, so neither can be copied as it is. Pure functions of segments' HTML.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

Kind = Literal["citation", "link"]

_PLACEHOLDER: Final = re.compile(
    r"""<a\s+id=(?P<quote>["'])(?P<id>[^"'<>]*)(?P=quote)\s*>(?P<inner>.*?)</a>""", re.DOTALL
)
_LABEL: Final = re.compile(r"\[[^\]<]*\]")
_FORMATTING: Final = re.compile(r"<(?P<tag>[a-z]+)\s*/?>")
_GAP: Final = re.compile(r"\s+(?=\s|[.,;:!?)])")
_ALIKE: Final = {"b": "strong", "i": "em"}


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One placeholder of a segment.

    Attributes:
        identifier: its id, such as ``"a1"``.
        kind: a citation, whose label nobody translates, or a link, whose words are translated.
        inner: the HTML that it encloses.
    """

    identifier: str
    kind: Kind
    inner: str


@dataclass(frozen=True, slots=True)
class Fitted:
    """A translation brought into a new place.

    Attributes:
        text: its HTML. Where the placeholders do not fit it has none: the words of links stay, and
            citations are left out, to be put in by hand.
        fits: whether it has exactly the placeholders of the new source.
    """

    text: str
    fits: bool


@lru_cache(maxsize=8192)
def placeholders(html: str) -> tuple[Placeholder, ...]:
    """Return the placeholders of a segment in the order of the text."""
    return tuple(
        Placeholder(
            identifier=found["id"],
            kind="citation" if _LABEL.fullmatch(found["inner"].strip()) else "link",
            inner=found["inner"],
        )
        for found in _PLACEHOLDER.finditer(html)
    )


@lru_cache(maxsize=8192)
def shape(html: str) -> frozenset[tuple[str, int]]:
    """Return how many placeholders of each kind, and how many of each formatting tag, there are."""
    found: Counter[str] = Counter(one.kind for one in placeholders(html))
    found.update(_ALIKE.get(match["tag"], match["tag"]) for match in _FORMATTING.finditer(html))
    return frozenset(found.items())


def fitted(target: str, *, known: str, wanted: str) -> Fitted:
    """Give an old translation the placeholders of a new source.

    The first link of the old source stands for the first link of the new one, and so on, each kind
    by itself.

    Args:
        target: the old translation.
        known: the source that it translates.
        wanted: the source that is to be translated.
    """
    before, after = placeholders(known), placeholders(wanted)
    ours = Counter(one.identifier for one in placeholders(target))
    if (
        ours != Counter(one.identifier for one in before)
        or any(count > 1 for count in ours.values())
        or Counter(one.kind for one in before) != Counter(one.kind for one in after)
    ):
        return Fitted(_without_placeholders(target), fits=False)
    of_kind: dict[str, list[Placeholder]] = defaultdict(list)
    for one in reversed(after):
        of_kind[one.kind].append(one)
    becomes = {one.identifier: of_kind[one.kind].pop() for one in before}

    def replace(found: re.Match[str]) -> str:
        new = becomes[found["id"]]
        inner = new.inner if new.kind == "citation" else found["inner"]
        return f'<a id="{new.identifier}">{inner}</a>'

    return Fitted(_PLACEHOLDER.sub(replace, target), fits=True)


def _without_placeholders(html: str) -> str:
    def replace(found: re.Match[str]) -> str:
        return "" if _LABEL.fullmatch(found["inner"].strip()) else found["inner"]

    text = _PLACEHOLDER.sub(replace, html)
    return _GAP.sub("", text).strip() if text != html else html
