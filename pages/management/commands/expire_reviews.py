"""``manage.py expire_reviews``: reminders of reviews that are due, and what follows if none is."""

from __future__ import annotations

import json
import logging
import sys
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from pages.management.help_text import CommandWithExamples
from pages.review.expiry import Expire, ending_approvals

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from pages.review.expiry import Expired

logger = logging.getLogger("pages.review")

EXAMPLES = """\
Each approval is announced 30 and 7 days before its end, and marked as overdue at its end, once
each. The mails wait in the outbox: `deliver_outbox` sends them. A second run on the same day does
nothing.

examples:
  manage.py expire_reviews
  manage.py expire_reviews --dry-run --format json

exit codes:
  0  everything that was due is done
  1  something could not be done; it is tried again with the next run
  2  wrong usage
"""


class Command(CommandWithExamples):
    """Take the steps that are due for approvals that end. Meant for a daily timer."""

    examples = EXAMPLES
    help = (
        "Reminds authors and reviewers of approvals that end within 30 and 7 days, marks those "
        "that have ended as overdue, and takes pages offline where PAGES['OVERDUE_POLICY'] says so."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer a dry run and the form of the report."""
        parser.add_argument("--dry-run", action="store_true", help="say what would be done")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take each step in a transaction of its own, and exit with 1 if one failed."""
        now = timezone.now()
        done: list[Expired] = []
        failed: list[int] = []
        endings = ending_approvals(now=now).order_by("expires_at", "pk")
        for approval_id in list(endings.values_list("pk", flat=True)):
            try:
                expired = Expire(approval_id=approval_id, now=now).execute(
                    dry_run=options["dry_run"]
                )
            except Exception as error:  # whatever it is, the pages behind this one go on
                logger.exception("The approval %s could not be expired", approval_id)
                self.stderr.write(f"failed: approval {approval_id}: {error}")
                failed.append(approval_id)
                continue
            if expired is not None:
                done.append(expired)
        if options["format"] == "json":
            report = {
                "dry_run": options["dry_run"],
                "done": [_as_json(expired) for expired in done],
                "failed_approvals": failed,
            }
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
        elif options["verbosity"] > 0:
            for expired in done:
                self.stdout.write(_line(expired))
            head = "Would be done" if options["dry_run"] else "Done"
            self.stdout.write(f"{head}: {len(done)}. Failed: {len(failed)}.")
        if failed:
            sys.exit(1)


def _as_json(expired: Expired) -> dict[str, Any]:
    return {
        "page": expired.page_id,
        "language": expired.language,
        "title": expired.title,
        "expires_at": expired.expires_at.isoformat(),
        "step": expired.step.value if expired.step else None,
        "taken_offline": expired.taken_offline,
    }


def _line(expired: Expired) -> str:
    what = [expired.step.value] if expired.step else []
    if expired.taken_offline:
        what.append("taken offline")
    return (
        f"{', '.join(what)}: {expired.page_id} ({expired.language}) {expired.title}, "
        f"due {expired.expires_at:%Y-%m-%d}"
    )
