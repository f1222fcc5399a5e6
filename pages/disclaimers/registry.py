"""What the rooms above contribute to the signing of a wording, from ``pages.apps``."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from pages.publishing import Blocker

if TYPE_CHECKING:
    from pages.disclaimers.models import Disclaimer
    from pages.disclaimers.wording import Wording

    WordingCheck = Callable[[Disclaimer], Iterable[Blocker]]
    WordingEffect = Callable[[Wording, datetime.datetime], Iterable[int]]
    WordingFact = Callable[[Disclaimer], Any]

_checks: list[WordingCheck] = []
_effects: list[WordingEffect] = []
_facts: dict[str, WordingFact] = {}


def register_wording_check(check: WordingCheck) -> None:
    """Add a rule that a disclaimer's newest wording must meet before a reviewer is asked."""
    if check not in _checks:
        _checks.append(check)


def registered_checks() -> list[WordingCheck]:
    """Return the rules in the order of registration."""
    return list(_checks)


def register_wording_effect(effect: WordingEffect) -> None:
    """Add what must happen in the transaction in which a wording is signed.

    ``effect(wording, now)`` returns the ids of the pages whose public text it changed.
    """
    if effect not in _effects:
        _effects.append(effect)


def registered_effects() -> list[WordingEffect]:
    """Return the effects in the order of registration."""
    return list(_effects)


def register_wording_fact(name: str, collect: WordingFact) -> None:
    """Add to what the ledger keeps of a signature, such as who translated the wording.

    ``collect(disclaimer)`` returns plain JSON values for what the disclaimer says now.
    """
    _facts[name] = collect


def wording_facts(disclaimer: Disclaimer) -> dict[str, Any]:
    """Return what the ledger keeps of a signature under what a disclaimer says now, by name.

    What is empty is left out.
    """
    facts = {name: collect(disclaimer) for name, collect in sorted(_facts.items())}
    return {name: fact for name, fact in facts.items() if fact}
