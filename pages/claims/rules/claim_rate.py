"""Success rates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_lazy as _

from pages.claims.document import HEADINGS
from pages.claims.findings import Hit
from pages.claims.reading import Reading, Sentence
from pages.claims.rule import Asserted, Examples, Rule, hit_of

_COUNTS: Final = re.compile(
    r"\b\d[\d.,]* (?:(?:out )?of|de|de los|de las|of the) (?:the |los |las |every |cada )?\d", re.I
)
_asserted = Asserted(negatable=True, hedging="none", conditional=False, quoted=True)


def _is_complete(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether a rate comes with how many of how many, in which time, and a source."""
    units = reading.lexicon.classes["unit"]
    return (
        sentence.cited
        and bool(_COUNTS.search(sentence.text))
        and any(token.word in units for token in sentence.words)
    )


def _rates(reading: Reading, rule: Rule) -> Iterator[Hit]:
    told: set[int] = set()
    numbered = {
        id(heading)
        for heading, below in reading.sections()
        if heading is not None and any(char.isdigit() for block in below for char in block.text)
    }
    for sentence, match in reading.found(rule.code):
        if id(sentence) in told or sentence.block.sourced:
            continue
        if sentence.block.kind in HEADINGS:
            # A heading that announces a rate is kept by a number below it.
            if id(sentence.block) in numbered or sentence.asks:
                continue
        elif _is_complete(reading, sentence) or not _asserted.holds(reading, sentence, match):
            continue
        told.add(id(sentence))
        yield hit_of(sentence, match)


RULES = (
    Rule(
        code="claim.success_rate",
        severity="block",
        title=_("A success rate without numerator, denominator, period and source"),
        message=_(
            "“%(phrase)s” speaks of a rate of success. Say how many of how many people, what "
            "counted as success, over which period, and cite the source."
        ),
        source=(
            "FTC, Health Products Compliance Guidance (2022); CONSORT 2010, item 17a; 16 CFR 255.2"
        ),
        check=_rates,
        phrases={
            "en": (
                "success|satisfaction|effectiveness|efficacy|cure|improvement|recovery rate|rates",
                "high|excellent|great success",
                "most|majority|all|many|nearly|almost|of|% of? of? our|the ~1 "
                "patients|clients|cases "
                "~1 show|shows|improve|improved|report|respond|responded|recover|recovered|achieve"
                "|achieved|experience|see|notice|feel|benefit|benefited|had|obtain|have ~3 "
                "@benefit|@improving|better|improved|less|pain|relief|satisfied",
                "most|majority|% of? our patients|clients ~1 "
                "improve|improved|respond|responded|recover|recovered|benefit|benefited",
                "most|all|many|thousands|hundreds of? our|the? patients|people|clients|cases ~1 "
                "improve|improved|recover|recovered|respond|benefit|benefited|heal|healed",
                "# % success|effective|effectiveness|efficacy|improvement|successful|cure",
                "therapeutic success",
            ),
            "es": (
                "tasa|tasas|índice|porcentaje|índices de "
                "éxito|satisfacción|efectividad|eficacia|curación|mejoría|mejora|recuperación",
                "alto|elevado|gran ~1 éxito|efectividad|eficacia",
                "mayoría|todos|muchos|casi|% de? de? nuestros|los pacientes|casos ~1 "
                "muestra|muestran|mejora|mejoran|mejoró|mejoraron|reporta|reportan|refiere|refieren"
                "|responde|responden|recupera|recuperan|logra|logran|experimenta|experimentan|nota"
                "|notan|siente|sienten|presenta|presentan|obtiene|obtienen|tiene|tienen",
                "# % de éxito|efectividad|eficacia|mejoría|efectivo|curación",
                "# por ciento de éxito|efectividad|eficacia|mejoría|curación",
                "éxito terapéutico",
            ),
        },
        examples={
            "en": Examples(
                found=(
                    "Our success rate is very high.",
                    "Most of our patients improve.",
                    "# Heel pain\n## Success rate\nEverybody is different.",
                ),
                clean=(
                    "The success rate was 31 of 40 volunteers after 6 months [1].",
                    "# Heel pain\n## Success rate\nOf 40 volunteers, 31 walked without pain [1].",
                ),
            ),
            "es": Examples(
                found=(
                    "Nuestra tasa de éxito es muy alta.",
                    "La mayoría de nuestros pacientes mejora.",
                    "# Dolor de talón\n## Tasa de éxito\nCada persona es distinta.",
                ),
                clean=(
                    "La tasa de éxito fue de 31 de 40 voluntarios a los 6 meses [1].",
                    "# Dolor de talón\n## Tasa de éxito\nDe 40 voluntarios, 31 mejoraron [1].",
                ),
            ),
        },
    ),
)
