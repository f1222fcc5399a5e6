"""Acronyms: translated where the language has its own, and kept where it has not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.checks.statutory import IDENTIFIER
from pages.translation.checks.texts import is_comparable, said

_ACRONYM: Final = re.compile(r"\b[A-ZÁÉÍÓÚÑ][A-ZÁÉÍÓÚÑ0-9]*[A-ZÁÉÍÓÚÑ][A-Z0-9]*\b")

SPANISH: Final[dict[str, frozenset[str]]] = {
    english: frozenset(spanish.split("/"))
    for english, spanish in {
        "RA": "AR",
        "OA": "OA/artrosis",
        "WHO": "OMS",
        "NSAID": "AINE",
        "NSAIDS": "AINE/AINES",
        "DMARD": "FARME/FAME",
        "DMARDS": "FARME/FAME/FARMES",
        "MRI": "RM/IRM/RMN/resonancia",
        "CT": "TC/TAC/tomografía",
        "DNA": "ADN",
        "RNA": "ARN",
        "HIV": "VIH",
        "AIDS": "SIDA/sida",
        "EU": "UE",
        "UK": "Reino",
        "US": "EE/Estados/ecografía/ultrasonido",
        "USA": "EE/Estados",
        "ESR": "VSG",
        "CRP": "PCR",
        "ICU": "UCI",
        "COPD": "EPOC",
        "BMI": "IMC",
        "PRP": "PRP",
        "ECG": "ECG/electrocardiograma",
        "BP": "TA/PA",
        "UV": "UV",
        "GP": "médico/cabecera/familia",
        "ER": "urgencias",
        "IU": "UI",
        "IV": "IV/intravenosa/intravenoso/vena",
        "RF": "FR",
        "SLE": "LES",
        "JIA": "AIJ",
        "AS": "EA",
        "PSA": "APS/APE",
        "VAS": "EVA",
        "RCT": "ECA",
        "RCTS": "ECA",
        "CI": "IC",
        "BMD": "DMO",
        "DEXA": "DXA/densitometría",
        "DXA": "densitometría",
        "PPI": "IBP",
        "PPIS": "IBP",
        "SSRI": "ISRS",
        "CNS": "SNC",
        "ACL": "LCA",
        "PCL": "LCP",
        "DVT": "TVP",
        "PE": "EP/TEP",
        "CKD": "ERC",
        "CVD": "ECV",
        "CBC": "BH/biometría/hemograma",
        "GFR": "TFG",
        "UTI": "IVU/ITU",
        "STI": "ITS",
        "STIS": "ITS",
        "TB": "TB/tuberculosis",
        "HR": "FC",
        "PT": "fisioterapia/TP",
        "OTC": "venta",
        "IM": "IM/intramuscular",
        "SC": "SC/subcutánea",
        "PCP": "médico",
        "PTSD": "TEPT",
        "ADHD": "TDAH",
    }.items()
}
"""What an English acronym is in Spanish: another one, or a word."""

_WORDS: Final = frozenset({"OK", "NOT", "NO", "AND", "OR", "TV", "BID", "TID", "QID", "QD"})
"""Words in capitals, and Latin frequencies, which the check of doses reads."""


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find an acronym of the source that the translation has in no form."""
    if not is_comparable(pair):
        return
    source, target = said(pair.source), said(pair.target or "")
    if source.isupper():
        return
    for acronym in dict.fromkeys(_ACRONYM.findall(IDENTIFIER.sub(" ", source))):
        if acronym in _WORDS or _is_there(acronym, target, pair.target_language):
            continue
        yield Finding(
            code="translation.acronym",
            severity="warn",
            pair=pair,
            message=_("“%(acronym)s” is not in the translation, nor what it is there.")
            % {"acronym": acronym},
            quote=target,
            about=acronym,
        )


def _is_there(acronym: str, target: str, language: str) -> bool:
    if acronym in target:
        return True
    if language == "es":
        return any(each.lower() in target.lower() for each in SPANISH.get(acronym, ()))
    return any(
        acronym in spanish and english.lower() in target.lower()
        for english, spanish in SPANISH.items()
    )
