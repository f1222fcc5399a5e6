"""Approval by an authority without the number under which it can be looked up."""

from __future__ import annotations

import re
from typing import Final

from django.utils.translation import gettext_lazy as _

from pages.claims.phrases import Match
from pages.claims.reading import Reading, Sentence
from pages.claims.rule import Asserted, Examples, Rule

_IDENTIFIER: Final = re.compile(
    r"\bK\d{6}\b|\bP\d{6}\b|\bDEN\d{6}\b|\b(?:NDA|BLA|ANDA|IND|IDE|PMA)\s?(?:No\.?\s?)?\d{4,6}\b|"
    r"\bNCT\d{8}\b|\b\d{3,6}[A-Z]?\d{0,4}\s?SSA\b|\bEU/\d/\d{2}/\d{3,4}\b|EMEA/H/C/\d+|"
    r"(?:\bNo\.?|núm\.?|number|número|n\.º|folio|licen[cs]e|licencia|registro)\s{0,2}"
    r"[:#]?\s?[A-Z0-9/-]{0,8}\d{3,}",
    re.IGNORECASE,
)


def _has_no_identifier(reading: Reading, sentence: Sentence, match: Match) -> bool:
    return not _IDENTIFIER.search(sentence.text)


RULES = (
    Rule(
        code="claim.approval",
        severity="block",
        title=_("Approval by an authority without its number"),
        message=_(
            "“%(phrase)s” claims approval without saying of what. Name the product, the use it was "
            "approved for and its number, so that readers can look it up."
        ),
        source=(
            "FDA, Is It Really FDA Approved?; 21 CFR 807.97; "
            "Ley General de Salud (México), art. 376"
        ),
        check=Asserted(only_if=_has_no_identifier, hedging="any"),
        phrases={
            "en": (
                "fda|ema|cofepris|mhra|aemps|anvisa|government ~1 "
                "approved|cleared|registered|certified|authorized|authorised|licensed|endorsed",
                "approved|cleared|registered|certified|authorized|authorised|licensed|endorsed "
                "by ~2 fda|ema|cofepris|mhra|aemps|who|ministry|government|authorities|health",
                "fda|ema|cofepris|mhra ~1 approval|clearance|certification|registration|license",
                "ce marked|mark|certified",
                "iso # certified",
                "iso|gmp certified|accredited",
                "fully|officially|legally approved|certified|licensed|authorized|regulated",
            ),
            "es": (
                "aprobado|aprobada|aprobados|aprobadas|autorizado|autorizada|autorizados|avalado"
                "|avalada|certificado|certificada|certificados|registrado|registrada|regulado "
                "por ~2 cofepris|fda|ema|aemps|salud|secretaría|gobierno|oms|ministerio"
                "|autoridades",
                "aprobación|autorización|aval|certificación|registro|permiso|licencia de ~1 "
                "cofepris|fda|ema|aemps|salud|secretaría",
                "cuenta|contamos|cuentan con ~2 "
                "registro|aprobación|autorización|permiso|licencia|aval|certificación "
                "sanitario|sanitaria|de|cofepris|fda|oficial",
                "certificado|certificada|certificación|certificados iso|gmp",
                "marcado ce",
            ),
        },
        examples={
            "en": Examples(
                found=("The device is FDA approved.",),
                clean=(
                    "The device is FDA cleared for heel pain (K201234).",
                    "The device is not FDA approved.",
                ),
            ),
            "es": Examples(
                found=("El producto está aprobado por la COFEPRIS.",),
                clean=(
                    "El producto está registrado por la COFEPRIS con el número 0123R2020 SSA.",
                    "El producto no está aprobado por la COFEPRIS.",
                ),
            ),
        },
    ),
)
