"""The glossary's words beside the segments that a reviewer reads.

The glossary registers itself here; without one no terms are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from django.utils.functional import SimpleLazyObject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pages.translation.checks import SegmentPair


class LookUp(Protocol):
    """Finds the terms of one source segment in a glossary."""

    def __call__(
        self, source_html: str, *, source_language: str, target_language: str, glossary: Any
    ) -> Sequence[Mapping[str, Any]]:
        """Return the terms in the order of the text.

        Each has ``source`` (the words as they stand), ``targets`` (each with ``text`` and
        ``status``, those to use first) and may have ``note`` and ``definition``.
        """
        ...


@dataclass(frozen=True, slots=True)
class TargetTerm:
    """What a term is called in the target language; ``status`` is the glossary's word for it."""

    text: str
    status: str


@dataclass(frozen=True, slots=True)
class TermHit:
    """A term of the source, and what the glossary says of it."""

    source: str
    targets: tuple[TargetTerm, ...]
    note: str = ""
    definition: str = ""


_glossaries: list[tuple[Callable[[], Any], LookUp]] = []


def register_glossary(*, load: Callable[[], Any], look_up: LookUp) -> None:
    """Set where the terms come from.

    Args:
        load: returns the glossary; called once for each screen, and not at all for one without
            segments.
        look_up: finds the terms of a segment in it.
    """
    _glossaries[:] = [(load, look_up)]


def term_hits(pairs: Iterable[SegmentPair]) -> dict[int, tuple[TermHit, ...]]:
    """Return the terms of each segment by its position (`SegmentPair.index`), each term once."""
    if not _glossaries:
        return {}
    load, look_up = _glossaries[0]
    glossary: Any = SimpleLazyObject(load)
    return {
        pair.index: _unique(
            look_up(
                pair.source,
                source_language=pair.source_language,
                target_language=pair.target_language,
                glossary=glossary,
            )
        )
        for pair in pairs
        if not pair.is_address
    }


def _unique(found: Iterable[Mapping[str, Any]]) -> tuple[TermHit, ...]:
    hits = (
        TermHit(
            source=str(hit["source"]),
            targets=tuple(
                TargetTerm(str(target["text"]), str(target.get("status", "")))
                for target in hit["targets"]
            ),
            note=str(hit.get("note") or ""),
            definition=str(hit.get("definition") or ""),
        )
        for hit in found
    )
    return tuple({hit.source.casefold(): hit for hit in hits}.values())
