"""What a text says about doses: numbers, units and how often, in the sentences that speak of them.

No block of a page is set aside for doses, so they are recognised by what is said. English and
Spanish; a text in another language is looked through for units and digits alone.
"""

from __future__ import annotations

import re
from typing import Final

_SENTENCE: Final = re.compile(r"(?<=[.!?;:])\s+(?=\D)|\n+")

_UNIT: Final = (
    r"mcg|µg|μg|ug|mg|g|ml|iu|ui|mmol|meq|gramos?|grams?|milligrams?|miligramos?|micrograms?"
    r"|microgramos?|millilit(?:er|re)s?|mililitros?|units?|unidades|drops?|gotas?"
)

_SPEAKS_OF_DOSES: Final = re.compile(
    rf"\d\s?(?:{_UNIT})\b"
    r"|\b(?:dos(?:e|es|age|is|ificaci[oó]n)|tablets?|capsules?|pills?|comprimidos?|tabletas?"
    r"|c[aá]psulas?|pastillas?|injections?|inject|inyecci(?:[oó]n|ones)|infusions?|infusi[oó]n"
    r"|tak(?:e|es|en|ing)|tom(?:e|a|ar|an|en))\b",
    re.IGNORECASE,
)

_TOLD: Final = re.compile(
    r"\d+(?:[.,]\d+)*|%"
    rf"|\b(?:{_UNIT}"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|twelve|half|once|twice"
    r"|un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|medi[oa]"
    r"|times?|daily|weekly|monthly|hourly|hours?|days?|weeks?|months?|minutes?"
    r"|veces|vez|diari[oa]s?|diariamente|semanal(?:es)?|mensual(?:es)?"
    r"|horas?|d[ií]as?|semanas?|meses|mes|minutos?"
    r"|not?|never|nunca|stop|suspend[ae]r?|without|sin|before|antes|after|despu[eé]s)\b",
    re.IGNORECASE,
)


def dosage(text: str) -> tuple[str, ...]:
    """Return what a text says about doses, so that two texts can be compared; empty for nothing.

    Args:
        text: without markup.

    Returns:
        Numbers, units, frequencies and negations, folded, of the sentences that speak of a dose
        or of taking something, in the order of the text: doses that change places are a change.
    """
    return tuple(
        found.lower()
        for sentence in _SENTENCE.split(text)
        if _SPEAKS_OF_DOSES.search(sentence)
        for found in _TOLD.findall(sentence)
    )
