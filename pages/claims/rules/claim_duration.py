"""How soon and for how long: lasting effects and quick ones."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pages.claims.rule import Asserted, Examples, Rule

RULES = (
    Rule(
        code="claim.durability",
        severity="block",
        title=_("A lasting effect without a citation"),
        message=_(
            "“%(phrase)s” says that the effect lasts. Say how long it lasted, in how many people, "
            "and cite the study that followed them for that long."
        ),
        source="FTC, Health Products Compliance Guidance (2022); Directive 2001/83/EC, art. 90(b)",
        check=Asserted(citation_settles=True, hedging="any"),
        phrases={
            "en": (
                "long|longer lasting|lasts|term ~2 @benefit|@treatment|solution|mobility",
                "long|longer lasting",
                "permanent|permanently|lasting|enduring|everlasting|definitive ~1 "
                "@benefit|solution|cure|@treatment|@improving|heals|relieves|eliminates|improves",
                "@improves|cures|heals|eliminates ~3 permanently|forever|definitively",
                "@benefit ~2 last|lasts|continue|continues|persist|persists|remain|remains|endure "
                "~4 years|time|life|forever|permanently|decades|long|months|period",
                "for life|good|ever",
                "once and for all",
                "forever",
                "rest of your life",
                "life long|lifelong ~1 @benefit|solution",
                "years of relief|pain|mobility|health",
            ),
            "es": (
                "@benefit|@treatment|solución ~2 "
                "duradero|duradera|duraderos|duraderas|permanente|permanentes|definitivo|definitiva"
                "|definitivos|prolongado|prolongada|prolongados|perdurables",
                "larga|largo duración|plazo ~2 @benefit",
                "@benefit ~3 a|de largo|larga plazo|duración",
                "definitivamente|permanentemente",
                "de forma|manera permanente|definitiva|duradera",
                "@benefit ~2 dura|duran|perdura|perduran|permanece|permanecen|continúa|continúan"
                "|mantiene|mantienen|persisten ~4 años|tiempo|vida|siempre|largo|meses",
                "para siempre",
                "de por vida",
                "toda la|su vida",
                "una vez por todas",
                "años de alivio|salud|vida",
            ),
        },
        examples={
            "en": Examples(
                found=("The insole gives long lasting relief.", "The pain is gone forever."),
                clean=(
                    "The relief lasted 6 months in one trial, so it is not long lasting [1].",
                    "How long the effect lasts is unknown.",
                ),
            ),
            "es": Examples(
                found=("La plantilla da un alivio duradero.", "El dolor se va para siempre."),
                clean=(
                    "En un ensayo el efecto duró hasta 6 meses, un efecto no permanente [1].",
                    "No se sabe cuánto dura el efecto.",
                ),
            ),
        },
    ),
    Rule(
        code="claim.immediate",
        severity="block",
        title=_("An immediate effect"),
        message=_(
            "“%(phrase)s” promises a quick effect. Say after how long an effect was measured, in "
            "how many people, and cite the source."
        ),
        source="FDA, 6 Tip-offs to Rip-offs (quick fixes)",
        check=Asserted(citation_settles=True, hedging="any"),
        phrases={
            "en": (
                "instant|immediate|rapid|fast|quick|overnight ~1 "
                "@benefit|@improving|cure|pain|solution|fix",
                "@improves|works|work|working|start|starts|acts|disappears ~3 "
                "instantly|immediately|overnight",
                "from the very? moment|minute|instant",
                "from the very? first ~1 moment|day|session|dose|minute|@treatment",
                "from day|session one|1",
                "in|within just|only|minutes|hours|days # minutes|hours|days|seconds|sessions",
                "after just|only one|a|# @treatment|session|dose|day|week",
            ),
            "es": (
                "@benefit|efecto|solución ~1 "
                "inmediato|inmediata|inmediatos|inmediatas|instantáneo|instantánea|rápido|rápida"
                "|rápidos",
                "@improves|actúa|actúan|funciona|siente|alivia ~3 "
                "inmediatamente|instante|inmediato|enseguida",
                "desde el|la primer|primera|mismo|primeros ~1 "
                "momento|día|sesión|dosis|minuto|instante|aplicación|@treatment",
                "en tan|solo|sólo|apenas solo|sólo? # minutos|horas|días|segundos|sesiones|semanas",
                "con|tras una sola|única sesión|dosis|aplicación|@treatment",
            ),
        },
        examples={
            "en": Examples(
                found=("You get instant relief.", "It works from the very first day."),
                clean=("Seek immediate help if the leg swells.",),
            ),
            "es": Examples(
                found=("Ofrece alivio inmediato.", "Funciona desde el primer día."),
                clean=("Busque atención inmediata si la pierna se hincha.",),
            ),
        },
    ),
)
