"""``manage.py loaddata``: Django's own, with the guards away, so that a backup can be read back.

What it loads is public only as far as approvals and documents were in the backup too; run
``verify_publications`` afterwards.
"""

from __future__ import annotations

from typing import Any

from django.core.management.commands.loaddata import Command as LoadDataCommand

from pages.publishing import guards


class Command(LoadDataCommand):
    """Load fixtures, rows of live pages, approvals and the ledger included."""

    def handle(self, *fixture_labels: Any, **options: Any) -> str | None:
        """Load while the guards are away, and put them back."""
        with guards.suspended(options["database"]):
            return super().handle(*fixture_labels, **options)
