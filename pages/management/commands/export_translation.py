"""``manage.py export_translation``: pages as a file for a translator's own tool."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale, Page

from pages.management.help_text import CommandWithExamples
from pages.translation.exchange.exporting import FORMATS, ExportedFile, export
from pages.translation.exchange.selecting import select

if TYPE_CHECKING:
    from argparse import ArgumentParser

EXAMPLES = """\
examples:
  manage.py export_translation 12 --to es
  manage.py export_translation 12 15 19 --to es --format xliff12 --output april.xlf
  manage.py export_translation 12 --to es --format po --only untranslated --output -

exit codes:
  0  the file is written
  1  nothing was written, because a page has no translation into that language yet
  2  wrong usage: no such page or language, or the file cannot be written

Several pages make one XLIFF file, or an archive with one PO file each.
Start a translation in the admin first (Translations › Translate).
"""


class Command(CommandWithExamples):
    """Write one file."""

    examples = EXAMPLES
    help = (
        "Writes the segments of pages, with the translations so far, into an XLIFF or PO file.\n"
        "import_translation brings the file back."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the pages, the language and the file."""
        parser.add_argument(
            "pages", metavar="PAGE_ID", type=int, nargs="+", help="the page, or its translation"
        )
        parser.add_argument("--to", required=True, metavar="LL", help="the language, such as es")
        parser.add_argument(
            "--format", choices=sorted(FORMATS), default="xliff", help="(default: xliff, 2.1)"
        )
        parser.add_argument(
            "--output",
            default="",
            metavar="FILE",
            help="where to write, - for standard output (default: named after the page, here)",
        )
        parser.add_argument(
            "--only",
            choices=["all", "untranslated"],
            default="all",
            help="all segments, or those without a translation that somebody answers for",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file.

        Raises:
            CommandError: a page has no translation (exit code 1), or the usage is wrong (2).
        """
        locale = Locale.objects.filter(language_code=options["to"]).first()
        if locale is None:
            raise CommandError(
                _("The site has no language “%(code)s”.") % {"code": options["to"]}, returncode=2
            )
        selection = select([_page(number) for number in options["pages"]], locale)
        missing = selection.left_out + selection.others
        if missing:
            names = ", ".join(f"“{page.get_admin_display_title()}” ({page.pk})" for page in missing)
            raise CommandError(
                _(
                    "Nothing was written: %(pages)s: no translation into %(language)s has been "
                    "started, or it is from another language than the first page's."
                )
                % {"pages": names, "language": locale.get_display_name()},
                returncode=1,
            )
        file = export(
            selection.translations,
            kind=FORMATS[options["format"]],
            untranslated_only=options["only"] == "untranslated",
        )
        self._write(file, options["output"], len(selection.translations), options["verbosity"])

    def _write(self, file: ExportedFile, output: str, pages: int, verbosity: int) -> None:
        if output == "-":
            stream = getattr(self.stdout._out, "buffer", None)
            if stream is not None:
                stream.write(file.content)
                stream.flush()
            else:
                self.stdout.write(file.content.decode(), ending="")
            return
        path = Path(output or file.name)
        try:
            path.write_bytes(file.content)
        except OSError as error:
            raise CommandError(
                _("“%(path)s” cannot be written: %(reason)s.")
                % {"path": path, "reason": error.strerror or error},
                returncode=2,
            ) from error
        if verbosity > 0:
            self.stdout.write(
                ngettext("%(file)s: %(count)s page", "%(file)s: %(count)s pages", pages)
                % {"file": path, "count": pages}
            )


def _page(number: int) -> Page:
    found = Page.objects.filter(pk=number).first()
    if found is None:
        raise CommandError(_("There is no page %(id)s.") % {"id": number}, returncode=2)
    return found
