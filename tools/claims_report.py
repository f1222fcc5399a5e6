"""How well the rules about claims find what they should, rule by rule.

Usage: python -m tools.claims_report print | write | check
       python -m tools.claims_report against TEXT FINDINGS [--locale LL] [--type TYPE]

`print` shows the tables, `write` puts them into `docs/claims.md`, `check` fails when the tables
there are not those of today. `against` compares with what somebody marked in a text: a JSON file
with `{"findings": [{"line", "quote", "severity"}], "must_not_fire": [{"line", "quote"}]}`.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import django

from tools.reports import Report
from tools.scores import Score, share

if TYPE_CHECKING:
    from pages.content.examination.file import LineFinding


@dataclass
class RuleScore(Score):
    """How often a rule was right, found too much, and missed something."""

    on_demo: Counter[str] = field(default_factory=Counter)


def scores() -> dict[str, dict[str, RuleScore]]:
    """Return the score of each rule on the corpus and on the demo, by language and code."""
    from pages import claims
    from pages.claims.example_text import document
    from tools.claims_texts import ASSURED, LANGUAGES, corpus, demo_documents

    found: dict[str, dict[str, RuleScore]] = {}
    for language in LANGUAGES:
        rows = found[language] = {rule.code: RuleScore() for rule in claims.RULES}
        for paragraph in corpus(language):
            read = document(
                paragraph.text, language=language, page_type="procedure", assured=ASSURED
            )
            codes = {finding.code for finding in claims.check(read)}
            for code in codes | paragraph.codes:
                rows[code].right += code in codes and code in paragraph.codes
                rows[code].wrong += code not in paragraph.codes
                rows[code].missed += code not in codes
        for key, read in demo_documents(language):
            for finding in claims.check(read):
                rows[finding.code].on_demo[key] += 1
    return found


def tables() -> str:
    """Return the tables of `docs/claims.md`."""
    found = scores()
    lines = [
        "| Rule | Severity | en precision | en recall | es precision | es recall "
        "| Demo en | Demo es |",
        "|---|---|---|---|---|---|---|---|",
    ]
    from pages import claims

    for rule in claims.RULES:
        english, spanish = found["en"][rule.code], found["es"][rule.code]
        lines.append(
            f"| `{rule.code}` | {rule.severity} | {english.precision} | {english.recall} "
            f"| {spanish.precision} | {spanish.recall} "
            f"| {english.on_demo.total()} | {spanish.on_demo.total()} |"
        )
    for language, rows in found.items():
        right = sum(row.right for row in rows.values())
        wrong = sum(row.wrong for row in rows.values())
        missed = sum(row.missed for row in rows.values())
        demo = sum(row.on_demo.total() for row in rows.values())
        lines.append(
            f"\nAll rules, {language}: precision {share(right, right + wrong)}, recall "
            f"{share(right, right + missed)}; {demo} findings on the demo."
        )
    return "\n".join(lines)


def compared(found: list[LineFinding], marked: dict[str, Any], lines: list[str]) -> Iterator[str]:
    """Yield how findings about a text compare with what somebody marked in it."""
    for severity in ("block", "warn"):
        asked = [one for one in marked["findings"] if one["severity"] == severity]
        missed = [one for one in asked if not _is_found(one, found, lines)]
        yield f"{severity}: {len(asked) - len(missed)} of {len(asked)} found"
        yield from (f"    missed: {one['line']} {one['quote'] or one.get('why')}" for one in missed)
    for one in marked.get("must_not_fire", ()):
        if _is_found(one, found, lines):
            yield f"    fires where it must not: {one['line']} {one['quote']}"
    yield f"{len(found)} findings in all"
    yield from _by_rule(found, marked, lines)


def _by_rule(found: list[LineFinding], marked: dict[str, Any], lines: list[str]) -> Iterator[str]:
    """Yield for each rule how often it fires, and how many of those are at a mark."""
    yield "| Rule | Findings | At a mark |"
    yield "|---|---|---|"
    for code, count in sorted(Counter(one.finding.code for one in found).items()):
        hits = sum(
            any(_is_found(one, [finding], lines) for one in marked["findings"])
            for finding in found
            if finding.finding.code == code
        )
        yield f"| `{code}` | {count} | {hits} |"


def _is_found(one: dict[str, Any], found: list[LineFinding], lines: list[str]) -> bool:
    """Tell whether a finding stands in the same line and shares words with what was marked.

    What is marked as absent from the whole text counts as found with any finding about the whole
    text: whether it is the same absence takes a reader.
    """
    if one["line"] is None:
        return any(not finding.line for finding in found)
    line = lines[one["line"] - 1]
    start = line.find(one["quote"])
    end = start + len(one["quote"])
    for finding in found:
        if finding.line == one["line"]:
            at = line.find(finding.quote)
            if at < end and start < at + len(finding.quote):
                return True
    return False


def main(arguments: list[str]) -> int:
    """Run one of the commands; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.claims_report", description=__doc__)
    parser.add_argument("command", choices=["print", "write", "check", "against"])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--locale", default="en")
    parser.add_argument("--type", default="condition")
    options = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    if options.command == "against":
        return _against(options)
    return REPORT.run(options.command)


def _against(options: argparse.Namespace) -> int:
    from pages.content.examination.file import examine_file
    from pages.content.importing.reading import read_file

    if len(options.files) != 2:
        print("Usage: python -m tools.claims_report against TEXT FINDINGS")
        return 2
    source = read_file(options.files[0])
    marked = json.loads(options.files[1].read_text(encoding="utf-8"))
    found = examine_file(source, page_type=options.type, language=options.locale)
    print("\n".join(compared(found, marked, source.text.split("\n"))))
    return 0


REPORT: Final = Report(page="claims.md", tool="tools.claims_report", tables=tables)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
