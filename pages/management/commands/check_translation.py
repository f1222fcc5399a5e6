"""``manage.py check_translation``: what two languages say differently in a bilingual file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pages.management.help_text import CommandWithExamples
from pages.translation.checks import Finding, compare
from pages.translation.exchange.bilingual import FileRefused, read_pairs
from pages.translation.placeholders import visible_text

if TYPE_CHECKING:
    from argparse import ArgumentParser

EXAMPLES = """\
examples:
  manage.py check_translation gout.es.po
  manage.py check_translation gout.xlf --format json
  manage.py check_translation gota.en.po --source es --target en

exit codes:
  0  nothing that must be settled (there may be warnings)
  1  something must be settled, or the file was refused: empty, damaged, of another kind
  2  wrong usage: no such file

Nothing is stored, and no database is needed. docs/translation.md says what each check looks for.
"""


class Command(CommandWithExamples):
    """List what the checks find in one file."""

    examples = EXAMPLES
    help = (
        "Compares the two languages of a PO or XLIFF file: numbers, doses, denials, hedges, "
        "links and more.\nNeeds no database and changes nothing."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file and its languages."""
        parser.add_argument("file", metavar="FILE", help="PO, XLIFF 1.2 or XLIFF 2")
        parser.add_argument(
            "--source", default="", metavar="LL", help="language of the source, if not the file's"
        )
        parser.add_argument(
            "--target", default="", metavar="LL", help="language of the target, if not the file's"
        )
        self.add_format(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the findings.

        Raises:
            CommandError: the file was refused (exit code 1) or is not there (2).
            SystemExit: something must be settled (1).
        """
        path = Path(options["file"])
        try:
            pairs = read_pairs(path, source=options["source"], target=options["target"])
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be read: %(reason)s")
                % {"file": path, "reason": error.strerror or error},
                returncode=2,
            ) from error
        except FileRefused as refusal:
            raise CommandError(f"{path}: {refusal}", returncode=1) from refusal
        findings = compare(pairs)
        if options["format"] == "json":
            self.stdout.write(json.dumps(_as_json(path, pairs, findings), ensure_ascii=False))
        else:
            self._print(findings, len(pairs))
        if any(finding.severity == "block" for finding in findings):
            raise SystemExit(1)

    def _print(self, findings: list[Finding], entries: int) -> None:
        for finding in findings:
            mark = "!" if finding.severity == "block" else "-"
            self.stdout.write(f"{mark} {finding.pair.index}  {finding.code}: {finding.message}")
            self.stdout.write(f"     {visible_text(finding.pair.source)}")
            self.stdout.write(f"     {visible_text(finding.pair.target or '')}")
        blocking = sum(finding.severity == "block" for finding in findings)
        self.stdout.write(
            ngettext("%(count)s entry:", "%(count)s entries:", entries) % {"count": entries}
            + " "
            + ngettext("%(count)s thing to settle,", "%(count)s things to settle,", blocking)
            % {"count": blocking}
            + " "
            + ngettext("%(count)s warning.", "%(count)s warnings.", len(findings) - blocking)
            % {"count": len(findings) - blocking}
        )


def _as_json(path: Path, pairs: list[Any], findings: list[Finding]) -> dict[str, Any]:
    return {
        "file": path.name,
        "source": pairs[0].source_language if pairs else "",
        "target": pairs[0].target_language if pairs else "",
        "entries": len(pairs),
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity,
                "index": finding.pair.index,
                "source": finding.pair.source,
                "target": finding.pair.target or "",
                "quote": finding.quote,
                "message": str(finding.message),
            }
            for finding in findings
        ],
    }
