"""Finding in the memory what was signed before, for all the segments of a page at once.

The number of queries is the same for one segment and for four hundred, whatever the memory holds.
Where the very words were translated before, only translations of these words are returned: what is
merely alike would be noise beside them.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db.models import Count, Max, Q

from pages.translation.languages import language_of
from pages.translation.memory.fitting import fitted
from pages.translation.memory.index import alike, same
from pages.translation.memory.models import MemoryUnit, UnitOrigin
from pages.translation.memory.scoring import likeness
from pages.translation.memory.words import words
from pages.translation.placeholders import visible_text

if TYPE_CHECKING:
    import datetime

    from pages.translation.checks import SegmentPair

    Segment = SegmentPair | tuple[str, str]

BATCH: Final = 400
"""Segments that are looked up together."""

QUERIES: Final = 7
"""The most queries for `BATCH` segments: one for exact phrases, three for phrases that are alike,
two for what became of each, and one for the units that are shown."""

MINIMUM: Final = 70
"""Least score that helps a translator: below it, typing is faster than correcting."""

LIMIT: Final = 3
"""How many suggestions a segment gets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """An earlier translation that may serve a segment.

    Attributes:
        text: its HTML, with the placeholders of the new source where they fit.
        score: how alike the sources are, in percent; 100 is the same text to the letter.
        source: HTML of the source that it translates.
        origin: a signed page, a signed disclaimer, or a file that nobody signed.
        origin_title: title of the page or disclaimer, or the name of the file.
        signed_at: when a reviewer signed it; None if nobody did.
        in_context: whether it was signed in this very place of this page.
        number_differs: whether a number, a unit or a count of the source is another.
        placeholders_fit: whether the text has exactly the placeholders of the new source.
        uses: in how many places this translation of this source was signed.
        unit_id: key of the unit that it is taken from.
    """

    text: str
    score: int
    source: str
    origin: UnitOrigin
    origin_title: str
    signed_at: datetime.datetime | None
    in_context: bool
    number_differs: bool
    placeholders_fit: bool
    uses: int
    unit_id: int

    @property
    def is_signed(self) -> bool:
        """Whether a medical reviewer signed it."""
        return self.origin is not UnitOrigin.IMPORTED

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON values, with what a person reads in their language."""
        return {
            "text": self.text,
            "score": self.score,
            "source": self.source,
            "source_text": visible_text(self.source),
            "origin": self.origin.value,
            "origin_label": str(self.origin.label),
            "origin_title": self.origin_title,
            "is_signed": self.is_signed,
            "signed_at": self.signed_at.isoformat() if self.signed_at else None,
            "in_context": self.in_context,
            "number_differs": self.number_differs,
            "placeholders_fit": self.placeholders_fit,
            "uses": self.uses,
            "unit": self.unit_id,
        }


@dataclass(slots=True)
class _Wanted:
    """A segment that is looked up, with the keys of the phrases that are like it."""

    index: int
    source: str
    path: str
    words: str
    phrases: list[int] = field(default_factory=list)


class _Group(NamedTuple):
    """Units of one phrase that say the same: the newest stands for them."""

    unit_id: int
    uses: int


def suggestions(
    segments: Iterable[Segment],
    *,
    source_language: str,
    target_language: str,
    translation_key: uuid.UUID | str | None = None,
    minimum: int = MINIMUM,
    limit: int | None = LIMIT,
) -> dict[int, list[Suggestion]]:
    """Return what the memory has for each segment, the best first.

    Args:
        segments: pairs of segments, or source HTML and path of each.
        source_language: with or without region.
        target_language: likewise.
        translation_key: of the page that is translated, so that what was signed in the same place
            of it is known; None where there is no page.
        minimum: least score.
        limit: the most suggestions for one segment; None for all.

    Returns:
        By index of the pair, or else by position. Segments without a suggestion are left out.
    """
    wanted = list(_wanted(segments))
    languages = language_of(source_language), language_of(target_language)
    key = uuid.UUID(str(translation_key)) if translation_key else None
    found = {}
    for start in range(0, len(wanted), BATCH):
        for one, some in _look_up(wanted[start : start + BATCH], languages, key):
            if good := [suggestion for suggestion in some if suggestion.score >= minimum]:
                found[one.index] = good[:limit]
    return found


def _wanted(segments: Iterable[Segment]) -> Iterator[_Wanted]:
    for position, segment in enumerate(segments):
        if isinstance(segment, tuple):
            index, (source, path) = position, segment
        else:
            index, source, path = segment.index, segment.source, segment.path
        if path != "slug" and (phrase := words(source)):
            yield _Wanted(index, source, path, phrase)


def _look_up(
    wanted: Sequence[_Wanted], languages: tuple[str, str], key: uuid.UUID | None
) -> Iterator[tuple[_Wanted, list[Suggestion]]]:
    source_language = languages[0]
    exact = same({one.words for one in wanted}, language=source_language)
    groups = _groups(exact.values(), languages)
    for one in wanted:
        # A phrase whose units are all superseded or withdrawn is no match: others may be.
        if (phrase := exact.get(one.words)) in groups:
            one.phrases = [phrase]
    rest = {one.words for one in wanted if not one.phrases}
    near = alike(rest, language=source_language) if rest else {}
    groups |= _groups({phrase for some in near.values() for phrase in some}, languages)
    for one in wanted:
        one.phrases = one.phrases or near.get(one.words, [])
    units = _units(groups, wanted, key)
    for one in wanted:
        ranked = [
            _suggestion(one, unit, uses, language=source_language, key=key)
            for phrase in one.phrases
            for unit, uses in units.get(phrase, ())
        ]
        yield one, _best(ranked)


def _groups(phrases: Iterable[int], languages: tuple[str, str]) -> dict[int, list[_Group]]:
    """Return what became of each phrase in the target language, each translation once."""
    groups: dict[int, list[_Group]] = defaultdict(list)
    wanted = list(phrases)
    if not wanted:
        return groups
    rows = (
        MemoryUnit.objects.in_use()
        .filter(phrase__in=wanted, source_language=languages[0], target_language=languages[1])
        .order_by()
        .values("phrase_id", "source_hash", "target_hash", "origin")
        .annotate(newest=Max("pk"), uses=Count("pk"))
        .values_list("phrase_id", "newest", "uses")
    )
    for phrase, newest, uses in rows:
        groups[phrase].append(_Group(newest, uses))
    return groups


def _units(
    groups: dict[int, list[_Group]], wanted: Sequence[_Wanted], key: uuid.UUID | None
) -> dict[int, list[tuple[MemoryUnit, int]]]:
    """Return the units that stand for the groups, and those of the page itself, by phrase."""
    uses = {group.unit_id: group.uses for some in groups.values() for group in some}
    if not uses:
        return {}
    shown = Q(pk__in=uses)
    if key is not None:
        places = {one.path for one in wanted}
        shown |= Q(translation_key=key, path__in=places, phrase__in=groups)
    found: dict[int, list[tuple[MemoryUnit, int]]] = defaultdict(list)
    for unit in MemoryUnit.objects.in_use().filter(shown):
        found[unit.phrase_id].append((unit, uses.get(unit.pk, 1)))
    return found


def _suggestion(
    one: _Wanted, unit: MemoryUnit, uses: int, *, language: str, key: uuid.UUID | None
) -> Suggestion:
    like = likeness(one.source, unit.source, language=language)
    fit = fitted(unit.target, known=unit.source, wanted=one.source)
    return Suggestion(
        text=fit.text,
        score=like.score,
        source=unit.source,
        origin=UnitOrigin(unit.origin),
        origin_title=unit.origin_title,
        signed_at=unit.signed_at,
        in_context=key is not None and (unit.translation_key, unit.path) == (key, one.path),
        number_differs=like.number_differs,
        placeholders_fit=fit.fits,
        uses=uses,
        unit_id=unit.pk,
    )


def _best(found: Iterable[Suggestion]) -> list[Suggestion]:
    """Return suggestions in order, each text once.

    The score decides; at the same score what was signed in this place comes first, then what was
    signed at all, then what was signed last.
    """
    ranked = sorted(
        found,
        key=lambda one: (
            -one.score,
            not one.in_context,
            not one.is_signed,
            -(one.signed_at.timestamp() if one.signed_at else 0),
            -one.unit_id,
        ),
    )
    by_text: dict[str, Suggestion] = {}
    for one in ranked:
        by_text.setdefault(one.text, one)
    return list(by_text.values())
