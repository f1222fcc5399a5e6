"""``manage.py setup_pages``: languages, trees, groups and the medical review."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from pages.management.setup import NoSuchSite, set_up

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Set the site up; safe to run again."""

    help = (
        "Sets the site up: English and Spanish with a home page and lists each, the groups, and "
        "the medical review on both trees. Safe to run again; pages of your own are not touched."
    )

    # The check that names this command as the remedy must not keep it from running.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say which site is set up."""
        parser.add_argument(
            "--site",
            default="",
            metavar="HOSTNAME",
            help="the site that gets the English home page as its root (default: default site)",
        )
        parser.add_argument(
            "--root",
            action="store_true",
            help="make it the root even if the site has a root page of its own",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Set up and print what was done.

        Raises:
            CommandError: there is no such site (exit code 2).
        """
        done: list[str] = []
        try:
            set_up(report=done.append, hostname=options["site"], take_root=options["root"])
        except NoSuchSite:
            raise CommandError(
                f"There is no site with the hostname “{options['site']}”.", returncode=2
            ) from None
        except LookupError as error:
            raise CommandError(str(error)) from None
        if options["verbosity"] == 0:
            return
        for line in done:
            self.stdout.write(line)
        if not done:
            self.stdout.write("Everything is set up. Nothing to do.")
