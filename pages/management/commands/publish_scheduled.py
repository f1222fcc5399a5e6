"""``manage.py publish_scheduled``: Wagtail's own, in which no page stops those behind it."""

from __future__ import annotations

import sys
from itertools import chain
from typing import Any

from wagtail.management.commands.publish_scheduled import Command as WagtailCommand

from pages.releases.going import go_what_is_ready
from pages.review.scheduling import end_what_is_over, publish_what_is_due


class Command(WagtailCommand):
    """Publish and unpublish what its time has come for, each page in a transaction of its own."""

    help = (
        "Publishes what is scheduled, and takes offline what its time has ended for. A page whose "
        "approval is no longer valid is unscheduled and reported, and the others go live. "
        "Releases that are signed as a whole and have not gone yet go live too. "
        "Run it every few minutes. Exits with 1 if something did not go live."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Act on each page; a dry run is Wagtail's own."""
        if options["dryrun"]:
            super().handle(*args, **options)
            return
        faults = 0
        for done in chain(end_what_is_over(), publish_what_is_due(), go_what_is_ready()):
            words = f"{done.result}: {done.object_id} {done.name}"
            if done.is_fault:
                faults += 1
                self.stderr.write(f"{words}: {done.reason}")
            elif options["verbosity"] > 1:
                self.stdout.write(words)
        if faults:
            sys.exit(1)
