"""Claims about everyone and always, and claims to be the only one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pages.claims.rule import Asserted, Examples, Rule

RULES = (
    Rule(
        code="claim.absolute",
        severity="block",
        title=_("A claim about everyone or about always"),
        message=_(
            "“%(phrase)s” allows for no exception. Say how often, in whom and according to which "
            "source, or soften it to what is known."
        ),
        source="FTC, Health Products Compliance Guidance (2022); FDA, 21 CFR 202.1(e)(6)",
        check=Asserted(hedging="none", conditional=False),
        phrases={
            "en": (
                "works|effective|helps|successful|improves|safe|recover|recovers|heals ~2 "
                "for|in|on all|every|everyone|everybody|anyone",
                "all|every|each of? our|the? @people|patient|case|cases "
                "improve|improves|recover|recovers|respond|responded|benefit|benefits|heal|heals "
                "!differently",
                "all|every @people|patient|case|cases "
                "improve|improves|recover|recovers|benefit|benefits|heal|heals",
                "always works|effective|helps|improves|successful|heals|relieves|succeeds",
                "never fails|failed|returns|recurs|disappoints",
                "100 % effective|successful|success|cure|results|satisfaction|guaranteed|of",
                "totally|completely|entirely|absolutely "
                "eliminate|eliminates|cures|removes|effective|heals|restores|reverses|regenerates",
                "in all|every cases|case|patients|patient",
                "@improves any|every ~1 disease|illness|condition|pain|ailment",
                "any|every ~1 disease|illness|ailment @be|can ~1 treated|cured|healed",
                "without exception",
            ),
            "es": (
                "funciona|eficaz|efectivo|efectiva|ayuda|mejora|seguro|segura ~2 "
                "para|en|a todos|todas|cualquier|cualquiera",
                "todos|todas nuestros|nuestras|los|las? @people|casos se? "
                "mejoran|recuperan|responden|benefician|sanan|curan",
                "cada persona|paciente se? mejora|recupera|sana|cura|beneficia",
                "siempre funciona|eficaz|ayuda|mejora|es|da|logra|alivia|cura",
                "nunca falla|regresa|fracasa|vuelve",
                "100 % efectivo|efectiva|eficaz|exitoso|garantizado|garantizada|de",
                "cien por ciento",
                "elimina|eliminan|cura|curan|quita|regenera|revierte ~1 "
                "totalmente|completamente|por",
                "totalmente|completamente|absolutamente "
                "elimina|cura|eficaz|efectivo|efectiva|regenera",
                "en todos|todas los|las? casos|pacientes",
                "@improves cualquier|toda ~1 enfermedad|dolor|padecimiento|dolencia|clase|tipo",
                "sin excepción",
            ),
        },
        examples={
            "en": Examples(
                found=("The splint works for everyone.", "The pain is relieved in every case."),
                clean=(
                    "Every patient is examined before the first session.",
                    "Not all patients respond.",
                ),
            ),
            "es": Examples(
                found=("La férula funciona para todos.", "El dolor cede en todos los casos."),
                clean=(
                    "Cada paciente se revisa antes de la primera sesión.",
                    "No todos los pacientes responden.",
                ),
            ),
        },
    ),
    Rule(
        code="claim.exclusive",
        severity="block",
        title=_("A claim to be the only one"),
        message=_(
            "“%(phrase)s” claims that there is nothing else like it. Name the alternatives, or say "
            "what sets it apart with a source."
        ),
        source="FTC, Health Products Compliance Guidance (2022); Directive 2001/83/EC, art. 90(b)",
        check=Asserted(hedging="none"),
        phrases={
            "en": (
                "only ~2 @treatment|option|solution|cure|way|alternative|clinic|provider|hospital",
                "unique|unmatched|unparalleled|unrivalled|unrivaled|exclusive|unequalled ~2 "
                "@treatment|ability|capacity|property|properties|power|effect|option|opportunity"
                "|solution|advantage",
                "no other ~2 @treatment|option|clinic|doctor",
                "nothing else works|helps|compares",
                "one of a kind",
                "like no other",
            ),
            "es": (
                "único|única|únicos|únicas ~2 "
                "@treatment|opción|solución|cura|alternativa|clínica|forma|manera|vía",
                "@treatment|opción|capacidad|propiedad|efecto|alternativa|solución|oportunidad "
                "único|única|exclusivo|exclusiva|inigualable|incomparable|insuperable",
                "ningún|ninguna otro|otra ~1 @treatment|opción|clínica|médico",
                "solo|solamente|únicamente ~1 @treatment ~3 cura|alivia|funciona|regenera|ofrece"
                "|logra|puede|pueden",
                "sin igual",
                "inigualable*|incomparable*|insuperable*",
            ),
        },
        examples={
            "en": Examples(
                found=("It is the only treatment that reaches the tendon.",),
                clean=(
                    "It is not the only treatment.",
                    "The only visit that you have to pay for is the first.",
                ),
            ),
            "es": Examples(
                found=("Es el único tratamiento que llega al tendón.",),
                clean=(
                    "No es el único tratamiento.",
                    "La única consulta con costo es la primera.",
                ),
            ),
        },
    ),
    Rule(
        code="claim.first_line",
        severity="block",
        title=_("Presented as the treatment of choice, without a citation"),
        message=_(
            "“%(phrase)s” reads as the standard of care. Cite the guideline that recommends it as "
            "such, or say for whom it is one of several options."
        ),
        source="FDA, 21 CFR 202.1(e)(6); FTC, Health Products Compliance Guidance (2022)",
        check=Asserted(citation_settles=True, hedging="any"),
        phrases={
            "en": (
                "first|preferred|ideal|best|optimal|top ~1 option|choice|alternative",
                "treatment|therapy|procedure|method of choice",
                "first|front line|choice ~1 @treatment|option",
                "gold standard",
                "standard of care",
                "most suitable|recommended|appropriate ~1 @treatment|option|type|types|cells",
            ),
            "es": (
                "primera|mejor|óptima|ideal ~1 opción|elección|alternativa",
                "@treatment|opción|método de ~1 elección|primera",
                "opción|alternativa ideal|óptima|preferida",
                "@treatment de primera",
                "estándar de oro",
                "patrón|regla de oro",
                "@treatment|opción más adecuado|adecuada|recomendado|recomendada|indicado",
            ),
        },
        examples={
            "en": Examples(
                found=("Our insole is the first option for heel pain.",),
                clean=("An insole is the first option in the guideline [1].",),
            ),
            "es": Examples(
                found=("La plantilla es la primera opción para el dolor de talón.",),
                clean=("La plantilla es la primera opción en la guía [1].",),
            ),
        },
    ),
)
