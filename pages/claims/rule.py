"""What a rule is, and the check that most rules share: a phrase that a sentence asserts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pages.claims.document import PROSE
from pages.claims.findings import Hit, Severity
from pages.claims.phrases import Match
from pages.claims.reading import Reading, Sentence
from pages.claims.scope import Hedging, is_conditional, is_hedged, is_negated

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Phrases = Mapping[str, tuple[str, ...]]
"""Phrases by language; see `pages.claims.phrases` for how they are written."""

EVERYWHERE: Final = PROSE | {"title", "heading", "label"}


@dataclass(frozen=True, slots=True)
class Examples:
    """Short texts in one language: which a rule finds, and which it leaves alone.

    They are written as `pages.claims.example_text` reads them, are shown in the admin, and are
    tested.
    """

    found: tuple[str, ...]
    clean: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that a page's text may be found to do.

    Attributes:
        code: stable, dotted, in English.
        severity: what it is unless a site says otherwise.
        title: translated; what it looks for, in a few words.
        message: translated; says what is wrong and what to do. ``%(phrase)s`` is what was found.
        source: the guideline or law that it follows.
        check: finds it.
        phrases: what it looks for, by language, if it looks for phrases; sites may add to them.
        helpers: further phrases that its check asks for, by name and language.
        examples: by language.
    """

    code: str
    severity: Severity
    title: StrOrPromise
    message: StrOrPromise
    source: str
    check: Callable[[Reading, Rule], Iterable[Hit]]
    phrases: Phrases = field(default_factory=dict)
    helpers: Mapping[str, Phrases] = field(default_factory=dict)
    examples: Mapping[str, Examples] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asserted:
    """A check for phrases that a sentence asserts.

    Attributes:
        kinds: kinds of text that are looked at.
        citation_settles: whether a citation in the sentence settles it.
        negatable: whether a denial takes it back; no for phrases that are denials themselves.
        hedging: which hedges leave it open.
        conditional: whether a condition leaves it open.
        questions: whether questions are looked at too.
        quoted: whether somebody's own words, as in a testimonial, are looked at too.
        only_if: what else must be so.
    """

    kinds: frozenset[str] = PROSE | {"title", "heading", "label"}
    citation_settles: bool = False
    negatable: bool = True
    hedging: Hedging = "any"
    conditional: bool = True
    questions: bool = False
    quoted: bool = True
    only_if: Callable[[Reading, Sentence, Match], bool] | None = None

    def __call__(self, reading: Reading, rule: Rule) -> Iterator[Hit]:
        """Yield the first asserted phrase of each sentence."""
        told: set[int] = set()
        for sentence, match in reading.found(rule.code):
            if id(sentence) not in told and self.holds(reading, sentence, match):
                told.add(id(sentence))
                yield hit_of(sentence, match)

    def holds(self, reading: Reading, sentence: Sentence, match: Match) -> bool:
        """Tell whether the sentence asserts the phrase."""
        words, lexicon = sentence.words, reading.lexicon
        first, last = match.first, match.last
        if sentence.block.kind not in self.kinds or sentence.disowned:
            return False
        if (sentence.asks and not self.questions) or (sentence.block.quoted and not self.quoted):
            return False
        if self.citation_settles and sentence.cited:
            return False
        if self.negatable and is_negated(words, first, last, lexicon):
            return False
        if is_hedged(words, first, last, lexicon, self.hedging):
            return False
        if self.conditional and is_conditional(words, first, last, lexicon):
            return False
        return self.only_if is None or self.only_if(reading, sentence, match)


def hit_of(sentence: Sentence, match: Match, **values: object) -> Hit:
    """Return a phrase that was found in a sentence as a hit."""
    words = sentence.words
    return Hit(
        sentence.block,
        words[match.first].start,
        words[match.last - 1].end,
        sentence,
        dict(values),
    )


def whole(sentence: Sentence, **values: object) -> Hit:
    """Return a whole sentence as a hit."""
    return Hit(sentence.block, sentence.start, sentence.end, sentence, dict(values))
