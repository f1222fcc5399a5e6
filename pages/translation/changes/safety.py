"""Whether a change of the source may pass as one that alters no meaning. Pure.

A person says that a change is a typo; the rules here refuse where a wrong word of that person could
harm a reader: numbers, doses, denials, doubts, dates, citations and links. Both versions are of the
same language, so that a word of these kinds that comes or goes is enough.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from pages.claims.lexicon.structure import words as listed
from pages.translation.changes.renumbering import citation_labels, links
from pages.translation.checks.dates import named_dates
from pages.translation.checks.dose import doses
from pages.translation.checks.hedging import hedges
from pages.translation.checks.negation import denials
from pages.translation.checks.numbers import values
from pages.translation.checks.texts import of, words
from pages.translation.likeness import likeness

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LEAST: Final = 0.7
"""How alike both versions must be: a sentence of which more was changed is translated."""

_OPPOSITES: Final = {
    "en": listed(
        "increase increases increased increasing decrease decreases decreased decreasing raise "
        "raises raised lower lowers lowered reduce reduces reduced more less most least high low "
        "higher highest lowest above below over under before after left right upper start starts "
        "started stop stops stopped begin continue all some any every each always often frequent "
        "infrequent common uncommon rare mild moderate severe acute chronic worse better worsen "
        "improve benign malignant positive negative internal external oral proximal distal minimum "
        "maximum must should can allowed and or if benefit benefits risk risks male female men "
        "women adult adults child children safe unsafe effective ineffective"
    ),
    "es": listed(
        "aumenta aumentan aumentar aumento disminuye disminuyen disminuir disminución eleva elevan "
        "reduce reducen reducir baja bajan sube suben más menos mayor menor alto alta bajo altos "
        "altas bajos bajas arriba abajo antes después izquierda derecha izquierdo derecho superior "
        "inferior empiece empezar suspenda suspender continúe continuar todo toda todos todas "
        "algún algunos algunas cada siempre frecuente infrecuente común raro rara leve moderado "
        "moderada grave severo agudo aguda crónico crónica peor mejor empeora mejora benigno "
        "maligno positivo positiva negativo negativa interno externo oral mínimo máximo debe puede "
        "y o u e si beneficio beneficios riesgo riesgos hombre mujer hombres mujeres adulto "
        "adultos niño niños seguro eficaz ineficaz"
    ),
}
"""Words of which another of the list says something else in the same place."""

_PREFIX: Final = re.compile(r"^(hyper|hypo|hiper|hipo|anti|contra|pre|post|intra|extra|sub|supra)")
"""How words begin that differ in little else: hypotension, hypertension."""


def _directions(html: str, language: str) -> Counter[str]:
    opposites = of(language, _OPPOSITES)
    found = Counter(word for word in words(html) if word in opposites)
    prefixes = (_PREFIX.match(word) for word in words(html))
    return found + Counter(match.group() for match in prefixes if match)


_READINGS: Final[tuple[tuple[Callable[[str, str], Any], _StrPromise], ...]] = (
    (values, _("The change touches a number: translate it.")),
    (doses, _("The change touches a dose, a unit or a stretch of time: translate it.")),
    (denials, _("The change touches a denial (“no”, “without”): translate it.")),
    (hedges, _("The change touches how sure the source is (“may”, “often”): translate it.")),
    (
        _directions,
        _("The change touches a word that has an opposite (“more”, “before”): translate it."),
    ),
    (named_dates, _("The change touches a date: translate it.")),
    (
        lambda html, _language: citation_labels(html),
        _("The change touches a citation: translate it."),
    ),
    (lambda html, _language: links(html), _("The change touches a link: translate it.")),
)


def alterations(old_source: str, new_source: str, *, language: str) -> Iterator[_StrPromise]:
    """Yield why a change of the source may alter its meaning, as sentences; nothing if it may not.

    Args:
        old_source: HTML with placeholders.
        new_source: likewise, of the same language.
        language: two letters; words are known in English and Spanish.
    """
    for reading, sentence in _READINGS:
        if reading(old_source, language) != reading(new_source, language):
            yield sentence
    before, after = words(old_source), words(new_source)
    if before != after and Counter(before) == Counter(after):
        yield _("The words stand in another order: translate it.")
    if likeness(old_source, new_source) < LEAST:
        yield _("Too much of the source has changed: translate it.")
