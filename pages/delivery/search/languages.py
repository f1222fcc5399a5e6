"""What a search knows of each language: its stemmer, its small words, its spellings.

A language without an entry is searched without its help: by whole words, accents ignored.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


STEMMERS: Final[Mapping[str, str]] = {
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nb": "norwegian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "sv": "swedish",
}
"""Snowball's algorithm for a language, by its code without region."""

STOP_WORDS: Final[Mapping[str, frozenset[str]]] = {
    "en": _listed(
        """
        a about after all also am an and any are as at be because been before being both but by
        can could d did do does doing don during each few for from had has have having he her
        here hers him his how i if in into is it its itself just ll m may me might more most must
        my no nor not now of off on once only or other our ours out over own re s same shall she
        should so some such t than that the their theirs them then there these they this those
        through to too under until up us ve very was we were what when where which while who whom
        why will with would you your yours
        """
    ),
    "es": _listed(
        """
        a al algo alguna algunas alguno algunos ante antes aquel aquella aquellas aquellos asi
        aun cada como con contra cual cuales cuando cuanto de del desde donde durante e el ella
        ellas ellos en entre era eran es esa esas ese eso esos esta estaba estan estar estas este
        esto estos fue fueron ha haber habia han hasta hay la las le les lo los mas me mi mis muy
        ni no nos nosotros o os otra otras otro otros para pero por porque puede pueden que quien
        quienes se sea sean ser si sido sin sobre son su sus suya suyo tal tambien tanto te tener
        ti tiene tienen toda todas todo todos tras tu tus u un una unas uno unos usted ustedes y
        ya yo
        """
    ),
}
"""Words that say nothing about what a text is about, folded, by language without region."""

IRREGULAR: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "bursae": "bursa",
        "children": "child",
        "feet": "foot",
        "men": "man",
        "teeth": "tooth",
        "vertebrae": "vertebra",
        "women": "woman",
    },
    # What a stemmer or a missing tilde would make the same: years and anus, men and shoulders
    # (hombro), births and parts (parte).
    "es": {
        "anos": "ano",
        "año": "anyo",
        "años": "anyo",
        "hombre": "hombrex",
        "hombres": "hombrex",
        "parto": "partox",
        "partos": "partox",
    },
}
"""Words that are read as others before anything else is done to them, in lower case."""

SPELLINGS: Final[Mapping[str, tuple[tuple[re.Pattern[str], str], ...]]] = {
    "en": (
        (re.compile("[ao]e"), "e"),
        (re.compile("our(?=s?$|ed$|ing$)"), "or"),
        (re.compile("is(?=(e|es|ed|er|ing|ation|ations)$)"), "iz"),
        (re.compile("ys(?=(e|es|ed|er|ing)$)"), "yz"),
    ),
}
"""British spellings and what they become, which is what American ones are or become as well."""

SHORTEST_SPELLED: Final = 6
"""Letters of a word from which on it may have two spellings: not ``four`` or ``does``."""

GREEK: Final[Mapping[str, Mapping[str, str]]] = {"es": {"alpha": "alfa"}}
"""Names of Greek letters where they are not Unicode's."""

UNITS: Final = _listed(
    """
    bpm cal cl cm dl g gy h hz iu kcal kg kj km l m mbq mcg mcl meq mg min ml mm mmhg mmol mol
    mosm ng nm pct pg u ui
    """
)
"""Units that belong to the number before them."""


def base_language(code: str) -> str:
    """Return a language's code without its region: ``"es"`` for ``"es-mx"``."""
    return code.lower().replace("_", "-").partition("-")[0]
