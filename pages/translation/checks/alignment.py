"""Sentence beside sentence: a long segment is compared in the parts that belong together.

Over a paragraph, a denial that is lost in one sentence would be hidden by one in the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from html import escape
from typing import Final

from pages.claims.sentences import spans
from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.checks.texts import said

_BREAK: Final = re.compile(r"</(?:p|li|h\d|td|th)\s*>|<br\s*/?>|[\r\n]+", re.IGNORECASE)


def by_sentence(
    pair: SegmentPair, look: Callable[[SegmentPair], Iterator[Finding]]
) -> Iterator[Finding]:
    """Yield the first finding of a check on the sentences of a pair, as one on the pair itself."""
    for source, target in _aligned(pair.source, pair.target or ""):
        for finding in look(replace(pair, source=source, target=target)):
            yield replace(finding, pair=pair)
            return


@lru_cache(maxsize=4096)
def _aligned(source: str, target: str) -> tuple[tuple[str, str], ...]:
    """Return the parts of two texts that stand beside each other, as HTML.

    They are lines, sentences, and what semicolons divide, where both sides have as many of them,
    and wholes otherwise.
    """
    lines = _filled(source), _filled(target)
    if len(lines[0]) != len(lines[1]):
        return ((source, target),)
    parts: list[tuple[str, str]] = []
    for here, there in zip(*lines, strict=True):
        parts += _beside(_sentences(here), _sentences(there)) or [(here, there)]
    return tuple(
        (escape(one, quote=False), escape(other, quote=False))
        for here, there in parts
        for one, other in (_beside(_clauses(here), _clauses(there)) or [(here, there)])
    )


def _beside(one: list[str], other: list[str]) -> list[tuple[str, str]]:
    """Return two lists as pairs; none where one is longer."""
    return list(zip(one, other, strict=True)) if len(one) == len(other) else []


def _filled(html: str) -> list[str]:
    return [text for line in _BREAK.split(html) if (text := said(line))]


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in spans(text)]


def _clauses(text: str) -> list[str]:
    return [clause for part in text.split(";") if (clause := part.strip())]
