"""What becomes of the entries of a file: new, known already, or faulty; and adding the new ones."""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.search.backends import get_search_backends

from pages import ledger
from pages.citations import keys
from pages.citations.csl import clean_names
from pages.citations.exchange.candidates import Candidate, candidate
from pages.citations.exchange.entries import Remark
from pages.citations.matching import Identity, Known, free_keys, known_in_library
from pages.citations.models import IDENTIFIER_NAMES, Reference

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    from pages.citations.exchange.files import ReferenceFile

IMPORTED: Final = "reference.imported"
CHUNK: Final = 250
"""This many entries are compared and added at a time, in one transaction."""

_TRIES: Final = 3


class Status(enum.StrEnum):
    """What becomes of an entry."""

    NEW = "new"
    DUPLICATE = "duplicate"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes, or became, of one entry.

    Attributes:
        line: number of its first line in the file.
        label: authors, year and title, as far as they could be read.
        status: new, known already, or faulty.
        key: of the reference that was added, or that the library has; empty otherwise.
        remarks: the faults of a faulty entry; otherwise what was left out, guessed or is odd.
        identity: by what it is recognised; None of a faulty one.
    """

    line: int
    label: str
    status: Status
    key: str = ""
    remarks: list[Remark] = field(default_factory=list)
    identity: Identity | None = None

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "line": self.line,
            "status": self.status.value,
            "label": self.label,
            "key": self.key or None,
            "remarks": [
                {"code": each.code, "line": each.line, "message": each.message}
                for each in self.remarks
            ],
        }


def compare(candidates: Sequence[Candidate], *, in_file: Known) -> list[Outcome]:
    """Return what becomes of checked entries, without changing the library.

    Args:
        candidates: some entries of a file, in its order.
        in_file: the new publications among the entries before these.
    """
    identities = [
        None if each.reference is None else Identity.of(_values(each.reference), line=each.line)
        for each in candidates
    ]
    library = known_in_library([each for each in identities if each is not None])
    here = Known()
    outcomes = []
    for each, identity in zip(candidates, identities, strict=True):
        if identity is None:
            outcome = Outcome(
                each.line, each.label, Status.FAULTY, remarks=each.faults + each.warnings
            )
        else:
            outcome = _outcome(each, identity, library.same(identity), (in_file, here))
            if outcome.status is Status.NEW:
                here.add(identity)
        outcomes.append(outcome)
    return outcomes


@dataclass(frozen=True, slots=True, kw_only=True)
class AddReferences:
    """Add the new publications among some entries of a file to the library.

    Attributes:
        source: name of the file.
        actor: who imports it.
    """

    source: str
    actor: AbstractBaseUser | None = None

    def check(self, candidates: Sequence[Candidate], *, in_file: Known) -> list[Outcome]:
        """Return what would become of the entries."""
        return compare(candidates, in_file=in_file)

    def execute(self, candidates: Sequence[Candidate], *, in_file: Known) -> list[Outcome]:
        """Add what is new, and write it into the ledger, in one transaction.

        Raises:
            IntegrityError: others kept adding the same publications all the time.
        """
        tries = 0
        while True:
            outcomes = self.check(candidates, in_file=in_file)
            try:
                with transaction.atomic():
                    return self._add(candidates, outcomes)
            except IntegrityError:
                # Somebody has added one of them, or taken a key, since they were compared.
                tries += 1
                if tries == _TRIES:
                    raise

    def _add(self, candidates: Sequence[Candidate], outcomes: list[Outcome]) -> list[Outcome]:
        new = [place for place, outcome in enumerate(outcomes) if outcome.status is Status.NEW]
        references = [
            reference for place in new if (reference := candidates[place].reference) is not None
        ]
        if not references:
            return outcomes
        stems = [
            keys.stem(authors=clean_names(each.authors), title=each.title, year=each.year)
            for each in references
        ]
        for reference, key in zip(references, free_keys(stems), strict=True):
            reference.pk = None
            reference.key = key
            reference.derive()
        added = Reference.objects.bulk_create(references)
        # ``bulk_create`` sends no signals, by which the search index would learn of them.
        for backend in get_search_backends(with_auto_update=True):
            backend.add_bulk(Reference, added)
        ledger.record(
            action=IMPORTED,
            actor=self.actor,
            data={"file": self.source, "references": [each.key for each in added]},
        )
        done = list(outcomes)
        for place, reference in zip(new, added, strict=True):
            before = outcomes[place]
            done[place] = Outcome(
                before.line,
                before.label,
                before.status,
                reference.key,
                before.remarks,
                before.identity,
            )
        return done


def import_file(
    file: ReferenceFile, *, actor: AbstractBaseUser | None = None, dry_run: bool = False
) -> Iterator[tuple[int, list[Outcome]]]:
    """Import a file chunk by chunk; yield the number of all entries and each chunk's outcomes.

    Every chunk is a transaction of its own: what was added stays when the rest is interrupted, and
    a second run finds it as duplicates.
    """
    pieces = file.format.divide(file.text)
    action = AddReferences(source=file.name, actor=actor)
    in_file = Known()
    for start in range(0, len(pieces), CHUNK):
        candidates = [
            candidate(file.format.read(piece), source=file.name)
            for piece in pieces[start : start + CHUNK]
        ]
        step = action.check if dry_run else action.execute
        outcomes = step(candidates, in_file=in_file)
        for outcome in outcomes:
            if outcome.status is Status.NEW and outcome.identity is not None:
                in_file.add(outcome.identity)
        yield len(pieces), outcomes


def _outcome(
    found: Candidate, identity: Identity, same: list[Identity], in_file: Iterable[Known]
) -> Outcome:
    earlier = list(dict.fromkeys(each for known in in_file for each in known.same(identity)))
    if len(same) > 1:
        return _conflict(found, [each.key for each in same])
    if not same and len(earlier) > 1:
        return _conflict(found, [_("line %(line)s") % {"line": each.line} for each in earlier])
    if not same and not earlier:
        return Outcome(found.line, found.label, Status.NEW, "", found.warnings, identity)
    other = (same or earlier)[0]
    remarks = [*found.warnings, *_disagreements(identity, other)]
    if not same:
        message = _("The entry at line %(line)s is the same publication.") % {"line": other.line}
        remarks.append(Remark("repeated", message, found.line))
    return Outcome(found.line, found.label, Status.DUPLICATE, other.key, remarks, identity)


def _conflict(found: Candidate, others: Collection[str]) -> Outcome:
    remark = Remark(
        "conflict",
        _("Its identifiers belong to different publications: %(others)s.")
        % {"others": ", ".join(others)},
        found.line,
    )
    return Outcome(found.line, found.label, Status.FAULTY, remarks=[remark, *found.warnings])


def _disagreements(identity: Identity, other: Identity) -> list[Remark]:
    return [
        Remark(
            "disagrees",
            _("%(name)s: the file has %(mine)s, the other entry %(other)s.")
            % {
                "name": IDENTIFIER_NAMES[name],
                "mine": getattr(identity, name),
                "other": getattr(other, name),
            },
            identity.line,
        )
        for name in identity.contradictions(other)
    ]


def _values(reference: Reference) -> dict[str, Any]:
    names = ("doi", "pmid", "pmcid", "title", "year")
    return {name: getattr(reference, name) for name in names}
