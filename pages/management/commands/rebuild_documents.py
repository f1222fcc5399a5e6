"""``manage.py rebuild_documents``: build what the public reads anew, from what was signed."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from pages.delivery.rebuilding import rebuild_all

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from pages.delivery.rebuilding import Rebuilt


PROGRESS_EVERY = 50
"""Pages after which the command says how far it is."""


class Command(BaseCommand):
    """Rebuild every document whose page is still what was signed, and report the others."""

    help = (
        "Rebuilds the public documents of all live reviewed pages from their rows, as far as the "
        "rows are what was signed. Where a row is something else, the document stays as it was. "
        "Exits with 1 if there are such pages, or documents of pages that are not live."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer the form of the report."""
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, report, and exit with 1 if somebody has to look at a page."""
        as_json = options["format"] == "json"
        results: list[Rebuilt] = []
        for rebuilt in rebuild_all(progress=self._progress):
            results.append(rebuilt)
            if not as_json and rebuilt.result != "unchanged":
                self.stdout.write(
                    f"{rebuilt.result}: {rebuilt.page_id} ({rebuilt.language}) {rebuilt.title}"
                )
        counts = dict(Counter(rebuilt.result for rebuilt in results))
        if as_json:
            report = {"counts": counts, "documents": [asdict(rebuilt) for rebuilt in results]}
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
        else:
            summary = ", ".join(f"{count} {result}" for result, count in sorted(counts.items()))
            self.stdout.write(f"Documents: {summary or 'none'}. {_proof(results)}")
        if any(rebuilt.is_fault for rebuilt in results):
            sys.exit(1)

    def _progress(self, done: int, total: int) -> None:
        """Say now and then how far it is; beside the report, which programs read."""
        if done % PROGRESS_EVERY == 0 and done < total:
            self.stderr.write(f"{done} of {total} pages")


def _proof(results: list[Rebuilt]) -> str:
    """Say, from hashes before and after, how much is another than it was."""
    contents = sum(rebuilt.result == "rebuilt" for rebuilt in results)
    answers = sum(rebuilt.answer_changed for rebuilt in results)
    return f"By their hashes, {contents} contents and {answers} answers are others than before."
