"""Superlatives and praise."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pages.claims.rule import Asserted, Examples, Rule

RULES = (
    Rule(
        code="claim.superlative",
        severity="block",
        title=_("A superlative"),
        message=_(
            "“%(phrase)s” ranks something above all others. Take it out, or say in which respect, "
            "compared with what, and cite the source."
        ),
        source="FTC, Health Products Compliance Guidance (2022); Directive 2001/83/EC, art. 90(b)",
        check=Asserted(citation_settles=True, hedging="none"),
        phrases={
            "en": (
                "best|finest|safest|fastest|strongest ~1 "
                "@treatment|@provider|results|result|care|solution|medicine|quality|available",
                "most effective|advanced|powerful|successful|innovative|complete|modern|trusted"
                "|experienced|qualified|reliable|efficient",
                "number one|1 @provider|@treatment|choice|in",
                "leading @provider|experts|authority|edge",
                "world class",
                "world's best|leading|first|most|finest",
                "highest quality|standard|standards|success|level",
                "second to none",
                "unsurpassed|unbeatable",
            ),
            "es": (
                "mejor|mejores ~1 "
                "@treatment|@provider|resultados|atención|solución|calidad|opciones|del|disponible|disponibles",
                "@treatment|@provider|solución|opción más "
                "eficaz|efectivo|efectiva|avanzado|avanzada|seguro|segura|completo|moderno|moderna"
                "|innovador|innovadora|confiable|potente|eficaces|avanzados|avanzadas|modernas",
                "los|las|el|la más avanzado|avanzada|avanzados|modernos|modernas|eficaces|eficaz"
                "|efectivo|efectiva|seguro|segura|efectivos|innovador|innovadora",
                "número uno|1",
                "líder|líderes en|de|del|mundial|mundiales",
                "clase|nivel mundial",
                "primer nivel|mundo",
                "más alta|alto calidad|nivel|estándar|tasa",
                "de vanguardia",
                "inmejorable*",
            ),
        },
        examples={
            "en": Examples(
                found=("We use the most advanced technology.", "The best treatment is here."),
                clean=(
                    "Ask your doctor which treatment suits you best.",
                    "The most effective of the four insoles was the soft one [1].",
                ),
            ),
            "es": Examples(
                found=("Usamos la tecnología más avanzada.", "El mejor tratamiento está aquí."),
                clean=(
                    "Pregunte a su médico qué tratamiento le conviene más.",
                    "La plantilla más eficaz de las cuatro fue la blanda [1].",
                ),
            ),
        },
    ),
    Rule(
        code="claim.puffery",
        severity="warn",
        title=_("Praise instead of facts"),
        message=_(
            "“%(phrase)s” praises instead of informing. Say what was measured and by how much, or "
            "take the word out."
        ),
        source=(
            "FTC, Health Products Compliance Guidance (2022); AMA Manual of Style, 11th ed., "
            "chapter 11"
        ),
        check=Asserted(negatable=True, hedging="none", conditional=False, questions=True),
        phrases={
            "en": (
                "impressive|amazing|incredible|astonishing|spectacular|extraordinary|fantastic"
                "|wonderful|unbelievable|phenomenal|exceptional|outstanding|remarkable|dramatic"
                "|astounding|life-changing|stunning|excellent",
                "life changing",
                "revolutionary|groundbreaking|miracle|miraculous|miracles|breakthrough"
                "|cutting-edge|state-of-the-art|next-generation|game-changing",
                "cutting edge",
                "state of the art",
                "game changing|changer",
                "beneficial|great|excellent|positive|promising|good|favorable "
                "results|effects|outcomes",
                "optimal ~1 results|success|outcome|outcomes|health",
                "new hope",
                "secret|ancient formula|remedy|wisdom",
            ),
            "es": (
                "impresionante*|increíble*|asombroso*|asombrosa*|espectacular*|extraordinari*"
                "|fantástico*|fantástica*|maravillos*|excepcional*|sorprendente*|fenomenal*"
                "|notable|notables|excelente*",
                "revolucionari*|milagro|milagros|milagros*|innovador|innovadora|innovadores"
                "|innovadoras|vanguardista*|pioner*",
                "última|nueva generación",
                "grandes|excelentes|positivos|buenos|favorables|prometedores "
                "resultados|beneficios|efectos",
                "@benefit óptimos|óptimo|positivos|favorables|prometedores|benéficos",
                "cambia|cambiará|transforma|transformará su|tu|la vida",
                "nueva esperanza",
                "fórmula|remedio secreta|secreto|ancestral|milenario|milenaria",
            ),
        },
        examples={
            "en": Examples(
                found=("The volunteers had amazing results.",),
                clean=("The volunteers walked 40 metres further [1].",),
            ),
            "es": Examples(
                found=("Los voluntarios tuvieron resultados increíbles.",),
                clean=("Los voluntarios caminaron 40 metros más [1].",),
            ),
        },
    ),
)
