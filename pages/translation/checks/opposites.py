"""Words that a translation may turn into their opposites: hypoglycaemia, worse, benign."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from pages.translation.checks.alignment import by_sentence
from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.checks.texts import is_comparable, plain, said

_MEAL: Final = (
    r" (?:(?:the|a|each|every|your|main) )?(?:meal|food|eating|breakfast|lunch|dinner|supper)"
    r"|(?: de| del)? ?(?:(?:l[ao]s?|cada|el) )?(?:alimento|comida|comer|desayun|almuerzo|cena)"
)
"""What the check of frequencies reads: before, with and after meals."""

_LISTED: Final[tuple[tuple[str, str, str, str], ...]] = (
    (
        r"hypo[a-z]{4,}|low blood (?:pressure|sugar)",
        r"hipo[a-z]{4,}|(?:presion|azucar) baja",
        r"hyper[a-z]{4,}|high blood (?:pressure|sugar)",
        r"hiper[a-z]{4,}|(?:presion|azucar) alta",
    ),
    (r"worse|worsen\w*", r"pe(?:or|ores)|empeor\w+|agrav\w+", r"better|improv\w+", r"mejor\w*"),
    (
        r"increas\w+|grows?|grew|raise[sd]?|rais(?:e|ing)|rises?|rose|higher",
        r"aument\w+|subi\w*|sube\w*|suba\w*"
        r"|elev\w+|increment\w+|mas alt[ao]s?|mayor(?:es)?",
        r"decreas\w+|reduc\w+|lower(?:s|ed|ing)?|fell|falls|dropped",
        r"disminu\w+|reduc\w+|reduzc\w+|baj\w+|descen\w+|menor(?:es)?|inferior(?:es)?",
    ),
    (r"benign", r"benign[ao]s?", r"malignant|malignan\w+|cancerous", r"malign[ao]s?|cancer\w*"),
    (r"positive", r"positiv[ao]s?", r"negative", r"negativ[ao]s?"),
    (r"acute", r"agud[ao]s?", r"chronic", r"cronic[ao]s?"),
    (
        rf"before(?:hand)?(?!{_MEAL})",
        rf"antes(?!{_MEAL})",
        rf"after(?:wards)?(?!{_MEAL})",
        rf"(?:despues|tras|luego|al cabo)(?!{_MEAL})",
    ),
    (
        r"child|children|infants?|paediatric|pediatric",
        r"niñ[ao]s?|menor(?:es)?|infan\w+|pediatric\w+",
        r"adults?|grown-ups?",
        r"adult[ao]s?|mayores de edad",
    ),
    (r"women|woman|female", r"muje(?:r|res)|femenin\w+", r"men|man|male", r"hombres?|masculin\w+"),
    (
        r"contract(?:s|ed|ing)?|tighten\w*",
        r"contra(?:e|er|iga|igan|en)|apret\w+|apriet\w+",
        r"relax\w*|loosen\w*",
        r"relaj\w+|afloj\w+",
    ),
    (
        r"safe",
        r"segur[ao]s?|inocu[ao]s?",
        r"dangerous|hazardous|unsafe",
        r"peligros[ao]s?|insegur[ao]s?|riesgos[ao]s?",
    ),
    (r"upper", r"superior(?:es)?", r"lower (?:back|leg|limb|arm|jaw|body)", r"inferior(?:es)?"),
    (
        r"bend|bends|bending|flex\w*",
        r"dobl\w+|flexion\w*",
        r"straighten\w*|extend\w*",
        r"estir\w+|enderec\w+|enderez\w+|extend\w+|extiend\w+",
    ),
)
"""English and Spanish for one thing, then English and Spanish for its opposite."""

_OPPOSITES: Final = [
    tuple(
        {"en": _whole, "es": _spanish} for _whole, _spanish in ((one[0], one[1]), (one[2], one[3]))
    )
    for one in (tuple(re.compile(rf"\b(?:{text})\b") for text in entry) for entry in _LISTED)
]


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find a word of the source of which the translation has only the opposite.

    A denial may turn a word around with its meaning kept, so what one side alone denies counts for
    nothing here.
    """
    if is_comparable(pair):
        yield from by_sentence(pair, _compare)


def _compare(pair: SegmentPair) -> Iterator[Finding]:
    source, target = plain(pair.source), plain(pair.target or "")
    if _denied(source, pair.source_language) != _denied(target, pair.target_language):
        return
    for one, other in _OPPOSITES:
        for this, that in ((one, other), (other, one)):
            meant = this[pair.source_language].search(source)
            if (
                meant
                and not that[pair.source_language].search(source)
                and not this[pair.target_language].search(target)
                and (instead := that[pair.target_language].search(target))
            ):
                yield Finding(
                    code="translation.opposite",
                    severity="block",
                    pair=pair,
                    message=_("“%(source)s” has become its opposite, “%(target)s”. Compare them.")
                    % {
                        "source": said(pair.source)[slice(*meant.span())],
                        "target": said(pair.target or "")[slice(*instead.span())],
                    },
                    quote=said(pair.target or ""),
                )
                return


_DENIAL: Final = {
    "en": re.compile(r"\b(?:no|not|never|without|cannot|nor|less|\w+n't)\b"),
    "es": re.compile(r"\b(?:no|nunca|sin|ni|tampoco|menos)\b"),
}


def _denied(text: str, language: str) -> bool:
    return bool(_DENIAL[language].search(text))
