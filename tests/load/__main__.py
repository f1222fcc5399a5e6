"""``python -m tests.load``: read and publish at once for some minutes, then judge what was read."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks.delivery.databases import NoServer
from tests.benchmarks.delivery.servers import ServerFailed
from tests.benchmarks.measuring import WorkloadShrank
from tests.load.cluster import NoPostgres
from tests.load.running import Options, Report, run

EPILOG = """\
exit codes:
  0  nobody read anything that was not public at that second, and the site recovered by itself
  1  somebody did, or an answer was wrong, or the site did not recover
  2  wrong usage, or no PostgreSQL
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the load test and print what came of it; return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory(prefix="firma-load-") as scratch:
            # The database's own account has to get through to its folder.
            Path(scratch).chmod(0o755)
            report = run(
                Options(
                    seconds=options.seconds,
                    pages=options.pages,
                    clients=options.clients,
                    workers=options.workers,
                    rate=options.rate,
                    seed=options.seed,
                    kill_workers=options.kill_workers,
                    kill_database=options.kill_database,
                ),
                folder=Path(scratch),
                progress=lambda words: say(words, sys.stderr),
            )
    except (NoServer, NoPostgres) as error:
        say(str(error), sys.stderr)
        return 2
    except (ServerFailed, WorkloadShrank) as error:
        say(f"FAILED: {error}", sys.stderr)
        return 1
    _tell(report)
    return 1 if report.failed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="make load",
        usage='make load ARGS="[--seconds N] [--kill-workers] [--kill-database] …"',
        description="Reads the public API with many clients while pages are published, changed, "
        "withdrawn, unpublished, restricted, moved and deleted and disclaimers are signed, on "
        "PostgreSQL, and judges every answer by what was public in that second.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    own = Options()
    for name, default, kind, words in (
        ("seconds", own.seconds, float, "of reading"),
        ("pages", own.pages, int, "for each language"),
        ("clients", own.clients, int, "reading at once"),
        ("workers", own.workers, int, "of gunicorn"),
        ("rate", own.rate, float, "changes a second"),
        ("seed", own.seed, int, "of everything that is random"),
    ):
        parser.add_argument(f"--{name}", type=kind, default=default, help=f"{words} ({default})")
    parser.add_argument(
        "--kill-workers", action="store_true", help="kill -9 a random worker every few seconds"
    )
    parser.add_argument(
        "--kill-database",
        action="store_true",
        help="stop a PostgreSQL server of its own at once, and start it again some seconds later",
    )
    return parser


def _tell(report: Report) -> None:
    judgement = report.judgement
    total = sum(judgement.counts.values())
    say(f"{total:,} answers in {report.seconds:.0f} s, {total / report.seconds:,.0f} a second")
    for kind, count in sorted(judgement.counts.items()):
        say(f"  {kind:<22}{count:>10,}")
    say(f"Changes: {sum(report.deeds.values()):,}")
    for deed, count in sorted(report.deeds.items()):
        say(f"  {deed:<44}{count:>6,}")
    if report.worker_recoveries:
        slowest = max(report.worker_recoveries)
        say(
            f"Workers killed: {len(report.worker_recoveries)}; another one in its place after at "
            f"most {slowest:.1f} s"
        )
    for recovery in report.database_recoveries:
        say(
            f"Database down for {recovery.down:.1f} s; first good answer {recovery.answered:.1f} s "
            f"after it was back, first publication {recovery.published:.1f} s"
        )
    for kind, count in judgement.faults.most_common():
        say(f"FAULT {kind}: {count:,}")
    for example in judgement.examples:
        say(f"  {example}")
    for problem in report.problems:
        say(f"FAULT {problem}")
    say("Failed." if report.failed else "Nobody read anything that was not public at that second.")


def say(words: str, stream: Any = None) -> None:
    print(words, file=stream, flush=True)


if __name__ == "__main__":
    sys.exit(main())
