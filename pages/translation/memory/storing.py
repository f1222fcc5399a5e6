"""Putting pairs into the memory: each once, and what a later signature changed is superseded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from django.db import transaction

from pages.translation.memory.models import (
    TITLE_LENGTH,
    MemoryPhrase,
    MemoryTerm,
    MemoryUnit,
    UnitOrigin,
    UnitState,
    identity_of,
)
from pages.translation.memory.words import digest, terms, words

if TYPE_CHECKING:
    import datetime
    import uuid

    from pages.disclaimers.approvals import DisclaimerApproval
    from pages.review.models import Approval

T = TypeVar("T")

BATCH: Final = 500
"""Rows in one statement."""


class Pair(NamedTuple):
    """A source and its translation.

    Attributes:
        source: HTML of one segment, with placeholders.
        target: likewise.
        path: dotted address of the segment within its page; empty if it has none.
    """

    source: str
    target: str
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Where pairs come from.

    Attributes:
        origin: a signed page, a signed disclaimer, or a file.
        source_language: without region.
        target_language: likewise.
        title: of the page, or the name of the file.
        translation_key: of the page, or None.
        approval: the signature of the page.
        disclaimer_approval: the signature of the disclaimer.
    """

    origin: UnitOrigin
    source_language: str
    target_language: str
    title: str
    translation_key: uuid.UUID | None = None
    approval: Approval | None = None
    disclaimer_approval: DisclaimerApproval | None = None

    @property
    def signed_at(self) -> datetime.datetime | None:
        """When a reviewer signed, or None for a file."""
        signature = self.approval or self.disclaimer_approval
        return signature.signed_at if signature is not None else None


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of some pairs.

    Attributes:
        new: how many were not in the memory.
        known: how many were, and are renewed.
        superseded: how many older units of the same places now say something else.
    """

    new: int = 0
    known: int = 0
    superseded: int = 0

    def __add__(self, other: Stored) -> Stored:
        return Stored(
            self.new + other.new, self.known + other.known, self.superseded + other.superseded
        )


@transaction.atomic
def store(pairs: Iterable[Pair], *, provider: Provider) -> Stored:
    """Put pairs into the memory.

    Pairs without words are left out. What an administrator has taken out stays out. Ten statements
    for up to `BATCH` pairs that are new.
    """
    units = {unit.identity: unit for pair in pairs if (unit := _unit(pair, provider)) is not None}
    if not units:
        return Stored()
    found = list(units.values())
    _give_phrases(found, language=provider.source_language)
    known = _known(units)
    signature = ["approval", "disclaimer_approval", "origin_title", "signed_at", "origin"]
    MemoryUnit.objects.bulk_create(
        found,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["identity"],
        update_fields=signature,
    )
    back = [identity for identity, state in known.items() if state == UnitState.SUPERSEDED]
    for some in _batches(back):
        MemoryUnit.objects.filter(identity__in=some).update(state=UnitState.IN_USE)
    superseded = _supersede(found, provider) if provider.translation_key is not None else 0
    return Stored(new=len(units) - len(known), known=len(known), superseded=superseded)


def _unit(pair: Pair, provider: Provider) -> MemoryUnit | None:
    phrase = words(pair.source)
    if not phrase or not words(pair.target):
        return None
    return MemoryUnit(
        identity=identity_of(
            origin=provider.origin,
            source_language=provider.source_language,
            target_language=provider.target_language,
            translation_key=str(provider.translation_key or ""),
            path=pair.path,
            source=pair.source,
            target=pair.target,
        ),
        # Not saved: `_give_phrases` puts the stored phrase of the same words in its place.
        phrase=MemoryPhrase(words=phrase, words_hash=digest(phrase), length=len(phrase)),
        source_language=provider.source_language,
        target_language=provider.target_language,
        source=pair.source,
        target=pair.target,
        source_hash=digest(pair.source),
        target_hash=digest(pair.target),
        translation_key=provider.translation_key,
        path=pair.path,
        origin=provider.origin,
        approval=provider.approval,
        disclaimer_approval=provider.disclaimer_approval,
        origin_title=provider.title[:TITLE_LENGTH],
        signed_at=provider.signed_at,
    )


def _give_phrases(units: Sequence[MemoryUnit], *, language: str) -> None:
    """Find the phrases of units, and store those that the memory lacks, with their index."""
    wanted = {unit.phrase.words_hash: unit.phrase for unit in units}
    before = _phrases(wanted, language)
    missing = [phrase for words_hash, phrase in wanted.items() if words_hash not in before]
    for phrase in missing:
        phrase.language = language
    # Somebody else may store the same phrase at the same moment: theirs is as good.
    MemoryPhrase.objects.bulk_create(missing, batch_size=BATCH, ignore_conflicts=True)
    stored = before | _phrases([phrase.words_hash for phrase in missing], language)
    MemoryTerm.objects.bulk_create(
        [
            MemoryTerm(
                phrase=stored[phrase.words_hash], language=language, term=term, length=phrase.length
            )
            for phrase in missing
            for term in sorted(terms(phrase.words))
        ],
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    for unit in units:
        unit.phrase = stored[unit.phrase.words_hash]


def _phrases(hashes: Iterable[str], language: str) -> dict[str, MemoryPhrase]:
    return {
        phrase.words_hash: phrase
        for some in _batches(list(hashes))
        for phrase in MemoryPhrase.objects.filter(language=language, words_hash__in=some)
    }


def _known(identities: Iterable[str]) -> dict[str, str]:
    return {
        identity: state
        for some in _batches(list(identities))
        for identity, state in MemoryUnit.objects.filter(identity__in=some).values_list(
            "identity", "state"
        )
    }


def _supersede(units: Sequence[MemoryUnit], provider: Provider) -> int:
    """Take older units out of use whose source was signed in its place with other words."""
    places = {(unit.path, unit.source_hash) for unit in units}
    identities = {unit.identity for unit in units}
    older = [
        pk
        for pk, identity, path, source_hash in MemoryUnit.objects.filter(
            translation_key=provider.translation_key,
            source_language=provider.source_language,
            target_language=provider.target_language,
            state=UnitState.IN_USE,
        ).values_list("pk", "identity", "path", "source_hash")
        if (path, source_hash) in places and identity not in identities
    ]
    for some in _batches(older):
        MemoryUnit.objects.filter(pk__in=some).update(state=UnitState.SUPERSEDED)
    return len(older)


def _batches(items: Sequence[T]) -> Iterable[Sequence[T]]:
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))
