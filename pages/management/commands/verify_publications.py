"""``manage.py verify_publications``: prove that the public reads what was signed."""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

from pages.delivery.verification import verify
from pages.ledger.export import last_hash
from pages.management.help_text import CommandWithExamples

if TYPE_CHECKING:
    from argparse import ArgumentParser

EXAMPLES = """\
examples:
  manage.py verify_publications
  manage.py verify_publications --format json > report.json
  manage.py verify_publications --ledger-head 5f0c…

exit codes:
  0  all is as it was signed (there may be notices)
  1  something has drifted
  2  wrong usage
"""


class Command(CommandWithExamples):
    """Compute everything again and name what is not as it was signed. Changes nothing."""

    examples = EXAMPLES
    help = (
        "Computes the fingerprints of all live reviewed pages again, compares what the public "
        "reads with what was signed, checks approvals, the ledger's chain and the database's "
        "guards, and names what has drifted. Changes nothing. Meant for a nightly timer."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer the form of the report, and to hold the ledger to an earlier one."""
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument(
            "--ledger-head",
            metavar="HASH",
            default="",
            help="the newest entry of the ledger that an earlier report named: it must be there",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify, report, and exit with 1 if something has drifted."""
        as_json = options["format"] == "json"
        checked: dict[str, int] = {}
        counts: Counter[str] = Counter()
        findings = []

        def progress(what: str, count: int) -> None:
            checked[what] = count
            if options["verbosity"] > 1:
                self.stderr.write(f"{what}: {count}")

        for finding in verify(progress=progress, ledger_head=options["ledger_head"]):
            counts[finding.severity] += 1
            if as_json:
                findings.append(finding.as_dict())
            else:
                place = (
                    f"page {finding.page_id} ({finding.language or '?'}) {finding.title}".rstrip()
                    if finding.page_id is not None
                    else "site"
                )
                self.stdout.write(f"{finding.severity}: {place}: {finding.code}: {finding.message}")
        if as_json:
            report = {
                "drift": counts["drift"],
                "notices": counts["notice"],
                "checked": checked,
                "ledger_head": last_hash(),
                "findings": findings,
            }
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
        else:
            looked_at = ", ".join(f"{count} {what}" for what, count in checked.items())
            self.stdout.write(f"Checked: {looked_at}.")
            self.stdout.write(f"Drift: {counts['drift']}. Notices: {counts['notice']}.")
            self.stdout.write(f"Newest entry of the ledger: {last_hash() or 'none'}")
        if counts["drift"]:
            sys.exit(1)
