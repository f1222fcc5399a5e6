"""The rows of the translation editor: one for each segment, with all that is known about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.functional import SimpleLazyObject

from pages.translation.changes.earlier import Earlier, earlier_versions
from pages.translation.checks import Finding
from pages.translation.comments import comments_by_context
from pages.translation.dismissals import Dismissal, dismissals_of, finding_key
from pages.translation.models import Origin, SegmentComment
from pages.translation.provenance import Provenance, provenance_of
from pages.translation.readiness import findings_of
from pages.translation.segment_editor.display import shown
from pages.translation.segment_editor.locations import Location, Locations
from pages.translation.segments import pairs_on_file, recorded_translations, segments_of

if TYPE_CHECKING:
    from django.utils.safestring import SafeString
    from wagtail_localize.models import StringSegment, StringTranslation, Translation

    from pages.translation.checks import SegmentPair

NOT_SHOWN = frozenset(
    {
        "translation.untranslated",
        "translation.address_untranslated",
        "translation.machine_unconfirmed",
        "translation.unconfirmed",
    }
)
"""Findings that the row says by its state."""


@dataclass(frozen=True, slots=True)
class RowFinding:
    """A finding as a row shows it: with the key under which it is dismissed, and who did so."""

    finding: Finding
    key: str
    dismissal: Dismissal | None = None

    @property
    def is_dismissed(self) -> bool:
        """Whether somebody left it as it is."""
        return self.dismissal is not None and self.finding.severity == "warn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One segment of the editor.

    Attributes:
        segment: of the source, with its string and context.
        pair: both sides.
        location: where it stands.
        opens: whether it is the first of its block, above which the block is named.
        recorded: the translation on file, or None.
        provenance: where its words came from, or None.
        findings: what the checks say, dismissed ones last.
        comments: what was said about it, oldest first.
        earlier: what it said before its source changed, where nothing is on file; or None.
    """

    segment: StringSegment
    pair: SegmentPair
    location: Location
    opens: bool
    recorded: StringTranslation | None
    provenance: Provenance | None
    findings: tuple[RowFinding, ...] = ()
    comments: tuple[SegmentComment, ...] = field(default=())
    earlier: Earlier | None = None

    @property
    def state(self) -> str:
        """``"untranslated"``, ``"unconfirmed"`` or ``"translated"``."""
        if self.recorded is None or self.provenance is None:
            return "untranslated"
        return "translated" if self.provenance.is_confirmed else "unconfirmed"

    @property
    def standing(self) -> list[RowFinding]:
        """The findings that nobody dismissed."""
        return [found for found in self.findings if not found.is_dismissed]

    @property
    def severity(self) -> str:
        """The worst that is found: ``"block"``, ``"warn"`` or nothing."""
        severities = {found.finding.severity for found in self.standing}
        return "block" if "block" in severities else "warn" if severities else ""

    @property
    def open_comments(self) -> list[SegmentComment]:
        """The comments that nobody has seen to."""
        return [comment for comment in self.comments if comment.resolved_at is None]

    @property
    def text(self) -> str:
        """What is written; empty while nothing is."""
        return self.recorded.data if self.recorded is not None else ""

    @property
    def source_shown(self) -> SafeString:
        """The source to be looked at."""
        return shown(self.pair.source)

    @property
    def target_shown(self) -> SafeString:
        """The translation to be looked at."""
        return shown(self.text)

    @property
    def origin_label(self) -> str:
        """Where the words came from, in words; empty for those that a person wrote."""
        if self.provenance is None or self.provenance.origin is Origin.HUMAN:
            return ""
        return str(Origin(self.provenance.origin).label)

    @property
    def lines(self) -> int:
        """How many lines a text of this length may take in the editor."""
        return max(2, min(12, 1 + max(len(self.pair.source), len(self.text)) // 55))


def editor_rows(translation: Translation) -> list[Row]:
    """Return the rows of a translation in the order of the source's own editor.

    Costs a constant number of queries: segments, translations, earlier versions, comments,
    dismissals and the glossary.
    """
    segments = segments_of(translation)
    return rows_for(translation, segments, segments, earlier=earlier_versions(translation))


def rows_for(
    translation: Translation,
    segments: Sequence[StringSegment],
    wanted: Iterable[StringSegment],
    *,
    earlier: Mapping[int, Earlier] | None = None,
) -> list[Row]:
    """Return rows for some of a translation's segments.

    Args:
        translation: whose they are.
        segments: those that the checks compare with each other.
        wanted: those to return.
        earlier: earlier versions by key of the segment; None leaves them out.
    """
    contexts = {segment.context_id for segment in segments}
    only = contexts.pop() if len(contexts) == 1 else None
    recorded = recorded_translations(translation, context_id=only)
    pairs = pairs_on_file(segments, recorded, translation)
    found: dict[int | None, list[Finding]] = defaultdict(list)
    for finding in findings_of(pairs):
        if finding.code not in NOT_SHOWN:
            found[finding.pair.segment_id].append(finding)
    dismissals: Any = SimpleLazyObject(lambda: dismissals_of(translation))
    comments = comments_by_segment(translation, segments)
    locations = Locations(translation.source.specific_content_type.model_class())
    wanted_ids = {segment.pk for segment in wanted}
    rows: list[Row] = []
    group = ""
    ordered = sorted(
        zip(segments, pairs, strict=True), key=lambda both: locations.position(both[0])
    )
    for segment, pair in ordered:
        location = locations.of(segment)
        opens, group = location.group != group, location.group
        if segment.pk not in wanted_ids:
            continue
        entry = recorded.get((segment.string_id, segment.context_id))
        entry = entry if entry is not None and entry.data else None
        rows.append(
            Row(
                segment=segment,
                pair=pair,
                location=location,
                opens=opens,
                recorded=entry,
                provenance=provenance_of(entry) if entry is not None else None,
                findings=_as_shown(found[segment.pk], dismissals),
                comments=tuple(comments[segment.pk]),
                earlier=(earlier or {}).get(segment.pk),
            )
        )
    return rows


def comments_by_segment(
    translation: Translation, segments: Iterable[StringSegment]
) -> dict[int, list[SegmentComment]]:
    """Return comments by segment; those on a source that has changed stand at its place's first."""
    by_context = comments_by_context(translation)
    by_segment: dict[int, list[SegmentComment]] = defaultdict(list)
    if not by_context:
        return by_segment
    places: dict[int, list[StringSegment]] = defaultdict(list)
    for segment in segments:
        places[segment.context_id].append(segment)
    for context_id, comments in by_context.items():
        if context_id not in places:
            continue
        for comment in comments:
            own = (one for one in places[context_id] if one.string_id == comment.string_id)
            by_segment[next(own, places[context_id][0]).pk].append(comment)
    return by_segment


def _as_shown(
    findings: Iterable[Finding], dismissals: dict[str, Dismissal]
) -> tuple[RowFinding, ...]:
    keyed = ((finding, finding_key(finding)) for finding in findings)
    shown_findings = [
        RowFinding(finding=finding, key=key, dismissal=dismissals.get(key))
        for finding, key in keyed
    ]
    return tuple(
        sorted(shown_findings, key=lambda one: (one.is_dismissed, one.finding.severity != "block"))
    )
