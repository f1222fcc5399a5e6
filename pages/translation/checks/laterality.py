"""Left and right: the same side of the body in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.checks.texts import is_comparable, plain, said

_ENGLISH_PLACES: Final = (
    r"(?:sided?|hand(?:ed)?|arms?|forearm|leg|foot|heel|ankle|knee|kneecap|hip|thigh|calf|shoulder"
    r"|elbow|wrist|finger|thumb|toe|ear|eye|eyelid|cheek|temple|jaw|breast|lung|kidney|ovary|testicle"
    r"|ventricle|atrium|hemisphere|lobe|buttock|groin|flank|rib|ribs|collarbone|chest|abdomen"
    r"|half|tibia|fibula|femur|humerus|radius|ulna|tendon|meniscus|rotator|nostril|tonsil)"
)
_SPANISH_PLACES: Final = (
    r"(?:lados?|costado|manos?|brazos?|antebrazo|piernas?|pies?|talon|tobillo|rodilla|rotula|cadera"
    r"|muslo|pantorrilla|hombro|codo|muñeca|dedo|pulgar|oido|oreja|ojo|parpado|mejilla|sien|mandibula"
    r"|mama|seno|pecho|pulmon|riñon|ovario|testiculo|ventriculo|auricula|hemisferio|lobulo|gluteo|ingle"
    r"|flanco|costillas?|clavicula|abdomen|mitad|tibia|perone|femur|humero|radio|cubito|tendon|menisco"
    r"|manguito|amigdala)"
)
_CERTAIN: Final = {
    "en": {
        side: re.compile(
            rf"\b{side}(?:[- ]|\s(?:upper|lower|inner|outer|big|little|ring|index|middle)\s)"
            rf"{_ENGLISH_PLACES}\b|\b(?:on|to|toward|towards) (?:the|your|his|her) {side}\b"
            rf"|\bthe {side} one\b"
        )
        for side in ("left", "right")
    },
    "es": {
        "left": re.compile(r"\bizquierd[ao]s?\b"),
        "right": re.compile(
            rf"\b{_SPANISH_PLACES}(?: \w+)? derech[ao]s?\b|\b(?:a|hacia) la derecha\b"
        ),
    },
}
"""Where the word is surely a side: “right” is also correct, “left” what remains."""

_POSSIBLE: Final = {
    "en": {"left": re.compile(r"\bleft"), "right": re.compile(r"\bright")},
    "es": {
        "left": re.compile(r"\b(?:izquierd|zurd|siniestr)"),
        "right": re.compile(r"\b(?:derech|diestr)"),
    },
}


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find a side of the body of which the other language says nothing."""
    if not is_comparable(pair):
        return
    source, target = plain(pair.source), plain(pair.target or "")
    for side in ("left", "right"):
        here, there = pair.source_language, pair.target_language
        if (_CERTAIN[here][side].search(source) and not _POSSIBLE[there][side].search(target)) or (
            _CERTAIN[there][side].search(target) and not _POSSIBLE[here][side].search(source)
        ):
            yield Finding(
                code="translation.laterality",
                severity="block",
                pair=pair,
                message=_("Left or right is not that of the source. Correct it."),
                quote=said(pair.target or ""),
            )
            return
