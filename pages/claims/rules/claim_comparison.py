"""Comparisons."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from pages.claims.findings import Hit
from pages.claims.reading import Reading
from pages.claims.rule import Asserted, Examples, Rule, hit_of

_asserted = Asserted(negatable=True, hedging="any", questions=False)


def _comparisons(reading: Reading, rule: Rule) -> Iterator[Hit]:
    told: set[int] = set()
    compared = {id(sentence) for sentence, _match in reading.found("comparison.comparator")}
    for sentence, match in reading.found(rule.code):
        if id(sentence) in told or not _asserted.holds(reading, sentence, match):
            continue
        if id(sentence) in compared and sentence.cited:
            continue
        told.add(id(sentence))
        yield hit_of(sentence, match)


RULES = (
    Rule(
        code="claim.comparison",
        severity="block",
        title=_("A comparison without what it is compared with, or without a source"),
        message=_(
            "“%(phrase)s” compares. Say with what it is compared, in whom, and cite a study that "
            "compared the two."
        ),
        source="FDA, 21 CFR 202.1(e)(6)(ii); FTC, Health Products Compliance Guidance (2022)",
        check=_comparisons,
        phrases={
            "en": (
                "more|less effective|efficient|powerful|invasive|painful|successful|safe|reliable"
                "|toxic|precise|comfortable|natural|durable",
                "safer|superior|better|faster|quicker|stronger|shorter|easier|greater|higher ~1 "
                "@benefit|@treatment|option|alternative|success",
                "safer|superior|faster|quicker|stronger|shorter|easier|greater|higher than",
                "fewer|less|lower !the|your|this|any ~1 "
                "side|adverse|risk|risks|complications|downtime",
                "@be safer|better|superior|faster|gentler",
                "very|so|extremely|really? "
                "minimum|minimal|little|low|few side|adverse|secondary? @harm",
                "better than !ever|before|expected|nothing",
                "alternative to surgery|medication|drugs|conventional",
                "outperform*|surpass*",
                "unlike|differently|contrary from|to? ~1 "
                "traditional|conventional|other|standard|current ~1 @treatment",
            ),
            "es": (
                "más|menos eficaz|eficaces|efectivo|efectiva|efectivos|invasivo|invasiva|doloroso"
                "|dolorosa|seguro|segura|potente|preciso|cómodo|duradero|duradera|rápido|rápida"
                "|natural|confiable",
                "mejor|mejores|mayor|mayores|superior|superiores ~1 @benefit|eficacia|éxito",
                "mejor|mejores|mayor|mayores|superior|superiores que|al !nunca|antes|nada",
                "menor|menores|menos ~1 efectos|riesgo|riesgos|complicaciones|secuelas",
                "muy? mínimos|pocos|escasos|bajos ~1 @harm|efectos",
                "@harm mínimos|mínimas|escasos",
                "supera|superan a|al",
                "a diferencia de ~2 "
                "@treatment|tradicionales|convencionales|tradicional|convencional",
            ),
        },
        helpers={
            "comparison.comparator": {
                "en": (
                    "than",
                    "compared with|to",
                    "versus",
                    "vs",
                    "relative to",
                    "superior|inferior to",
                    "unlike",
                ),
                "es": (
                    "que",
                    "comparado|comparada|comparados|comparación|comparó con",
                    "frente a|al",
                    "respecto a|al|de",
                    "versus",
                    "diferencia de",
                    "superior|inferior a|al",
                ),
            }
        },
        examples={
            "en": Examples(
                found=(
                    "The injection is more effective.",
                    "The injection works better than surgery and is safer than surgery.",
                ),
                clean=(
                    "In one trial the insole was more effective than rest [1].",
                    "It is not known whether it is better than rest.",
                ),
            ),
            "es": Examples(
                found=(
                    "La infiltración es más eficaz.",
                    "La infiltración es más segura que la cirugía.",
                ),
                clean=(
                    "En un ensayo la plantilla fue más eficaz que el reposo [1].",
                    "No se sabe si es más eficaz que el reposo.",
                ),
            ),
        },
    ),
    Rule(
        code="claim.disparagement",
        severity="block",
        title=_("Other treatments are run down"),
        message=_(
            "“%(phrase)s” runs down other treatments. Say what they do and do not achieve, with a "
            "source, as you do for your own."
        ),
        source="FDA, 21 CFR 202.1(e)(6)(ii); Directive 2001/83/EC, art. 90",
        check=Asserted(citation_settles=True, negatable=False, hedging="any", questions=True),
        phrases={
            "en": (
                "problem|problems|trouble|failure|dangers|limitations|disadvantages with|of ~1 "
                "traditional|conventional|standard|current|modern|western|other|existing ~1 "
                "@treatment|medicine|approaches",
                "traditional|conventional|current|standard|western ~1 @treatment|medicine "
                "fail|fails|only|merely|just|mask|masks|don't|doesn't|do|does|cannot",
                "not|don't|doesn't respond|responded|tolerate ~2 "
                "traditional|conventional|standard|current|to|or",
                "intolerant to",
                "side effects|risks|harm|dangers ~3 of|from ~2 "
                "traditional|conventional|standard|current|long ~2 @treatment|medicine|use",
                "@benefit ~2 symptoms? is|are not present",
                "big pharma",
                "mask|masks|masking the|your? symptoms|pain",
                "tired of ~2 @treatment|pills|doctors|surgery|medication|pain",
            ),
            "es": (
                "problema|problemas|fracaso|peligros|desventajas|limitaciones "
                "con|de|del ~2 @treatment tradicional*|convencional*|actual*|habitual*",
                "@treatment tradicional|tradicionales|convencional|convencionales "
                "no|solo|fallan|fracasan|fracasa|falla|enmascara|enmascaran|apenas",
                "no responde|responden|tolera|toleran ~3 tradicional*|convencional*|actual*|a",
                "efectos|riesgos|daños ~4 @treatment tradicional*|convencional*",
                "industria farmacéutica",
                "enmascara|enmascaran|tapan|ocultan ~1 síntomas|dolor",
                "cansado|cansada|harto|harta de ~2 @treatment|pastillas|médicos|cirugías|dolor",
            ),
        },
        examples={
            "en": Examples(
                found=("The problem with conventional treatments is that they mask the symptoms.",),
                clean=("Some people do not respond to the standard treatment [1].",),
            ),
            "es": Examples(
                found=("El problema de los tratamientos convencionales es que fallan.",),
                clean=("Algunas personas no responden al tratamiento convencional [1].",),
            ),
        },
    ),
)
