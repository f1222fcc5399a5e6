"""``manage.py import_glossary``: terms from a TBX or CSV file, or those that come with Firma."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pages.management.help_text import CommandWithExamples, account_named
from pages.translation.glossary.exchange.adding import ImportGlossary, Outcome, Verdict
from pages.translation.glossary.exchange.entries import GlossaryFileRefused
from pages.translation.glossary.exchange.files import read_entries
from pages.translation.glossary.models import languages
from pages.translation.glossary.starter import STARTER

if TYPE_CHECKING:
    from argparse import ArgumentParser


EXAMPLES = """\
examples:
  manage.py import_glossary --starter
  manage.py import_glossary terms.tbx --dry-run
  manage.py import_glossary terms.csv --replace --user translator --format json

exit codes:
  0  all entries are in the glossary now (or would be, with --dry-run), or differ and were left
  1  some entries are faulty, and were left out; or the whole file was refused
  2  wrong usage: no such file, or no such account

What the glossary has already is left as it is, unless --replace is given. A file may be imported
twice.
"""

SIGNS = {
    Outcome.NEW: "+",
    Outcome.REPLACED: ">",
    Outcome.DIFFERENT: "~",
    Outcome.KNOWN: "=",
    Outcome.FAULTY: "!",
}


class Command(CommandWithExamples):
    """Import one file of terms."""

    examples = EXAMPLES
    help = (
        "Brings the terms of a file into the glossary: TBX (ISO 30042, version 2 or 3), or CSV in\n"
        "UTF-8 with the columns of export_glossary. Says of every entry whether it is new, known,\n"
        "different or faulty, and why. The content of the file, not its name, tells the format."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file and what to do with it."""
        parser.add_argument("file", metavar="FILE", nargs="?", default="", help="the file of terms")
        parser.add_argument(
            "--starter",
            action="store_true",
            help="the terms that come with Firma, instead of a file",
        )
        parser.add_argument(
            "--replace",
            action="store_true",
            help="replace entries of the glossary that the file has otherwise",
        )
        parser.add_argument("--user", default="", metavar="NAME", help="who imports them")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be; change nothing"
        )
        self.add_format(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Import the file and print what became of its entries.

        Raises:
            CommandError: entries were faulty or the file was refused (exit code 1), or the usage
                is wrong (2).
        """
        if bool(options["file"]) == options["starter"]:
            raise CommandError(_("Name a file, or give --starter."), returncode=2)
        path = STARTER if options["starter"] else Path(options["file"])
        actor = account_named(options["user"])
        try:
            entries = read_entries(
                _bytes(path), languages=frozenset(code for code, _name in languages())
            )
        except GlossaryFileRefused as refusal:
            raise CommandError(f"{path.name}: {refusal}", returncode=1) from refusal
        action = ImportGlossary(source=path.name, actor=actor, replace=options["replace"])
        verdicts = action.check(entries) if options["dry_run"] else action.execute(entries)
        counts = Counter(verdict.outcome for verdict in verdicts)
        if options["format"] == "json":
            self._print_json(path.name, verdicts, counts, dry_run=options["dry_run"])
        else:
            self._print(verdicts, counts)
        if faulty := counts[Outcome.FAULTY]:
            raise CommandError(
                ngettext(
                    "%(count)s entry is faulty and was left out.",
                    "%(count)s entries are faulty and were left out.",
                    faulty,
                )
                % {"count": faulty},
                returncode=1,
            )

    def _print(self, verdicts: list[Verdict], counts: Counter[Outcome]) -> None:
        for verdict in verdicts:
            if verdict.remarks:
                self.stdout.write(
                    f"{SIGNS[verdict.outcome]} {verdict.entry.line}: {verdict.entry.label}"
                )
            for remark in verdict.remarks:
                self.stdout.write(f"    {remark.line}: {remark.message}")
        self.stdout.write(
            _(
                "New: %(new)s. Replaced: %(replaced)s. Different, left as they are: "
                "%(different)s. Known already: %(known)s. Faulty: %(faulty)s."
            )
            % {outcome.value: counts[outcome] for outcome in Outcome}
        )

    def _print_json(
        self, name: str, verdicts: list[Verdict], counts: Counter[Outcome], *, dry_run: bool
    ) -> None:
        report = {
            "file": name,
            "dry_run": dry_run,
            "total": len(verdicts),
            **{outcome.value: counts[outcome] for outcome in Outcome},
            "entries": [verdict.as_json() for verdict in verdicts],
        }
        self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CommandError(
            _("“%(path)s” cannot be opened: %(reason)s.") % {"path": path, "reason": reason},
            returncode=2,
        ) from error
