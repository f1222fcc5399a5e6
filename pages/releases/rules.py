"""When a release can go: pure rules over what is known of its members."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from pages.publishing import Blocker

Key = tuple[str, int]
"""What tells the pages of a translation apart: their common translation key, and a locale's id."""


class MemberState(enum.Enum):
    """Where a member is on its way."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    WAITING = "waiting"
    LIVE = "live"

    @property
    def label(self) -> str:
        """The state in words."""
        return str(_LABELS[self])


_LABELS = {
    MemberState.DRAFT: pgettext_lazy("a page of a release", "not signed"),
    MemberState.IN_REVIEW: pgettext_lazy("a page of a release", "in medical review"),
    MemberState.WAITING: pgettext_lazy("a page of a release", "signed and waiting"),
    MemberState.LIVE: pgettext_lazy("a page of a release", "live as signed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFacts:
    """What is known of one member.

    Attributes:
        key: the page, by its translation key and locale.
        name: title and language, as people read them.
        in_review: whether its review is under way.
        is_signed: whether a valid signature covers its current draft, and its review has ended.
        is_live: whether the public reads that draft already, and nothing newer is signed.
        has_own_time: whether its draft is to go live at a time of its own.
        source: key of the page that it translates; None where it translates none.
        translates: fingerprint of the source that its signature names, or empty.
        signed_as: fingerprints under which the text of its draft was ever signed.
        blockers: what the gate holds against the draft, other than this release.
    """

    key: Key
    name: str
    in_review: bool = False
    is_signed: bool = False
    is_live: bool = False
    has_own_time: bool = False
    source: Key | None = None
    translates: str = ""
    signed_as: frozenset[str] = frozenset()
    blockers: tuple[Blocker, ...] = ()

    @property
    def state(self) -> MemberState:
        """Where it is on its way."""
        if self.in_review:
            return MemberState.IN_REVIEW
        if self.is_live:
            return MemberState.LIVE
        return MemberState.WAITING if self.is_signed else MemberState.DRAFT

    @property
    def is_settled(self) -> bool:
        """Whether it needs no more signature."""
        return self.state in (MemberState.WAITING, MemberState.LIVE)


def all_signed(members: Sequence[MemberFacts]) -> bool:
    """Tell whether every member is signed, and at least one of them waits to go live."""
    return all(one.is_settled for one in members) and any(
        one.state is MemberState.WAITING for one in members
    )


def obstacles(members: Sequence[MemberFacts]) -> list[tuple[MemberFacts, list[Blocker]]]:
    """Return each member with what keeps it, and so the whole release, from going live."""
    by_key = {one.key: one for one in members}
    return [(one, [*_own(one), *_of_source(one, by_key)]) for one in members]


def going_order(members: Sequence[MemberFacts]) -> list[MemberFacts]:
    """Return the members that wait, in the order in which they go live: translations first.

    A source that goes live has its translation of that very text beside it then, so that nothing
    takes the translation for outdated.
    """
    waiting = [one for one in members if one.state is MemberState.WAITING]
    return sorted(waiting, key=lambda one: one.source is None)


def _own(member: MemberFacts) -> Iterator[Blocker]:
    if member.state is MemberState.IN_REVIEW:
        yield Blocker(
            "release.in_review", _("It is in medical review, and has to be signed there first.")
        )
    elif member.state is MemberState.DRAFT:
        yield from member.blockers or [
            Blocker("release.unsigned", _("The review of this draft was not finished."))
        ]
    elif member.state is MemberState.WAITING:
        if member.has_own_time:
            yield Blocker(
                "release.own_time",
                _(
                    "Its draft is to go live at a time of its own. Clear that time in its "
                    "settings, or take it out of the release."
                ),
            )
        yield from member.blockers


def _of_source(member: MemberFacts, by_key: dict[Key, MemberFacts]) -> Iterator[Blocker]:
    source = by_key.get(member.source) if member.source is not None else None
    if source is None or not source.is_settled or not member.is_settled:
        return
    if member.translates not in source.signed_as:
        yield Blocker(
            "release.other_source",
            _(
                "It translates another version of %(source)s than the one of this release. Bring "
                "the source into the translation, and submit it for medical review again."
            )
            % {"source": source.name},
        )
