"""``manage.py check_page``: what stands between the latest draft of a page and the public."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from wagtail.models import Page

from pages.content.importing.report import blocker_lines
from pages.management.help_text import CommandWithExamples
from pages.publishing import blockers, is_reviewed

if TYPE_CHECKING:
    from argparse import ArgumentParser

EXAMPLES = """\
examples:
  manage.py check_page 12
  manage.py check_page 12 --format json

exit codes:
  0  nothing blocks the page (there may be warnings)
  1  something blocks it
  2  wrong usage: no such page, or a page that is not reviewed
"""


class Command(CommandWithExamples):
    """List the blockers of one page."""

    examples = EXAMPLES
    help = "Lists what stands between the latest draft of a page and the public. Changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the page and the format."""
        parser.add_argument(
            "page", metavar="ID", type=int, help="the page's number, as in its address"
        )
        self.add_format(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the blockers.

        Raises:
            CommandError: there is no such reviewed page (exit code 2).
            SystemExit: something blocks the page (exit code 1).
        """
        page = Page.objects.filter(pk=options["page"]).first()
        if page is None:
            raise CommandError(
                _("There is no page %(id)s.") % {"id": options["page"]}, returncode=2
            )
        draft = page.specific.get_latest_revision_as_object()
        if not is_reviewed(draft):
            raise CommandError(
                _("Page %(id)s (“%(title)s”) needs no review: nothing is asked of it.")
                % {"id": page.pk, "title": page.title},
                returncode=2,
            )
        found = blockers(draft)
        if options["format"] == "json":
            entries = {
                "page": {
                    "id": draft.pk,
                    "type": draft._meta.label,
                    "title": draft.title,
                    "locale": draft.locale.language_code,
                    "live": draft.live,
                },
                "blockers": [blocker.as_dict() for blocker in found],
            }
            self.stdout.write(json.dumps(entries, ensure_ascii=False, indent=2))
        else:
            lines = [f"{draft.title} ({draft._meta.label}, {draft.locale.language_code})"]
            self.stdout.write("\n".join([*lines, *blocker_lines(found)]))
        if any(blocker.blocks for blocker in found):
            raise SystemExit(1)
