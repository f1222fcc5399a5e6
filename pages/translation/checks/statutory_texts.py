"""Sentences that a law or a regulator words, with what each language has for them.

`docs/translation-checks.md` says which of them were compared with the official text. A site adds
the notices that bind it with `PAGES["STATUTORY_TEXTS"]`, and has a lawyer read the list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pages import conf


@dataclass(frozen=True, slots=True)
class StatutoryText:
    """One sentence whose wording is not the translator's to choose.

    Attributes:
        wordings: what each language may say, by its two letters: its official texts, or renderings
            that this site accepts as faithful where it has none.
        official: the languages that have an official text.
        source: the law, or the regulator's document, that words it.
    """

    wordings: Mapping[str, tuple[str, ...]]
    official: frozenset[str]
    source: str


def _text(source: str, official: str, **wordings: str | tuple[str, ...]) -> StatutoryText:
    return StatutoryText(
        wordings={
            language: (one,) if isinstance(one, str) else one for language, one in wordings.items()
        },
        official=frozenset(official.split()),
        source=source,
    )


_DSHEA: Final = "21 CFR 101.93(c); 21 U.S.C. 343(r)(6)(C)"
_AGENCY: Final = "la Administración de Alimentos y Medicamentos"

TEXTS: Final[tuple[StatutoryText, ...]] = (
    _text(
        _DSHEA,
        "en",
        en="This statement has not been evaluated by the Food and Drug Administration.",
        es=(
            f"Esta declaración no ha sido evaluada por {_AGENCY}.",
            f"Esta declaración no ha sido evaluada por {_AGENCY} (FDA).",
            f"Esta declaración no ha sido evaluada por {_AGENCY} de los Estados Unidos.",
        ),
    ),
    _text(
        _DSHEA,
        "en",
        en="These statements have not been evaluated by the Food and Drug Administration.",
        es=(
            f"Estas declaraciones no han sido evaluadas por {_AGENCY}.",
            f"Estas declaraciones no han sido evaluadas por {_AGENCY} (FDA).",
            f"Estas declaraciones no han sido evaluadas por {_AGENCY} de los Estados Unidos.",
        ),
    ),
    _text(
        _DSHEA,
        "en",
        en="This product is not intended to diagnose, treat, cure, or prevent any disease.",
        es=(
            "Este producto no está destinado a diagnosticar, tratar, curar ni prevenir ninguna "
            "enfermedad.",
            "Este producto no está destinado a diagnosticar, tratar, curar o prevenir ninguna "
            "enfermedad.",
            "Este producto no pretende diagnosticar, tratar, curar ni prevenir ninguna enfermedad.",
            "Este producto no tiene como fin diagnosticar, tratar, curar ni prevenir ninguna "
            "enfermedad.",
        ),
    ),
    _text(
        "Ley General de Salud (Mexico), article 216",
        "es",
        es="Este producto no es un medicamento.",
        en=(
            "This product is not a medicine.",
            "This product is not a drug.",
            "This product is not a medication.",
        ),
    ),
    _text(
        "Legend of food supplements in Mexico, as COFEPRIS asks for it on their labels",
        "es",
        es="El consumo de este producto es responsabilidad de quien lo recomienda y de quien lo "
        "usa.",
        en=(
            "The consumption of this product is the responsibility of whoever recommends it and of "
            "whoever uses it.",
            "Consumption of this product is the responsibility of those who recommend it and those "
            "who use it.",
            "The consumption of this product is the responsibility of the person who recommends it "
            "and the person who uses it.",
        ),
    ),
    _text(
        "45 CFR 164.520(b)(1)(i); Spanish of the model notice of the U.S. Department of Health and "
        "Human Services",
        "en es",
        en="This notice describes how medical information about you may be used and disclosed and "
        "how you can get access to this information.",
        es="Esta notificación describe cómo puede utilizarse y divulgarse su información médica, y "
        "cómo puede acceder usted a esta información.",
    ),
    _text(
        "Templates of the European Medicines Agency for product information (QRD), in English and "
        "in Spanish",
        "en es",
        en="Keep this medicine out of the sight and reach of children.",
        es="Mantener este medicamento fuera de la vista y del alcance de los niños.",
    ),
    _text(
        "Templates of the European Medicines Agency for product information (QRD), in English and "
        "in Spanish",
        "en es",
        en=(
            "This medicine is subject to additional monitoring.",
            "This medicinal product is subject to additional monitoring.",
        ),
        es="Este medicamento está sujeto a seguimiento adicional.",
    ),
)


def texts() -> tuple[StatutoryText, ...]:
    """Return the sentences above and those that the site adds."""
    return TEXTS + tuple(_own(entry) for entry in conf.statutory_texts())


def faults_of_texts(value: object) -> str:
    """Return what is wrong with `STATUTORY_TEXTS`; empty when nothing is."""
    if not isinstance(value, list | tuple):
        return "is not a list of dicts"
    for entry in value:
        if not isinstance(entry, Mapping) or not _is_whole(entry):
            return f'holds an entry without a sentence in "en" and one in "es", {entry!r}'
    return ""


def _is_whole(entry: Mapping[object, object]) -> bool:
    return all(isinstance(one := entry.get(key), str) and one.strip() for key in ("en", "es"))


def _own(entry: Mapping[str, str]) -> StatutoryText:
    return _text(entry.get("source", ""), "en es", en=entry["en"], es=entry["es"])
