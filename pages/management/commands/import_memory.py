"""``manage.py import_memory``: a TMX file into the translation memory."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pages.management.help_text import CommandWithExamples
from pages.translation.languages import language_of
from pages.translation.memory.exchange import Imported, ImportMemory
from pages.translation.memory.tmx import TmxRefused

if TYPE_CHECKING:
    from argparse import ArgumentParser

EXAMPLES = """\
examples:
  manage.py import_memory agency.tmx
  manage.py import_memory old-site.tmx --source es --target en --format json

exit codes:
  0  everything in the file is in the memory now
  1  some units were refused, or the file: it is no TMX, or damaged
  2  wrong usage: no such file, or one language twice

What is imported was not signed here. It is offered behind what was, says so, and is never inserted
without a person. A file may be imported twice.
"""


class Command(CommandWithExamples):
    """Import one file."""

    examples = EXAMPLES
    help = (
        "Adds the units of a TMX file (1.1 to 1.4b) to the translation memory, as imported and\n"
        "not signed. Units that cannot be used are refused one by one, with the reason."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file and the languages."""
        parser.add_argument("file", metavar="FILE", help="the TMX file")
        parser.add_argument("--source", default="en", metavar="LL", help="default: en")
        parser.add_argument("--target", default="es", metavar="LL", help="default: es")
        self.add_format(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Import the file and say what became of its units.

        Raises:
            CommandError: units or the file were refused (exit code 1), or the usage is wrong (2).
        """
        path = Path(options["file"])
        source, target = options["source"], options["target"]
        if language_of(source) == language_of(target):
            raise CommandError(_("Source and target are the same language."), returncode=2)
        try:
            with path.open("rb") as file:
                done = ImportMemory(
                    file=file,
                    name=path.name,
                    source_language=source,
                    target_language=target,
                    progress=self._progress if options["verbosity"] > 0 else None,
                ).execute()
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be read: %(reason)s")
                % {"file": path, "reason": error.strerror or error},
                returncode=2,
            ) from error
        except TmxRefused as refusal:
            raise CommandError(f"{path}: {refusal}", returncode=1) from refusal
        self._print(path, done, as_json=options["format"] == "json")
        if not done.is_whole:
            raise CommandError(_left_out(done), returncode=1)

    def _progress(self, count: int) -> None:
        self.stderr.write(
            ngettext("%(count)s unit read", "%(count)s units read", count) % {"count": count}
        )

    def _print(self, path: Path, done: Imported, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(
                json.dumps({"file": path.name, **asdict(done)}, ensure_ascii=False, indent=2)
            )
            return
        for one in done.refused:
            self.stdout.write(f"! {one.number} ({one.line}): {one.reason} {one.quote}".rstrip())
        self.stdout.write(
            _("Added: %(new)s. In the memory already: %(known)s. Refused: %(refused)s.")
            % {"new": done.new, "known": done.known, "refused": len(done.refused)}
        )


def _left_out(done: Imported) -> str:
    if done.damage:
        return done.damage
    return ngettext(
        "%(count)s unit was refused and left out.",
        "%(count)s units were refused and left out.",
        len(done.refused),
    ) % {"count": len(done.refused)}
