"""``python -m tests.benchmarks.delivery.building SITE``: fill a database, and say what is in it.

A process of its own, since a process has one set of Django's settings. The facts that the questions
are made from are written as JSON.
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
from pathlib import Path
from typing import Any

import django


def main() -> int:
    """Build one contestant's site; return the exit code."""
    parser = argparse.ArgumentParser(prog="building")
    parser.add_argument("site", choices=["ours", "stock", "stored"])
    parser.add_argument("--pages", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--facts", type=Path)
    parser.add_argument("--answers", type=Path)
    parser.add_argument("--kept", action="store_true", help="it is there; see that it is whole")
    options = parser.parse_args()
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, run_syncdb=True, interactive=False)
    if options.site == "stored":
        _store(options.answers)
        _vacuum()
        return 0
    facts = _ours(options) if options.site == "ours" else _stock(options)
    if not options.kept:
        _vacuum()
    options.facts.write_text(json.dumps(facts))
    return 0


def _ours(options: argparse.Namespace) -> list[dict[str, Any]]:
    from pages.content.condition import ConditionPage
    from pages.delivery.addresses import html_path
    from tests.benchmarks.delivery import site
    from tests.benchmarks.measuring import WorkloadShrank

    try:
        if options.kept:
            site.verify_sample(options.pages, seed=options.seed)
        else:
            site.build(options.pages, seed=options.seed, progress=_say)
    except WorkloadShrank as error:
        sys.exit(str(error))
    pages = ConditionPage.objects.filter(live=True).order_by("pk")
    return [
        {"id": page.pk, "language": page.locale.language_code, "path": html_path(page)}
        for page in pages.only("pk", "url_path", "locale").select_related("locale")
    ]


def _stock(options: argparse.Namespace) -> list[dict[str, Any]]:
    from tests.benchmarks.delivery.stock import building
    from tests.benchmarks.delivery.stock.models import StockPage

    if not options.kept:
        building.build(options.pages, seed=options.seed)
    pages = StockPage.objects.filter(live=True).order_by("pk").select_related("locale")
    # Wagtail's own find knows the tree below the site's root alone.
    return [
        {
            "id": page.pk,
            "language": page.locale.language_code,
            "path": f"/{page.slug}/" if page.locale.language_code == "en" else None,
        }
        for page in pages.only("pk", "slug", "locale")
    ]


def _store(answers: Path) -> None:
    from tests.benchmarks.delivery.stored.models import StoredAnswer

    # Written by this very benchmark.
    details: dict[int, bytes] = pickle.loads(answers.read_bytes())
    StoredAnswer.objects.bulk_create(
        StoredAnswer(page_id=page_id, body=body.decode()) for page_id, body in details.items()
    )


def _vacuum() -> None:
    """Have PostgreSQL count its rows and tidy its indexes, as it does by itself minutes later."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")


if __name__ == "__main__":
    sys.exit(main())
