"""The demo's accounts and the people behind them. None of them exists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

DEMO_PASSWORD = "firma-demo-1"  # noqa: S105 - public on purpose: it opens demo accounts only

CLINIC = "Clínica Ribera (demo)"


@dataclass(frozen=True)
class Account:
    """A demo account: its name, what it is for, its group, and the person behind it.

    ``person`` holds fields of a `Person`; empty for an account without one. ``spanish`` are its
    credentials as Spanish pages say them.
    """

    username: str
    role: str
    groups: tuple[str, ...]
    person: Mapping[str, object]
    spanish: str = ""
    is_superuser: bool = False


DEMO_ACCOUNTS: tuple[Account, ...] = (
    Account(
        username="editor",
        role="writes pages in English",
        groups=("Editors",),
        person={
            "name": "Lucía Marchetti Olvera",
            "credentials": "MSc",
            "languages": ["en", "es"],
            "is_author": True,
        },
        spanish="Maestra en Ciencias",
    ),
    Account(
        username="translator",
        role="translates into Spanish",
        groups=("Translators (es)",),
        person={
            "name": "Bruno Castañeda Lira",
            "credentials": "MA",
            "languages": ["en", "es"],
            "is_translator": True,
        },
        spanish="Maestro en Humanidades",
    ),
    Account(
        username="reviewer",
        role="signs pages in English and Spanish",
        groups=("Medical reviewers",),
        person={
            "name": "Inés Valderrama Quiroz",
            "credentials": "MD, PhD",
            "licence_number": "DEMO-0000001",
            "licence_authority": "Demo (not a real licence / cédula ficticia)",
            "languages": ["en", "es"],
            "is_reviewer": True,
            "show_licence": True,
        },
        spanish="Médica cirujana, doctora en Ciencias",
    ),
    Account(
        username="reviewer2",
        role="second reviewer, signs in both languages",
        groups=("Medical reviewers",),
        person={
            "name": "Mateo Okonkwo Ruiz",
            "credentials": "MD",
            "licence_number": "DEMO-0000002",
            "licence_authority": "Demo (not a real licence / cédula ficticia)",
            "languages": ["en", "es"],
            "is_reviewer": True,
            "show_licence": True,
        },
        spanish="Médico cirujano",
    ),
    Account(
        username="admin",
        role="administers the site; cannot sign",
        groups=(),
        person={},
        is_superuser=True,
    ),
)
"""The accounts that ``load_demo`` makes, in the order in which a welcome text lists them.

Licences and the clinic are the same on pages of both languages, so they are written in words that
both have.
"""
