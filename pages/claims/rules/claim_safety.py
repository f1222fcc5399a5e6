"""Safety without a limit."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from pages.claims.findings import Hit
from pages.claims.reading import Reading, Sentence
from pages.claims.rule import Asserted, Examples, Rule, hit_of

_asserted = Asserted(negatable=False, hedging="any")


def _absolutes(reading: Reading, rule: Rule) -> Iterator[Hit]:
    told: set[int] = set()
    for sentence, match in reading.found(rule.code):
        if id(sentence) in told or not _asserted.holds(reading, sentence, match):
            continue
        if _is_taken_back(sentence, match.first):
            continue
        told.add(id(sentence))
        yield hit_of(sentence, match)


def _is_taken_back(sentence: Sentence, first: int) -> bool:
    """Tell whether the claim itself is denied: “no treatment is without risks”."""
    before = {token.word for token in sentence.words[max(0, first - 5) : first]}
    return bool(
        before & {"no", "not", "never", "isn't", "nothing", "ningun", "ninguna", "nunca", "nada"}
    )


RULES = (
    Rule(
        code="claim.safety_absolute",
        severity="block",
        title=_("Safety without a limit"),
        message=_(
            "“%(phrase)s” says that nothing can go wrong. Name what can, how often and according "
            "to which source, or say that it has not been studied."
        ),
        source="FDA, 21 CFR 312.7 and 202.1(e)(6); Directive 2001/83/EC, art. 90(b)",
        check=_absolutes,
        phrases={
            "en": (
                "no|zero ~2 @harm",
                "no ~1 side|adverse|secondary|unwanted effects|reactions",
                "without any? ~1 @harm|side|adverse|evidence|pain|discomfort",
                "free of|from ~1 @harm|side|pain|adverse",
                "risk|pain|side free",
                "harmless|riskless|nontoxic",
                "@be|and|completely|totally ~1 painless",
                "painless ~1 @treatment|extraction|option|solution|experience|way|session",
                "completely|totally|absolutely|entirely|perfectly|100|% ~1 safe|harmless|painless",
                "@be|as|a very|extremely|a? safe ~1 "
                "@treatment|option|alternative|for|and|in|with|method|way",
                "safe @treatment|option|alternative|procedure",
                "do|does|doesn't|will|won't|can|cannot not|never? "
                "cause|produce|involve|carry|pose|trigger ~1 "
                "any|no|side|adverse|pain|rejection|problem|problems|risk|risks|damage|harm",
                "no|not|never|won't|don't|doesn't ~1 "
                "feel|have|experience|suffer|hurt ~1 any|no|pain|discomfort",
                "@be|has not|no risky|dangerous|painful|harmful|contraindications",
                "very|so|extremely minimum|minimal|few|little|low side|adverse|risk|risks|effects",
                "minimal|minimum side|adverse|risk|risks|effects",
                "well tolerated by|in all|every",
                "nothing to fear|lose",
                "side effects @be ~1 minimal|minimum|nonexistent|none|rare|negligible",
            ),
            "es": (
                "no hay|existe|existen|tiene|tienen|presenta|causa|causan|produce|producen|genera"
                "|generan|provoca|provocan|implica|conlleva|representa ~2 @harm|adversos",
                "no tiene|tienen efectos",
                "sin ~2 @harm|adversos|secundarios|dolor|peligro",
                "ningún|ninguna ~1 @harm|contraindicación|reacción",
                "ningún efecto|síntoma adverso|secundario|indeseable|colateral",
                "libre|libres|exento|exenta de ~1 @harm|efectos|dolor",
                "cero|nulo|nulos ~1 @harm|efectos",
                "inocuo|inocua|inofensivo|inofensiva",
                "@ser|e|y|totalmente ~2 indoloro|indolora|indoloros|indoloras",
                "@treatment ~2 indoloro|indolora|indoloros|indoloras",
                "completamente|totalmente|absolutamente|cien|100|% ~1 "
                "seguro|segura|seguros|seguras|inofensivo|inocuo",
                "@ser|muy un|una|muy|totalmente? ~1 @treatment? seguro|segura|seguros|seguras "
                "y|para|en|con",
                "@treatment ~1 seguro|segura|seguros|seguras",
                "no @ser|es riesgoso|riesgosa|peligroso|peligrosa|doloroso|dolorosa",
                "no duele|sentirá|sentirás|dolerá",
                "efectos secundarios|adversos ~1 mínimos|nulos|inexistentes",
                "riesgo|riesgos mínimo|mínimos|nulo|nulos",
                "bien tolerado|tolerada por|en todos|todas",
                "nada que perder|temer",
            ),
        },
        examples={
            "en": Examples(
                found=(
                    "The injection has no side effects.",
                    "It is completely safe.",
                    "It does not cause any damage.",
                ),
                clean=(
                    "No treatment is without risks.",
                    "It may not be safe during pregnancy.",
                    "The risk of infection is present.",
                ),
            ),
            "es": Examples(
                found=(
                    "La infiltración no tiene efectos secundarios.",
                    "Es totalmente segura.",
                    "Es un procedimiento sin riesgos.",
                ),
                clean=(
                    "Ningún tratamiento está libre de riesgos.",
                    "Podría no ser segura en el embarazo.",
                    "Existe riesgo de infección.",
                ),
            ),
        },
    ),
)
