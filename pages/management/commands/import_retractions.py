"""``manage.py import_retractions``: a list of retraction notices, against the library."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pages.citations.models import RetractionStatus
from pages.delivery.retraction_lists import Found, NoSuchList, apply_notices, read_notices
from pages.management.help_text import CommandWithExamples

if TYPE_CHECKING:
    from argparse import ArgumentParser

EXAMPLES = """\
examples:
  manage.py import_retractions retraction_watch.csv --dry-run
  manage.py import_retractions retraction_watch.csv --format json

exit codes:
  0  no publication that a page cites is newly retracted
  1  at least one is: its pages are named, and their authors and reviewers told; or the file
     was refused
  2  wrong usage: no such file
"""


class Command(CommandWithExamples):
    """Bring the library up to date with a list of notices."""

    examples = EXAMPLES
    help = (
        "Compares the library with a list of retractions in the form of Retraction Watch's (CSV).\n"
        "References get their retraction status, with the notice's source and date; pages that\n"
        "cite a newly retracted one are called in, and by policy (RETRACTION_POLICY) taken offline."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file and the options."""
        parser.add_argument("file", metavar="FILE", help="the list, as CSV")
        parser.add_argument("--encoding", default="utf-8-sig", help="its encoding (default: UTF-8)")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be; change nothing"
        )
        self.add_format(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the list and print what it says of the library.

        Raises:
            CommandError: a cited publication is newly retracted, or the file was refused (exit
                code 1); or the usage is wrong (2).
        """
        path = Path(options["file"])
        try:
            with path.open(encoding=options["encoding"], newline="") as lines:
                found = apply_notices(read_notices(lines), dry_run=options["dry_run"])
        except (OSError, LookupError) as error:
            reason = getattr(error, "strerror", None) or error
            raise CommandError(
                _("“%(path)s” cannot be opened: %(reason)s.") % {"path": path, "reason": reason},
                returncode=2,
            ) from error
        except UnicodeDecodeError as error:
            raise CommandError(
                _("“%(name)s” is not in the encoding %(encoding)s. Name its encoding.")
                % {"name": path.name, "encoding": options["encoding"]},
                returncode=1,
            ) from error
        except NoSuchList as refusal:
            raise CommandError(str(refusal), returncode=1) from refusal
        if options["format"] == "json":
            self.stdout.write(_as_json(found, dry_run=options["dry_run"]))
        else:
            self._print(found)
        if recalled := sum(len(each.changed.pages) for each in found):
            raise CommandError(
                ngettext(
                    "%(count)s page cites a publication that is newly retracted.",
                    "%(count)s pages cite a publication that is newly retracted.",
                    recalled,
                )
                % {"count": recalled},
                returncode=1,
            )

    def _print(self, found: list[Found]) -> None:
        for each in found:
            status = RetractionStatus(each.notice.status).label
            source = f" ({each.notice.source})" if each.notice.source else ""
            self.stdout.write(f"{each.reference.key}: {status}{source}")
            for page in each.changed.pages:
                words = f"{page.title} ({page.language}): {page.state}"
                self.stdout.write(f"    {page.page_id} {words}")
        self.stdout.write(
            ngettext(
                "%(count)s reference has a new status.",
                "%(count)s references have a new status.",
                len(found),
            )
            % {"count": len(found)}
        )


def _as_json(found: list[Found], *, dry_run: bool) -> str:
    return json.dumps(
        {
            "dry_run": dry_run,
            "references": [
                {
                    "key": each.reference.key,
                    "before": each.changed.before,
                    "after": each.changed.after,
                    "line": each.notice.line,
                    "source": each.notice.source,
                    "date": each.notice.date.isoformat() if each.notice.date else None,
                    "pages": [
                        {
                            "id": page.page_id,
                            "title": page.title,
                            "locale": page.language,
                            "is_public": page.is_public,
                            "taken_offline": page.taken_offline,
                        }
                        for page in each.changed.pages
                    ],
                }
                for each in found
            ],
        },
        ensure_ascii=False,
        indent=2,
    )
