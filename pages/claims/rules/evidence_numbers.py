"""Numbers about people, outcomes and time without a source."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pages.claims.document import PROSE
from pages.claims.phrases import Match
from pages.claims.reading import Reading, Sentence
from pages.claims.rule import Asserted, Examples, Rule


def _about_people_or_disease(reading: Reading, sentence: Sentence, match: Match) -> bool:
    """Percentages of solutions, prices and the like say nothing about people."""
    classes = reading.lexicon.classes
    telling = (
        classes["person"] | classes["benefit"] | classes["disease"] | classes["harm"]
        | classes["treatment"] | classes["ailment"]
    )  # fmt: skip
    telling |= frozenset(
        {"population", "poblacion", "cases", "casos", "effective", "eficaz", "success", "exito"}
    )
    return any(token.word in telling for token in sentence.words)


RULES = (
    Rule(
        code="evidence.number_uncited",
        severity="block",
        title=_("A number about people or outcomes without a citation"),
        message=_(
            "“%(phrase)s” is a number about people or outcomes, and the sentence cites nothing. "
            "Cite where it comes from, or leave it out."
        ),
        source=(
            "FTC, Health Products Compliance Guidance (2022); AMA Manual of Style, 11th ed., "
            "chapter 18"
        ),
        check=Asserted(
            kinds=PROSE,
            citation_settles=True,
            negatable=False,
            hedging="none",
            conditional=False,
            only_if=_about_people_or_disease,
        ),
        phrases={
            "en": (
                "# to|or? #? %|percent",
                "# per cent",
                "# in|of|out of? every? # ~1 @people",
                "# out of #",
                "one|two|three|1|2|3 in|of every? #",
                "# ~1 million|thousand|billion ~2 @people|deaths|cases",
                "# ~3 @people|volunteers|cases",
                "million|millions|thousands|hundreds|half|majority|dozens of ~3 @people|cases",
                "# times ~1 more|less|as|higher|lower",
                "global|world population",
                "worldwide",
            ),
            "es": (
                "# a|o|y? #? %",
                "# por ciento",
                "# de|por|en cada # ~1 @people",
                "uno|una|1|2|dos|tres de|por|en cada #",
                "# ~1 millones|millón|mil de? ~1 @people|muertes|casos",
                "# ~2 @people|voluntarios|casos",
                "millones|miles|cientos|mitad|mayoría|docenas|decenas de ~3 @people|casos",
                "# veces ~1 más|menos|mayor|menor|superior",
                "población mundial|global",
                "a nivel mundial",
                "en todo el mundo",
            ),
        },
        examples={
            "en": Examples(
                found=(
                    "The splint helps 85% of the patients.",
                    "One in four people has heel pain.",
                    "Half of the volunteers walked without a cane.",
                ),
                clean=(
                    "The splint helped 85% of the patients in one trial [1].",
                    "Fill the syringe with a 2 mL dose.",
                    "Room 204 is open until 6.",
                ),
            ),
            "es": Examples(
                found=(
                    "La férula ayuda al 85 % de los pacientes.",
                    "Una de cada cuatro personas tiene dolor de talón.",
                    "La mitad de los voluntarios caminó sin bastón.",
                ),
                clean=(
                    "La férula ayudó al 85 % de los pacientes en un ensayo [1].",
                    "Llene la jeringa con 2 mililitros.",
                ),
            ),
        },
    ),
    Rule(
        code="evidence.quantity_uncited",
        severity="warn",
        title=_("“Most”, “many” or “few” people without a citation"),
        message=_(
            "“%(phrase)s” says how many people without a number or a source. Give the number with "
            "its source, or say it without a quantity."
        ),
        source="CONSORT 2010, item 17a",
        check=Asserted(
            kinds=PROSE, citation_settles=True, negatable=False, hedging="none", conditional=False
        ),
        phrases={
            "en": (
                "most|many ~2 patients|people|individuals|users|volunteers",
                "significant|large|growing|considerable|great|high|small number|proportion"
                "|percentage of ~2 @people",
                "almost|nearly all|every ~2 @person",
                "vast majority",
            ),
            "es": (
                "muchos|muchas|numerosos ~2 pacientes|personas|individuos|usuarios",
                "mayoría de ~1 ~1 pacientes|personas|individuos|usuarios",
                "gran|número|cantidad|porcentaje|proporción ~1 número|cantidad|porcentaje|parte"
                "|de? ~2 @people",
                "casi todos|todas ~2 @people",
                "inmensa|gran mayoría",
            ),
        },
        examples={
            "en": Examples(
                found=("Most people prefer the softer insole.",),
                clean=("Most people in the trial preferred the softer insole [1].",),
            ),
            "es": Examples(
                found=("Muchas personas prefieren la plantilla blanda.",),
                clean=("Muchas personas del ensayo prefirieron la plantilla blanda [1].",),
            ),
        },
    ),
    Rule(
        code="evidence.epidemiology_uncited",
        severity="block",
        title=_("How common or how serious a disease is, without a citation"),
        message=_(
            "“%(phrase)s” says how common or how consequential a disease is, and the sentence "
            "cites nothing. Cite the source."
        ),
        source="AMA Manual of Style, 11th ed., chapter 3; ICMJE Recommendations, IV.A.3.g",
        check=Asserted(kinds=PROSE, citation_settles=True, hedging="any"),
        phrases={
            "en": (
                "leading|primary|main|principal|commonest|major cause|causes of",
                "most common|frequent ~2 cause|disease|form|type|disorder|complication|cancer",
                "prevalence|incidence|mortality ~2 of|is|has|rate",
                "life expectancy",
                "high|low ~2 recurrence|relapse|mortality|failure|recovery rate|rates",
            ),
            "es": (
                "principal|primera|mayor causa|causas de",
                "causa|causas principal|principales|más",
                "enfermedad|forma|tipo|trastorno|complicación|cáncer más común|frecuente",
                "prevalencia|incidencia|mortalidad ~2 de|es|tiene",
                "esperanza de vida",
                "alta|baja|elevada ~2 tasa|índice de",
                "tasa|índice de recurrencia|recaída|mortalidad|recuperación",
            ),
        },
        examples={
            "en": Examples(
                found=("Flat feet are the leading cause of heel pain.",),
                clean=("Flat feet are one of the leading causes of heel pain [1].",),
            ),
            "es": Examples(
                found=("El pie plano es la principal causa de dolor de talón.",),
                clean=("El pie plano es una causa frecuente de dolor de talón [1].",),
            ),
        },
    ),
    Rule(
        code="evidence.interval_uncited",
        severity="block",
        title=_("A dose or an interval between doses without a citation"),
        message=_(
            "“%(phrase)s” states how often or how much, and the sentence cites nothing. Cite the "
            "label, the guideline or the trial that it comes from."
        ),
        source="FDA, 21 CFR 202.1(e)(5); ICMJE Recommendations, IV.A.3.g",
        check=Asserted(
            kinds=PROSE, citation_settles=True, hedging="none", negatable=False, conditional=False
        ),
        phrases={
            "en": (
                "repeat|repeated|repeats|repetition|reapplied|readministered ~3 "
                "after|every|at|within|in ~1 # to|or|and? #? @unit",
                "injected|administered|given|taken|applied|infused every|each ~1 # @unit",
                "@treatment|session|sessions|booster|boosters every|each # to|or|and? #? @unit",
                "# sessions|injections|infusions|doses ~3 needed|required|recommended|enough",
                "needs|requires|recommend|recommends ~2 # to|or? #? "
                "sessions|injections|infusions|doses",
            ),
            "es": (
                "repetir|repetirse|repite|repiten|repita|repetido|reaplicar|reaplicarse ~3 "
                "después|cada|en|dentro|tras|a|luego ~2 # a|o|y? #? @unit",
                "inyecta|inyectan|administra|administran|aplica|aplican|toma|toman ~3 cada # @unit",
                "sesiones|sesión|dosis|refuerzo|refuerzos cada # a|o|y? #? @unit",
                "requiere|requieren|necesita|necesitan|recomienda|recomiendan|recomendamos ~2 # "
                "a|o|y? #? sesiones|inyecciones|infusiones|dosis|aplicaciones",
            ),
        },
        examples={
            "en": Examples(
                found=("The injection can be repeated after 3 months.",),
                clean=(
                    "The injection can be repeated after 3 months [1].",
                    "Repeat the exercise with the other foot.",
                ),
            ),
            "es": Examples(
                found=("La infiltración puede repetirse después de 3 meses.",),
                clean=(
                    "La infiltración puede repetirse después de 3 meses [1].",
                    "Repita el ejercicio con el otro pie.",
                ),
            ),
        },
    ),
    Rule(
        code="evidence.timing_uncited",
        severity="warn",
        title=_("When an effect or a complaint comes or goes, without a citation"),
        message=_(
            "“%(phrase)s” says when something comes or goes, and the sentence cites nothing. Cite "
            "a source, or say that it differs from person to person."
        ),
        source="FTC, Health Products Compliance Guidance (2022)",
        check=Asserted(kinds=PROSE, citation_settles=True, negatable=False, conditional=False),
        phrases={
            "en": (
                "diminish*|disappear*|fade|fades|subside|subsides|resolve|resolves|resolved|heals "
                "~3 after|within|in|seconds|minutes|hours ~3 @unit",
                "@benefit ~4 after|within|in ~2 @unit",
                "@benefit ~6 @unit|months|weeks after|later",
                "@benefit|evident|visible|noticeable ~2 @unit after|later",
                "@benefit ~4 within|in|after ~1 # ~4 @unit",
            ),
            "es": (
                "disminuye*|desaparece*|cede|ceden|remite|remiten|resuelve*|quita|quitan "
                "~3 en|después|tras|a|segundos|minutos|horas ~3 @unit",
                "@benefit ~4 en|después|tras|a|desde ~3 @unit",
                "@benefit ~4 @unit después",
            ),
        },
        examples={
            "en": Examples(
                found=("The soreness disappears within two days.",),
                clean=("The soreness may disappear within two days.",),
            ),
            "es": Examples(
                found=("La molestia desaparece en dos días.",),
                clean=("La molestia podría desaparecer en dos días.",),
            ),
        },
    ),
)
