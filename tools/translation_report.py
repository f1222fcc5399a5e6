"""How well the checks on translations find what they should, check by check.

Usage: python -m tools.translation_report print | write | check | misses

`print` shows the table, `write` puts it into `docs/translation-checks.md`, `check` fails when the
table there is not that of today, and `misses` lists each pair that was judged wrongly.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import django

from tools.reports import Report
from tools.scores import Score, share

if TYPE_CHECKING:
    from pages.translation.checks import SegmentPair

ROOT: Final = Path(__file__).resolve().parent.parent
PAIRS: Final = ROOT / "tests" / "unit" / "translation" / "pairs"


@dataclass(frozen=True, slots=True)
class MarkedPair:
    """A pair of segments, with what should be found in it.

    Attributes:
        pair: the segments.
        codes: the codes of the findings, without ``translation.``; none for a good pair.
    """

    pair: SegmentPair
    codes: frozenset[str]


@dataclass
class CheckScore(Score):
    """How often a check was right, found too much, and missed something."""

    pairs: list[str] = field(default_factory=list)


def marked(name: str) -> list[MarkedPair]:
    """Return the pairs of one file of the corpus: ``"good"``, ``"spoiled"`` or ``"held_out"``.

    What has no codes is good in both directions, so it comes twice.
    """
    found = []
    for entry in json.loads((PAIRS / f"{name}.json").read_text(encoding="utf-8")):
        codes = frozenset(entry.get("codes", ()))
        one = _pair(entry)
        found.append(MarkedPair(one, codes))
        if not codes:
            found.append(MarkedPair(turned(one), codes))
    return found


def turned(pair: SegmentPair) -> SegmentPair:
    """Return a pair with its target as the source."""
    return replace(
        pair,
        source=pair.target or "",
        target=pair.source,
        recorded=pair.source,
        source_attributes=pair.target_attributes,
        target_attributes=pair.source_attributes,
        source_language=pair.target_language,
        target_language=pair.source_language,
    )


def codes_of(pair: SegmentPair) -> frozenset[str]:
    """Return the codes of what is found in one pair, without ``translation.``."""
    from pages.translation.checks import compare

    return frozenset(found.code.removeprefix("translation.") for found in compare([pair]))


def scores(pairs: list[MarkedPair]) -> dict[str, CheckScore]:
    """Return the score of each check on some pairs, by code."""
    rows: dict[str, CheckScore] = defaultdict(CheckScore)
    for one in pairs:
        found = codes_of(one.pair)
        for code in found | one.codes:
            rows[code].right += code in found and code in one.codes
            rows[code].wrong += code not in one.codes
            rows[code].missed += code not in found
            if (code in found) != (code in one.codes):
                kind = "missed" if code in one.codes else "found wrongly"
                rows[code].pairs.append(f"{kind}: {one.pair.source} → {one.pair.target}")
    return dict(rows)


def tables() -> str:
    """Return the tables of `docs/translation-checks.md`."""
    from tools.translation_pairs import demo_pairs

    demo = [MarkedPair(one, frozenset()) for one in demo_pairs()]
    rows = scores([*marked("spoiled"), *marked("good"), *demo])
    lines = [
        "| Check | Spoiled pairs | Precision | Recall |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| `{code}` | {row.right + row.missed} | {row.precision} | {row.recall} |"
        for code, row in sorted(rows.items())
    ]
    lines += ["", f"All checks: {_summary(rows)}."]
    held_out = scores(marked("held_out"))
    lines += ["", f"On the pairs held out, today: {_summary(held_out)}."]
    good, spoiled = len(marked("good")) // 2, len(marked("spoiled"))
    lines += [
        "",
        f"{spoiled} spoiled pairs, {good} good ones in both directions, {len(demo)} of the demo,"
        f" {len(json.loads((PAIRS / 'held_out.json').read_text(encoding='utf-8')))} held out.",
    ]
    return "\n".join(lines)


def misses(name: str) -> Iterator[str]:
    """Yield each pair of a file that was judged wrongly, by code."""
    rows = scores(marked(name))
    yield f"{name}: {_summary(rows)}"
    for code, row in sorted(rows.items()):
        yield from (f"  {code} {line}" for line in row.pairs)


def _pair(entry: dict[str, Any]) -> SegmentPair:
    from pages.translation.checks import SegmentPair
    from pages.translation.exchange.bilingual import citations_of

    source, target = entry["source"], entry["target"]
    source_language, target_language = entry.get("languages", "en-es").split("-")
    return SegmentPair(
        index=0,
        path="",
        source=source,
        target=target or None,
        source_attributes=entry.get("source_attributes") or citations_of(source),
        target_attributes=entry.get("target_attributes") or citations_of(source),
        recorded=target or None,
        source_language=source_language,
        target_language=target_language,
    )


def _summary(rows: dict[str, CheckScore]) -> str:
    right = sum(row.right for row in rows.values())
    wrong = sum(row.wrong for row in rows.values())
    missed = sum(row.missed for row in rows.values())
    return f"precision {share(right, right + wrong)}, recall {share(right, right + missed)}"


def main(arguments: list[str]) -> int:
    """Run one of the commands; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.translation_report", description=__doc__)
    parser.add_argument("command", choices=["print", "write", "check", "misses"])
    options = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    if options.command == "misses":
        for name in ("spoiled", "good", "held_out"):
            print("\n".join(misses(name)))
        return 0
    return REPORT.run(options.command)


REPORT: Final = Report(page="translation-checks.md", tool="tools.translation_report", tables=tables)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
