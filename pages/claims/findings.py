"""What rules have to say about a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from pages.claims.document import NOWHERE, Block, Place

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from pages.claims.reading import Sentence

Severity = Literal["block", "warn"]

JUDGED: Final = frozenset({"claim", "evidence", "tone", "consistency", "language"})
"""Families of rules whose findings a medical reviewer may sign in spite of, with a reason."""

LONGEST_QUOTE: Final = 240
"""Characters; of a longer sentence the words around the phrase are quoted."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a rule found something.

    Attributes:
        block: the text; None for what is missing from the page.
        start: offset of the words that it is about.
        end: offset behind them.
        sentence: the sentence that they stand in, where there is one.
        values: further values for the rule's message.
        quote: words to quote that stand in no block, such as a reference's.
        place: where those stand.
    """

    block: Block | None = None
    start: int = 0
    end: int = 0
    sentence: Sentence | None = None
    values: dict[str, Any] = field(default_factory=dict)
    quote: str = ""
    place: Place = NOWHERE

    @property
    def phrase(self) -> str:
        """The words that it is about."""
        return self.block.text[self.start : self.end] if self.block else self.quote


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found on a page.

    Attributes:
        code: the rule's, stable and in English (``"claim.cure"``).
        severity: ``"block"`` must be settled before publication, ``"warn"`` is shown.
        message: translated; says what is wrong and what to do.
        quote: the sentence, or the words around the phrase in a long one, exactly as they stand;
            empty for what is missing.
        phrase: the words within the quote that the rule is about.
        place: where it stands.
        sentence: the whole sentence, or the whole text that is not divided into sentences.
    """

    code: str
    severity: Severity
    message: StrOrPromise
    quote: str = ""
    phrase: str = ""
    place: Place = NOWHERE
    sentence: str = ""

    @property
    def blocks(self) -> bool:
        """Whether it must be settled before publication."""
        return self.severity == "block"

    @property
    def is_judgement(self) -> bool:
        """Whether it is about what a text says, so that a medical reviewer may know better.

        What is missing from a page, or lies in its form, is not.
        """
        return bool(self.sentence) and self.code.partition(".")[0] in JUDGED


def sentence_of(hit: Hit) -> str:
    """Return the sentence that a hit stands in, or all of its text if it stands in none."""
    if hit.block is None:
        return hit.quote
    return (hit.sentence.text if hit.sentence else hit.block.text).strip()


def quote_of(hit: Hit) -> str:
    """Return the words to quote: the sentence, cut around the phrase where it is long."""
    if hit.block is None:
        return hit.quote
    text = hit.block.text
    start, end = (hit.sentence.start, hit.sentence.end) if hit.sentence else (hit.start, hit.end)
    if end - start <= LONGEST_QUOTE:
        return text[start:end].strip()
    room = max(0, LONGEST_QUOTE - (hit.end - hit.start)) // 2
    first = max(start, hit.start - room)
    last = min(end, max(hit.end, hit.start + 1) + room, first + LONGEST_QUOTE + 40)
    if first > start:
        space = text.find(" ", first, hit.start)
        first = space + 1 if space >= 0 else hit.start
    if last < end:
        space = text.rfind(" ", hit.end, last)
        last = space if space >= 0 else max(hit.end, first + 1)
    return text[first:last].strip()[: LONGEST_QUOTE * 2]
