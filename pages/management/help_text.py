"""What commands have in common: help that ends with examples, and options that several take."""

from __future__ import annotations

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, DjangoHelpFormatter
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


class HelpWithExamples(DjangoHelpFormatter, RawDescriptionHelpFormatter):
    """Django's order of options, with the lines of the examples as they are."""


class CommandWithExamples(BaseCommand):
    """A command that says below its options how it is used, and what its exit codes mean."""

    examples: ClassVar[str]

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        """Return the parser, with the examples below its options."""
        return super().create_parser(
            prog_name, subcommand, epilog=self.examples, formatter_class=HelpWithExamples, **kwargs
        )

    def add_format(self, parser: ArgumentParser) -> None:
        """Declare ``--format``: for people, or for programs."""
        parser.add_argument(
            "--format",
            choices=["text", "json"],
            default="text",
            help="how to say it (default: text)",
        )


def account_named(name: str) -> AbstractBaseUser | None:
    """Return the account that an option names, or None where it names none.

    Raises:
        CommandError: there is no such account (exit code 2).
    """
    if not name:
        return None
    accounts = get_user_model()
    found = accounts.objects.filter(**{accounts.USERNAME_FIELD: name}).first()
    if found is None:
        raise CommandError(_("There is no account “%(name)s”.") % {"name": name}, returncode=2)
    return found
