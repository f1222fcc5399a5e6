"""Which signature of its source each live translation renders, and what changed since.

Everything is computed from fingerprints when it is asked for, for many pages in two queries. What
changed is looked up by the two fingerprints that it lies between: there may be no answer, but never
one about other contents.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pages.review.models import Approval
from pages.translation.currency.changes import Change, changed_fields, is_critical
from pages.translation.currency.comparison import as_changes
from pages.translation.currency.models import SourceChange

if TYPE_CHECKING:
    from uuid import UUID

Family = tuple["UUID", int]
"""Translation key and id of a locale: they name one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationCurrency:
    """What a live translation renders of its source.

    Attributes:
        source_fingerprint: the source that its signature names.
        signed_at: when that source was signed; None if no signature of it is on record.
        signed_by: name of who signed it, or empty.
        is_current: whether the source's signed text is the one that is rendered.
        is_ahead: whether what is rendered was signed after what is public of the source.
        has_source: whether any signed text of the source counts; False after a withdrawal.
        source_is_live: whether the public can read the source now.
        outdated_since: since when readers of the translation are behind, or None.
        changes: what changed since, as far as readers see it; None if it is not known.
    """

    source_fingerprint: str
    signed_at: datetime.datetime | None = None
    signed_by: str = ""
    is_current: bool = True
    is_ahead: bool = False
    has_source: bool = True
    source_is_live: bool = True
    outdated_since: datetime.datetime | None = None
    changes: tuple[Change, ...] | None = ()

    @property
    def is_outdated(self) -> bool:
        """Whether the public reads a newer text in the source's language."""
        behind = not self.is_current and not self.is_ahead
        return self.has_source and self.source_is_live and behind

    @property
    def changed_fields(self) -> list[str] | None:
        """Names of the fields that changed, those of safety first; None if it is not known."""
        return None if self.changes is None else changed_fields(self.changes)

    @property
    def is_critical(self) -> bool:
        """Whether a change is in a safety-critical place."""
        return is_critical(self.changes)


@dataclass(frozen=True, slots=True)
class Behind:
    """The signatures between which a source has changed.

    Attributes:
        rendered: what the translation renders: the source's latest signature of that content; or
            the content before the present one, where none is on record.
        public: the source's present one.
        since: since when the source says something else, or None.
        is_rendered_known: whether ``rendered`` is what the translation names.
    """

    rendered: Approval
    public: Approval
    since: datetime.datetime | None
    is_rendered_known: bool


def behind(source_fingerprint: str, approvals: Sequence[Approval]) -> Behind | None:
    """Return between which signatures a source has changed; None if it has not.

    A source that is signed for the first time has not changed: it is the first that there is. Nor
    has one whose newer text was translated before it is public.

    Args:
        source_fingerprint: the source that a translation names.
        approvals: all of the source's, the oldest first.
    """
    public = active(approvals)
    if public is None:
        return None
    named = [one for one in approvals if one.fingerprint == source_fingerprint]
    earlier = [one for one in approvals if one.activated_at is not None and one.pk < public.pk]
    if not named and not earlier:
        return None
    rendered = named[-1] if named else earlier[-1]
    if rendered.row_fingerprint == public.row_fingerprint or rendered.pk > public.pk:
        return None
    since: datetime.datetime | None = None
    for one in approvals:
        if one.row_fingerprint == rendered.row_fingerprint:
            since = None
        elif since is None and one.activated_at is not None and one.pk > rendered.pk:
            since = one.activated_at
    return Behind(rendered, public, since or public.activated_at, bool(named))


def active(approvals: Iterable[Approval]) -> Approval | None:
    """Return the newest of the signatures that were used, and neither replaced nor withdrawn."""
    found = [
        one
        for one in approvals
        if one.activated_at is not None and one.superseded_at is None and one.withdrawn_at is None
    ]
    return max(found, key=lambda one: one.pk) if found else None


