"""``python -m tests.benchmarks.memory``: what looking a page up in the translation memory costs.

How fast, in how many queries, and how much of what a comparison with everything would find. Fails
if the memory is not as large as it claims.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import sys
import time
from collections.abc import Sequence

from django.db import connection
from django.test.utils import CaptureQueriesContext
from rapidfuzz import fuzz, process

from pages.translation.memory.index import CUTOFF
from pages.translation.memory.lookup import MINIMUM, suggestions
from pages.translation.memory.models import MemoryPhrase, MemoryTerm, MemoryUnit
from pages.translation.memory.words import words
from tests.benchmarks.__main__ import database, say
from tests.benchmarks.measuring import WorkloadShrank
from tests.factories.memory import Segments, Speaker, fill_memory, make_segments


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.memory")
    parser.add_argument("--units", type=int, default=20_000, help="in the memory (20000)")
    parser.add_argument("--segments", type=int, default=400, help="of the page (400)")
    parser.add_argument("--rounds", type=int, default=5, help="of the measurement (5)")
    options = parser.parse_args(arguments)
    speaker = Speaker()
    sentences = list(dict.fromkeys(speaker.sentence() for _ in range(options.units)))
    segments = make_segments(speaker, sentences, options.segments)
    with database():
        started = time.perf_counter()
        fill_memory(sentences)
        filled = time.perf_counter() - started
        _analyze()
        if MemoryUnit.objects.count() < options.units * 0.99:
            raise WorkloadShrank("The memory is smaller than it claims.")
        say(
            f"{MemoryUnit.objects.count()} units, {MemoryPhrase.objects.count()} phrases, "
            f"{MemoryTerm.objects.count()} entries of the index, {connection.vendor}, "
            f"Python {platform.python_version()}; filled in {filled:.1f} s"
        )
        _measure(segments, sentences, rounds=options.rounds)
    return 0


def _measure(segments: Segments, sentences: Sequence[str], *, rounds: int) -> None:
    times = []
    for _round in range(rounds):
        started = time.perf_counter()
        with CaptureQueriesContext(connection) as queries:
            found = suggestions(segments.all, source_language="en", target_language="es")
        times.append(time.perf_counter() - started)
    exact = sum(bool(found.get(n)) and found[n][0].score == 100 for n in range(len(segments.known)))
    best, brute = _recall(segments, sentences)
    say(f"{len(segments.all)} segments: {statistics.median(times):.2f} s, {len(queries)} queries")
    say(f"exact: {exact} of {len(segments.known)}")
    say(f"the nearest phrase: {best} of {brute} that a comparison with all of them finds")


def _recall(segments: Segments, sentences: Sequence[str]) -> tuple[int, int]:
    """Return for how many segments the best match was found, and for how many there is one."""
    phrases = {words(text): text for text in sentences}
    best = there = 0
    texts = [*segments.alike, *segments.others]
    found = suggestions(
        [(text, "") for text in texts], source_language="en", target_language="es", minimum=CUTOFF
    )
    for position, text in enumerate(texts):
        nearest = process.extractOne(
            words(text), phrases.keys(), scorer=fuzz.ratio, score_cutoff=MINIMUM
        )
        if nearest is not None:
            there += 1
            best += any(words(one.source) == nearest[0] for one in found.get(position, ()))
    return best, there


def _analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    sys.exit(main())
