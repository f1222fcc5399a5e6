"""The tables, as docs/performance.md has them."""

from __future__ import annotations

import platform
import statistics
from collections.abc import Iterator, Sequence

from tests.benchmarks.delivery.contest import Options
from tests.benchmarks.delivery.figures import BARE, OURS, UNKEPT, Result, kept, ratio, verdicts


def markdown(results: Sequence[Result], options: Options, *, database: str) -> str:
    """Return everything that was measured as Markdown."""
    first = results[0]
    parts = [
        f"{first.pages:,} pages in each of two languages on {database}, {options.workers} sync "
        f"workers each, {options.connections} connections, {options.rounds} rounds of "
        f"{options.seconds:g} s in turn, Python {platform.python_version()}. The load generator "
        f"took at most {first.own_share:.0%} of a core.",
        *(_table(result) for result in results),
    ]
    if first.moments is not None:
        parts.append("\n".join(_moments(first)))
    if len(results) > 1:
        parts.append("\n".join(_growth(results)))
    parts.append("\n".join(_targets(results)))
    return "\n\n".join(parts)


def _table(result: Result) -> str:
    lines = [
        f"| {result.pages:,} pages | | requests/s | of bare | CPU ms | median ms | p99 ms "
        "| queries | verified |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for endpoint, by_name in result.figures.items():
        for name, one in by_name.items():
            share = f"{one.times(by_name[BARE]):.3f}" if BARE in by_name else ""
            queries = "" if one.queries is None else str(one.queries[0])
            lines.append(
                f"| {endpoint} | {name} | {one.rate:,.0f} | {share} | {one.cpu:.2f} "
                f"| {one.latency(0.5):.1f} | {one.latency(0.99):.1f} | {queries} "
                f"| {one.verified:,} |"
            )
    memory = ", ".join(f"{name} {size / 2**20:.0f} MB" for name, size in result.memory.items())
    return "\n".join([*lines, "", f"Memory of the largest worker: {memory}."])


def _moments(result: Result) -> Iterator[str]:
    moments = result.moments
    assert moments is not None
    yield (
        "| One request, ms | among many: first | steady | times | alone: first | steady | times "
        "| after a pause: first | without a publication | times |"
    )
    yield "|---" * 10 + "|"
    pairs = (
        (moments.first_busy, moments.busy),
        (moments.first, moments.steady),
        (moments.first_rested, moments.rested),
    )
    for endpoint in moments.first_busy:
        cells = [
            cell
            for one, other in pairs
            for cell in (
                statistics.median(one[endpoint]),
                statistics.median(other[endpoint]),
                ratio(one[endpoint], other[endpoint]),
            )
        ]
        yield f"| {endpoint} | " + " | ".join(f"{cell:.2f}" for cell in cells) + " |"
    cold = ", ".join(f"{name} {taken / 1000:.1f} s" for name, taken in moments.cold.items())
    yield ""
    yield f"From the start of a process to its first answer: {cold}."


def _growth(results: Sequence[Result]) -> Iterator[str]:
    yield "| Kept of its rate | " + " | ".join(f"{one.pages:,} pages" for one in results) + " |"
    yield "|---|" + "---|" * len(results)
    for endpoint in results[0].figures:
        for name, words in ((OURS, endpoint), (UNKEPT, f"{endpoint}, nobody having asked before")):
            shares = [kept(endpoint, results[0], one, name) for one in results]
            cells = ["" if share is None else f"{share:.2f}" for share in shares]
            if any(cells):
                yield f"| {words} | " + " | ".join(cells) + " |"


def _targets(results: Sequence[Result]) -> Iterator[str]:
    yield "| Target | | measured | |"
    yield "|---|---|---|---|"
    for one in verdicts(results):
        value = "not measured" if one.value is None else f"{one.value:.3g}"
        yield f"| {one.name} | {one.bound} | {value} | {'met' if one.holds else 'MISSED'} |"
