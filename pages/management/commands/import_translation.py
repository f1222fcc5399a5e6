"""``manage.py import_translation``: a translated file back into its pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from pages.management.help_text import CommandWithExamples, account_named
from pages.translation.exchange.importing import FileRefused, ImportFile
from pages.translation.exchange.reading import LARGEST
from pages.translation.exchange.reports import DocumentReport, ImportReport
from pages.translation.placeholders import visible_text

if TYPE_CHECKING:
    from argparse import ArgumentParser

EXAMPLES = """\
examples:
  manage.py import_translation gout.en-es.xlf --user lucia --dry-run
  manage.py import_translation gout.en-es.xlf --user lucia
  manage.py import_translation en-es.zip --user lucia --overwrite --format json

exit codes:
  0  everything in the file is in its page now (or would be, with --dry-run)
  1  segments were refused, and the others taken; or the whole file was refused
  2  wrong usage: no such file, or no such account

Without --user nobody answers for the words: a translator confirms them in the admin before the page
can be submitted. A file may be imported twice.
"""


class Command(CommandWithExamples):
    """Import one file."""

    examples = EXAMPLES
    help = (
        "Brings a translated XLIFF or PO file, or an archive of them, back into its pages.\n"
        "Says of every segment that is refused why, and takes the others."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file and who brings it."""
        parser.add_argument("file", metavar="FILE", help="XLIFF 1.2, XLIFF 2, PO, or a ZIP of them")
        parser.add_argument("--user", default="", metavar="USERNAME", help="who answers for it")
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="the file wins over what was translated since it was exported",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be; change nothing"
        )
        self.add_format(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Import the file and print what became of it.

        Raises:
            CommandError: the file was refused (exit code 1), or the usage is wrong (2).
            SystemExit: something of it was refused (1).
        """
        path = Path(options["file"])
        user = account_named(options["user"])
        try:
            with path.open("rb") as file:
                content = file.read(LARGEST + 1)
        except (OSError, ValueError) as error:
            raise CommandError(
                _("%(file)s cannot be read: %(reason)s")
                % {"file": path, "reason": getattr(error, "strerror", None) or error},
                returncode=2,
            ) from error
        try:
            report = ImportFile(
                content=content,
                name=path.name,
                user=user,
                overwrites=options["overwrite"],
                is_dry_run=options["dry_run"],
            ).execute()
        except FileRefused as refusal:
            raise CommandError(f"{path}: {refusal}", returncode=1) from refusal
        if options["format"] == "json":
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
        else:
            self._print(report)
        if not report.is_whole:
            raise SystemExit(1)

    def _print(self, report: ImportReport) -> None:
        for document in report.documents:
            self._print_document(document, is_dry_run=report.is_dry_run)

    def _print_document(self, document: DocumentReport, *, is_dry_run: bool) -> None:
        language = document.translation.target_locale.language_code if document.translation else ""
        self.stdout.write(" ".join(one for one in (document.name, document.title, language) if one))
        for words in (document.refusal, *document.damage):
            if words:
                self.stdout.write(f"! {words}")
        for outcome in document.refused:
            self.stdout.write(f"! {outcome.index}  {outcome.path}: {outcome.reason}")
            self.stdout.write(f"     {visible_text(outcome.source)}")
            if outcome.target:
                self.stdout.write(f"     {visible_text(outcome.target)}")
        if document.translation is not None and not document.refusal:
            summary = (
                _(
                    "Would be imported: %(imported)s. Confirmed: %(confirmed)s. Unchanged: "
                    "%(unchanged)s. Empty: %(empty)s. Refused: %(refused)s."
                )
                if is_dry_run
                else _(
                    "Imported: %(imported)s. Confirmed: %(confirmed)s. Unchanged: %(unchanged)s. "
                    "Empty: %(empty)s. Refused: %(refused)s."
                )
            )
            self.stdout.write(summary % document.counts)
