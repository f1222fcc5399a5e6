"""What becomes of the concepts of a file: new, known, different or faulty; and bringing them in."""

from __future__ import annotations

import enum
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from pages import ledger
from pages.translation.glossary.exchange.entries import Entry, Remark
from pages.translation.glossary.storing import all_concepts, store
from pages.translation.glossary.values import Concept, Term

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

IMPORTED: Final = "glossary.imported"


class Outcome(enum.StrEnum):
    """What becomes of a concept of a file."""

    NEW = "new"
    REPLACED = "replaced"
    DIFFERENT = "different"
    KNOWN = "known"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes, or became, of one concept of a file.

    Attributes:
        entry: the concept as the file has it.
        outcome: what becomes of it; a different one is left as it is in the glossary.
        remarks: faults, warnings, and in what it differs from the glossary.
    """

    entry: Entry
    outcome: Outcome
    remarks: tuple[Remark, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        concept = self.entry.concept
        return {
            "line": self.entry.line,
            "label": self.entry.label,
            "key": concept.key if concept else None,
            "outcome": self.outcome.value,
            "remarks": [{"line": one.line, "message": one.message} for one in self.remarks],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportGlossary:
    """Bring the concepts of a file into the glossary.

    What the glossary has already is left as it is, unless it is asked to be replaced; then it is
    replaced whole, and the verdicts of `check` say in what.

    Attributes:
        source: name of the file.
        actor: who imports it.
        replace: whether concepts that differ are replaced.
    """

    source: str
    actor: AbstractBaseUser | None = None
    replace: bool = False

    def check(self, entries: Sequence[Entry]) -> list[Verdict]:
        """Return what would become of each concept. Three queries."""
        own = {concept.key: concept for concept in all_concepts()}
        elsewhere = _by_term(own.values())
        return [self._verdict(entry, own, elsewhere) for entry in entries]

    def execute(self, entries: Sequence[Entry]) -> list[Verdict]:
        """Bring in what is new, or to be replaced, with its ledger entry, in one transaction."""
        with transaction.atomic():
            verdicts = self.check(entries)
            changed = [
                verdict
                for verdict in verdicts
                if verdict.outcome in {Outcome.NEW, Outcome.REPLACED}
            ]
            for verdict in changed:
                if verdict.entry.concept is not None:
                    store(verdict.entry.concept)
            if changed:
                ledger.record(
                    action=IMPORTED,
                    actor=self.actor,
                    data={
                        "file": self.source,
                        **{
                            outcome.value: [
                                verdict.entry.concept.key
                                for verdict in changed
                                if verdict.outcome is outcome and verdict.entry.concept
                            ]
                            for outcome in (Outcome.NEW, Outcome.REPLACED)
                        },
                    },
                )
        return verdicts

    def _verdict(
        self, entry: Entry, own: dict[str, Concept], elsewhere: dict[tuple[str, str], set[str]]
    ) -> Verdict:
        concept = entry.concept
        if concept is None:
            return Verdict(entry, Outcome.FAULTY, (*entry.faults, *entry.warnings))
        before = own.get(concept.key)
        if before is None:
            warnings = (*entry.warnings, *_homonyms(entry, concept, elsewhere))
            return Verdict(entry, Outcome.NEW, warnings)
        if before == concept:
            return Verdict(entry, Outcome.KNOWN, entry.warnings)
        if not _texts(before) & _texts(concept):
            # Two files may number their concepts alike; they are not the same for that.
            message = _("The glossary has the key “%(key)s” for another concept (“%(term)s”).") % {
                "key": concept.key,
                "term": before.terms[0].text if before.terms else before.key,
            }
            return Verdict(entry, Outcome.FAULTY, (Remark(entry.line, message), *entry.warnings))
        changes = tuple(Remark(entry.line, each) for each in differences(before, concept))
        outcome = Outcome.REPLACED if self.replace else Outcome.DIFFERENT
        return Verdict(entry, outcome, (*changes, *entry.warnings))


def digest_of(verdicts: Iterable[Verdict]) -> str:
    """Return a digest of what would be done, by which a confirmation says what it has seen."""
    seen = [verdict.as_json() for verdict in verdicts]
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()


def differences(before: Concept, after: Concept) -> list[str]:
    """Return in what two versions of a concept differ, in sentences."""
    found = []
    if before.subject != after.subject:
        found.append(_changed(_("subject"), before.subject, after.subject))
    if before.note != after.note:
        found.append(_changed(_("note"), before.note, after.note))
    languages = dict.fromkeys(one.language for one in (*before.definitions, *after.definitions))
    for language in languages:
        if (old := before.definition(language)) != (new := after.definition(language)):
            found.append(_changed(f"{_('definition')} ({language})", old, new))
    old_terms = {(term.language, term.text): term for term in before.terms}
    new_terms = {(term.language, term.text): term for term in after.terms}
    for place, term in old_terms.items():
        if place not in new_terms:
            found.append(_("The term “%(term)s” is not in the file.") % {"term": term.text})
        elif term != new_terms[place]:
            found.append(_changed(f"“{term.text}”", _said(term), _said(new_terms[place])))
    for place, term in new_terms.items():
        if place not in old_terms:
            found.append(_("The file has the term “%(term)s” as well.") % {"term": term.text})
    return found or [_("The terms stand in another order.")]


def _changed(what: str, before: str, after: str) -> str:
    return _("%(what)s: the glossary has “%(before)s”, the file “%(after)s”.") % {
        "what": what,
        "before": before,
        "after": after,
    }


def _said(term: Term) -> str:
    acronym = _("acronym") if term.is_acronym else ""
    facts = (term.status, term.part_of_speech, term.gender, acronym, term.note)
    return ", ".join(fact for fact in facts if fact)


def _texts(concept: Concept) -> set[tuple[str, str]]:
    return {(term.language, term.text.casefold()) for term in concept.terms}


def _by_term(concepts: Iterable[Concept]) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for concept in concepts:
        for place in _texts(concept):
            found.setdefault(place, set()).add(concept.key)
    return found


def _homonyms(
    entry: Entry, concept: Concept, elsewhere: dict[tuple[str, str], set[str]]
) -> list[Remark]:
    return [
        Remark(
            entry.line,
            _("“%(term)s” is a term of “%(key)s” already.")
            % {"term": term.text, "key": ", ".join(sorted(keys))},
        )
        for term in concept.terms
        if (keys := elsewhere.get((term.language, term.text.casefold())))
    ]
