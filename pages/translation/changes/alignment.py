"""Which earlier text each new one comes from. Pure.

A block of rich text has many segments at one address, so that an address alone does not say which
paragraph became which. They are paired by how alike they are, the most alike first, each earlier
text once; among equals the nearer in order, and then the later, wins.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pages.translation.likeness import ALIKE, likeness


@dataclass(frozen=True, slots=True)
class Text:
    """One text at an address.

    Attributes:
        key: what the caller knows it by.
        html: its source.
        place: position among those of its address, from 0 to 1.
        age: the smaller, the later it was written.
    """

    key: Hashable
    html: str
    place: float = 0.0
    age: float = 0.0


@dataclass(frozen=True, slots=True)
class Match:
    """The earlier text that a new one comes from, and how alike both are, from 0 to 1."""

    key: Any
    similarity: float


def align(
    new: Sequence[Text], old: Iterable[Text], *, least: float = ALIKE
) -> dict[Hashable, Match]:
    """Return the earlier text of each new one that has one, by the new one's key.

    Args:
        new: texts at one address.
        old: earlier texts of that address.
        least: how alike they must be.
    """
    earlier = list(old)
    pairs = [
        (-likeness(before.html, after.html), abs(before.place - after.place), before.age, a, b)
        for b, before in enumerate(earlier)
        for a, after in enumerate(new)
    ]
    matches: dict[Hashable, Match] = {}
    used: set[int] = set()
    for negative, _distance, _age, a, b in sorted(pairs):
        if -negative >= least and new[a].key not in matches and b not in used:
            matches[new[a].key] = Match(earlier[b].key, -negative)
            used.add(b)
    return matches


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many segments of a source are as before, and how many are not.

    Attributes:
        kept: the same text in the same place.
        moved: the same text in another place.
        changed: another version of a text in its place.
        new: texts that come from none.
        removed: texts that are gone.
    """

    kept: int = 0
    moved: int = 0
    changed: int = 0
    new: int = 0
    removed: int = 0


def compare(before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]) -> Comparison:
    """Compare the segments of a source with those that it had before.

    Args:
        before: address and HTML of each segment, in order.
        after: likewise, now.
    """
    gone, come = Counter(before) - Counter(after), Counter(after) - Counter(before)
    kept = len(after) - come.total()
    moved_by_text = Counter(_texts(gone)) & Counter(_texts(come))
    moved = moved_by_text.total()
    old, new = _by_path(gone, moved_by_text.copy()), _by_path(come, moved_by_text.copy())
    rivals = Counter(path for path, _html in after)
    changed = sum(
        len(align(texts, old.get(path, ()), least=ALIKE if rivals[path] > 1 else 0.0))
        for path, texts in new.items()
    )
    return Comparison(
        kept=kept,
        moved=moved,
        changed=changed,
        new=come.total() - moved - changed,
        removed=gone.total() - moved - changed,
    )


def _texts(counted: Counter[tuple[str, str]]) -> list[str]:
    return [html for _path, html in counted.elements()]


def _by_path(counted: Counter[tuple[str, str]], without: Counter[str]) -> dict[str, list[Text]]:
    by_path: dict[str, list[Text]] = defaultdict(list)
    for number, (path, html) in enumerate(counted.elements()):
        if without[html]:
            without[html] -= 1
        else:
            by_path[path].append(Text(number, html))
    return by_path
