"""``manage.py rebuild_memory``: fill the translation memory anew from what is signed."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from pages.management.help_text import CommandWithExamples
from pages.translation.memory.rebuilding import count_signatures, rebuild
from pages.translation.memory.storing import Stored

if TYPE_CHECKING:
    from argparse import ArgumentParser

EVERY = 50
"""After how many signatures progress is told."""

EXAMPLES = """\
examples:
  manage.py rebuild_memory
  manage.py rebuild_memory --format json

exit codes:
  0  the memory has everything that it can have
  1  what some signature signed is not to be had any more; it is named

It may be run at any time; a second run adds nothing. Run it once after an upgrade from a version
without a translation memory. What was imported, or taken out by an administrator, stays as it is.
"""


class Command(CommandWithExamples):
    """Go through every signature that counts."""

    examples = EXAMPLES
    help = (
        "Fills the translation memory from every signature under which a page is, or last was,\n"
        "public, and from the signed wordings of disclaimers."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer the form of the report."""
        self.add_format(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild and report.

        Raises:
            SystemExit: what was signed is lost somewhere (1).
        """
        total = count_signatures()
        stored, translations = Stored(), 0
        lost: list[str] = []
        for done, one in enumerate(rebuild(), start=1):
            if one.stored is not None:
                translations += 1
                stored += one.stored
            if one.is_lost:
                lost.append(f"{one.title} ({one.language})")
            if options["verbosity"] > 0 and (done % EVERY == 0 or done == total):
                self.stderr.write(
                    _("%(done)s of %(total)s signatures") % {"done": done, "total": total}
                )
        if options["format"] == "json":
            report = {"signatures": total, "translations": translations, **asdict(stored)}
            self.stdout.write(json.dumps(report | {"lost": lost}, ensure_ascii=False, indent=2))
        else:
            for name in lost:
                words = _("%(name)s: what was signed is not to be had any more.") % {"name": name}
                self.stdout.write(f"! {words}")
            self.stdout.write(
                _(
                    "Translations: %(translations)s. Units added: %(new)s, known: %(known)s, "
                    "superseded: %(superseded)s."
                )
                % {"translations": translations, **asdict(stored)}
            )
        if lost:
            raise SystemExit(1)
