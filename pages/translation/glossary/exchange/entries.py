"""From what a file says of a concept to the concept, or to the reasons why it cannot be taken.

Pure: what the glossary has already is another question (`adding`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from pages.translation.glossary.choices import Gender, PartOfSpeech, Status, Subject
from pages.translation.glossary.values import Concept, Definition, Term
from pages.translation.languages import language_of

LONGEST_KEY: Final = 80
LONGEST_TERM: Final = 200
LONGEST_TEXT: Final = 1000

_KEY: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class GlossaryFileRefused(ValueError):
    """A file that cannot be read as a glossary at all; its text says why."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of one line of a file: a fault, or something to know.

    Attributes:
        line: its number, from 1.
        message: translated.
    """

    line: int
    message: str


@dataclass(slots=True)
class RawTerm:
    """One term as a file has it, nothing of it checked."""

    line: int
    language: str = ""
    text: str = ""
    status: str = ""
    part_of_speech: str = ""
    gender: str = ""
    is_acronym: bool = False
    note: str = ""


@dataclass(slots=True)
class RawConcept:
    """One concept as a file has it.

    Attributes:
        definitions: line, language and text of each.
        faults: what was wrong with it already when it was read.
    """

    line: int
    key: str = ""
    subject: str = ""
    note: str = ""
    definitions: list[tuple[int, str, str]] = field(default_factory=list)
    terms: list[RawTerm] = field(default_factory=list)
    faults: list[Remark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept of a file, checked.

    Attributes:
        line: number of its first line.
        label: by what people recognise it: its first term, or its key.
        concept: what it says; None if it is faulty.
        faults: why it cannot be taken.
        warnings: what is left out, or guessed.
    """

    line: int
    label: str
    concept: Concept | None
    faults: tuple[Remark, ...] = ()
    warnings: tuple[Remark, ...] = ()

    def refused(self, message: str) -> Entry:
        """Return the entry as a faulty one."""
        faults = (*self.faults, Remark(self.line, message))
        return replace(self, concept=None, faults=faults)


def clean(text: str) -> str:
    """Return a text composed (NFC), with single spaces, as it is kept."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def key_from(text: str) -> str:
    """Return the key that a term gives, or an empty text."""
    return re.sub(r"^[^a-z]+", "", slugify(text).replace("_", "-"))[:LONGEST_KEY].strip("-")


def checked(raw: RawConcept, *, languages: Collection[str]) -> Entry:
    """Check what a file says of a concept.

    Args:
        raw: what it says.
        languages: the two letters of the site's languages; what is in others is left out.
    """
    faults, warnings = list(raw.faults), []
    terms: list[Term] = []
    for one in raw.terms:
        language = language_of(clean(one.language))
        if language and language not in languages:
            warnings.append(
                Remark(
                    one.line,
                    _("“%(term)s” is left out: the site has no content in “%(language)s”.")
                    % {"term": one.text, "language": language},
                )
            )
            continue
        term, wrong = _term(one, language)
        faults += wrong
        if term is not None:
            terms.append(term)
    terms = _with_statuses(terms)
    faults += _contradictions(raw, terms)
    definitions, wrong, left_out = _definitions(raw, languages)
    faults += wrong
    warnings += left_out
    key, wrong = _key(raw, terms)
    faults += wrong
    subject, unknown = _subject(raw)
    warnings += unknown
    note = clean(raw.note)
    faults += _too_long(raw.line, note, LONGEST_TEXT) + _unreadable(raw.line, note)
    label = (terms[0].text if terms else "") or clean(raw.key) or "–"
    if not terms and not faults:
        faults.append(Remark(raw.line, _("It has no term in a language of the site.")))
    if faults:
        return Entry(raw.line, label, None, tuple(faults), tuple(warnings))
    concept = Concept(key, subject, definitions, note, ordered(terms))
    return Entry(raw.line, label, concept, (), tuple(warnings))


def ordered(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Return terms by language; within one, in the order that they have."""
    return tuple(sorted(terms, key=lambda term: term.language))


