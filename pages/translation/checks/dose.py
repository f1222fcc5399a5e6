"""Units: what a dose is made of, beside its number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from django.utils.translation import gettext as _

from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.checks.frequency import rates
from pages.translation.checks.quantities import WORDS, value_of
from pages.translation.checks.texts import is_comparable, said, words

_UNITS: Final[dict[str, str]] = {
    unit: name
    for name, text in {
        "µg": "µg μg mcg ug microgram micrograms microgramo microgramos",
        "mg": "mg milligram milligrams miligramo miligramos",
        "g": "g gram grams gramo gramos",
        "kg": "kg kilogram kilograms kilogramo kilogramos kilo kilos",
        "lb": "lb lbs pound pounds libra libras",
        "oz": "oz ounce ounces onza onzas",
        "ml": "ml milliliter milliliters millilitre millilitres mililitro mililitros",
        "dl": "dl deciliter decilitre decilitro",
        "l": "l liter liters litre litres litro litros",
        "iu": "iu ui",
        "unit": "unit units unidad unidades",
        "mmol": "mmol",
        "µmol": "µmol μmol umol",
        "meq": "meq",
        "mmhg": "mmhg",
        "kcal": "kcal",
        "mm": "mm millimeter millimeters millimetre millimetres milímetro milímetros",
        "cm": "cm centimeter centimeters centimetre centimetres centímetro centímetros",
        "m": "m meter meters metre metres metro metros",
        "km": "km kilometer kilometers kilometre kilometres kilómetro kilómetros",
        "inch": "inch inches pulgada pulgadas",
        "foot": "ft foot feet",
        "mile": "mile miles milla millas",
        "°c": "°c °celsius",
        "°f": "°f °fahrenheit",
        "%": "% percent",
        "second": "second seconds segundo segundos",
        "minute": "min minute minutes minuto minutos",
        "hour": "h hour hours hora horas",
        "day": "day days día días",
        "week": "week weeks semana semanas",
        "month": "month months mes meses",
        "year": "year years año años",
        "time": "time times vez veces",
        "tablet": "tablet tablets comprimido comprimidos tableta tabletas",
        "capsule": "capsule capsules cápsula cápsulas",
        "drop": "drop drops gota gotas",
        "dose": "dose doses dosis",
        "point": "percentage-points percentage-point puntos-porcentuales punto-porcentual",
    }.items()
    for unit in text.split()
}
_ONE_WORD: Final = (
    (re.compile(r"\bper cent\b|\bpor ciento\b"), "percent"),
    (re.compile(r"\b(percentage) (points?)\b|\b(puntos?) (porcentual(?:es)?)\b"), r"\1\3-\2\4"),
    (re.compile(r"°\s+(?=[CF]\b)"), "°"),
    (re.compile(r"\bgrados (?=Celsius|Fahrenheit)|\bdegrees (?=Celsius|Fahrenheit)"), "°"),
)
"""Units of two words, which are read as one."""

_SPELLED: Final = {
    word: value
    for language in ("en", "es")
    for word, value in WORDS[language].items()
    if word not in {"one", "uno", "una", "un", "once", "twice", "thrice"}
}
_NUMBER_WORD: Final = re.compile(rf"\b(?:{'|'.join(_SPELLED)})\b", re.IGNORECASE)
"""Numbers as words; “once” is eleven in Spanish only, and one is often an article."""

_MEASURE: Final = re.compile(
    r"(\d+(?:[.,]\d+)*)[\s\u00a0-]?"
    r"(%|°[^\W\d_]+|percentage-points?|puntos?-porcentual(?:es)?|[^\W\d_]+)"
    r"(?:(?:\s?/\s?| per | por (?:cada )?)(kg|dl|ml|l|m²|m2|kilogramos?|kilograms?|kilos?|litros?"
    r"|lit(?:er|re)s?)\b)?",
    re.IGNORECASE,
)


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find a measure whose unit is another in the translation, with the same number."""
    if not is_comparable(pair):
        return
    target = pair.target or ""
    before, after = measures(pair.source), measures(target)
    numbers = {number for number, _unit in before} & {number for number, _unit in after}
    lost = {one for one in before - after if one[0] in numbers}
    added = {one for one in after - before if one[0] in numbers}
    if any(number == other for number, _unit in lost for other, _other_unit in added):
        yield Finding(
            code="translation.dose",
            severity="block",
            pair=pair,
            message=_("A unit is not that of the source. Correct it."),
            quote=said(target),
        )


@lru_cache(maxsize=4096)
def measures(html: str) -> Counter[tuple[str, str]]:
    """Return the numbers of a segment that have a unit, with its name: ``("10", "mg/kg")``."""
    text = said(html)
    text = _NUMBER_WORD.sub(lambda match: _SPELLED[match.group().lower()], text)
    for pattern, replacement in _ONE_WORD:
        text = pattern.sub(replacement, text)
    found: Counter[tuple[str, str]] = Counter()
    for match in _MEASURE.finditer(text):
        unit = _UNITS.get(match[2]) or _UNITS.get(match[2].lower())
        if unit:
            per = match[3] and (_UNITS.get(match[3].lower()) or match[3].lower().replace("²", "2"))
            found[value_of(match[1], "en"), f"{unit}/{per}" if per else unit] += 1
    return found


def doses(html: str, language: str) -> tuple[Counter[tuple[str, str]], Counter[str], Any]:
    """Return all that a segment says of amounts: measures, units by name, and how often."""
    units = Counter(_UNITS[word] for word in words(html) if word in _UNITS)
    return measures(html), units, rates(html, language)
