"""Applying the rules to a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from pages.claims.catalogue import RULES
from pages.claims.document import Document
from pages.claims.findings import Finding, Hit, Severity, quote_of, sentence_of
from pages.claims.lexicon import lexicon_of
from pages.claims.phrases import PhraseIndex, parsed
from pages.claims.reading import DISOWNING, Reading, first_words
from pages.claims.rule import Rule

Terms = tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What a site decides about the rules.

    Attributes:
        severities: severity by code of rule; ``"off"`` switches a rule off.
        terms: further phrases by code of rule and language.
    """

    severities: Mapping[str, Literal["block", "warn", "off"]] = field(default_factory=dict)
    terms: Mapping[str, Mapping[str, Iterable[str]]] = field(default_factory=dict)

    def severity_of(self, rule: Rule) -> Literal["block", "warn", "off"]:
        """Return what a finding of the rule is here."""
        return self.severities.get(rule.code, rule.severity)


def check(document: Document, *, choices: Choices | None = None) -> list[Finding]:
    """Return what the rules find in a document, in the order of its texts.

    A page in a language that has no rules has no findings.
    """
    lexicon = lexicon_of(document.language)
    if lexicon is None:
        return []
    choices = choices or Choices()
    index = _index(lexicon.language, _hashable(choices.terms))
    reading = Reading(document, lexicon=lexicon, index=index)
    order = {id(block): place for place, block in enumerate(document.blocks)}
    placed: list[tuple[tuple[int, int], Finding]] = []
    for rule in RULES:
        severity = choices.severity_of(rule)
        if severity != "off":
            for hit in rule.check(reading, rule):
                key = (order.get(id(hit.block), len(order)), hit.start)
                placed.append((key, _finding(rule, hit, severity)))
    placed.sort(key=lambda entry: entry[0])
    return [finding for _key, finding in placed]


def _finding(rule: Rule, hit: Hit, severity: Severity) -> Finding:
    phrase = first_words(hit.phrase)
    return Finding(
        code=rule.code,
        severity=severity,
        message=str(rule.message) % {"phrase": phrase, **hit.values},
        quote=quote_of(hit),
        phrase=hit.phrase,
        place=hit.block.place if hit.block else hit.place,
        sentence=sentence_of(hit),
    )


def _hashable(terms: Mapping[str, Mapping[str, Iterable[str]]]) -> Terms:
    return tuple(
        (code, tuple((language, tuple(added)) for language, added in sorted(by_language.items())))
        for code, by_language in sorted(terms.items())
    )


@lru_cache(maxsize=16)
def _index(language: str, terms: Terms) -> PhraseIndex:
    """Return all phrases of one language, those that a site added among them."""
    lexicon = lexicon_of(language)
    index = PhraseIndex()
    if lexicon is None:
        return index
    for phrase in lexicon.disowning:
        index.add(DISOWNING, parsed(phrase, classes=lexicon.classes))
    for rule in RULES:
        groups = {rule.code: rule.phrases, **rule.helpers}
        for name, phrases in groups.items():
            for phrase in phrases.get(language, ()):
                index.add(name, parsed(phrase, classes=lexicon.classes))
    for code, by_language in terms:
        for phrase in dict(by_language).get(language, ()):
            index.add(code, parsed(phrase, classes=lexicon.classes))
    return index
