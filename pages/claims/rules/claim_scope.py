"""One treatment for everything, and nature as an argument."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_lazy as _

from pages.claims.document import HEADINGS
from pages.claims.findings import Hit
from pages.claims.reading import Reading
from pages.claims.rule import Asserted, Examples, Rule

MANY: Final = 3
"""Kinds of disease in one sentence from which on it reads as a remedy for everything."""


def _many(reading: Reading, rule: Rule) -> Iterator[Hit]:
    systems = reading.lexicon.classes["system"]
    offering = frozenset(token for token in reading.lexicon.classes["treatment"])
    candidates = {"candidates", "candidate", "candidatos", "candidato", "candidatas"}
    below_candidates = False
    for sentence in reading.sentences:
        spoken = {token.word for token in sentence.words}
        if sentence.block.kind in HEADINGS:
            below_candidates = bool(spoken & candidates)
            continue
        named = [token for token in sentence.words if token.word in systems]
        if len({token.word for token in named}) < MANY or sentence.disowned or sentence.cited:
            continue
        if below_candidates or spoken & offering or spoken & candidates:
            yield Hit(sentence.block, named[0].start, named[-1].end, sentence)


RULES = (
    Rule(
        code="claim.many_indications",
        severity="block",
        title=_("One treatment for many unrelated diseases"),
        message=_(
            "“%(phrase)s” offers one treatment for unrelated diseases. Name the disease that this "
            "page is about, whom the treatment suits and whom it does not."
        ),
        source=(
            "FDA, 6 Tip-offs to Rip-offs (one product does it all); "
            "ISSCR, Nine Things To Know About Stem Cell Treatments"
        ),
        check=_many,
        examples={
            "en": Examples(
                found=(
                    "The treatment is for neurological, metabolic and cardiovascular diseases.",
                ),
                clean=(
                    "Neurological, metabolic and cardiovascular diseases were reasons for "
                    "exclusion.",
                    "The treatment is for people with heel pain.",
                ),
            ),
            "es": Examples(
                found=(
                    "El tratamiento es para enfermedades neurológicas, metabólicas y "
                    "cardiovasculares.",
                ),
                clean=("El tratamiento es para personas con dolor de talón.",),
            ),
        },
    ),
    Rule(
        code="claim.natural",
        severity="warn",
        title=_("Nature as an argument"),
        message=_(
            "“%(phrase)s” suggests that what is natural is safe or works. Say what it is and what "
            "is known of it."
        ),
        source="FDA, 6 Tip-offs to Rip-offs (all natural); Real Decreto 1907/1996 (España), art. 4",
        check=Asserted(hedging="none"),
        phrases={
            "en": (
                "all|100|% natural",
                "natural ~1 @treatment|cure|solution|alternative|healing|way",
                "regenerate|regenerates|heal|heals|heals|recover|repair|repairs ~2 "
                "naturally|itself",
                "natural healing ~1 power|ability|process|capacity",
                "chemical free",
                "detox|detoxify|detoxifies|detoxification",
            ),
            "es": (
                "100 % natural",
                "totalmente|completamente natural|naturales",
                "@treatment|cura|solución|alternativa|remedio natural|naturales",
                "regenera|regenerar|sana|sanar|recupera|repara|repararse ~3 "
                "naturalmente|natural|sí|mismo",
                "desintoxica|desintoxicar|desintoxicación|detox",
                "sin químicos",
            ),
        },
        examples={
            "en": Examples(
                found=("It is a natural treatment.",),
                clean=("It follows the natural course of the disease.",),
            ),
            "es": Examples(
                found=("Es un tratamiento natural.",),
                clean=("Sigue el curso natural de la enfermedad.",),
            ),
        },
    ),
)
