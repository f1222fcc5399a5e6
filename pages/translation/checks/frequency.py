"""How often and at what time something is taken: every 8 hours, twice a week, before meals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext as _

from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.checks.quantities import NUMBER, value_of
from pages.translation.checks.texts import is_comparable, plain, said

_PERIOD: Final[Mapping[str, Mapping[str, Fraction]]] = {
    "en": {
        "hour": Fraction(1, 24),
        "h": Fraction(1, 24),
        "day": Fraction(1),
        "week": Fraction(7),
        "month": Fraction(30),
        "year": Fraction(365),
        "daily": Fraction(1),
        "weekly": Fraction(7),
        "monthly": Fraction(30),
        "yearly": Fraction(365),
    },
    "es": {
        "hora": Fraction(1, 24),
        "h": Fraction(1, 24),
        "dia": Fraction(1),
        "semana": Fraction(7),
        "mes": Fraction(30),
        "año": Fraction(365),
        "noche": Fraction(1),
        "mañana": Fraction(1),
    },
}
"""Days in each period of time."""

_ENGLISH_PERIOD: Final = r"(?P<period>hour|h|day|week|month|year)s?\b"
_SPANISH_PERIOD: Final = r"(?P<period>hora|h|dia|semana|mes|año)(?:s|es)?\b"
_TIMES: Final = {
    "en": re.compile(
        rf"(?:(?P<fixed>once|twice|thrice)|(?P<number>{NUMBER['en']}) times)"
        r"(?:,? (?:(?:a|an|per|each|every|in a|in one) (?P<period>day|week|month|year)\b"
        r"|(?P<adverb>daily|weekly|monthly|yearly)))"
    ),
    "es": re.compile(
        rf"(?P<number>{NUMBER['es']}) (?:vez|veces) ?"
        r"(?:a la|al|por|cada|en una|en un|/|todos los) ?"
        r"(?P<period>dia|semana|mes|año)s?\b"
    ),
}
_EVERY: Final = {
    "en": re.compile(rf"\bevery (?P<number>{NUMBER['en']})\s?{_ENGLISH_PERIOD}"),
    "es": re.compile(rf"\b(?:cada|c/) ?(?P<number>{NUMBER['es']})\s?{_SPANISH_PERIOD}"),
}
_OTHER: Final = {
    "en": re.compile(
        r"\b(?:every other|every second|on alternate) (?P<period>day|week|month|year)s?\b"
    ),
    "es": re.compile(
        r"\b(?:cada tercer (?P<period>dia)|un (?P<first>dia|mes) si y otro no|en dias alternos"
        r"|(?P<second>semana) de por medio|(?P<third>dia)s? por medio)\b"
    ),
}
_THIRD: Final = {
    "en": re.compile(r"\bevery third (?P<period>day|week|month|year)\b"),
    "es": re.compile(r"\bcada tercer[ao]? (?P<period>semana|mes|año)\b"),
}
"""In Spanish, “cada tercer día” is every other day, and only that."""

_FIXED: Final = {"once": 1, "twice": 2, "thrice": 3}
_LATIN: Final = re.compile(r"\b(QD|BID|TID|QID|Q(?P<hours>\d{1,2})H)\b|\b([BTQ])\.?I\.?D\.?\b")
_LATIN_TIMES: Final = {"QD": 1, "BID": 2, "TID": 3, "QID": 4, "B": 2, "T": 3, "Q": 4}
_BARE: Final = {
    "en": re.compile(
        r"\b(?:a|per|each|every) (?P<period>day|week|month|year)\b"
        r"|\b(?P<adverb>daily|weekly|monthly|yearly)\b"
    ),
    "es": re.compile(
        r"\b(?:al|a la|por|cada|todos los|todas las) (?P<period>dia|semana|mes|año)(?:s|es)?\b"
        r"|\b(?P<adjective>diari[ao]s?|diariamente|semanal(?:es|mente)?|mensual(?:es|mente)?"
        r"|anual(?:es|mente)?)\b"
    ),
}
_ADJECTIVES: Final = {"diari": "dia", "semana": "semana", "mensua": "mes", "anual": "año"}
_COUNTED: Final = re.compile(
    r"\b(?:once|twice|times|tablets?|capsules?|doses?|mg|ml|one|two|three|four|vez|veces|dosis"
    r"|comprimidos?|capsulas?|tabletas?|una|dos|tres|cuatro)\b"
)
"""What is counted where a bare “a day” belongs to a dose."""

_MEAL: Final = {
    "en": r"(?:meals?|food|eating|breakfast|lunch|dinner|supper|you eat)",
    "es": r"(?:alimentos?|comidas?|comer|desayun\w+|almuerzo|cena[r]?)",
}
_BY: Final = {
    "en": r" (?:the |a |each |every |your |main )?",
    "es": r" (?:de )?(?:l[ao]s? |del |cada |el |sus? )?",
}
_MEALS: Final = {
    "en": {
        "before": re.compile(rf"\bbefore{_BY['en']}{_MEAL['en']}\b|\bempty stomach\b|\bfasting\b"),
        "with": re.compile(rf"\bwith{_BY['en']}{_MEAL['en']}\b|\bfull stomach\b"),
        "after": re.compile(rf"\bafter{_BY['en']}{_MEAL['en']}\b"),
    },
    "es": {
        "before": re.compile(
            rf"\bantes(?: de| del){_BY['es']}{_MEAL['es']}\b|\ben ayunas\b|\bestomago vacio\b"
        ),
        "with": re.compile(
            rf"\b(?:con|durante){_BY['es']}{_MEAL['es']}\b|\bestomago lleno\b|\bal comer\b"
        ),
        "after": re.compile(rf"\b(?:despues|luego)(?: de| del){_BY['es']}{_MEAL['es']}\b"),
    },
}
_HOURS: Final = {
    "en": {
        "early": re.compile(r"\b(?:morning|mornings|breakfast)\b"),
        "late": re.compile(r"\b(?:evenings?|night|nights|nightly|bedtime|overnight|afternoons?)\b"),
    },
    "es": {
        "early": re.compile(
            r"\b(?:por|en|de|cada|todas) (?:las? )?mañanas?\b|\bmatutin\w+|\bdesayun\w+"
            r"|\bal levantarse\b"
            r"|\bmatinal\w*|\bmañana siguiente\b|\bmadrugada\b"
        ),
        "late": re.compile(r"\b(?:tardes?|noches?|nocturn\w+|acostar\w+|acueste\w*|dormir\w*)\b"),
    },
}


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find a rate or a time of the day, or a relation to meals, that is another."""
    if not is_comparable(pair):
        return
    target = pair.target or ""
    languages = pair.source_language, pair.target_language
    before, after = rates(pair.source, languages[0]), rates(target, languages[1])
    if (
        _rates_differ(before, after)
        or _moments_differ(_MEALS, pair)
        or _moments_differ(_HOURS, pair)
    ):
        yield Finding(
            code="translation.dose",
            severity="block",
            pair=pair,
            message=_(
                "How often, or at what time, something is taken or done is not that of the source."
                " Correct it."
            ),
            quote=said(target),
        )


