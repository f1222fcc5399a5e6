"""``manage.py install_guards``: put the database's guards back into force."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from pages.publishing import guards


class Command(BaseCommand):
    """Install the triggers that refuse unsigned content on its way past Python."""

    help = (
        "Puts the triggers into force that refuse unsigned content in the database itself. "
        "`migrate` does so as well; this is for when `check` says that they are missing."
    )
    # The check that names this command as the remedy must not keep it from running.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Install and say how many."""
        names = guards.install()
        self.stdout.write(f"{len(names)} guards are in force.")
