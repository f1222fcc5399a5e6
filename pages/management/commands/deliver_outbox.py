"""``manage.py deliver_outbox``: send what waits in the outbox."""

from __future__ import annotations

import json
import logging
import sys
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from pages import conf
from pages.delivery.drafts.forgetting import forget_expired
from pages.delivery.feed.settling import settle
from pages.management.help_text import CommandWithExamples
from pages.outbox import deliver_due
from pages.outbox.forgetting import forget_done

if TYPE_CHECKING:
    from argparse import ArgumentParser

logger = logging.getLogger("pages.delivery")

EXAMPLES = """\
examples:
  manage.py deliver_outbox
  manage.py deliver_outbox --limit 500 --format json

exit codes:
  0  everything that was due was delivered, or had no more point
  1  something could not be delivered; it is tried again later, and given up after about three days;
     or answers that rest on a change could not be made again
  2  wrong usage
"""


class Command(CommandWithExamples):
    """Deliver every message that is due. Meant to run every minute; runs may overlap."""

    examples = EXAMPLES
    help = "Sends the mails, and whatever else waits in the outbox. Run it every minute."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer a limit and the form of the report."""
        parser.add_argument("--limit", type=int, help="deliver at most so many messages")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        """Deliver, report, and exit with 1 if something was not delivered."""
        # What rests on a change that a process did not live to settle; it may have messages too.
        is_settled = self._settle()
        forget_expired(now=timezone.now())
        forget_done(now=timezone.now(), days=conf.outbox_days())
        results: Counter[str] = Counter()
        troubles = []
        for delivered in deliver_due(limit=options["limit"]):
            results[delivered.result] += 1
            if delivered.result in ("postponed", "given up"):
                troubles.append(delivered)
                if options["format"] == "text":
                    self.stderr.write(
                        f"{delivered.result}: {delivered.message_id} ({delivered.kind}) "
                        f"{delivered.error}"
                    )
        if options["format"] == "json":
            report = {"counts": dict(results), "troubles": [asdict(one) for one in troubles]}
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
        elif options["verbosity"] > 0:
            summary = ", ".join(f"{count} {result}" for result, count in sorted(results.items()))
            self.stdout.write(f"Outbox: {summary or 'nothing was due'}.")
        if troubles or not is_settled:
            sys.exit(1)

    def _settle(self) -> bool:
        """Settle what waits in the feed; tell whether that could be done.

        What is in the outbox already does not wait for it: caches may be waiting to forget a page.
        """
        try:
            settle()
        except Exception as error:
            logger.exception("The feed of changes could not be settled.")
            self.stderr.write(f"The feed of changes could not be settled: {error}")
            return False
        return True
