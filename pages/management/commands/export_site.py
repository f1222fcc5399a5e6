"""``manage.py export_site``: the public API as files that a web server serves."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from pages.delivery.export.asking import NoSuchHost, Visitor, usual_host
from pages.delivery.export.exporting import compare_export, export_site
from pages.delivery.export.folder import AlreadyRunning, NotOurs
from pages.delivery.export.nginx import configuration
from pages.management.help_text import CommandWithExamples

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from pages.delivery.export.exporting import Difference, Exportation

EXAMPLES = """\
examples:
  manage.py export_site /srv/firma-export
  manage.py export_site /srv/firma-export --keep 5 --format json
  manage.py export_site /srv/firma-export --check
  manage.py export_site /srv/firma-export --nginx --listen 8080 > /etc/nginx/conf.d/firma.conf

exit codes:
  0  exported, or with --check: nothing differs
  1  another export is running, something could not be read or written, or with --check: something
     differs
  2  wrong usage: the folder holds something else, or the site does not answer under this host
"""

PROGRESS_EVERY = 1000
"""Answers after which the command says how far it is."""

NAMED = 20
"""How many addresses of each kind the text names; the others are counted."""


class Command(CommandWithExamples):
    """Export the public API. Meant to run every minute, or after a webhook."""

    examples = EXAMPLES
    help = (
        "Writes everything that the public API answers into a folder, from which nginx serves it "
        "at the same addresses and with the same validators. Only what changed is written; it is "
        "served from one moment to the next."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the folder and the options."""
        parser.add_argument("directory", type=Path, help="the folder; it is made if there is none")
        parser.add_argument(
            "--site",
            metavar="HOST",
            help="host name, with a port if it is not the usual one, whose answers are exported "
            "(default: that of WAGTAILAPI_BASE_URL, or else of the default site)",
        )
        parser.add_argument(
            "--keep", type=int, default=3, help="how many releases stay (default: 3)"
        )
        parser.add_argument(
            "--full", action="store_true", help="write everything anew, not only what changed"
        )
        parser.add_argument(
            "--check",
            action="store_true",
            help="write nothing; compare what was exported with what the API says now",
        )
        parser.add_argument(
            "--nginx", action="store_true", help="write nothing; print a configuration for nginx"
        )
        parser.add_argument(
            "--listen", default="80", help="with --nginx: address and port (default: 80)"
        )
        self.add_format(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Export, compare, or print."""
        root: Path = options["directory"]
        if options["keep"] < 1:
            raise CommandError(_("--keep must be at least 1."), returncode=2)
        if options["check"] and options["nginx"]:
            raise CommandError(_("Choose one of --check and --nginx."), returncode=2)
        visitor = _visitor(options["site"] or usual_host())
        if options["nginx"]:
            self.stdout.write(
                configuration(root, visitor=visitor, listen=options["listen"]), ending=""
            )
        elif options["check"]:
            self._check(root, visitor, as_json=options["format"] == "json")
        else:
            self._export(root, visitor, options)

    def _export(self, root: Path, visitor: Visitor, options: dict[str, Any]) -> None:
        try:
            done = export_site(
                root,
                visitor=visitor,
                keep=options["keep"],
                is_full=options["full"],
                progress=self._progress,
            )
        except NotOurs as error:
            raise CommandError(str(error), returncode=2) from error
        except (AlreadyRunning, OSError) as error:
            raise CommandError(str(error), returncode=1) from error
        if options["format"] == "json":
            report = asdict(done) | {"until": done.until.isoformat() if done.until else None}
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
        else:
            self._tell(done)
        if done.missing:
            sys.exit(1)

    def _tell(self, done: Exportation) -> None:
        for name in done.missing:
            self.stderr.write(_("Missing in storage: %(name)s") % {"name": name})
        for url in done.left_out:
            self.stderr.write(_("Cannot be exported: %(address)s") % {"address": url})
        if done.changed_meanwhile:
            self.stderr.write(
                _("The content changed while it was exported. Run the command again.")
            )
        if done.is_new:
            self.stdout.write(
                _(
                    "Release %(release)s is served: %(answers)d files, %(written)d of them "
                    "written, %(removed)d addresses removed, in %(seconds).1f seconds."
                )
                % {
                    "release": done.release,
                    "answers": done.answers,
                    "written": done.counts.written,
                    "removed": done.counts.removed,
                    "seconds": done.seconds,
                }
            )
        else:
            self.stdout.write(
                _("Nothing changed: release %(release)s stays.") % {"release": done.release}
            )
        if done.until is not None:
            self.stdout.write(
                _("Until %(moment)s nothing changes by itself.")
                % {"moment": done.until.isoformat(timespec="minutes")}
            )

    def _check(self, root: Path, visitor: Visitor, *, as_json: bool) -> None:
        found = compare_export(root, visitor=visitor, progress=self._progress)
        if found is None:
            raise CommandError(
                _("There is no export in “%(folder)s”.") % {"folder": root}, returncode=2
            )
        if as_json:
            self.stdout.write(json.dumps(asdict(found), ensure_ascii=False, indent=2))
        else:
            self._tell_difference(found)
        if found:
            sys.exit(1)

    def _tell_difference(self, found: Difference) -> None:
        for kind, urls in asdict(found).items():
            for url in urls[:NAMED]:
                self.stdout.write(f"{kind}: {url}")
            if len(urls) > NAMED:
                self.stdout.write(f"{kind}: +{len(urls) - NAMED}")
        if not found:
            self.stdout.write(_("The export is what the API says now."))

    def _progress(self, done: int) -> None:
        """Say now and then how far it is; beside the report, which programs read."""
        if done % PROGRESS_EVERY == 0:
            self.stderr.write(_("%(number)d answers") % {"number": done})


def _visitor(host: str) -> Visitor:
    try:
        return Visitor(host)
    except NoSuchHost as error:
        raise CommandError(
            _(
                "This site does not answer as “%(host)s”. Name one of ALLOWED_HOSTS with --site, "
                "and see that Wagtail has a site for it."
            )
            % {"host": host},
            returncode=2,
        ) from error