@lru_cache(maxsize=4096)
def rates(html: str, language: str) -> tuple[frozenset[Fraction], frozenset[Fraction]]:
    """Return how often things happen in a segment.

    Returns:
        Times per day where they are said (“every 8 hours” is 3, “twice a week” 2/7), then the
        periods, in days, of what is counted for a period without a number of times (“5 mg a day”).
    """
    text = plain(html)
    periods = _PERIOD[language]
    exact: set[Fraction] = set()
    rest = text
    for match in _TIMES[language].finditer(text):
        groups = match.groupdict()
        times = _FIXED.get(groups.get("fixed") or "") or _whole(groups["number"], language)
        period = groups["period"] or groups.get("adverb") or ""
        if times:
            exact.add(times / periods[period])
            rest = rest.replace(match.group(), " ", 1)
    for match in _EVERY[language].finditer(rest):
        if count := _whole(match["number"], language):
            exact.add(1 / (count * periods[match["period"]]))
            rest = rest.replace(match.group(), " ", 1)
    for match in _OTHER[language].finditer(rest):
        named = next((group for group in match.groups() if group), "dia")
        exact.add(1 / (2 * periods[named]))
        rest = rest.replace(match.group(), " ", 1)
    for match in _THIRD[language].finditer(rest):
        exact.add(1 / (3 * periods[match["period"]]))
        rest = rest.replace(match.group(), " ", 1)
    for match in _LATIN.finditer(said(html)):
        hours = match["hours"]
        name = match[1] or match[3]
        times = (
            Fraction(24, int(hours)) if hours and int(hours) else _LATIN_TIMES.get(name or "", 0)
        )
        if times:
            exact.add(Fraction(times))
    bare: set[Fraction] = set()
    if _COUNTED.search(text):
        bare = {_bare_period(match, language) for match in _BARE[language].finditer(rest)}
    return frozenset(exact), frozenset(bare)


@lru_cache(maxsize=4096)
def rate_numbers(html: str, language: str) -> Counter[str]:
    """Return the numbers of a segment that say how often, each in one form, such as ``"8"``."""
    return Counter(
        value_of(match["number"], language)
        for pattern in (_TIMES[language], _EVERY[language])
        for match in pattern.finditer(plain(html))
        if match["number"]
    )


def _whole(text: str | None, language: str) -> Fraction:
    """Return a number of times; 0 where there is none."""
    return Fraction(value_of(text, language)).limit_denominator(1000) if text else Fraction(0)


def _bare_period(match: re.Match[str], language: str) -> Fraction:
    groups = match.groupdict()
    named = groups["period"] or groups.get("adverb")
    if not named:
        adjective = groups["adjective"]
        named = next(noun for start, noun in _ADJECTIVES.items() if adjective.startswith(start))
    return _PERIOD[language][named]


def _rates_differ(
    before: tuple[frozenset[Fraction], frozenset[Fraction]],
    after: tuple[frozenset[Fraction], frozenset[Fraction]],
) -> bool:
    if before[0] and after[0]:
        return before[0] != after[0]
    for (exact, _bare), (_exact, bare) in ((before, after), (after, before)):
        if exact and bare:
            # “Every 6 hours” may be “four a day”, but nothing weekly is daily.
            return not any(rate * period >= 1 for rate in exact for period in bare)
    return bool(before[1] and after[1] and before[1] != after[1])


def _moments_differ(
    moments: Mapping[str, Mapping[str, re.Pattern[str]]], pair: SegmentPair
) -> bool:
    here, there = (
        {name for name, pattern in moments[language].items() if pattern.search(plain(html))}
        for language, html in (
            (pair.source_language, pair.source),
            (pair.target_language, pair.target or ""),
        )
    )
    return bool(here and there and here.isdisjoint(there))
