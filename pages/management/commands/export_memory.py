"""``manage.py export_memory``: the translation memory as a TMX file."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pages.management.help_text import CommandWithExamples
from pages.translation.memory.exchange import export_memory

if TYPE_CHECKING:
    from argparse import ArgumentParser

EXAMPLES = """\
examples:
  manage.py export_memory firma.en-es.tmx
  manage.py export_memory firma.es-en.tmx --source es --target en
  manage.py export_memory everything.tmx --with-imported

exit codes:
  0  the file is written
  1  the memory has nothing for these languages; no file is written
  2  wrong usage: the file cannot be written

The file is TMX 1.4b in UTF-8. It names no translator and no reviewer.
"""


class Command(CommandWithExamples):
    """Write one file."""

    examples = EXAMPLES
    help = (
        "Writes what was signed in two languages as TMX 1.4b, for CAT tools and other sites.\n"
        "What a withdrawn approval signed, or a later signature replaced, is left out."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file and the languages."""
        parser.add_argument("file", metavar="FILE", help="the file to write")
        parser.add_argument("--source", default="en", metavar="LL", help="default: en")
        parser.add_argument("--target", default="es", metavar="LL", help="default: es")
        parser.add_argument(
            "--with-imported", action="store_true", help="also what was imported and not signed"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file; one that exists is replaced when the new one is complete.

        Raises:
            CommandError: there is nothing to write (exit code 1), or no place for it (2).
        """
        path = Path(options["file"])
        try:
            count = _write(path, options)
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be written: %(reason)s")
                % {"file": path, "reason": error.strerror or error},
                returncode=2,
            ) from error
        if not count:
            raise CommandError(
                _("The memory has nothing from “%(source)s” into “%(target)s”.")
                % {"source": options["source"], "target": options["target"]},
                returncode=1,
            )
        self.stdout.write(
            ngettext(
                "%(count)s unit written to %(file)s.",
                "%(count)s units written to %(file)s.",
                count,
            )
            % {"count": count, "file": path}
        )


def _write(path: Path, options: dict[str, Any]) -> int:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            count = export_memory(
                file,
                source_language=options["source"],
                target_language=options["target"],
                with_imported=options["with_imported"],
            )
        if count:
            temporary.chmod(0o644)
            temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return count
