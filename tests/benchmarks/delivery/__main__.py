"""``python -m tests.benchmarks.delivery``: measure the public API, and hold it to targets."""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.benchmarks.delivery import contest, report
from tests.benchmarks.delivery.ceiling import ceiling
from tests.benchmarks.delivery.contest import Options
from tests.benchmarks.delivery.databases import NoServer, databases
from tests.benchmarks.delivery.figures import BARE, OURS, STOCK, STORED, UNKEPT, as_json, verdicts
from tests.benchmarks.delivery.servers import ServerFailed
from tests.benchmarks.measuring import WorkloadShrank

EPILOG = """\
contestants, each under gunicorn as in production, asked in turn by one load generator:
  bare    a Django view that returns our bytes from memory, without middleware: the unit
  ours    /api/v2/ of this site
  unkept  the same, when nobody asked that question before: of searches the words are known alone
  stock   plain Wagtail API v2 over the same texts, with Wagtail's usual middleware
  stored  one stored answer by one query, in a Django view without middleware

Every answer is compared byte for byte. Ratios are those of the same round, the middle one of all.

exit codes:
  0  measured
  1  an answer was not what the benchmark claims to measure; with --check, a target was missed
  2  wrong usage, or no PostgreSQL
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return the exit code."""
    parsed = _parser().parse_args(arguments)
    options = Options(
        seconds=parsed.seconds,
        rounds=parsed.rounds,
        connections=parsed.connections,
        workers=parsed.workers,
        sample=parsed.sample,
        seed=parsed.seed,
        contestants=(BARE, OURS, *parsed.against),
        publications=parsed.publications,
    )
    results = []
    try:
        with (
            tempfile.TemporaryDirectory(prefix="firma-bench-") as scratch,
            databases(
                parsed.database, parsed.keep or Path(scratch), keep=bool(parsed.keep)
            ) as made_in,
        ):
            highest = ceiling(connections=options.connections)
            for place, pages in enumerate(parsed.pages):
                # On larger sites only growth is asked about, and that is ours alone: what is
                # kept, and what is not.
                own = tuple(set(options.contestants) & {UNKEPT})
                each = options if not place else replace(options, contestants=own, publications=0)
                folder = (parsed.keep or Path(scratch)) / parsed.database / str(pages)
                results.append(
                    contest.run(pages, each, made_in=made_in, folder=folder, say=_progress)
                )
    except (WorkloadShrank, ServerFailed) as error:
        say(f"FAILED: {error} Nothing above can be relied on.", sys.stderr)
        return 1
    except NoServer as error:
        say(str(error), sys.stderr)
        return 2
    say(report.markdown(results, options, database=parsed.database))
    say(f"\nThe generator asks for and verifies {highest:,.0f} answers in a second of a core.")
    if parsed.json:
        parsed.json.write_text(json.dumps(as_json(results) | {"ceiling": highest}, indent=1) + "\n")
    missed = [one.name for one in verdicts(results) if not one.holds]
    if missed:
        say(f"\nMissed: {'; '.join(missed)}.")
    return 1 if parsed.check and missed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="make bench",
        usage='make bench ARGS="delivery [--pages N,N] [--database sqlite|postgres] [--check] …"',
        description="Measures the public API beside a bare Django view and plain Wagtail.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    own = Options()
    parser.add_argument(
        "--pages",
        type=_sizes,
        default=[500],
        help="for each language, several for growth (500; 500,5000,50000 takes a while)",
    )
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument(
        "--seconds", type=float, default=own.seconds, help=f"of each phase ({own.seconds:g})"
    )
    for name, default, words in (
        ("rounds", own.rounds, "of all contestants in turn"),
        ("connections", own.connections, "at once"),
        ("workers", own.workers, "of each server"),
        ("sample", own.sample, "different pages that are asked for"),
        ("seed", own.seed, "of texts, queries and order"),
    ):
        parser.add_argument(f"--{name}", type=_count, default=default, help=f"{words} ({default})")
    parser.add_argument(
        "--publications",
        type=int,
        default=own.publications,
        help=f"after which the first request is timed ({own.publications}; 0 for none)",
    )
    parser.add_argument(
        "--against",
        type=_names,
        default=(UNKEPT, STOCK, STORED),
        help="contestants beside bare and ours (unkept,stock,stored; empty for none)",
    )
    parser.add_argument(
        "--keep",
        type=_folder,
        metavar="FOLDER",
        help="leave the sites, and use those again that an earlier run has left there",
    )
    parser.add_argument("--json", type=Path, help="write everything there as JSON, too")
    parser.add_argument("--check", action="store_true", help="exit with 1 when a target is missed")
    return parser


def _sizes(text: str) -> list[int]:
    return [_count(size) for size in text.split(",")]


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("must be a whole number, 1 or more")
    return int(text)


def _folder(text: str) -> Path:
    folder = Path(text).resolve()
    if not re.fullmatch("[a-z0-9_]{1,30}", folder.name):
        raise argparse.ArgumentTypeError("its name may have small letters, digits and _")
    return folder


def _names(text: str) -> tuple[str, ...]:
    names = tuple(name for name in text.split(",") if name)
    if unknown := set(names) - {UNKEPT, STOCK, STORED}:
        raise argparse.ArgumentTypeError(f"{sorted(unknown)[0]!r} is not unkept, stock or stored")
    return names


def _progress(words: str) -> None:
    say(words, sys.stderr)


def say(words: str, stream: Any = None) -> None:
    print(words, file=stream, flush=True)


if __name__ == "__main__":
    sys.exit(main())
