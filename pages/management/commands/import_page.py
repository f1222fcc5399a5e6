"""``manage.py import_page``: a page of an old site, as text or HTML, becomes a structured draft."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError

from pages.content.importing.build import import_page
from pages.content.importing.places import MODELS
from pages.content.importing.reading import read_file
from pages.content.importing.refusals import ImportRefused
from pages.management.help_text import CommandWithExamples, account_named

if TYPE_CHECKING:
    from argparse import ArgumentParser


EXAMPLES = """\
examples:
  manage.py import_page old/gout.txt --type condition --locale en
  manage.py import_page old/gota.html --type condition --locale es --dry-run
  manage.py import_page old/injection.html --type procedure --locale en \\
      --parent /en/procedures/ --user editor --format json

exit codes:
  0  the draft was made (or would be, with --dry-run)
  1  the file was refused: empty, binary, another encoding, huge, or nothing like a page in it
  2  wrong usage: no such file, language, place or account

After 1 and 2 nothing has changed. docs/importing.md says what is recognised.
"""


class Command(CommandWithExamples):
    """Import one file as the draft of one page."""

    examples = EXAMPLES
    help = (
        "Turns a page of an old site (plain text or HTML) into a structured draft: title, "
        "summary,\n"
        "sections, questions, symptoms, stages or steps, and references in the library. Says "
        "what\n"
        "was left out, and what now stands between the page and the public."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file and what it is."""
        parser.add_argument("file", metavar="FILE", help="the page, as plain text or HTML")
        parser.add_argument(
            "--type", required=True, choices=sorted(MODELS), help="the type of page to make"
        )
        parser.add_argument(
            "--locale", required=True, metavar="LL", help="the language it is written in, e.g. en"
        )
        parser.add_argument(
            "--parent",
            default="",
            metavar="PATH",
            help="address of the page above, e.g. /en/conditions/ (default: the list of that type)",
        )
        parser.add_argument(
            "--encoding", default="", help="encoding of the file, if it is not UTF-8"
        )
        parser.add_argument(
            "--user",
            default="",
            metavar="NAME",
            help="whose draft it is; counts as an author, and so cannot sign it",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be; change nothing"
        )
        self.add_format(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Import the file and print what became of it.

        Raises:
            CommandError: the file was refused (exit code 1) or the usage is wrong (2).
        """
        try:
            report = import_page(
                source=read_file(Path(options["file"]), encoding=options["encoding"]),
                page_type=options["type"],
                language=options["locale"],
                parent_path=options["parent"],
                actor=account_named(options["user"]),
                dry_run=options["dry_run"],
            )
        except ImportRefused as refusal:
            raise CommandError(str(refusal), returncode=refusal.exit_code) from refusal
        self.stdout.write(report.as_json() if options["format"] == "json" else report.as_text())
