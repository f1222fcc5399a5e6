"""From the numbers in an old page's text, “[1]” or “<sup>1</sup>”, to citations of the library.

Pure. A marker becomes a citation only where every number in it belongs to a reference of the
file; all others stay as they are, for the editor to see.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

_NUMBERS: Final = r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,20}"
_MARKER: Final = re.compile(
    rf"(?P<tag><a\b[^>]*>.*?</a>|<(?!sup>)[^>]+>)|(?P<before>\s?)"
    rf"(?:\[(?P<bracketed>{_NUMBERS})\]|<sup>(?P<raised>{_NUMBERS})</sup>|"
    rf"<sup>\[(?P<both>{_NUMBERS})\]</sup>)",
    re.DOTALL,
)
_POWER: Final = re.compile(r"(?:\d|(?<![^\W\d_])[^\W\d_]{1,3})$")
_RICH_KEYS: Final = frozenset({"text", "answer", "description"})


@dataclass(frozen=True, slots=True)
class Citation:
    """What a number stands for: the key of a reference, and its neutral label."""

    key: str
    label: str


def with_citations(
    value: Any, citations: Mapping[int, Citation], *, rich: bool = True
) -> tuple[Any, int]:
    """Return a field's value with citations for markers, and how many were made.

    Args:
        value: stored rich text, or raw blocks, in which only rich texts are changed.
        citations: what each number of the file's list stands for.
        rich: whether a plain string is rich text.
    """
    if isinstance(value, str):
        return cited(value, citations) if rich else (value, 0)
    if isinstance(value, list):
        results = [with_citations(entry, citations, rich=rich) for entry in value]
        return [entry for entry, _count in results], sum(count for _entry, count in results)
    if isinstance(value, dict):
        changed: dict[str, Any] = {}
        total = 0
        for key, entry in value.items():
            is_rich = key in _RICH_KEYS or key == "cells"
            changed[key], count = with_citations(entry, citations, rich=is_rich)
            total += count
        return changed, total
    return value, 0


def cited(text: str, citations: Mapping[int, Citation]) -> tuple[str, int]:
    """Return one rich text with citations for its markers, and how many were made."""
    made = 0

    def replaced(found: re.Match[str]) -> str:
        nonlocal made
        if found["tag"]:
            return found.group()
        numbers = _expanded(found["bracketed"] or found["raised"] or found["both"])
        if not numbers or any(number not in citations for number in numbers):
            return found.group()
        if found["raised"] and not found["before"] and _POWER.search(text[: found.start()][-8:]):
            return found.group()
        made += 1
        return _link([citations[number] for number in numbers])

    return _MARKER.sub(replaced, text), made


def _expanded(written: str) -> list[int]:
    numbers: list[int] = []
    for part in re.split(r"\s?[,;]\s?", written):
        ends = [int(end) for end in re.split(r"\s?[–-]\s?", part)]
        if len(ends) > 2 or ends[-1] < ends[0] or ends[-1] - ends[0] > 50:
            return []
        numbers += range(ends[0], ends[-1] + 1)
    return list(dict.fromkeys(numbers))


def _link(cited_here: list[Citation]) -> str:
    keys = html.escape(" ".join(citation.key for citation in cited_here))
    label = html.escape("; ".join(citation.label for citation in cited_here), quote=False)
    return f'<a linktype="citation" keys="{keys}">[{label}]</a>'
