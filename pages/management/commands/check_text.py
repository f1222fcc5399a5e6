"""``manage.py check_text``: what the rules about claims find in a text that is not in the CMS."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pages.claims.lexicon import LEXICONS, lexicon_of
from pages.claims.site import site_choices
from pages.content.examination.file import LineFinding, examine_file
from pages.content.importing.reading import read_file
from pages.content.importing.refusals import ImportRefused, WrongUsage
from pages.management.help_text import CommandWithExamples

if TYPE_CHECKING:
    from argparse import ArgumentParser

EXAMPLES = """\
examples:
  manage.py check_text drafts/gout.txt --locale en --type condition
  manage.py check_text drafts/gota.html --locale es --type procedure --format json

exit codes:
  0  nothing that must be settled (there may be warnings)
  1  something must be settled, or the file was refused: empty, binary, huge, another encoding
  2  wrong usage: no such file, or a language without rules

Nothing is stored. docs/claims.md says what each rule looks for.
"""


class Command(CommandWithExamples):
    """List what the rules find in one file."""

    examples = EXAMPLES
    help = (
        "Lists what a page's text claims without support, or leaves out: plain text or HTML, line "
        "by\nline. Needs no database and changes nothing."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file and what it is."""
        parser.add_argument("file", metavar="FILE", help="the text, as plain text or HTML")
        parser.add_argument(
            "--locale", required=True, metavar="LL", help="the language it is written in, e.g. en"
        )
        parser.add_argument(
            "--type",
            required=True,
            choices=["condition", "procedure", "testimonial"],
            help="the type of page that it is to become",
        )
        parser.add_argument(
            "--encoding", default="", help="encoding of the file, if it is not UTF-8"
        )
        self.add_format(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the findings.

        Raises:
            CommandError: the file was refused (exit code 1) or the usage is wrong (2).
            SystemExit: something must be settled (1).
        """
        try:
            if lexicon_of(options["locale"]) is None:
                raise WrongUsage(
                    _("There are no rules for the language “%(language)s”. Use %(languages)s.")
                    % {
                        "language": options["locale"],
                        "languages": get_text_list(sorted(LEXICONS), _("or")),
                    }
                )
            found = examine_file(
                read_file(Path(options["file"]), encoding=options["encoding"]),
                page_type=options["type"],
                language=options["locale"],
                choices=site_choices(),
            )
        except ImportRefused as refusal:
            raise CommandError(str(refusal), returncode=refusal.exit_code) from refusal
        if options["format"] == "json":
            entries = {
                "file": Path(options["file"]).name,
                "locale": options["locale"],
                "type": options["type"],
                "findings": [one.as_dict() for one in found],
            }
            self.stdout.write(json.dumps(entries, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(_lines(found)))
        if any(one.finding.blocks for one in found):
            raise SystemExit(1)


def _lines(found: list[LineFinding]) -> list[str]:
    """Return the findings as lines for people."""
    if not found:
        return [_("Nothing was found.")]
    lines: list[str] = []
    for one in found:
        place = _("line %(line)s") % {"line": one.line} if one.line else _("the whole text")
        severity = _("must be settled") if one.finding.blocks else _("warning")
        lines.append(f"{place}: {severity} [{one.finding.code}]")
        if one.quote:
            lines.append(f"    “{one.quote}”")
        lines.append(f"    {one.finding.message}")
    blocking = sum(one.finding.blocks for one in found)
    lines.append(
        ngettext(
            "%(count)s finding, %(blocking)s of which must be settled.",
            "%(count)s findings, %(blocking)s of which must be settled.",
            len(found),
        )
        % {"count": len(found), "blocking": blocking}
    )
    return lines
