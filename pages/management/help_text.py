"""Commands whose help ends with examples."""

from __future__ import annotations

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, DjangoHelpFormatter


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
