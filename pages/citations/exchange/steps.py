"""The steps of an import in the admin: each takes a few entries, so that no request is long."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from pages.citations.exchange.adding import AddReferences, Outcome, Status, compare
from pages.citations.exchange.candidates import Candidate, candidate
from pages.citations.exchange.entries import Piece
from pages.citations.exchange.formats import FORMATS
from pages.citations.exchange.models import EntryStatus, ImportedEntry, ReferenceImport
from pages.citations.matching import Identity, Known
from pages.citations.models import UNIQUE_IDENTIFIERS

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from pages.citations.exchange.files import ReferenceFile

AT_A_TIME: Final = 100
"""Entries that one step takes; some tenths of a second."""

KEPT: Final = datetime.timedelta(days=7)
"""For how long an import's entries are kept, finished or not."""

_IDENTITY: Final = (*UNIQUE_IDENTIFIERS, "title_year_digest")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import has come.

    Attributes:
        state: ``checking``, ``preview`` (waiting for its user), ``adding`` or ``finished``.
        done: entries that the state is done with.
        total: entries that it has to do with.
    """

    state: str
    done: int
    total: int


def start_import(*, file: ReferenceFile, user_id: int) -> ReferenceImport:
    """Store the entries of a file, to be checked step by step; forget imports of last week."""
    ReferenceImport.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
    with transaction.atomic():
        started = ReferenceImport.objects.create(
            user_id=user_id,
            file_name=file.name[:255],
            format=file.format.name,
            encoding=file.encoding,
        )
        ImportedEntry.objects.bulk_create(
            (
                ImportedEntry(
                    reference_import=started,
                    position=position,
                    text_line=piece.line,
                    # A database may not store this character.
                    text=piece.text.replace("\x00", " "),
                )
                for position, piece in enumerate(file.format.divide(file.text))
            ),
            batch_size=500,
        )
    return started


def counts(running: ReferenceImport) -> dict[str, int]:
    """Return how many entries have each status; 0 for one that none has."""
    rows = running.entries.order_by().values_list("status").annotate(count=Count("pk"))
    return {**dict.fromkeys(EntryStatus.values, 0), **dict(rows)}


def progress(running: ReferenceImport) -> Progress:
    """Return how far an import has come."""
    found = counts(running)
    total = sum(found.values())
    if waiting := found[EntryStatus.WAITING]:
        return Progress("checking", total - waiting, total)
    if running.confirmed_at is None:
        return Progress("preview", total, total)
    new, added = found[EntryStatus.NEW], found[EntryStatus.ADDED]
    return Progress("adding" if new else "finished", added, added + new)


def step(running: ReferenceImport) -> Progress:
    """Check, or add, the next few entries, and return how far the import has come.

    Two requests for one import wait for each other, so that no entry is taken twice.
    """
    with transaction.atomic():
        locked = ReferenceImport.objects.select_for_update().get(pk=running.pk)
        state = progress(locked).state
        if state == "checking":
            _check(locked, _next(locked, EntryStatus.WAITING))
        elif state == "adding":
            _add(locked, _next(locked, EntryStatus.NEW))
        return progress(locked)


def confirm(running: ReferenceImport) -> None:
    """Note that the user wants the new entries added; `step` adds them."""
    ReferenceImport.objects.filter(pk=running.pk, confirmed_at__isnull=True).update(
        confirmed_at=timezone.now()
    )


def _next(running: ReferenceImport, status: EntryStatus) -> list[ImportedEntry]:
    return list(running.entries.filter(status=status).order_by("position")[:AT_A_TIME])


def _check(running: ReferenceImport, entries: list[ImportedEntry]) -> None:
    candidates = _candidates(running, entries)
    identities = [
        Identity.of({name: getattr(each.reference, name) for name in _VALUES})
        for each in candidates
        if each.reference is not None
    ]
    outcomes = compare(candidates, in_file=_known_in_file(running, identities))
    _store(entries, outcomes, new=EntryStatus.NEW)


def _add(running: ReferenceImport, entries: list[ImportedEntry]) -> None:
    action = AddReferences(source=running.file_name, actor=running.user)
    # They were compared with each other when they were checked; now only the library counts.
    outcomes = action.execute(_candidates(running, entries), in_file=Known())
    _store(entries, outcomes, new=EntryStatus.ADDED)


_VALUES: Final = ("doi", "pmid", "pmcid", "title", "year")


def _candidates(running: ReferenceImport, entries: Sequence[ImportedEntry]) -> list[Candidate]:
    read = FORMATS[running.format].read
    return [
        candidate(read(Piece(entry.text_line, entry.text)), source=running.file_name)
        for entry in entries
    ]


def _known_in_file(running: ReferenceImport, identities: Sequence[Identity]) -> Known:
    """Return the new entries checked before that may be the same as any of these."""
    known = Known()
    seen: set[int] = set()
    new: QuerySet[ImportedEntry] = running.entries.filter(status=EntryStatus.NEW)
    for name in _IDENTITY:
        values = {value for each in identities if (value := getattr(each, name))}
        if not values:
            continue
        for entry in new.filter(**{f"{name}__in": values}):
            if entry.pk not in seen:
                seen.add(entry.pk)
                stated: dict[str, Any] = {each: getattr(entry, each) for each in _IDENTITY}
                known.add(Identity(**stated, line=entry.line))
    return known


def _store(entries: list[ImportedEntry], outcomes: Sequence[Outcome], *, new: EntryStatus) -> None:
    statuses = {
        Status.NEW: new,
        Status.DUPLICATE: EntryStatus.DUPLICATE,
        Status.FAULTY: EntryStatus.FAULTY,
    }
    for entry, outcome in zip(entries, outcomes, strict=True):
        entry.status = statuses[outcome.status]
        entry.label = outcome.label
        entry.key = outcome.key
        entry.line = outcome.line
        entry.remarks = [asdict(remark) for remark in outcome.remarks]
        if outcome.identity is not None:
            for name in _IDENTITY:
                setattr(entry, name, getattr(outcome.identity, name))
    ImportedEntry.objects.bulk_update(
        entries, ["status", "line", "label", "key", "remarks", *_IDENTITY], batch_size=50
    )
