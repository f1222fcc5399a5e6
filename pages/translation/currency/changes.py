"""What changed between two contents of one page: pure functions of values.

A content is given as its places: a plain field, or one block of a stream. Two contents are compared
field by field. Blocks are matched first by what they say, then by their lasting ids, so that a
block which was moved or copied is not taken for new text.
"""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, cast

from django.utils.html import strip_tags

from pages.translation.currency.dosage import dosage

Kind = Literal["changed", "added", "removed", "moved"]
Run = tuple[Literal["same", "gone", "new"], str]

CONTEXT: Final = 6
"""How many words are kept on each side of a change."""

LONGEST: Final = 60
"""How many words of one passage that came or went are kept."""

MOST_RUNS: Final = 24
"""How many stretches of words are kept of one change."""


@dataclass(frozen=True, slots=True)
class Part:
    """One value within a place.

    Attributes:
        value: what it says, in the one form that stands for it; rich text with its markup.
        is_text: whether it is translated, rather than the same in every language.
        is_critical: whether the reader's safety depends on it.
    """

    value: str
    is_text: bool
    is_critical: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place of a content.

    Attributes:
        path: its address: the field's name, and the block's id in a stream.
        field: the field's name.
        name: what the block calls itself, such as a section's heading; empty for a plain field.
        parts: what stands there, in order; empty ones left out.
    """

    path: str
    field: str
    name: str = ""
    parts: tuple[Part, ...] = ()

    @property
    def text(self) -> str:
        """All that is translated of it, without markup."""
        return " ".join(said(part.value) for part in self.parts if part.is_text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is another in one place.

    Attributes:
        path: address of the place, in the newer content where it is still there.
        field: name of its field.
        name: what the block calls itself, or empty.
        kind: ``"changed"``, ``"added"``, ``"removed"``, or ``"moved"`` for blocks of a field that
            stand in another order.
        touches_text: whether words are concerned that a translation has of its own.
        is_critical: whether the reader's safety depends on it.
        words: the difference, word by word: stretches that are the same, gone and new.
    """

    path: str
    field: str
    name: str = ""
    kind: Kind = "changed"
    touches_text: bool = True
    is_critical: bool = False
    words: tuple[Run, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values; `from_json` reads them."""
        return {
            "path": self.path,
            "field": self.field,
            "name": self.name,
            "kind": self.kind,
            "touches_text": self.touches_text,
            "is_critical": self.is_critical,
            "words": [list(run) for run in self.words],
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Change:
        """Return what `as_json` wrote down."""
        words = tuple(cast("Run", tuple(run)) for run in stored["words"])
        return cls(**{**stored, "words": words})


def compare(before: Sequence[Place], after: Sequence[Place]) -> tuple[Change, ...]:
    """Return what changed, in the order of the newer content; what went follows at the end."""
    by_field = _by_field(before), _by_field(after)
    fields = list(dict.fromkeys(place.field for place in (*after, *before)))
    return tuple(
        change
        for field in fields
        for change in _compare_field(by_field[0].get(field, []), by_field[1].get(field, []))
    )


def is_critical(changes: Iterable[Change] | None) -> bool:
    """Tell whether safety depends on what changed; so it does where nobody can tell."""
    return changes is None or any(change.is_critical for change in changes)


def changed_fields(changes: Iterable[Change]) -> list[str]:
    """Return the names of the fields that are concerned, each once, those of safety first."""
    ordered = sorted(changes, key=lambda change: not change.is_critical)
    return list(dict.fromkeys(change.field for change in ordered))


def said(source: str) -> str:
    """Return the words of a text without markup."""
    return " ".join(strip_tags(source.replace("</p>", "</p> ").replace("<br", " <br")).split())


def _by_field(places: Sequence[Place]) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        found[place.field].append(place)
    return found


def _compare_field(before: list[Place], after: list[Place]) -> Iterator[Change]:
    gone, new, same = _unequal(before, after)
    old_by_path = {place.path: place for place in gone}
    for place in new:
        old = old_by_path.pop(place.path, None)
        yield _changed(old, place) if old is not None else _alone(place, "added")
    for place in old_by_path.values():
        yield _alone(place, "removed")
    if [one.parts for one in before if one.parts in same] != [
        one.parts for one in after if one.parts in same
    ]:
        yield Change(path=after[0].field, field=after[0].field, kind="moved")


def _unequal(
    before: list[Place], after: list[Place]
) -> tuple[list[Place], list[Place], set[tuple[Part, ...]]]:
    """Return the places without a counterpart that says the same, and what those with one say."""
    counted = Counter(place.parts for place in before), Counter(place.parts for place in after)
    common = counted[0] & counted[1]
    left = []
    for places in (before, after):
        remaining = Counter(common)
        unmatched = []
        for place in places:
            if remaining[place.parts]:
                remaining[place.parts] -= 1
            else:
                unmatched.append(place)
        left.append(unmatched)
    # What is there twice on one side and once on the other says nothing about the order.
    once = {parts for parts in common if counted[0][parts] == counted[1][parts] == 1}
    return left[0], left[1], once


def _changed(old: Place, new: Place) -> Change:
    texts = old.text, new.text
    return Change(
        path=new.path,
        field=new.field,
        name=new.name or old.name,
        touches_text=_parts(old, is_text=True) != _parts(new, is_text=True),
        is_critical=_critical(old) != _critical(new) or dosage(texts[0]) != dosage(texts[1]),
        words=word_difference(*texts),
    )


def _alone(place: Place, kind: Kind) -> Change:
    text = place.text
    is_new = kind == "added"
    return Change(
        path=place.path,
        field=place.field,
        name=place.name,
        kind=kind,
        touches_text=any(part.is_text for part in place.parts),
        is_critical=bool(_critical(place)) or bool(dosage(text)),
        words=word_difference("" if is_new else text, text if is_new else ""),
    )


def _parts(place: Place, *, is_text: bool) -> list[str]:
    return [part.value for part in place.parts if part.is_text == is_text]


def _critical(place: Place) -> list[str]:
    return [part.value for part in place.parts if part.is_critical]


def word_difference(before: str, after: str) -> tuple[Run, ...]:
    """Return two texts as stretches of words that are the same, gone and new.

    Long stretches are shortened, so that a page's history stays small: what is the same to the
    words beside a change, what came or went to its beginning.
    """
    old, new = before.split(), after.split()
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=len(old) > 2000)
    blocks = matcher.get_opcodes()
    runs: list[Run] = []
    for index, (tag, start, end, new_start, new_end) in enumerate(blocks):
        if tag == "equal":
            words = old[start:end]
            runs.append(("same", _context(words, index == 0, index == len(blocks) - 1)))
            continue
        if end > start:
            runs.append(("gone", _beginning(old[start:end])))
        if new_end > new_start:
            runs.append(("new", _beginning(new[new_start:new_end])))
    if all(kind == "same" for kind, _text in runs):
        return ()
    if len(runs) > MOST_RUNS:
        return (*runs[:MOST_RUNS], ("same", "…"))
    return tuple(runs)


def _context(words: list[str], is_first: bool, is_last: bool) -> str:
    before = [] if is_first else words[:CONTEXT]
    after = [] if is_last else words[-CONTEXT:]
    if len(before) + len(after) >= len(words):
        return " ".join(words)
    return " ".join([*before, "…", *after])


def _beginning(words: list[str]) -> str:
    return " ".join(words[:LONGEST]) + (" …" if len(words) > LONGEST else "")
