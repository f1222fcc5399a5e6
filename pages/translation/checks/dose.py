"""Units and frequencies: what a dose is made of, beside its number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.checks.texts import is_comparable, phrases, said

_UNITS: Final[dict[str, str]] = {
    unit: name
    for name, text in {
        "µg": "µg mcg ug microgram micrograms microgramo microgramos",
        "mg": "mg milligram milligrams miligramo miligramos",
        "g": "g gram grams gramo gramos",
        "kg": "kg kilogram kilograms kilogramo kilogramos kilo kilos",
        "ml": "ml milliliter milliliters millilitre millilitres mililitro mililitros",
        "l": "l liter liters litre litres litro litros",
        "iu": "iu ui",
        "mm": "mm millimeter millimeters millimetre millimetres milímetro milímetros",
        "cm": "cm centimeter centimeters centimetre centimetres centímetro centímetros",
        "m": "m meter meters metre metres metro metros",
        "%": "% percent per-cent",
        "second": "second seconds segundo segundos",
        "minute": "min minute minutes minuto minutos",
        "hour": "h hour hours hora horas",
        "day": "day days día días",
        "week": "week weeks semana semanas",
        "month": "month months mes meses",
        "year": "year years año años",
        "time": "time times vez veces",
        "tablet": "tablet tablets comprimido comprimidos tableta tabletas",
        "dose": "dose doses dosis",
    }.items()
    for unit in text.split()
}
_MEASURE: Final = re.compile(r"(\d+(?:[.,]\d+)*)[\s\u00a0-]?(%|[^\W\d_]+)")
_PER: Final[dict[str, dict[str, str]]] = {
    "en": {
        "a day": "day",
        "per day": "day",
        "daily": "day",
        "every day": "day",
        "each day": "day",
        "a week": "week",
        "per week": "week",
        "weekly": "week",
        "every week": "week",
        "a month": "month",
        "monthly": "month",
        "every month": "month",
        "a year": "year",
        "yearly": "year",
        "every year": "year",
    },
    "es": {
        "al dia": "day",
        "por dia": "day",
        "diario": "day",
        "diaria": "day",
        "diarios": "day",
        "diarias": "day",
        "diariamente": "day",
        "cada dia": "day",
        "todos los dias": "day",
        "a la semana": "week",
        "por semana": "week",
        "semanal": "week",
        "semanales": "week",
        "semanalmente": "week",
        "cada semana": "week",
        "al mes": "month",
        "por mes": "month",
        "mensual": "month",
        "mensuales": "month",
        "cada mes": "month",
        "al ano": "year",
        "al año": "year",
        "por año": "year",
        "anual": "year",
        "anuales": "year",
        "cada año": "year",
    },
}
_COUNTED: Final = re.compile(
    r" (?:once|twice|times|tablets?|doses?|mg|one|two|three|four|vez|veces|dosis|comprimidos?"
    r"|una|dos|tres|cuatro) "
)


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find a measure whose unit, or a dose whose frequency, is another in the translation."""
    if not is_comparable(pair):
        return
    target = pair.target or ""
    before, after = measures(pair.source), measures(target)
    numbers = {number for number, _unit in before} & {number for number, _unit in after}
    lost = {one for one in before - after if one[0] in numbers}
    added = {one for one in after - before if one[0] in numbers}
    changed = {(n, u) for n, u in lost if any(n == other for other, _unit in added)}
    rates = _rates(pair.source, pair.source_language), _rates(target, pair.target_language)
    if changed or (all(rates) and rates[0] != rates[1]):
        yield Finding(
            code="translation.dose",
            severity="block",
            pair=pair,
            message=_(
                "A unit, or how often something is taken, is not that of the source. Correct it."
            ),
            quote=said(target),
        )


def measures(html: str) -> Counter[tuple[str, str]]:
    """Return the numbers of a segment that have a unit, with its name: ``("10", "mg")``."""
    found: Counter[tuple[str, str]] = Counter()
    for match in _MEASURE.finditer(said(html)):
        unit = _UNITS.get(match[2]) or _UNITS.get(match[2].lower())
        if unit:
            found[match[1].replace(",", "."), unit] += 1
    return found


def _rates(html: str, language: str) -> set[str]:
    """Return the stretches of time for which a dose is meant, where something is counted."""
    text = phrases(html)
    if not _COUNTED.search(text):
        return set()
    return {unit for phrase, unit in _PER.get(language, {}).items() if f" {phrase} " in text}


def doses(html: str, language: str) -> Counter[tuple[str, str]]:
    """Return what a segment says of amounts: numbers with their unit, and stretches of time."""
    rates = ((phrase, unit) for phrase, unit in _PER.get(language, {}).items())
    text = phrases(html)
    counted = Counter({("", unit): 1 for phrase, unit in rates if f" {phrase} " in text})
    units = Counter(("", _UNITS[word]) for word in text.split() if word in _UNITS)
    return measures(html) + counted + units
