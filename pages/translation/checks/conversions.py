"""Measures that a translation may turn into the units of its readers: 100.4 °F is 38 °C."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

_LINEAR: Final[Mapping[tuple[str, str], tuple[float, ...]]] = {
    ("lb", "kg"): (0.45359237,),
    ("oz", "g"): (28.349523,),
    ("inch", "cm"): (2.54,),
    ("foot", "cm"): (30.48,),
    ("foot", "m"): (0.3048,),
    ("mile", "km"): (1.609344,),
    ("g", "mg"): (1000.0,),
    ("mg", "µg"): (1000.0,),
    ("l", "ml"): (1000.0,),
    ("cm", "mm"): (10.0,),
    ("m", "cm"): (100.0,),
    ("km", "m"): (1000.0,),
    ("kg", "g"): (1000.0,),
    # Glucose (molar mass 180.16), cholesterol (386.65): mg/dL to mmol/L.
    ("mg/dl", "mmol/l"): (1 / 18.016, 1 / 38.665),
    # Uric acid (168.11), creatinine (113.12), bilirubin (584.66): mg/dL to µmol/L.
    ("mg/dl", "µmol/l"): (59.48, 88.4, 17.1),
}
"""What a number in the first unit is multiplied with for the second, by substance if need be."""

_TOLERANCE: Final = 0.01
"""Share of the value by which a rounded conversion may be off."""


def is_converted(first: tuple[str, str], second: tuple[str, str]) -> bool:
    """Tell whether two measures, number and unit, are the same in different units."""
    if first[1] == second[1]:
        return False
    return any(_matches(one, other) for one, other in ((first, second), (second, first)))


def converted(
    before: Counter[tuple[str, str]], after: Counter[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Return the numbers that are one measure in two units: ``("100.4", "38")``."""
    return [(one[0], other[0]) for one in before for other in after if is_converted(one, other)]


def _matches(first: tuple[str, str], second: tuple[str, str]) -> bool:
    value, wanted = float(first[0]), float(second[0])
    if (first[1], second[1]) == ("°f", "°c"):
        return abs((value - 32) / 1.8 - wanted) <= _rounding(second[0])
    return any(
        abs(value * factor - wanted) <= max(_rounding(second[0]), _TOLERANCE * wanted)
        for factor in _LINEAR.get((first[1], second[1]), ())
    )


def _rounding(number: str) -> float:
    """Return by how much a number may be off because its last digit was rounded."""
    return 0.51 * 10.0 ** -len(number.partition(".")[2])
