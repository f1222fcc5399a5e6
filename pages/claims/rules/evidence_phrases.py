"""Sentences that lean on evidence without naming it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pages.claims.document import PROSE
from pages.claims.rule import Asserted, Examples, Rule

RULES = (
    Rule(
        code="evidence.phrase_uncited",
        severity="block",
        title=_("Evidence is mentioned without a citation"),
        message=_(
            "“%(phrase)s” appeals to evidence, but the sentence cites nothing. Cite the source "
            "behind this statement, or leave the appeal out."
        ),
        source=(
            "FTC, Health Products Compliance Guidance (2022); AMA Manual of Style, 11th ed., "
            "chapter 3"
        ),
        check=Asserted(kinds=PROSE, citation_settles=True, hedging="none", conditional=False),
        phrases={
            "en": (
                "@studyword ~2 @studyverb",
                "@studyword that? @have|@be been? ~1 @studyverb",
                "conducted|published|recent|several|numerous|various|countless ~1 "
                "study|studies|trial|trials|research|investigation|investigations",
                "@studyword on|of|in|with ~4 @studyverb",
                "clinically|scientifically|medically proven|tested|demonstrated|validated",
                "it|which @have|is been? ~1 shown|proven|demonstrated|established|documented "
                "that|to",
                "@have been ~1 shown|proven|demonstrated to|in|that",
                "well documented|established|known ~1 that|benefits|effects",
                "according to ~2 study|studies|research|experts|scientists|specialists",
                "is|are known to|as",
                "is widely|generally|commonly accepted|recognized|recognised|considered",
            ),
            "es": (
                "@studyword ~3 @studyverb",
                "@studyword sobre|de|en|con ~4 @studyverb",
                "se ha|han ~1 demostrado|comprobado|probado|observado|visto|documentado"
                "|evidenciado",
                "se demostró|comprobó|observó que|una?|la|el",
                "está|están ~1 demostrado|comprobado|probado|demostrada|comprobada|probada"
                "|demostrados|comprobados|comprobadas",
                "ha|han demostrado|probado|comprobado ~1 ser|su|que|eficacia|resultados",
                "científicamente|clínicamente|médicamente "
                "probado|probada|comprobado|comprobada|demostrado|demostrada|validado|avalado"
                "|avalada",
                "según|segun ~2 estudio|estudios|investigación|investigaciones|expertos"
                "|científicos|especialistas",
                "de acuerdo con ~2 estudio|estudios|investigación|investigaciones|expertos",
                "es bien sabido|conocido",
                "es|son conocido|conocida|conocidos|conocidas por|como",
            ),
        },
        examples={
            "en": Examples(
                found=(
                    "Recent studies have shown that the splint shortens the morning pain.",
                    "It has been proven that walking strengthens the foot.",
                ),
                clean=(
                    "Recent studies have shown that the splint shortens the morning pain [1].",
                    "No study has shown that the splint is needed.",
                    "Has research shown a benefit?",
                ),
            ),
            "es": Examples(
                found=(
                    "Diversos estudios muestran que la férula acorta el dolor matutino.",
                    "Está comprobado que caminar fortalece el pie.",
                ),
                clean=(
                    "Diversos estudios muestran que la férula acorta el dolor matutino [1].",
                    "Ningún estudio ha demostrado que la férula sea necesaria.",
                    "¿Hay estudios que muestren un beneficio?",
                ),
            ),
        },
    ),
)
