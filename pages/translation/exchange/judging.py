"""What becomes of each segment of a returned file: a pure comparison with the page as it is.

A segment is found by its address and its source's words, so that a paragraph that moved is found,
and one that was rewritten is not. What is wrong with one segment says nothing about the others.
"""

from __future__ import annotations

import enum
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from pages.translation.exchange.inline import (
    MarkupFault,
    codes_of,
    comparable,
    comparable_source,
    link_labels,
    resolve,
    tidy,
)
from pages.translation.exchange.values import Mark, ReadUnit, text_mark
from pages.translation.placeholders import visible_text

QUOTED: Final = 120
"""Longest quotation of a text in a reason, in characters."""


class SegmentStatus(enum.Enum):
    """What became, or would become, of one segment of a file."""

    IMPORTED = "imported"
    CONFIRMED = "confirmed"
    UNCHANGED = "unchanged"
    EMPTY = "empty"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentSegment:
    """One segment of a translation as it is now.

    Attributes:
        key: what the caller finds it by again.
        path: dotted address within the page.
        position: which of the different texts at this address it is, from 1.
        source: HTML with placeholders.
        target: the translation on file, or empty.
        waits: whether the translation on file waits for somebody who answers for it.
        written_at: when the translation on file was written, or None.
        longest: characters that its field has room for, or None.
    """

    key: int
    path: str
    position: int
    source: str
    target: str = ""
    waits: bool = False
    written_at: datetime | None = None
    longest: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a file says about one segment, and what follows.

    Attributes:
        unit: the segment in the file.
        segment: the segment of the page, or None if it was not found.
        status: what is to be done.
        source: the source as the file has it, HTML.
        text: the translation that the file has, HTML as it would be stored; empty if refused early.
        reason: why it is refused, or what else should be known; empty if there is nothing to say.
    """

    unit: ReadUnit
    segment: CurrentSegment | None
    status: SegmentStatus
    source: str
    text: str = ""
    reason: str = ""

    @property
    def is_sure(self) -> bool:
        """Whether the file does not mark the translation as one to be looked at again."""
        return self.unit.mark is not Mark.UNSURE


class _Refused(Exception):
    """Why a segment is refused."""


class _Segments:
    """The segments of a page, found by what a file says of them."""

    def __init__(self, segments: Iterable[CurrentSegment]) -> None:
        self.by_path: dict[str, list[CurrentSegment]] = defaultdict(list)
        self.by_source: dict[str, list[CurrentSegment]] = defaultdict(list)
        for segment in segments:
            self.by_path[segment.path].append(segment)
            self.by_source[comparable_source(segment.source)].append(segment)

    def find(self, unit: ReadUnit) -> CurrentSegment:
        """Return the segment that a unit of a file is about.

        Raises:
            _Refused: there is none, or its source says something else now.
        """
        if not unit.path:
            return self._find_by_words(unit)
        there = self.by_path.get(unit.path, [])
        for segment in there:
            if _says(unit, segment):
                return segment
        if not there:
            raise _Refused(
                _("This text is not on the page, or is no longer there: nothing has its address.")
            )
        now = next((one for one in there if one.position == unit.position), there[0])
        raise _Refused(
            _("The source has changed since the file was exported: it now says “%(text)s”.")
            % {"text": _shortened(now.source)}
        )

    def _find_by_words(self, unit: ReadUnit) -> CurrentSegment:
        there = self.by_source.get(comparable_source(_source_of(unit)), [])
        if len(there) == 1:
            return there[0]
        if there:
            raise _Refused(
                _(
                    "The file does not say which text this is, and the page has the same words in "
                    "several places."
                )
            )
        raise _Refused(_("This text is not on the page, or is no longer there."))


def judge(
    units: Sequence[ReadUnit],
    segments: Iterable[CurrentSegment],
    *,
    exported_at: datetime | None = None,
    overwrites: bool = False,
) -> list[Verdict]:
    """Return what becomes of each segment of a file, in its order.

    Args:
        units: the segments of the file.
        segments: the page's.
        exported_at: when the file was made, where it says so.
        overwrites: whether the file wins over what was written since.
    """
    known = _Segments(segments)
    verdicts = [_judged(unit, known, exported_at, overwrites=overwrites) for unit in units]
    doubled = _contradicted(verdicts)
    return [
        Verdict(
            unit=verdict.unit,
            segment=verdict.segment,
            status=SegmentStatus.REFUSED,
            source=verdict.source,
            text=verdict.text,
            reason=_(
                "The file has this text more than once, with different translations: in this "
                "place it can have one."
            ),
        )
        if verdict.segment is not None
        and verdict.status is not SegmentStatus.EMPTY
        and verdict.segment.key in doubled
        else verdict
        for verdict in verdicts
    ]


def _contradicted(verdicts: Iterable[Verdict]) -> set[int]:
    texts: dict[int, set[str]] = defaultdict(set)
    for verdict in verdicts:
        if verdict.segment is not None and verdict.text:
            texts[verdict.segment.key].add(comparable(verdict.text))
    return {key for key, found in texts.items() if len(found) > 1}


def _judged(
    unit: ReadUnit, known: _Segments, exported_at: datetime | None, *, overwrites: bool
) -> Verdict:
    source = _source_of(unit)
    segment: CurrentSegment | None = None
    text = ""
    try:
        if not unit.fault and not unit.target:
            return Verdict(unit=unit, segment=None, status=SegmentStatus.EMPTY, source=source)
        segment = known.find(unit)
        source = segment.source
        text = _text_of(unit, segment)
        if not visible_text(text) and not link_labels(text):
            return Verdict(unit=unit, segment=segment, status=SegmentStatus.EMPTY, source=source)
        status = _status(unit, segment, text, exported_at=exported_at, overwrites=overwrites)
    except (_Refused, MarkupFault) as refusal:
        return Verdict(
            unit=unit,
            segment=segment,
            status=SegmentStatus.REFUSED,
            source=source,
            text=text,
            reason=str(refusal),
        )
    return Verdict(unit=unit, segment=segment, status=status, source=source, text=text)


def _status(
    unit: ReadUnit,
    segment: CurrentSegment,
    text: str,
    *,
    exported_at: datetime | None,
    overwrites: bool,
) -> SegmentStatus:
    """Return what is to be done with a translation.

    Raises:
        _Refused: nothing, for a reason.
    """
    if comparable(text) == comparable(segment.target):
        confirms = segment.waits and unit.mark is Mark.DONE
        return SegmentStatus.CONFIRMED if confirms else SegmentStatus.UNCHANGED
    if not overwrites:
        if unit.base is not None and unit.base == text_mark(text):
            # The file brings nothing new: what was written meanwhile stays.
            return SegmentStatus.UNCHANGED
        _check_conflict(unit, segment, exported_at)
    _check_links(segment.source, text)
    if segment.longest is not None and len(visible_text(text)) > segment.longest:
        raise _Refused(
            _("It has %(length)s characters, and there is room for %(longest)s. Shorten it.")
            % {"length": len(visible_text(text)), "longest": segment.longest}
        )
    return SegmentStatus.IMPORTED


def _check_conflict(unit: ReadUnit, segment: CurrentSegment, exported_at: datetime | None) -> None:
    now = _shortened(segment.target)
    if unit.base is not None:
        changed = unit.base != text_mark(segment.target)
    elif not segment.target:
        changed = False
    elif exported_at is not None and segment.written_at is not None:
        changed = segment.written_at > exported_at
    else:
        raise _Refused(
            _(
                "There is a translation already, “%(text)s”, and the file does not say whether it "
                "was made before or after. Choose to overwrite if the file is right."
            )
            % {"text": now}
        )
    if changed and segment.target:
        raise _Refused(
            _(
                "Somebody has translated this here since the file was exported: “%(text)s”. "
                "Choose to overwrite if the file is right."
            )
            % {"text": now}
        )
    if changed:
        raise _Refused(
            _(
                "Somebody has taken the translation away here since the file was exported. Choose "
                "to overwrite if the file is right."
            )
        )


def _check_links(source: str, text: str) -> None:
    """Refuse a translation without exactly the links and citations of its source.

    Raises:
        _Refused: one is lost, doubled, or of another text.
    """
    wanted, found = link_labels(source), link_labels(text)
    labels = dict(wanted)
    wanted_count = Counter(identifier for identifier, _words in wanted)
    found_count = Counter(identifier for identifier, _words in found)
    problems = [*_link_problems(wanted_count, found_count, labels)]
    if problems:
        raise _Refused(" ".join(problems))


def _link_problems(
    wanted: Counter[str], found: Counter[str], labels: dict[str, str]
) -> Iterator[str]:
    for identifier in wanted | found:
        name = {"label": _shortened(labels.get(identifier) or identifier)}
        if identifier not in wanted:
            yield _("The placeholder “%(label)s” is not in the source.") % name
        elif found[identifier] < wanted[identifier]:
            yield _("The placeholder “%(label)s” is missing.") % name
        elif found[identifier] > wanted[identifier]:
            yield _("The placeholder “%(label)s” is there more than once.") % name


def _says(unit: ReadUnit, segment: CurrentSegment) -> bool:
    try:
        said = resolve(unit.source, codes_of(segment.source))
    except MarkupFault:
        return False
    return comparable_source(said) == comparable_source(segment.source)


def _source_of(unit: ReadUnit) -> str:
    try:
        return resolve(unit.source, {})
    except MarkupFault:
        return "".join(node for node in unit.source if isinstance(node, str))


def _text_of(unit: ReadUnit, segment: CurrentSegment) -> str:
    """Return the translation as it would be stored.

    Raises:
        MarkupFault: its markup cannot be used.
    """
    if unit.fault:
        raise MarkupFault(unit.fault)
    return tidy(resolve(unit.target, codes_of(segment.source)))


def _shortened(html: str) -> str:
    text = visible_text(html)
    return text if len(text) <= QUOTED else text[: QUOTED - 1].rstrip() + "…"
