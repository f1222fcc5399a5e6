"""``manage.py import_references``: references from a file of a reference manager or of PubMed."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pages.citations.exchange.adding import Outcome, Status, import_file
from pages.citations.exchange.files import ImportRefused, ReferenceFile, read_bytes
from pages.citations.exchange.formats import FORMATS
from pages.management.help_text import CommandWithExamples, account_named

if TYPE_CHECKING:
    from argparse import ArgumentParser


EXAMPLES = """\
examples:
  manage.py import_references pubmed.nbib --dry-run
  manage.py import_references library.bib --user editor --format json
  manage.py import_references old.txt --as ris --encoding windows-1252

exit codes:
  0  all entries are in the library now (or would be, with --dry-run)
  1  some entries are faulty, and were left out; or the whole file was refused
  2  wrong usage: no such file, or no such account

What is in the library already is never changed, so a file may be imported twice.
"""


class Command(CommandWithExamples):
    """Import one file of references."""

    examples = EXAMPLES
    help = (
        "Adds the references of a file (RIS, BibTeX, CSL-JSON, or PubMed's NBIB) to the library.\n"
        "Says of every entry whether it is new, in the library already, or faulty, and why. The\n"
        "content of the file, not its name, tells the format."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file and how to read it."""
        parser.add_argument("file", metavar="FILE", help="the file of references")
        parser.add_argument(
            "--as",
            dest="kind",
            choices=sorted(FORMATS),
            default="",
            help="format of the file (default: found by its content)",
        )
        parser.add_argument(
            "--encoding", default="", help="encoding of the file (default: found by its content)"
        )
        parser.add_argument("--user", default="", metavar="NAME", help="who adds them")
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
        actor = account_named(options["user"])
        file = _read(Path(options["file"]), encoding=options["encoding"], kind=options["kind"])
        outcomes: list[Outcome] = []
        for total, chunk in import_file(file, actor=actor, dry_run=options["dry_run"]):
            outcomes += chunk
            if options["verbosity"] > 0 and total > len(chunk):
                self.stderr.write(
                    _("%(done)s of %(total)s entries") % {"done": len(outcomes), "total": total}
                )
        counts = Counter(outcome.status for outcome in outcomes)
        if options["format"] == "json":
            self.stdout.write(_as_json(file, outcomes, counts, dry_run=options["dry_run"]))
        else:
            self._print(file, outcomes, counts, dry_run=options["dry_run"])
        if faulty := counts[Status.FAULTY]:
            raise CommandError(
                ngettext(
                    "%(count)s entry is faulty and was left out.",
                    "%(count)s entries are faulty and were left out.",
                    faulty,
                )
                % {"count": faulty},
                returncode=1,
            )

    def _print(
        self,
        file: ReferenceFile,
        outcomes: list[Outcome],
        counts: Counter[Status],
        *,
        dry_run: bool,
    ) -> None:
        self.stdout.write(
            _("%(file)s: %(format)s, %(encoding)s")
            % {"file": file.name, "format": file.format.label, "encoding": file.encoding}
        )
        for outcome in outcomes:
            sign = {Status.NEW: "+", Status.DUPLICATE: "=", Status.FAULTY: "!"}[outcome.status]
            name = f"{outcome.label[:100]}  {outcome.key}".rstrip()
            if outcome.status is not Status.NEW or outcome.remarks:
                self.stdout.write(f"{sign} {outcome.line}: {name}")
            for remark in outcome.remarks:
                self.stdout.write(f"    {remark.line}: {remark.message}")
        summary = (
            _("New: %(new)s. In the library already: %(known)s. Faulty: %(faulty)s.")
            if dry_run
            else _("Added: %(new)s. In the library already: %(known)s. Faulty: %(faulty)s.")
        )
        self.stdout.write(
            summary
            % {
                "new": counts[Status.NEW],
                "known": counts[Status.DUPLICATE],
                "faulty": counts[Status.FAULTY],
            }
        )


def _as_json(
    file: ReferenceFile, outcomes: list[Outcome], counts: Counter[Status], *, dry_run: bool
) -> str:
    return json.dumps(
        {
            "file": file.name,
            "format": file.format.name,
            "encoding": file.encoding,
            "dry_run": dry_run,
            "total": len(outcomes),
            **{status.value: counts[status] for status in Status},
            "entries": [outcome.as_json() for outcome in outcomes],
        },
        ensure_ascii=False,
        indent=2,
    )


def _read(path: Path, *, encoding: str, kind: str) -> ReferenceFile:
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CommandError(
            _("“%(path)s” cannot be opened: %(reason)s.") % {"path": path, "reason": reason},
            returncode=2,
        ) from error
    try:
        return read_bytes(data, name=path.name, encoding=encoding, kind=kind)
    except ImportRefused as refusal:
        raise CommandError(refusal.message, returncode=1) from refusal
