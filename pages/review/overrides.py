"""What reviewers signed in spite of, with a reason in writing: kept in the ledger, and read there.

An override belongs to one page, its language and one sentence. It ends when the sentence changes,
since a blocker of another sentence has another key (`pages.publishing.Blocker.key`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from pages import ledger
from pages.ledger.models import LedgerEntry
from pages.publishing import Blocker, PublicationRefused, Stage
from pages.review.approvals import valid_approval

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wagtail.models import Page

CLAIM_OVERRIDDEN: Final = "claim.overridden"

SHORTEST_REASON: Final = 10
"""Characters; what is shorter gives no reason."""


@dataclass(frozen=True, slots=True)
class Override:
    """A reviewer's reason.

    Attributes:
        reviewer: their name as it was.
        reason: in their own words.
    """

    reviewer: str
    reason: str


def overrides_of(page: Page) -> dict[str, Override]:
    """Return what reviewers signed in spite of on a page in its language, by the blocker's key.

    Costs one query.
    """
    entries = LedgerEntry.objects.filter(
        action=CLAIM_OVERRIDDEN, page_id=page.pk, language_code=page.locale.language_code
    ).order_by("id")
    return {
        str(entry.data.get("key", "")): Override(
            reviewer=entry.actor_name, reason=str(entry.data.get("reason", ""))
        )
        for entry in entries
    }


def settle(page: Page, found: Sequence[Blocker], *, stage: Stage) -> Iterator[Blocker]:
    """Yield what was found on a page, as it stands at a stage.

    What a medical reviewer may know better (`Blocker.is_overridable`) blocks the signature, unless
    somebody said before why its sentence may stand; it does not block the submission, or it would
    never reach them. At its publication, content that a reviewer has signed is not held back by it.
    """
    is_signed = (
        stage is Stage.PUBLICATION
        and any(blocker.blocks for blocker in found)
        and valid_approval(page, now=timezone.now()) is not None
    )
    is_asked = any(blocker.is_overridable for blocker in found) and page.pk and not is_signed
    overrides = overrides_of(page) if is_asked else {}
    for blocker in found:
        if is_signed:
            yield replace(blocker, severity="warn", sentence="")
        elif blocker.is_overridable and blocker.key in overrides:
            yield _overridden(blocker, overrides[blocker.key])
        elif blocker.is_overridable and stage is Stage.SUBMISSION:
            yield replace(blocker, severity="warn")
        else:
            yield blocker


def _overridden(blocker: Blocker, override: Override) -> Blocker:
    """Return a blocker as a warning with the reviewer's reason."""
    signed = _("%(reviewer)s signed this sentence all the same: “%(reason)s”") % {
        "reviewer": override.reviewer,
        "reason": override.reason,
    }
    return replace(blocker, severity="warn", message=f"{blocker.message} {signed}", sentence="")


def as_reasons(posted: Any) -> dict[str, str]:
    """Return reasons by key from what a browser sent; nothing of what is no text by a key."""
    if not isinstance(posted, Mapping):
        return {}
    return {str(key): reason for key, reason in posted.items() if isinstance(reason, str)}


def check_reasons(found: Iterable[Blocker], reasons: Mapping[str, str]) -> None:
    """Refuse with words if a blocker is to be overridden without a reason.

    Raises:
        PublicationRefused: names the first sentence that lacks one.
    """
    for blocker in found:
        given = reasons.get(blocker.key)
        if blocker.is_overridable and given is not None and len(given.strip()) < SHORTEST_REASON:
            raise PublicationRefused(
                [blocker],
                message=_("Say why you sign in spite of this: “%(quote)s”")
                % {"quote": blocker.quote},
            )


def record_overrides(
    page: Page,
    found: Sequence[Blocker],
    reasons: Mapping[str, str],
    *,
    actor: Any,
    data: Mapping[str, Any],
) -> None:
    """Write one entry for each blocker that is signed in spite of.

    Args:
        page: the content that is signed.
        found: what it is signed in spite of, warnings among them.
        reasons: by key of blocker.
        actor: who signs.
        data: facts for every entry.
    """
    written: set[str] = set()
    for blocker in found:
        if blocker.is_overridable and blocker.key in reasons and blocker.key not in written:
            written.add(blocker.key)
            ledger.record(
                action=CLAIM_OVERRIDDEN,
                page=page,
                actor=actor,
                data={
                    **data,
                    "key": blocker.key,
                    "code": blocker.code,
                    "sentence": blocker.sentence,
                    "message": str(blocker.message),
                    "reason": reasons[blocker.key].strip(),
                },
            )