def _term(raw: RawTerm, language: str) -> tuple[Term | None, list[Remark]]:
    text, note = clean(raw.text), clean(raw.note)
    faults = _too_long(raw.line, text, LONGEST_TERM) + _too_long(raw.line, note, LONGEST_TEXT)
    faults += _unreadable(raw.line, text) + _unreadable(raw.line, note)
    if not language:
        faults.append(Remark(raw.line, _("It does not say in which language the term is.")))
    if not text:
        faults.append(Remark(raw.line, _("The term is empty.")))
    chosen: dict[str, str] = {}
    for name, value, allowed in (
        ("status", raw.status, Status.values),
        ("part_of_speech", raw.part_of_speech, PartOfSpeech.values),
        ("gender", raw.gender, Gender.values),
    ):
        chosen[name] = clean(value).lower()
        if chosen[name] and chosen[name] not in allowed:
            faults.append(
                Remark(
                    raw.line,
                    _("“%(value)s” is no %(field)s; one of these is: %(allowed)s.")
                    % {"value": value, "field": name, "allowed": ", ".join(allowed)},
                )
            )
    if faults:
        return None, faults
    return Term(language, text, is_acronym=raw.is_acronym, note=note, **chosen), []


def _with_statuses(terms: list[Term]) -> list[Term]:
    """Return terms of which those without a status are admitted; the first is preferred."""
    has_preferred = {term.language for term in terms if term.status == Status.PREFERRED}
    found = []
    for term in terms:
        if not term.status:
            is_first = term.language not in has_preferred
            has_preferred.add(term.language)
            term = replace(term, status=(Status.PREFERRED if is_first else Status.ADMITTED).value)
        found.append(term)
    return found


def _contradictions(raw: RawConcept, terms: Sequence[Term]) -> list[Remark]:
    faults = []
    texts: set[tuple[str, str]] = set()
    preferred: set[str] = set()
    for term in terms:
        if (term.language, term.text) in texts:
            faults.append(
                Remark(raw.line, _("“%(term)s” stands in it twice.") % {"term": term.text})
            )
        texts.add((term.language, term.text))
        if term.status == Status.PREFERRED and term.language in preferred:
            faults.append(
                Remark(
                    raw.line,
                    _("“%(term)s” is the second preferred term in “%(language)s”; one may be.")
                    % {"term": term.text, "language": term.language},
                )
            )
        if term.status == Status.PREFERRED:
            preferred.add(term.language)
    return faults


def _definitions(
    raw: RawConcept, languages: Collection[str]
) -> tuple[tuple[Definition, ...], list[Remark], list[Remark]]:
    found: dict[str, str] = {}
    faults: list[Remark] = []
    warnings: list[Remark] = []
    for line, code, text in raw.definitions:
        language, said = language_of(clean(code)), clean(text)
        if not said:
            continue
        faults += _too_long(line, said, LONGEST_TEXT) + _unreadable(line, said)
        if language not in languages:
            warnings.append(
                Remark(
                    line,
                    _("A definition is left out: the site has no content in “%(language)s”.")
                    % {"language": language},
                )
            )
        elif found.setdefault(language, said) != said:
            faults.append(
                Remark(
                    line, _("It has two definitions in “%(language)s”.") % {"language": language}
                )
            )
    definitions = tuple(Definition(language, found[language]) for language in sorted(found))
    return definitions, faults, warnings


def _key(raw: RawConcept, terms: Sequence[Term]) -> tuple[str, list[Remark]]:
    given = clean(raw.key)
    key = given if _KEY.fullmatch(given) else key_from(given)
    if not key and terms:
        first = next((term for term in terms if term.language == "en"), terms[0])
        key = key_from(first.text)
    if not terms:
        return key, []
    if not key:
        return "", [Remark(raw.line, _("It needs a key of small letters, such as “joint-pain”."))]
    return key, _too_long(raw.line, key, LONGEST_KEY)


def _subject(raw: RawConcept) -> tuple[str, list[Remark]]:
    given = clean(raw.subject)
    if not given:
        return Subject.OTHER.value, []
    for subject in Subject:
        names = {subject.value}
        for language in ("en", "es"):
            with override(language):
                names.add(str(subject.label).casefold())
        if given.casefold() in names:
            return subject.value, []
    message = _("The subject “%(subject)s” is not known here; it is filed under “%(other)s”.")
    values = {"subject": given, "other": Subject.OTHER.label}
    return Subject.OTHER.value, [Remark(raw.line, message % values)]


def _too_long(line: int, text: str, longest: int) -> list[Remark]:
    if len(text) <= longest:
        return []
    message = _("“%(text)s…” is longer than %(longest)s characters.")
    return [Remark(line, message % {"text": text[:40], "longest": longest})]


def _unreadable(line: int, text: str) -> list[Remark]:
    if not _CONTROL.search(text):
        return []
    return [Remark(line, _("It has characters that are not text."))]
