"""``manage.py export_glossary``: the glossary as a TBX or CSV file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from pages.management.help_text import CommandWithExamples
from pages.translation.glossary.exchange.downloads import FORMATS
from pages.translation.glossary.storing import all_concepts

if TYPE_CHECKING:
    from argparse import ArgumentParser

EXAMPLES = """\
examples:
  manage.py export_glossary glossary.tbx
  manage.py export_glossary glossary.csv
  manage.py export_glossary --as tbx2 older-tool.tbx
  manage.py export_glossary --as csv -

exit codes:
  0  exported
  2  wrong usage, or the file cannot be written
"""


class Command(CommandWithExamples):
    """Write the glossary to a file."""

    examples = EXAMPLES
    help = (
        "Exports all entries of the glossary: TBX-Basic in the style DCA (tbx is ISO 30042:2019,\n"
        "tbx2 is ISO 30042:2008, for older tools) or CSV in UTF-8, one line for each term."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file and its format."""
        parser.add_argument("file", metavar="FILE", help="where to write to; - for the terminal")
        parser.add_argument(
            "--as",
            dest="kind",
            choices=list(FORMATS),
            default="",
            help="format of the file (default: as its name ends)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file.

        Raises:
            CommandError: no format is named, or the file cannot be written (exit code 2).
        """
        name = options["file"]
        kind = FORMATS.get(options["kind"] or Path(name).suffix.lower().lstrip("."))
        if kind is None:
            raise CommandError(
                _("Let the name end in .csv or .tbx, or name the format with --as."), returncode=2
            )
        concepts = all_concepts()
        content = kind.write(concepts)
        if name == "-":
            self.stdout.write(content.decode("utf-8-sig"), ending="")
            return
        try:
            Path(name).write_bytes(content)
        except OSError as error:
            raise CommandError(
                _("“%(path)s” cannot be written: %(reason)s.")
                % {"path": name, "reason": error.strerror},
                returncode=2,
            ) from error
        if options["verbosity"] > 0:
            self.stderr.write(_("Exported: %(count)s entries.") % {"count": len(concepts)})
