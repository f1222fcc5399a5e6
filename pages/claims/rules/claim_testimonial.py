"""What patients say, presented as evidence."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pages.claims.rule import Asserted, Examples, Rule

RULES = (
    Rule(
        code="claim.testimonial_evidence",
        severity="block",
        title=_("What patients say, presented as evidence"),
        message=_(
            "“%(phrase)s” lets patients vouch for the treatment. What some people say is no "
            "evidence: cite a study, or move it to a testimonial with its permission and its "
            "disclaimer."
        ),
        source="FTC, 16 CFR 255.2; Real Decreto 1907/1996 (España), art. 4",
        check=Asserted(citation_settles=True, hedging="none", quoted=False),
        phrases={
            "en": (
                "patients|clients|people|users ~1 "
                "mention|mentions|say|says|tell|report|reported|describe|claim|state|share ~3 "
                "@benefit|@improving|@improves|feeling|better|less|satisfaction|satisfied|happy",
                "our ~1 patients|clients ~1 "
                "say|love|report|mention|agree|confirm|testify|trust|recommend|enjoy",
                "thousands|hundreds|many of? ~1 satisfied|happy|successful|grateful",
                "satisfied|happy|grateful patients|clients|customers",
                "success stories|story",
                "patient testimonials",
                "testimonials|reviews speak|prove|show|confirm",
                "see|hear|read what our|other patients|clients|people",
                "changed my|his|her|their life|lives",
                "celebrities|athletes|doctors ~2 use|uses|trust|recommend|choose|prefer",
            ),
            "es": (
                "pacientes|clientes|personas|usuarios ~1 "
                "mencionan|dicen|cuentan|refieren|reportan|relatan|afirman|aseguran|comentan ~3 "
                "@benefit|@improves|sentirse|mejor|menos|satisfacción|satisfechos",
                "nuestros ~1 pacientes|clientes ~1 "
                "dicen|aman|reportan|confirman|aseguran|recomiendan|confían|disfrutan|avalan",
                "miles|cientos|muchos de? ~1 pacientes|clientes|personas "
                "satisfechos|satisfechas|felices|agradecidos|recuperados",
                "pacientes|clientes satisfechos|felices|contentos|agradecidos",
                "casos|historias de éxito",
                "testimonios ~2 hablan|demuestran|confirman|avalan|prueban",
                "lo que ~1 dicen|opinan ~1 pacientes|clientes",
                "cambió mi|su|la vida",
                "famosos|atletas|deportistas|médicos ~2 usan|confían|recomiendan|eligen|prefieren",
            ),
        },
        examples={
            "en": Examples(
                found=("Our patients report less pain.", "Thousands of satisfied patients."),
                clean=(
                    "Patients in the trial reported less pain [1].",
                    "Tell your doctor if you feel pain.",
                ),
            ),
            "es": Examples(
                found=("Nuestros pacientes reportan menos dolor.", "Miles de pacientes felices."),
                clean=(
                    "Los pacientes del ensayo reportaron menos dolor [1].",
                    "Diga a su médico si siente dolor.",
                ),
            ),
        },
    ),
)
