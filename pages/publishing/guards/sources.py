"""Triggers that rooms above the gate need: they are put in force, and missed, with the guards."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from pages.publishing.guards.statements import Vendor


@dataclass(frozen=True, slots=True)
class Trigger:
    """One trigger: its full name, its table, and the statements that put it in force."""

    name: str
    table: str
    statements: tuple[str, ...]


class TriggerSource(Protocol):
    """A room's own triggers. Their names begin with ``firma_``, as the guards' do."""

    def tables(self) -> Collection[str]:
        """Return the tables that must exist before the triggers can be made."""
        ...

    def triggers(self, vendor: Vendor) -> list[Trigger]:
        """Return the triggers for a database."""
        ...

    def resumed(self, using: str) -> None:
        """Act on triggers having been away, so that nothing is known of what was written."""
        ...


_sources: list[TriggerSource] = []


def register_triggers(source: TriggerSource) -> None:
    """Add a room's triggers, once."""
    if type(source) not in map(type, _sources):
        _sources.append(source)


def sources() -> list[TriggerSource]:
    """Return the rooms' triggers in the order of registration."""
    return list(_sources)
