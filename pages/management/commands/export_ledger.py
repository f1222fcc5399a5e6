"""``manage.py export_ledger``: the ledger as JSON Lines, for an auditor."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from pages.ledger.export import exported_lines, last_hash
from pages.management.help_text import CommandWithExamples

if TYPE_CHECKING:
    from argparse import ArgumentParser

EXAMPLES = """\
The last line of the report, on standard error, is the hash of the newest entry. Keep it: a later
export must contain it.

examples:
  manage.py export_ledger ledger.jsonl
  manage.py export_ledger --since 2026-01-01 --page 12 -

exit codes:
  0  exported
  2  wrong usage, or the file cannot be written
"""


class Command(CommandWithExamples):
    """Write the ledger, one entry a line, with the hashes that prove it whole."""

    examples = EXAMPLES
    help = (
        "Exports the ledger as JSON Lines, with the hashes of its chain; docs/operations.md says "
        "how to verify them. It names the people who decided: handle it as such."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file and what to leave out."""
        parser.add_argument("file", metavar="FILE", help="where to write to; - for the terminal")
        parser.add_argument("--since", metavar="DATE", help="leave out what happened before")
        parser.add_argument("--page", metavar="ID", type=int, help="only what is about this page")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the lines; say on standard error how many there were.

        Raises:
            CommandError: the date is none, or the file cannot be written (exit code 2).
        """
        lines = exported_lines(since=_moment(options["since"]), page_id=options["page"])
        count = 0
        try:
            with self._writer(options["file"]) as write:
                for line in lines:
                    write(line + "\n")
                    count += 1
        except OSError as error:
            raise CommandError(
                f"{options['file']} cannot be written: {error.strerror}", returncode=2
            ) from None
        if options["verbosity"] > 0:
            self.stderr.write(f"Exported: {count} entries.")
            self.stderr.write(f"Newest entry of the ledger: {last_hash() or 'none'}")

    @contextlib.contextmanager
    def _writer(self, name: str) -> Iterator[Callable[[str], Any]]:
        if name == "-":
            yield lambda text: self.stdout.write(text, ending="")
        else:
            with Path(name).open("w", encoding="utf-8", newline="\n") as file:
                yield file.write


def _moment(text: str | None) -> datetime.datetime | None:
    if not text:
        return None
    try:
        moment = parse_datetime(text)
        if moment is None and (day := parse_date(text)) is not None:
            moment = datetime.datetime.combine(day, datetime.time.min)
    except ValueError:
        moment = None
    if moment is None:
        raise CommandError(f"{text} is no date: write it like 2026-01-31.", returncode=2)
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment
