"""The glossary as immutable values: terms, concepts, and the whole, indexed for looking up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from pages.translation.glossary.choices import Status
from pages.translation.glossary.inflection import Forms, forms_of_term

_ORDER: Final = {status: place for place, status in enumerate(Status.values)}
"""Those to use stand first."""


@dataclass(frozen=True, slots=True)
class Term:
    """What a concept is called in one language.

    Attributes:
        language: its two letters, such as ``"en"``.
        text: the term as it is written within a sentence.
        status: a value of `Status`.
        part_of_speech: a value of `PartOfSpeech`, or empty.
        gender: a value of `Gender`, or empty.
        is_acronym: whether it is written in capitals, and is only met as it is written.
        note: advice for translators, such as why it is forbidden.
    """

    language: str
    text: str
    status: str = Status.ADMITTED.value
    part_of_speech: str = ""
    gender: str = ""
    is_acronym: bool = False
    note: str = ""

    @property
    def is_forbidden(self) -> bool:
        """Whether it should not be used."""
        return self.status == Status.FORBIDDEN.value


@dataclass(frozen=True, slots=True)
class Definition:
    """What a concept means, said in one language."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that is meant, and what it is called.

    Attributes:
        key: stable identifier, such as ``"frozen-shoulder"``.
        subject: a value of `Subject`, or empty.
        definitions: at most one for each language.
        note: for the concept as a whole.
        terms: in the order in which they are shown.
    """

    key: str
    subject: str = ""
    definitions: tuple[Definition, ...] = ()
    note: str = ""
    terms: tuple[Term, ...] = ()

    def in_language(self, language: str) -> tuple[Term, ...]:
        """Return the terms of a language, those to use first."""
        return tuple(
            sorted(
                (term for term in self.terms if term.language == language),
                key=lambda term: _ORDER[term.status],
            )
        )

    def usable(self, language: str) -> tuple[Term, ...]:
        """Return the terms of a language that may be used: preferred, then admitted."""
        return tuple(term for term in self.in_language(language) if not term.is_forbidden)

    def definition(self, language: str) -> str:
        """Return the definition in a language, or an empty text."""
        return next((one.text for one in self.definitions if one.language == language), "")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A term that may begin with a certain word.

    Attributes:
        term: the term.
        concept: the concept that it names.
        forms: for each word of the term, the folded forms that it may take.
    """

    term: Term
    concept: Concept
    forms: Forms


Index = Mapping[str, Mapping[str, tuple[Candidate, ...]]]
"""By language, then by folded form of the first word: the terms that may begin there."""


@dataclass(frozen=True, slots=True)
class Glossary:
    """All concepts, with an index of their terms. Make one with `glossary_of`.

    Attributes:
        concepts: by key.
        index: see `Index`; the longest terms stand first.
    """

    concepts: tuple[Concept, ...] = ()
    index: Index = field(default_factory=dict, repr=False, compare=False)

    def __bool__(self) -> bool:
        return bool(self.concepts)


def glossary_of(concepts: Iterable[Concept]) -> Glossary:
    """Return a glossary of these concepts, sorted by their keys and indexed."""
    ordered = tuple(sorted(concepts, key=lambda concept: concept.key))
    index: dict[str, dict[str, list[Candidate]]] = {}
    for concept in ordered:
        for term in concept.terms:
            forms = forms_of_term(
                term.text,
                language=term.language,
                part_of_speech=term.part_of_speech,
                gender=term.gender,
                is_acronym=term.is_acronym,
            )
            if not forms:
                continue
            candidate = Candidate(term, concept, forms)
            by_word = index.setdefault(term.language, {})
            for form in forms[0]:
                by_word.setdefault(form, []).append(candidate)
    return Glossary(
        ordered,
        {
            language: {
                word: tuple(sorted(found, key=lambda each: -len(each.forms)))
                for word, found in by_word.items()
            }
            for language, by_word in index.items()
        },
    )
