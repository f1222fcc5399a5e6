"""TMX into the memory, and out of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import IO, TYPE_CHECKING, Any, Final

from django.utils import timezone

from pages import ledger
from pages.translation.languages import language_of
from pages.translation.memory import tmx
from pages.translation.memory.models import MemoryUnit, UnitOrigin
from pages.translation.memory.storing import BATCH, Pair, Provider, Stored, store
from pages.translation.memory.tmx import RefusedUnit, TmxRefused, TmxUnit
from pages.translation.memory.words import digest

if TYPE_CHECKING:
    from pages.translation.memory.models import MemoryUnitQuerySet

IMPORTED: Final = "memory.imported"
"""Action of the ledger's entries that say who brought a file into the memory."""


@dataclass(slots=True)
class Imported:
    """What became of a file.

    Attributes:
        new: units that the memory did not have.
        known: units that it had, imported or signed.
        refused: those that could not be used, with the reason of each.
        damage: why the rest of the file could not be read, or empty.
    """

    new: int = 0
    known: int = 0
    refused: list[RefusedUnit] = field(default_factory=list)
    damage: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether everything in the file could be used."""
        return not self.refused and not self.damage


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportMemory:
    """Bring the units of a TMX file into the memory, as imported and not signed.

    They are offered behind what was signed, labelled as what they are, and never inserted unseen. A
    file may be imported twice. It is taken in steps, and what was taken stays when it is damaged
    further down.

    Attributes:
        file: open for reading bytes.
        name: how it is called; units say that they come from there.
        source_language: of the sources.
        target_language: of the targets.
        user: who imports it, or None for the command line.
        progress: is told how many units were read so far, after each step.
    """

    file: IO[bytes]
    name: str
    source_language: str
    target_language: str
    user: Any = None
    progress: Callable[[int], None] | None = None

    def check(self) -> None:
        """Refuse a pair of one language.

        Raises:
            ValueError: source and target are the same language.
        """
        if language_of(self.source_language) == language_of(self.target_language):
            raise ValueError("Source and target are the same language.")

    def execute(self) -> Imported:
        """Import, and write it into the ledger.

        Raises:
            TmxRefused: the file is no TMX at all; nothing was imported.
        """
        self.check()
        done = Imported()
        read = self._read(done)
        count = 0
        while some := list(islice(read, BATCH)):
            count += len(some)
            self._take(some, done)
            if self.progress is not None:
                self.progress(count)
        ledger.record(
            action=IMPORTED,
            actor=self.user,
            data={
                "file": self.name,
                "languages": [self.source_language, self.target_language],
                "new": done.new,
                "known": done.known,
                "refused": len(done.refused),
            },
        )
        return done

    def _read(self, done: Imported) -> Iterator[TmxUnit | RefusedUnit]:
        """Yield what can be read; what comes before the damage is good."""
        is_tmx = False
        try:
            for one in tmx.read(
                self.file, source=self.source_language, target=self.target_language
            ):
                is_tmx = True
                yield one
        except TmxRefused as refusal:
            if not is_tmx:
                raise
            done.damage = str(refusal)

    def _take(self, read: Sequence[TmxUnit | RefusedUnit], done: Imported) -> None:
        done.refused += [one for one in read if isinstance(one, RefusedUnit)]
        pairs = [Pair(one.source, one.target) for one in read if isinstance(one, TmxUnit)]
        signed = _signed(pairs, self._provider)
        others = [pair for pair in pairs if pair not in signed]
        stored: Stored = store(others, provider=self._provider)
        done.new += stored.new
        done.known += len(pairs) - stored.new

    @property
    def _provider(self) -> Provider:
        return Provider(
            origin=UnitOrigin.IMPORTED,
            source_language=language_of(self.source_language),
            target_language=language_of(self.target_language),
            title=self.name,
        )


def exported_units(
    *, source_language: str, target_language: str, with_imported: bool = False
) -> MemoryUnitQuerySet:
    """Return the units in use of a language pair, in a stable order.

    Args:
        source_language: with or without region.
        target_language: likewise.
        with_imported: also those that nobody signed.
    """
    units = MemoryUnit.objects.in_use().filter(
        source_language=language_of(source_language), target_language=language_of(target_language)
    )
    return (units if with_imported else units.exclude(origin=UnitOrigin.IMPORTED)).order_by("pk")


def export_memory(
    file: IO[bytes], *, source_language: str, target_language: str, with_imported: bool = False
) -> int:
    """Write the memory of a language pair as TMX, and return how many units it has.

    Args:
        file: open for writing bytes.
        source_language: as for `exported_units`.
        target_language: likewise.
        with_imported: likewise.
    """
    units = exported_units(
        source_language=source_language,
        target_language=target_language,
        with_imported=with_imported,
    )
    return tmx.write(
        file,
        units.iterator(chunk_size=BATCH),
        source=language_of(source_language),
        target=language_of(target_language),
        now=timezone.now(),
    )


def _signed(pairs: Sequence[Pair], provider: Provider) -> set[Pair]:
    """Return those pairs that were signed, and need not be in the memory a second time."""
    wanted = {(digest(pair.source), digest(pair.target)): pair for pair in pairs}
    rows: Iterator[tuple[str, str]] = (
        MemoryUnit.objects.in_use()
        .exclude(origin=UnitOrigin.IMPORTED)
        .filter(
            source_language=provider.source_language,
            target_language=provider.target_language,
            source_hash__in=[source for source, _target in wanted],
        )
        .values_list("source_hash", "target_hash")
        .iterator()
    )
    return {wanted[row] for row in rows if row in wanted}
