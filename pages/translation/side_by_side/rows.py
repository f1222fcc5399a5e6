"""The rows of a reviewer's table: source and translation of each segment, with all that is known.

What is read is the content under review, by itself. The translations on file are only asked where
its words came from, and not even that where the page says something else.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import SimpleLazyObject
from wagtail.models import Page

from pages.review.overrides import overrides_of
from pages.translation.dismissals import dismissals_of, finding_key
from pages.translation.models import Origin
from pages.translation.provenance import provenance_of
from pages.translation.readiness import JUDGED, findings_of, for_reviewer
from pages.translation.segment_editor.display import shown
from pages.translation.segment_editor.locations import Location, Locations
from pages.translation.segment_editor.rows import comments_by_segment
from pages.translation.segments import recorded_translations, segment_pairs, segments_of
from pages.translation.side_by_side.news import new_to_reviewers, signed_before
from pages.translation.side_by_side.terms import TermHit, term_hits
from pages.translation.side_by_side.translators import Answer, Translators, says_what_is_on_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from django.utils.safestring import SafeString
    from wagtail.models import TranslatableMixin
    from wagtail_localize.models import StringTranslation, Translation

    from pages.review.models import Approval
    from pages.review.overrides import Override
    from pages.translation.checks import Finding, SegmentPair
    from pages.translation.dismissals import Dismissal
    from pages.translation.models import SegmentComment
    from pages.translation.provenance import Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFinding:
    """A finding beside its segment.

    Attributes:
        finding: what a check says.
        key: of the blocker that the reviewer judges, or empty where nothing is to be judged.
        dismissal: who left it as it is, and why, or None.
        override: which reviewer signed in spite of it, and why, or None.
    """

    finding: Finding
    key: str = ""
    dismissal: Dismissal | None = None
    override: Override | None = None

    @property
    def tone(self) -> str:
        """``"block"``, ``"warn"``, or ``"dismissed"`` where a person has answered it."""
        return "dismissed" if self.is_answered else self.finding.severity

    @property
    def is_answered(self) -> bool:
        """Whether a person has said why it may stay."""
        return self.dismissal is not None or self.override is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    """One segment under review.

    Attributes:
        number: its place in the table, from 1.
        pair: both sides; its target is what the page under review says.
        location: where it stands.
        is_new: whether nobody signed these words for this source before.
        provenance: where the words came from; None where they are not those on file.
        answers: who answers for them.
        findings: what the checks say, answered ones last.
        comments: what was said about it, oldest first.
        terms: what the glossary says of the source.
    """

    number: int
    pair: SegmentPair
    location: Location
    is_new: bool
    provenance: Provenance | None
    answers: tuple[Answer, ...] = ()
    findings: tuple[ReviewFinding, ...] = ()
    comments: tuple[SegmentComment, ...] = ()
    terms: tuple[TermHit, ...] = ()

    @property
    def segment_id(self) -> int:
        """Key of the source's segment."""
        assert self.pair.segment_id is not None  # noqa: S101 - `segment_pairs` always has it
        return self.pair.segment_id

    @property
    def source_shown(self) -> SafeString:
        """The source to be looked at."""
        return shown(self.pair.source)

    @property
    def target_shown(self) -> SafeString:
        """What the page says, to be looked at; empty where it has no such place."""
        return shown(self.pair.target or "")

    @property
    def on_file_shown(self) -> SafeString:
        """The translation on file where the page says something else, or nothing."""
        is_other = self.pair.recorded is not None and not says_what_is_on_file(self.pair)
        return shown(self.pair.recorded or "" if is_other else "")

    @property
    def origin_label(self) -> str:
        """Where the words came from, in words; empty where it is said by who wrote them."""
        if self.provenance is None or (self.provenance.origin is Origin.HUMAN and self.answers):
            return ""
        return str(Origin(self.provenance.origin).label)

    @property
    def is_unrecorded(self) -> bool:
        """Whether nothing on file says where the words came from."""
        return self.provenance is None and bool(self.pair.target) and not self.pair.shows_source

    @property
    def standing(self) -> list[ReviewFinding]:
        """The findings that nobody has answered."""
        return [found for found in self.findings if not found.is_answered]

    @property
    def open_comments(self) -> list[SegmentComment]:
        """The comments that nobody has seen to."""
        return [comment for comment in self.comments if comment.resolved_at is None]

    @property
    def anchor(self) -> str:
        """Id of the place in the built-in preview where the segment stands."""
        return "at-" + self.location.group.replace(".", "-")


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one block of the page."""

    heading: str
    anchor: str
    rows: tuple[ReviewRow, ...]

    @property
    def is_new(self) -> bool:
        """Whether any of its segments is new to reviewers."""
        return any(row.is_new for row in self.rows)


def review_rows(
    target: TranslatableMixin, translation: Translation, *, signed: Approval | None = None
) -> list[ReviewRow]:
    """Return a row for each segment of what is under review, in the order of the editor.

    Costs a constant number of queries, and one for each account that had a part in it.

    Args:
        target: an instance with the content under review: of a page's revision, or a disclaimer.
        translation: the translation that it is the target of.
        signed: the last signature of the page that had effect and still has its revision, or None.
    """
    segments = {segment.pk: segment for segment in segments_of(translation)}
    recorded = recorded_translations(translation)
    pairs = segment_pairs(target, translation)
    new = new_to_reviewers(pairs, signed_before(translation, signed))
    findings = _findings(target, translation, pairs)
    comments = comments_by_segment(translation, list(segments.values()))
    terms = term_hits(pairs)
    locations = Locations(translation.source.specific_content_type.model_class())
    translators = Translators(translation.target_locale.language_code)
    placed = [(pair, segments[pair.segment_id or 0]) for pair in pairs]
    rows = []
    for number, (pair, segment) in enumerate(
        sorted(placed, key=lambda both: locations.position(both[1])), 1
    ):
        entry: StringTranslation | None = None
        if says_what_is_on_file(pair):
            entry = recorded[segment.string_id, segment.context_id]
        rows.append(
            ReviewRow(
                number=number,
                pair=pair,
                location=locations.of(segment),
                is_new=pair.index in new,
                provenance=provenance_of(entry) if entry is not None else None,
                answers=tuple(translators.of(entry)) if entry is not None else (),
                findings=findings.get(pair.index, ()),
                comments=tuple(comments[segment.pk]),
                terms=terms.get(pair.index, ()),
            )
        )
    return rows


def grouped(rows: Sequence[ReviewRow]) -> list[Group]:
    """Return rows by the block that they stand in, in their order."""
    return list(_groups(rows))


def _groups(rows: Sequence[ReviewRow]) -> Iterator[Group]:
    held: list[ReviewRow] = []
    for row in rows:
        if held and row.location.group != held[-1].location.group:
            yield _group(held)
            held = []
        held.append(row)
    if held:
        yield _group(held)


def _group(rows: Sequence[ReviewRow]) -> Group:
    return Group(heading=rows[0].location.heading, anchor=rows[0].anchor, rows=tuple(rows))


def _findings(
    target: TranslatableMixin, translation: Translation, pairs: Iterable[SegmentPair]
) -> dict[int, tuple[ReviewFinding, ...]]:
    """Return what the checks say, by position."""
    dismissals: Any = SimpleLazyObject(lambda: dismissals_of(translation, target))
    is_page = isinstance(target, Page)
    overrides: Any = SimpleLazyObject(lambda: overrides_of(target) if is_page else {})
    found: dict[int, list[ReviewFinding]] = defaultdict(list)
    for finding in findings_of(pairs):
        is_judged = is_page and finding.code in JUDGED
        key = for_reviewer(finding).key if is_judged else ""
        is_warning = finding.severity == "warn"
        found[finding.pair.index].append(
            ReviewFinding(
                finding=finding,
                key=key,
                dismissal=dismissals.get(finding_key(finding)) if is_warning else None,
                override=overrides.get(key) if key else None,
            )
        )
    return {
        index: tuple(
            sorted(each, key=lambda one: (one.is_answered, one.finding.severity != "block"))
        )
        for index, each in found.items()
    }
