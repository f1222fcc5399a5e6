"""A page as the rules go through it: its sentences with their words, and the phrases in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pages.claims import authors, sentences
from pages.claims.document import HEADINGS, PROSE, Block, Document, ListedReference
from pages.claims.lexicon.structure import Lexicon, words
from pages.claims.phrases import Match, PhraseIndex
from pages.claims.tokens import Token, tokens

DISOWNING: Final = "scope.disowning"
"""Name under which the index finds phrases that report a claim without making it."""

_SAME: Final = words("same mismo misma mismos mismas")
_POINTING: Final = words("this that these those este esta ese esa estos esos dicho dicha")


@dataclass(slots=True, eq=False)
class Sentence:
    """One sentence, or a heading.

    Attributes:
        block: the text that it belongs to.
        start: offset of its first character in the block's text.
        end: offset behind its last.
        words: its words.
        keys: keys of the references that it cites, as far as they are known.
        cited: whether it carries a citation.
        disowned: whether it reports what it says as somebody's mistaken or unproven claim.
    """

    block: Block
    start: int
    end: int
    words: list[Token]
    keys: tuple[str, ...] = ()
    cited: bool = False
    disowned: bool = False

    @property
    def text(self) -> str:
        """Its words as they stand there."""
        return self.block.text[self.start : self.end]

    @property
    def asks(self) -> bool:
        """Whether it is a question."""
        text = self.text.rstrip("\"'”’») ")
        return text.endswith("?") or text.startswith("¿")

    @property
    def is_prose(self) -> bool:
        """Whether it is running text."""
        return self.block.kind in PROSE

    @property
    def is_heading(self) -> bool:
        """Whether it is the page's title or a heading."""
        return self.block.kind in HEADINGS


class Reading:
    """A document divided into sentences, with every phrase of every rule already found.

    Attributes:
        document: what is read.
        lexicon: the words of its language.
        sentences: all of its sentences in order, headings among them.
    """

    def __init__(self, document: Document, *, lexicon: Lexicon, index: PhraseIndex) -> None:
        self.document = document
        self.lexicon = lexicon
        self.sentences: list[Sentence] = []
        self._found: defaultdict[str, list[tuple[Sentence, Match]]] = defaultdict(list)
        for block in document.blocks:
            self._read(block, index)

    def found(self, name: str) -> list[tuple[Sentence, Match]]:
        """Return where the phrases of that name stand, in order."""
        return self._found.get(name, [])

    @cached_property
    def prose(self) -> list[Sentence]:
        """The sentences of running text."""
        return [sentence for sentence in self.sentences if sentence.is_prose]

    @cached_property
    def references(self) -> dict[str, ListedReference]:
        """The references by key."""
        return {reference.key: reference for reference in self.document.references}

    def sections(self) -> Iterator[tuple[Block | None, list[Block]]]:
        """Yield each heading with the texts below it, up to the next heading; at first, None."""
        heading: Block | None = None
        below: list[Block] = []
        for block in self.document.blocks:
            if block.kind in HEADINGS:
                yield heading, below
                heading, below = block, []
            else:
                below.append(block)
        yield heading, below

    def _read(self, block: Block, index: PhraseIndex) -> None:
        text = _without_markers(block)
        before: Sentence | None = None
        for start, end, keys, cited in cited_spans(block):
            spoken = tokens(text, start, end)
            if not spoken:
                continue
            sentence = Sentence(block, start, end, spoken, keys, cited)
            if not sentence.cited:
                sentence.cited = block.sourced or self._is_named(text, start, end)
            if not sentence.cited and before and before.cited and self._goes_on(sentence):
                sentence.cited, sentence.keys = True, before.keys
            for match in index.find(sentence.words):
                if match.name == DISOWNING:
                    sentence.disowned = True
                else:
                    self._found[match.name].append((sentence, match))
            self.sentences.append(sentence)
            before = sentence

    def _is_named(self, text: str, start: int, end: int) -> bool:
        """Tell whether the sentence names a listed reference by author and year."""
        return any(
            mention.year and authors.is_listed(mention, self.document.references)
            for mention in authors.mentions(text, start, end)
        )

    def _goes_on(self, sentence: Sentence) -> bool:
        """Tell whether a sentence says that it still speaks of what was cited just before."""
        opening = [token.word for token in sentence.words[:3]]
        return bool(_SAME & set(opening)) or (
            bool(opening)
            and opening[0] in _POINTING
            and bool(self.lexicon.classes["studyword"] & set(opening))
        )


def cited_spans(block: Block) -> Iterator[tuple[int, int, tuple[str, ...], bool]]:
    """Yield start and end of each sentence of a block, the keys that it cites, and whether it does.

    Offsets are those of the block's text. A citation need not name its keys.
    """
    text = _without_markers(block)
    starts = [marker.start for marker in block.markers]
    parts = list(sentences.spans(text))
    for place, (start, end) in enumerate(parts):
        is_last = place + 1 == len(parts)
        reach = len(text) + 1 if is_last else parts[place + 1][0]
        keys, cited = _citations(block, starts, start, reach, is_first=place == 0)
        yield start, end, keys, cited


def _citations(
    block: Block, starts: list[int], start: int, reach: int, *, is_first: bool
) -> tuple[tuple[str, ...], bool]:
    """Return what is cited between a sentence's start and the next sentence.

    A citation that stands behind the full stop belongs to the sentence before it, even where no
    space divides it from the next one.
    """
    first = bisect_left(starts, start) if is_first else bisect_right(starts, start)
    last = bisect_right(starts, reach)
    found = [
        marker
        for marker in block.markers[first:last]
        if marker.start < reach or marker.start == marker.end
    ]
    return tuple(key for marker in found for key in marker.keys), bool(found)


def _without_markers(block: Block) -> str:
    """Return a block's text with spaces in the place of its markers, so that offsets stay."""
    shown = [marker for marker in block.markers if marker.end > marker.start]
    if not shown:
        return block.text
    parts: list[str] = []
    position = 0
    for marker in shown:
        parts.append(block.text[position : marker.start])
        parts.append(" " * (marker.end - marker.start))
        position = marker.end
    parts.append(block.text[position:])
    return "".join(parts)


def first_words(text: str, longest: int = 120) -> str:
    """Return a text, cut between two words where it is long."""
    if len(text) <= longest:
        return text
    cut = text.rfind(" ", 0, longest)
    return text[: cut if cut > longest // 2 else longest]


def blocks_of(reading: Reading, kinds: Iterable[str]) -> list[Block]:
    """Return the document's texts of these kinds, in order."""
    wanted = frozenset(kinds)
    return [block for block in reading.document.blocks if block.kind in wanted]
