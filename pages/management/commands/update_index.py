"""Wagtail's command, which also gives the search of the public API what it knows of documents."""

from __future__ import annotations

from typing import Any

from wagtail.search.management.commands.update_index import Command as WagtailCommand

from pages.delivery.feed.announcements import tell
from pages.delivery.feed.targets import EVERYTHING
from pages.delivery.search.indexing import refresh_entries


class Command(WagtailCommand):
    """Index everything that is searched, the signed documents included."""

    help = "Index pages, images and all else that is searched, public documents included."

    def handle(self, **options: Any) -> None:
        """Read the words of all documents anew, then let Wagtail fill its indexes."""
        refresh_entries()
        super().handle(**options)
        # Wagtail's index is none of the tables that are told of, and processes know words from it.
        tell(EVERYTHING, is_settled=True)
