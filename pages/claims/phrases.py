"""A small language for phrases, and finding all phrases of all rules in one pass.

A phrase is a row of elements, separated by spaces:

=============  ============================================================================
``cure``       this word; written with or without accents and capitals
``cure|heal``  either word
``guarant*``   any word that begins so
``the?``       may be left out
``~3``         up to three words of any kind
``@patients``  a word of that class in the language's lexicon
``#``          a number in digits or in words
``!not``       the next word is not this one (``|`` and ``@`` as above); takes no word itself
=============  ============================================================================

Phrases are data: they cannot take more than linear time, whatever the text, because each element
takes a bounded number of words. Sites may add their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from pages.claims.tokens import Token, folded

LONGEST_GAP: Final = 8


class PhraseError(ValueError):
    """A phrase is not written in the language of phrases."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a phrase.

    Attributes:
        words: words that it accepts.
        prefixes: beginnings of words that it accepts.
        number: whether it accepts a number in digits.
        optional: whether it may be left out.
        gap: how many words of any kind it may take; then it accepts nothing else.
        forbidden: whether it asks that the next word is *not* accepted, and takes none.
    """

    words: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    number: bool = False
    optional: bool = False
    gap: int = 0
    forbidden: bool = False

    def accepts(self, word: str) -> bool:
        """Tell whether a folded word is one of this element's."""
        if word in self.words:
            return True
        if self.number and word[0].isdigit():
            return True
        return bool(self.prefixes) and word.startswith(self.prefixes)

    @property
    def takes_one(self) -> bool:
        """Whether it takes exactly one word."""
        return not (self.optional or self.gap or self.forbidden)


class Match(NamedTuple):
    """Where a phrase was found: its name, the first of its tokens, and the one behind its last."""

    name: str
    first: int
    last: int


def parsed(phrase: str, *, classes: Mapping[str, frozenset[str]]) -> tuple[Element, ...]:
    """Return the elements of a phrase.

    Args:
        phrase: written in the language of phrases.
        classes: the words of each class.

    Raises:
        PhraseError: it is empty, begins with a gap, or names a class that there is not.
    """
    elements = tuple(_element(part, classes) for part in phrase.split())
    first = next((element for element in elements if not element.optional), None)
    if first is None or first.gap or first.forbidden:
        raise PhraseError(f"“{phrase}” must begin with a word")
    return elements


def _element(part: str, classes: Mapping[str, frozenset[str]]) -> Element:
    if part.startswith("~"):
        if not part[1:].isdigit() or not 0 < int(part[1:]) <= LONGEST_GAP:
            raise PhraseError(f"“{part}” must be ~1 to ~{LONGEST_GAP}")
        return Element(gap=int(part[1:]))
    forbidden = part.startswith("!")
    optional = part.endswith("?")
    words: set[str] = set()
    prefixes: list[str] = []
    number = False
    for choice in part.removeprefix("!").removesuffix("?").split("|"):
        if choice == "#":
            number = True
            words |= classes.get("number", frozenset())
        elif choice.startswith("@"):
            if choice[1:] not in classes:
                raise PhraseError(f"there is no class “{choice}”")
            words |= classes[choice[1:]]
        elif choice.endswith("*") and len(choice) > 1:
            prefixes.append(folded(choice[:-1]))
        elif choice:
            words.add(folded(choice))
        else:
            raise PhraseError(f"“{part}” has an empty choice")
    return Element(frozenset(words), tuple(prefixes), number, optional, 0, forbidden)


class _Entry(NamedTuple):
    """A phrase in the index.

    Attributes:
        name: the name of what it belongs to.
        elements: all of its elements.
        second: its second element if that takes exactly one word.
        needed: words of which it needs one, besides its first. By these two, most places where the
            first word stands are ruled out at once.
    """

    name: str
    elements: tuple[Element, ...]
    second: Element | None
    needed: frozenset[str] | None


@dataclass(slots=True)
class PhraseIndex:
    """The phrases of all rules, found by the word with which they begin."""

    by_word: defaultdict[str, list[_Entry]] = field(default_factory=lambda: defaultdict(list))
    by_prefix: defaultdict[str, list[_Entry]] = field(default_factory=lambda: defaultdict(list))
    by_number: list[_Entry] = field(default_factory=list)
    lengths: set[int] = field(default_factory=set)

    def add(self, name: str, elements: tuple[Element, ...]) -> None:
        """Add one phrase under the name of what it belongs to."""
        first = elements[0]
        if first.optional:
            self.add(name, elements[1:])
        second = elements[1] if len(elements) > 1 and elements[1].takes_one else None
        listing = [
            element.words
            for element in elements[1:]
            if element.takes_one and not element.prefixes and not element.number
        ]
        entry = _Entry(name, elements[1:], second, min(listing, key=len, default=None))
        for word in first.words:
            self.by_word[word].append(entry)
        for prefix in first.prefixes:
            self.by_prefix[prefix].append(entry)
            self.lengths.add(len(prefix))
        if first.number:
            self.by_number.append(entry)

    def find(self, words: Sequence[Token]) -> Iterator[Match]:
        """Yield every phrase in the words of one sentence; of each name, none inside another."""
        reached: dict[str, int] = {}
        known: dict[str, list[_Entry]] = {}
        count = len(words)
        spoken = {token.word for token in words}
        for place, token in enumerate(words):
            entries = known.get(token.word)
            if entries is None:
                entries = known[token.word] = self._candidates(token.word)
            following = words[place + 1].word if place + 1 < count else ""
            for name, elements, second, needed in entries:
                if second is not None and not (following and second.accepts(following)):
                    continue
                if needed is not None and needed.isdisjoint(spoken):
                    continue
                if reached.get(name, 0) > place:
                    continue
                last = _matched(elements, words, place)
                if last > place:
                    reached[name] = last
                    yield Match(name, place, last)

    def _candidates(self, word: str) -> list[_Entry]:
        found = list(self.by_word.get(word, ()))
        for length in self.lengths:
            if prefixed := self.by_prefix.get(word[:length]):
                found += prefixed
        if word[0].isdigit():
            found += self.by_number
        return found


def _matched(elements: tuple[Element, ...], words: Sequence[Token], place: int) -> int:
    """Return the place behind a phrase whose first word stands at ``place``; 0 without the rest.

    Args:
        elements: what follows the first element.
        words: the words of the sentence.
        place: where the first word stands.
    """
    clause = words[place].clause
    # The places that the elements so far may have reached. Never more than a few.
    reached = {place + 1}
    for element in elements:
        following: set[int] = set()
        for at in reached:
            inside = at < len(words) and words[at].clause == clause
            if element.forbidden:
                if not inside or not element.accepts(words[at].word):
                    following.add(at)
                continue
            if element.gap:
                following.add(at)
                step = at
                while (
                    step < len(words) and step < at + element.gap and words[step].clause == clause
                ):
                    step += 1
                    following.add(step)
                continue
            if element.optional:
                following.add(at)
            if inside and element.accepts(words[at].word):
                following.add(at + 1)
        if not following:
            return 0
        reached = following
    return max(reached)
