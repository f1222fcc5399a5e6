"""``manage.py load_demo``: a small invented clinic in both languages, for looking around."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from pages.management.demo import people, stages
from pages.management.demo.library import load_accounts, load_glossary, without_mail
from pages.management.demo.surroundings import load_surroundings
from pages.management.setup import set_up
from pages.publishing import PublicationRefused

if TYPE_CHECKING:
    from argparse import ArgumentParser

DEMO_ACCOUNTS = people.DEMO_ACCOUNTS
ACCOUNTS = [(account.username, account.role) for account in DEMO_ACCOUNTS]
PASSWORD = people.DEMO_PASSWORD


class Command(BaseCommand):
    """Load the demo; a second run changes nothing."""

    help = (
        "Loads an invented clinic in English and Spanish, with pages in every state and demo "
        "accounts. For development: refuses unless DEBUG is on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer to load the content on a site that is not for development."""
        parser.add_argument(
            "--force",
            action="store_true",
            help="load the pages as drafts even with DEBUG off; never makes accounts",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the demo and print what was done.

        Raises:
            CommandError: the site is not for development and ``--force`` was not given; or
                something of the site's own stands in the way, such as a disclaimer that nobody
                signed.
        """
        if not settings.DEBUG and not options["force"]:
            raise CommandError(
                "load_demo is for development: turn DEBUG on. With --force the pages are loaded "
                "as drafts, without the demo accounts, whose password is public."
            )
        self.said = False
        trees = set_up(report=self.say)
        accounts = load_accounts(self.say) if settings.DEBUG else {}
        load_glossary(self.say)
        load_surroundings(trees, self.say)
        if not stages.is_loaded(trees):
            with without_mail(accounts.values()):
                try:
                    stages.load_pages(trees=trees, accounts=accounts, report=self.say)
                except PublicationRefused as refusal:
                    raise CommandError(f"The demo was not loaded. {refusal}") from refusal
        if not self.said:
            self.stdout.write("The demo is loaded. Nothing to do.")

    def say(self, line: str) -> None:
        """Print one line of progress."""
        self.said = True
        self.stdout.write(line)
        self.stdout.flush()
