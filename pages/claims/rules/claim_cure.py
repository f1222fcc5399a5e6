"""Cure."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pages.claims.rule import Asserted, Examples, Rule

RULES = (
    Rule(
        code="claim.cure",
        severity="block",
        title=_("A claim to cure"),
        message=_(
            "“%(phrase)s” claims a cure. Say what the treatment changes, in how many people and "
            "according to which source; where there is no cure, say so."
        ),
        source=(
            "FDA, 6 Tip-offs to Rip-offs; Directive 2001/83/EC, art. 90(j); "
            "Real Decreto 1907/1996 (España), art. 4"
        ),
        check=Asserted(hedging="strong"),
        phrases={
            "en": (
                "cure|cures|cured|curing ~3 "
                "@disease|@ailment|patients|you|your|the|people|it|all|completely|permanently|in|by",
                "@be|get|gets|being|been|become|became|completely|finally cured",
                "a|the|permanent|complete|natural|definitive|miracle|new|real ~1 cure|cures for",
                "heals|eradicates|eradicate|defeats|defeat|eliminates|eliminate ~2 @disease",
                "complete|full|permanent|total ~1 remission|recovery|healing|cure",
                "@disease ~1 free for|life|again|forever",
                "disease free",
            ),
            "es": (
                "cura|curan|curó|curaron|curar|curará|curarán|curarse|curamos|curando ~3 "
                "@disease|@ailment|pacientes|su|tu|la|el|los|las|a|por|completamente|definitivamente",
                "curado|curada|curados|curadas ~1 de|por|completamente|definitivamente|gracias|con",
                "la|una|cura|curación ~1 cura|curación|definitiva|total|completa|natural|milagrosa "
                "para|de|del|definitiva|total|completa",
                "curación ~1 definitiva|total|completa|segura",
                "erradica|erradican|elimina|eliminan|vence|vencen ~2 @disease",
                "remisión|recuperación|curación total|completa|permanente|definitiva",
            ),
        },
        examples={
            "en": Examples(
                found=("The insole cures heel pain.", "It is a permanent cure for arthritis."),
                clean=(
                    "There is no cure for arthritis.",
                    "The insole does not cure heel pain.",
                    "It is a myth that copper cures arthritis.",
                ),
            ),
            "es": Examples(
                found=("La plantilla cura el dolor de talón.", "Es la cura definitiva."),
                clean=(
                    "La artritis no tiene cura.",
                    "La plantilla no cura el dolor de talón.",
                    "Es un mito que el cobre cura la artritis.",
                ),
            ),
        },
    ),
)
