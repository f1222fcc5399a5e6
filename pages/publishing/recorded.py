"""Refusals on record: what the gate or a review turned down is written into the ledger.

A refusal undoes the transaction in which it is raised, and anything written there with it. So
`on_record` only remembers what a refusal was about, and writes it down where no transaction is
open; where one is, that is left to who answers the refusal, with `write_down`: the admin's views.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from wagtail.log_actions import get_active_log_context

from pages import ledger
from pages.publishing.verdicts import Blocker, PublicationRefused, Stage

PUBLICATION_REFUSED: Final = "publication.refused"
WARNING_OVERRIDDEN: Final = "warning.overridden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What was refused: the ledger's action, the page, who tried, and facts beside the reasons."""

    action: str
    page: Any
    actor: Any = None
    data: dict[str, Any] | None = None


@contextmanager
def on_record(
    page: Any,
    *,
    action: str = PUBLICATION_REFUSED,
    actor: Any = None,
    data: dict[str, Any] | None = None,
) -> Iterator[None]:
    """Have a refusal of the block written into the ledger.

    Of blocks within each other the outermost says what was refused: a signature whose page could
    not go live was not given.

    Args:
        page: the page that the block is about, stored already.
        action: the ledger's name for the refusal.
        actor: who tries; whoever is signed in to the admin, where it is left out.
        data: facts for the entry beside codes and reasons.
    """
    try:
        yield
    except PublicationRefused as refusal:
        if not refusal.is_recorded:
            refusal.occasion = Occasion(action=action, page=page, actor=actor, data=data)
            if not transaction.get_connection().in_atomic_block:
                write_down(refusal)
        raise


def write_down(refusal: PublicationRefused) -> None:
    """Write a refusal into the ledger, if there is something to write that is not there yet."""
    occasion: Occasion | None = refusal.occasion
    if occasion is None or refusal.is_recorded:
        return
    refusal.is_recorded = True
    ledger.record(
        action=occasion.action,
        page=occasion.page,
        actor=occasion.actor or get_active_log_context().user,
        data={**(occasion.data or {}), **reasons_of(refusal)},
    )


def write_down_overridden(
    page: Any, warnings: Sequence[Blocker], *, stage: Stage, actor: Any, data: dict[str, Any]
) -> None:
    """Write down that somebody took a page further in spite of warnings, if there were any."""
    if warnings:
        ledger.record(
            action=WARNING_OVERRIDDEN,
            page=page,
            actor=actor,
            data={**data, "stage": stage.value, **_said(warnings)},
        )


def reasons_of(refusal: PublicationRefused) -> dict[str, list[str]]:
    """Return a refusal's codes and reasons as the ledger keeps them."""
    said = _said(refusal.blockers)
    return said if refusal.blockers else {**said, "reasons": [str(refusal)]}


def _said(blockers: Iterable[Blocker]) -> dict[str, list[str]]:
    found = list(blockers)
    return {
        "codes": [blocker.code for blocker in found],
        "reasons": [str(blocker.message) for blocker in found],
    }
