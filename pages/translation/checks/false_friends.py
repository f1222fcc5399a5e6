"""Words that look alike in both languages and do not mean the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.checks.texts import is_comparable, phrases, said

FRIENDS: Final[tuple[tuple[str, str, str], ...]] = (
    ("actual actually", "actual actualmente", "real, en realidad"),
    ("eventual eventually", "eventual eventualmente", "final, con el tiempo"),
    ("severe severely", "severo severa severos severas severamente", "grave, intenso"),
    ("constipated constipation", "constipado constipada constipación", "estreñido, estreñimiento"),
    ("embarrassed embarrassing", "embarazada embarazoso", "avergonzado, incómodo"),
    ("disorder disorders", "desorden desórdenes", "trastorno"),
    ("injury injuries", "injuria injurias", "lesión"),
    ("drug drugs", "droga drogas", "medicamento, fármaco"),
    ("sensible", "sensible sensibles", "sensato"),
    ("sensitive", "sensitivo sensitiva", "sensible"),
    ("resume resumed", "resumir resumido", "reanudar"),
    ("assist assisted", "asistir asistido", "ayudar"),
    ("attend attended", "atender atendido", "asistir, acudir"),
    ("carpet", "carpeta", "alfombra"),
    ("exit", "éxito", "salida"),
    ("success", "suceso", "éxito"),
    ("library", "librería", "biblioteca"),
    ("physician physicians", "físico físicos", "médico"),
    ("preservative preservatives", "preservativo preservativos", "conservante"),
    ("prostate", "próstrata", "próstata"),
    ("randomized randomised", "randomizado randomizada randomizados", "aleatorizado"),
    ("consistent", "consistente consistentes", "compatible, constante"),
    ("evidence", "evidencias", "pruebas, evidencia"),
    ("abuse abused", "abusar", "maltrato, abuso"),
    ("patient's condition", "condición del paciente", "estado, enfermedad"),
    ("medical condition medical conditions", "condición médica condiciones médicas", "enfermedad"),
    ("rash", "rasguño", "erupción"),
    ("cough", "cofa", "tos"),
    ("lecture lectures", "lectura lecturas", "conferencia"),
    ("diversion", "diversión", "desviación"),
    ("discharge", "descarga", "alta, secreción"),
    ("intoxicated", "intoxicado", "ebrio"),
    ("molest", "molestar", "abusar"),
    ("realize realized realise", "realizar realizado", "darse cuenta"),
    ("support supported", "soportar soportado", "apoyar, respaldar"),
    ("introduce introduced", "introducir introducido", "presentar"),
    ("topic topical", "tópico", "tema; tópico si es de uso externo"),
)
"""English words, the Spanish ones that look like them, and what is meant."""


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find a word of the source beside its false friend in the translation."""
    if not is_comparable(pair):
        return
    by_language = {
        pair.source_language: phrases(pair.source),
        pair.target_language: phrases(pair.target or ""),
    }
    for english, spanish, meant in FRIENDS:
        found = _found(spanish, by_language["es"])
        if found and _found(english, by_language["en"]):
            yield Finding(
                code="translation.false_friend",
                severity="warn",
                pair=pair,
                message=_(
                    "“%(word)s” only looks like the other language's word. Meant may be: %(meant)s."
                )
                % {"word": found, "meant": meant},
                quote=said(pair.target or ""),
                about=found,
            )


def _found(listed: str, text: str) -> str:
    """Return the first of these words, or of these phrases of two or three words, in a text."""
    spoken = phrases(listed).strip()
    if "condition" in listed or "condición" in listed:
        return next((one for one in _pairs(spoken) if f" {one} " in text), "")
    return next((one for one in spoken.split() if f" {one} " in text), "")


def _pairs(text: str) -> list[str]:
    parts = text.split()
    return [" ".join(parts[place : place + 2]) for place in range(0, len(parts) - 1, 2)]
