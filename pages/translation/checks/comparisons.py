"""What a number is measured against: at least, at most, more than, less than."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext as _

from pages.translation.checks.alignment import by_sentence
from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.checks.quantities import NUMBER, value_of, values
from pages.translation.checks.texts import is_comparable, plain, said

_BEFORE: Final = {
    "en": {
        "up": (
            r"at least|no less than|no fewer than|not less than|(?:a )?minimum of|more than|above"
            r"|(?:great|long|old|high|heavi|larg|bigg|tall|wid|thick|deep|lat|fast)er than"
            r"|exceeds|exceeding"
            r"|over(?! the)|≥|>"
        ),
        "down": (
            r"at most|no more than|not more than|no longer than|not over|up to|until|till"
            r"|(?:a )?maximum of|not exceed|less than|under|below|fewer than"
            r"|(?:low|short|young|small|earli|soon|thinn|light|slow)er than|no later than|≤|<"
        ),
    },
    "es": {
        "up": (
            r"al menos|por lo menos|como minimo|(?:un )?minimo(?: de)?|no menos de|mas de"
            r"|may(?:or|ores) (?:de|a|que)|superior(?:es)? a|por encima de|por arriba de|arriba de"
            r"|exced[ae]n?(?: de)?|super[ae]n?|desde|a partir de|≥|>"
        ),
        "down": (
            r"como maximo|(?:un )?maximo(?: de)?|a lo mas|a lo sumo|no mas de|hasta"
            r"|no (?:debe )?(?:exced|super|rebas|sobrepas|pas)(?:a|e|er|ar)n?(?: de)?|menos de"
            r"|menor(?:es)? (?:de|a|que)|inferior(?:es)? a|por debajo de|debajo de|abajo de|≤|<"
        ),
    },
}
_BEHIND: Final = {
    "en": {
        "up": (
            r"(?:or|and) (?:more|older|over|higher|greater|longer|above|up)"
            r"|at least|at a minimum"
        ),
        "down": (
            r"(?:or|and) (?:less|fewer|lower|under|younger|shorter|below)"
            r"|at most|at the most|or earlier"
        ),
    },
    "es": {
        "up": (
            r"[oy] (?:mas|may(?:or|ores)|superior(?:es)?)|en adelante|como minimo|al menos"
            r"|por lo menos"
        ),
        "down": r"[oy] (?:menos|menor(?:es)?|inferior(?:es)?)|como maximo|a lo mas|a lo sumo",
    },
}
_ARTICLE: Final = {
    "en": r"(?:the |a |an |about |around )?",
    "es": r"(?:por |en |de )?(?:l[ao]s? |un[ao]s )?",
}
_PATTERNS: Final = {
    language: [
        (
            direction,
            re.compile(
                rf"(?<![^\W\d_])(?P<phrase>{phrase})\s*{_ARTICLE[language]}"
                rf"(?P<number>{NUMBER[language]})"
            ),
        )
        for direction, phrase in _BEFORE[language].items()
    ]
    + [
        (
            direction,
            re.compile(
                rf"(?P<number>{NUMBER[language]})(?:\s?[^\s,.;:()]+){{0,2}}?\s+"
                rf"(?P<phrase>{phrase})(?![^\W\d_])"
            ),
        )
        for direction, phrase in _BEHIND[language].items()
    ]
    for language in ("en", "es")
}
_NEGATED: Final = {
    "en": re.compile(r"\b(?:not|never|no one|nobody|cannot|don't|doesn't|shouldn't|avoid)\b"),
    "es": re.compile(r"\b(?:no|nunca|nadie|evite|evitar|tampoco)\b"),
}
_CONSUMED: Final = re.compile(
    r"\bno(?:t)? (?:more|less|fewer|longer|over|exceed|menos de|mas de)|\bno (?:debe )?"
    r"(?:exced|super|rebas|sobrepas|pas)"
)
_WEAK: Final = {"over", "until", "till", "desde", "a partir de", "hasta"}
"""Words that the other language may also say without comparing: “given over 2 hours”."""

_MANY: Final = "1"
"""“More than one” is “several”."""


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find a number that one side calls a limit and the other does not, or the other way round."""
    if is_comparable(pair):
        yield from by_sentence(pair, _compare)


def _compare(pair: SegmentPair) -> Iterator[Finding]:
    source, target = pair.source, pair.target or ""
    before, after = limits(source, pair.source_language), limits(target, pair.target_language)
    if not before and not after:
        return
    denied = _denies(source, pair.source_language) != _denies(target, pair.target_language)
    shared = values(source, pair.source_language) & values(target, pair.target_language)
    for number in sorted(shared, key=float):
        here, there = before.get(number, {}), after.get(number, {})
        if here and there:
            if here.keys().isdisjoint(there) and not denied:
                message = _(
                    "The source says “%(one)s” of %(number)s, and the translation “%(other)s”."
                    " Compare them."
                )
            else:
                continue
        elif number != _MANY and any(
            phrase.lower() not in _WEAK for phrase in (*here.values(), *there.values())
        ):
            message = _(
                "Only one of the two languages says “%(phrase)s” of %(number)s. Compare them."
            )
        else:
            continue
        yield Finding(
            code="translation.comparison",
            severity="block",
            pair=pair,
            message=message
            % {
                "number": number,
                "one": next(iter(here.values()), ""),
                "other": next(iter(there.values()), ""),
                "phrase": next(iter((*here.values(), *there.values()))),
            },
            quote=said(target),
        )
        return


@lru_cache(maxsize=4096)
def limits(html: str, language: str) -> Mapping[str, Mapping[str, str]]:
    """Return which numbers are limits: ``{"30": {"up": "at least"}}``.

    The direction is ``up`` where what is more counts, ``down`` where what is less does.
    """
    spoken, text = said(html), plain(html)
    found: dict[str, dict[str, str]] = defaultdict(dict)
    taken: set[int] = set()
    # “No more than” is found before the “more than” within it.
    for direction, pattern in sorted(_PATTERNS[language], key=lambda one: one[0]):
        for match in pattern.finditer(text):
            end = match.end("phrase")
            if end not in taken:
                taken.add(end)
                number = value_of(match["number"], language)
                found[number].setdefault(direction, spoken[slice(*match.span("phrase"))])
    return found


@lru_cache(maxsize=4096)
def _denies(html: str, language: str) -> bool:
    return bool(_NEGATED[language].search(_CONSUMED.sub(" ", plain(html))))
