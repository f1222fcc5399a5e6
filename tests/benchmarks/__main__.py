"""``python -m tests.benchmarks``: measure, print, and fail if the work was not what it claims."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.db import connection  # noqa: E402 - the settings come first
from django.test.runner import DiscoverRunner  # noqa: E402

from tests.benchmarks.delivery import __main__ as delivery  # noqa: E402
from tests.benchmarks.gate_off import SWITCHED_OFF  # noqa: E402
from tests.benchmarks.measuring import Comparison, Timing, WorkloadShrank  # noqa: E402
from tests.benchmarks.translation import (  # noqa: E402
    DESK_PAGES,
    TranslationWorkload,
)
from tests.benchmarks.workload import Size, Workload  # noqa: E402

ROUNDS = 7
SEGMENTS = 400
DATABASE = "firma_bench"
GATE = "gate"
DELIVERY = "delivery"

EPILOG = """\
Ratios are the middle one of all rounds, with the range of the middle half of them. The two ways
are measured in turn, so that what else the machine does weighs on both alike.

Needs no server: SQLite in a file that is removed afterwards, or PostgreSQL with DATABASE_URL, in a
database of its own.

Without arguments everything is measured: this, and then the public API. "gate" as the first word
measures this alone, "delivery" the public API alone: ARGS="delivery --help".

exit codes:
  0  measured
  1  the work was not what the benchmark claims to measure
  2  wrong usage
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given:
        database_kind = "postgres" if connection.vendor == "postgresql" else "sqlite"
        return _gate([]) or delivery.main(["--database", database_kind])
    if given[0] == DELIVERY:
        return delivery.main(given[1:])
    return _gate(given[1:] if given[0] == GATE else given)


def _gate(given: Sequence[str]) -> int:
    options = _parser().parse_args(given)
    size = Size(options.blocks, options.references, options.revisions)
    with database():
        try:
            _report(Workload(size, rounds=options.rounds))
            _report_translation(TranslationWorkload(options.segments, rounds=options.rounds))
        except WorkloadShrank as error:
            say(f"FAILED: {error} Nothing above or below can be relied on.", sys.stderr)
            return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="make bench",
        usage='make bench ARGS="gate [--blocks N] [--references N] [--revisions N] [--segments N] '
        '[--rounds N]"',
        description="Measures what the gate costs, a large page with it and without it, and what "
        "the translation desk costs, beside wagtail-localize's own views.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    size = Size()
    for name, default, words in (
        ("blocks", size.blocks, "in the page's body"),
        ("references", size.references, "that it cites"),
        ("revisions", size.revisions, "of the draft whose authors are looked for"),
        ("segments", SEGMENTS, "of the page that is translated"),
        ("rounds", ROUNDS, "of each measurement"),
    ):
        parser.add_argument(
            f"--{name}", type=_whole_number, default=default, help=f"{words} ({default})"
        )
    return parser


def _whole_number(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("must be a whole number, 1 or more")
    return int(text)


def _report(workload: Workload) -> None:
    size = workload.size
    say(
        f"A page of {size.blocks} blocks and {size.references} references, "
        f"{workload.rounds} rounds, {connection.vendor}, Python {platform.python_version()}"
    )
    say("\nWith the gate and without it. Without are:")
    for what in SWITCHED_OFF:
        say(f"  - {what}")
    _heading("gate", "none")
    _compared(workload.saving_a_draft())
    _compared(workload.saving_a_draft_of_a_live_page())
    publishing = workload.publishing()
    _compared(publishing)
    _compared(workload.publishing_again())
    _compared(workload.signing_and_publishing())
    say("\nThe editor with the list of blockers and without it")
    _heading("list", "none")
    _compared(workload.opening_the_editor())
    unit = publishing.other
    say("\nBy themselves, and how many times as long as publishing without the gate")
    fingerprint = workload.fingerprint()
    _timed("fingerprint", fingerprint, unit)
    say(f"{'  for each block':<40}{fingerprint.median / size.blocks * 1e6:>9.0f} µs")
    _timed("list of blockers", workload.list_of_blockers(), unit)
    _timed("verification of the page", workload.verification(), unit)
    _timed("reviewer's screen", workload.review_screen(), unit)
    _timed(f"authors of {size.revisions} revisions", workload.authors(), unit)
    say("\nQueries, with the gate; the tests hold them constant as pages grow")
    for name, count in workload.queries().items():
        say(f"{name:<40}{count:>9}")


def _report_translation(workload: TranslationWorkload) -> None:
    say(f"\nA translation of {workload.segments} segments, with our desk and with wagtail-localize")
    _heading("ours", "localize")
    _compared(workload.opening_the_editor())
    _compared(workload.saving_a_segment())
    _compared(workload.syncing())
    say("\nBy themselves")
    say(f"{'every check on every segment':<40}{_ms(workload.checking()):>12}")
    timing, queries = workload.desk()
    say(f"{f'desk with {DESK_PAGES} pages, {queries} queries':<40}{_ms(timing):>12}")


def _heading(one: str, other: str) -> None:
    say(f"{'':<40}{one:>12}{other:>12}{'ratio':>8}   middle half")


def _compared(comparison: Comparison) -> None:
    low, high = comparison.spread
    say(
        f"{comparison.name:<40}{_ms(comparison.one):>12}{_ms(comparison.other):>12}"
        f"{comparison.ratio:>8.2f}   {low:.2f} to {high:.2f}"
    )


def _timed(name: str, timing: Timing, unit: Timing) -> None:
    say(f"{name:<40}{_ms(timing):>12}{timing.median / unit.median:>20.2f}")


def _ms(timing: Timing) -> str:
    return f"{timing.median * 1000:.1f} ms"


def say(words: str, stream: Any = None) -> None:
    print(words, file=stream, flush=True)


@contextmanager
def database() -> Iterator[None]:
    """Make a database for the length of a block, beside those of the tests."""
    if connection.vendor != "sqlite":
        connection.settings_dict["TEST"]["NAME"] = DATABASE
    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        yield
    finally:
        runner.teardown_databases(databases)


if __name__ == "__main__":
    sys.exit(main())