def currencies(targets: Mapping[int, Family]) -> dict[int, TranslationCurrency]:
    """Return what translations render, by id of the page; those that name no source are left out.

    Two queries, however many pages are asked about; one if none of them is behind.

    Args:
        targets: translation key and the source's locale, by id of each translated page.
    """
    by_page, by_family, live = _approvals({key for key, _locale in targets.values()})
    found: dict[int, TranslationCurrency] = {}
    lagging: dict[int, Behind] = {}
    for page_id, family in targets.items():
        own = active(by_page.get(page_id, ()))
        if own is None or not own.source_fingerprint:
            continue
        of_source = by_family.get(family, [])
        change = behind(own.source_fingerprint, of_source)
        if change is not None:
            lagging[page_id] = change
        found[page_id] = _currency(
            own, of_source, change, source_is_live=family in live, changes=None
        )
    kept = _kept(lagging.values())
    for page_id, change in lagging.items():
        stored = kept.get(_key(change))
        found[page_id] = _currency(
            active(by_page[page_id]),
            by_family[targets[page_id]],
            change,
            source_is_live=targets[page_id] in live,
            changes=as_changes(stored) if stored is not None else None,
        )
    return found


def _currency(
    own: Any,
    of_source: Sequence[Approval],
    change: Behind | None,
    *,
    source_is_live: bool,
    changes: tuple[Change, ...] | None,
) -> TranslationCurrency:
    named = next(
        (one for one in reversed(of_source) if one.fingerprint == own.source_fingerprint), None
    )
    public = active(of_source)
    is_same = (
        named is not None and public is not None and named.row_fingerprint == public.row_fingerprint
    )
    # Where a field that nobody reads was all that changed, the text that is rendered is the same.
    is_current = is_same or (change is not None and changes == ())
    since = [] if is_current or change is None else [change.since, own.activated_at]
    return TranslationCurrency(
        source_fingerprint=own.source_fingerprint,
        signed_at=named.signed_at if named is not None else None,
        signed_by=named.reviewer_name if named is not None else "",
        is_current=is_current,
        is_ahead=not is_same and named is not None and public is not None and named.pk > public.pk,
        has_source=public is not None,
        source_is_live=source_is_live,
        outdated_since=max((one for one in since if one is not None), default=None),
        changes=() if is_current else changes,
    )


def _approvals(
    keys: Iterable[UUID],
) -> tuple[dict[int, list[Approval]], dict[Family, list[Approval]], set[Family]]:
    by_page: dict[int, list[Approval]] = defaultdict(list)
    by_family: dict[Family, list[Approval]] = defaultdict(list)
    live: set[Family] = set()
    rows = (
        Approval.objects.filter(page__translation_key__in=list(keys))
        .select_related("page")
        .only(
            *("page_id", "fingerprint", "row_fingerprint", "source_fingerprint", "signed_at"),
            *("reviewer_name", "activated_at", "superseded_at", "withdrawn_at"),
            *("page__translation_key", "page__locale_id", "page__live"),
        )
        .order_by("id")
    )
    for approval in rows:
        family = (approval.page.translation_key, approval.page.locale_id)
        by_page[approval.page_id].append(approval)
        by_family[family].append(approval)
        if approval.page.live:
            live.add(family)
    return by_page, by_family, live


def _kept(changes: Iterable[Behind]) -> dict[tuple[int, str, str], list[dict[str, Any]]]:
    asked = [_key(change) for change in changes]
    if not asked:
        return {}
    rows = SourceChange.objects.filter(
        page__in={page for page, _before, _after in asked},
        before__in={before for _page, before, _after in asked},
        after__in={after for _page, _before, after in asked},
    ).values_list("page_id", "before", "after", "changes")
    return {(page, before, after): changes for page, before, after, changes in rows}


def _key(change: Behind) -> tuple[int, str, str]:
    return (
        change.public.page_id,
        change.rendered.row_fingerprint,
        change.public.row_fingerprint,
    )
