"""The demo's accounts and the people behind them. None of them exists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

DEMO_PASSWORD = "firma-demo-1"  # noqa: S105 - public on purpose: it opens demo accounts only

CLINIC = "Clínica Ribera (demonstration)"


@dataclass(frozen=True)
class Account:
    """A demo account: its name, what it is for, its group, and the person behind it.

    ``person`` holds fields of a `Person`; empty for an account without one.
    """

    username: str
    role: str
    groups: tuple[str, ...]
    person: Mapping[str, object]
    is_superuser: bool = False


DEMO_ACCOUNTS: tuple[Account, ...] = (
    Account(
        username="editor",
        role="writes pages in English",
        groups=("Editors",),
        person={
            "name": "Lucía Marchetti Olvera",
            "credentials": "MSc, Medical Writing",
            "languages": ["en", "es"],
            "is_author": True,
        },
    ),
    Account(
        username="translator",
        role="translates into Spanish",
        groups=("Translators (es)",),
        person={
            "name": "Bruno Castañeda Lira",
            "credentials": "Certified medical translator, EN–ES",
            "languages": ["en", "es"],
            "is_translator": True,
        },
    ),
    Account(
        username="reviewer",
        role="signs pages in English and Spanish",
        groups=("Medical reviewers",),
        person={
            "name": "Dr. Inés Valderrama Quiroz",
            "credentials": "MD, Rheumatology",
            "licence_number": "DEMO-0000001",
            "licence_authority": "Demonstration register (not a real licence)",
            "languages": ["en", "es"],
            "is_reviewer": True,
            "show_licence": True,
        },
    ),
    Account(
        username="reviewer2",
        role="second reviewer, signs in both languages",
        groups=("Medical reviewers",),
        person={
            "name": "Dr. Mateo Okonkwo Ruiz",
            "credentials": "MD, Orthopedics and Traumatology",
            "licence_number": "DEMO-0000002",
            "licence_authority": "Demonstration register (not a real licence)",
            "languages": ["en", "es"],
            "is_reviewer": True,
            "show_licence": True,
        },
    ),
    Account(
        username="admin",
        role="administers the site; cannot sign",
        groups=(),
        person={},
        is_superuser=True,
    ),
)
"""The accounts that ``load_demo`` makes, in the order in which a welcome text lists them."""
