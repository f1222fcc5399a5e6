"""``manage.py flush``: Django's own, which the append-only guards would otherwise refuse."""

from __future__ import annotations

from typing import Any

from django.core.management.commands.flush import Command as FlushCommand

from pages.publishing import guards


class Command(FlushCommand):
    """Empty the database, the ledger and the approvals included."""

    def handle(self, **options: Any) -> None:
        """Empty all tables while the guards are away, and put them back."""
        with guards.suspended(options["database"]):
            super().handle(**options)
