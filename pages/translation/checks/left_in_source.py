"""Words of the source that were left standing in a translation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from pages.claims.lexicon.structure import words as listed
from pages.claims.tokens import folded
from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.checks.texts import is_comparable, said

SHORTEST: Final = 4
"""Words in a row; fewer are often a name or a term."""

_FUNCTION: Final = {
    "en": listed(
        "the of and with for is are was were your you this that from should it to by or not on at "
        "if when has have be do does can may will their they which its but as"
    ),
    "es": listed(
        "el la los las de del y con para es son su sus usted este esta que desde debe lo por o si "
        "cuando ha han ser se puede le les un una al como pero cuyo en"
    ),
}
"""Words that hardly any title, name or term of the other language is without."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NAMED: Final = re.compile(
    r"%\(\w+\)[a-z]|\{[^{}]*\}|“[^”]*”|«[^»]*»|\"[^\"]*\"|‘[^’]*’|<(i|em|cite)\b[^>]*>.*?</\1>",
    re.IGNORECASE | re.DOTALL,
)
"""Titles, quotations and variables, which may stay as they are."""


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find four words in a row that are those of the source, in its language.

    A run counts where it has a word of the source's grammar, which the target's language lacks, and
    is not all in capitals, as names are.
    """
    if not is_comparable(pair) or pair.shows_source:
        return
    here = said(_NAMED.sub(" | ", pair.target or ""))
    found = _longest_run(here, said(pair.source), pair.source_language, pair.target_language)
    if found:
        yield Finding(
            code="translation.left_in_source",
            severity="warn",
            pair=pair,
            message=_("“%(words)s” is still in the language of the source.") % {"words": found},
            quote=said(pair.target or ""),
        )


def _longest_run(target: str, source: str, language: str, other: str) -> str:
    there = f" {' '.join(folded(word) for word in _WORD.findall(source))} "
    marks = _FUNCTION[language] - _FUNCTION[other]
    for stretch in re.split(r"[|.;:!?]", target):
        words = _WORD.findall(stretch)
        for start in range(len(words) - SHORTEST + 1):
            end = start + SHORTEST
            if f" {' '.join(folded(word) for word in words[start:end])} " not in there:
                continue
            while end < len(words) and (
                f" {' '.join(folded(word) for word in words[start : end + 1])} " in there
            ):
                end += 1
            run = words[start:end]
            names = sum(word[0].isupper() for word in run)
            if any(folded(word) in marks for word in run) and names * 2 < len(run):
                return " ".join(run)
    return ""
