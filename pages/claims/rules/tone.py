"""Fear, pressure and shouting."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_lazy as _

from pages.claims.document import PROSE
from pages.claims.findings import Hit
from pages.claims.lexicon.structure import words
from pages.claims.reading import Reading
from pages.claims.rule import Asserted, Examples, Rule

_SHOUTED: Final = words(
    "no not never now free best only all every safe cure cures today always fast guaranteed "
    "new real nunca ya gratis mejor solo todos siempre hoy ahora seguro cura garantizado "
    "unico sin"
)


def _shouting(reading: Reading, rule: Rule) -> Iterator[Hit]:
    for sentence in reading.sentences:
        text = sentence.text
        if text.isupper():
            continue  # a heading set in capitals shouts no single word
        for token in sentence.words:
            word = sentence.block.text[token.start : token.end]
            if len(word) > 1 and word.isupper() and token.word in _SHOUTED:
                yield Hit(sentence.block, token.start, token.end, sentence)
                break


RULES = (
    Rule(
        code="tone.fear",
        severity="block",
        title=_("Wording that frightens"),
        message=_(
            "“%(phrase)s” frightens instead of informing. Say how often it happens and what can be "
            "done, with a source."
        ),
        source="Directive 2001/83/EC, art. 90(d) and (j); CDC, Clear Communication Index",
        check=Asserted(hedging="strong"),
        phrases={
            "en": (
                "crippling|crippled|devastating|devastate|devastates|terrifying|horrible|horrific"
                "|dreadful|agonizing|agonising|excruciating|nightmare|unbearable|hopeless"
                "|torture|cripple|cripples",
                "totally|completely|utterly debilitating|disabling|helpless",
                "before|until it's|it ~1 too late",
                "too late to",
                "will only|inevitably get|become|grow ~1 worse",
                "silent killer|epidemic",
                "ticking bomb|time",
                "condemned|doomed to",
                "don't let ~3 destroy|ruin|control|steal|take|stop",
                "will ~1 lead|leads|cause ~1 permanent|irreversible|death|disability|to ~1 "
                "permanent|irreversible|death|disability|deformity|damage|death",
                "will lead to permanent|irreversible|death|disability",
                "leads|lead to ~1 disability|death|deformity|deformities",
                "suffer needlessly|unnecessarily|forever",
                "risk ~1 losing|death ~2 if|unless",
            ),
            "es": (
                "devastador|devastadora|devastadores|terrible|terribles|horrible|horribles"
                "|aterrador|aterradora|espantoso|espantosa|insoportable|insoportables|agónico"
                "|pesadilla|tortura|martirio|calvario|incapacitante|desgarrador|desgarradora",
                "antes de que ~1 sea|tarde ~1 tarde|demasiado?",
                "demasiado tarde",
                "asesino|asesina|enemigo silencioso|silenciosa",
                "bomba de tiempo",
                "condenado|condenada|condenados a",
                "no deje|dejes|permita|permitas que ~4 destruya|arruine|controle|robe|quite|detenga"
                "|avance",
                "empeorará|empeorarán|perderá|perderás ~2 irremediablemente|inevitablemente|todo|la"
                "|su|el",
                "lleva|llevan|conduce|conducen|llevará|conducirá ~1 a|inevitablemente ~2 "
                "discapacidad|muerte|invalidez|deformidad",
                "causará|provocará ~2 permanente|irreversible|muerte|invalidez",
                "sufrir|sufriendo innecesariamente|más",
            ),
        },
        examples={
            "en": Examples(
                found=(
                    "Heel pain is a crippling disease.",
                    "Act before it is too late.",
                ),
                clean=("Without treatment, the joint can become stiff [1].",),
            ),
            "es": Examples(
                found=(
                    "El dolor de talón es una enfermedad devastadora.",
                    "Actúe antes de que sea demasiado tarde.",
                ),
                clean=("Sin tratamiento, la articulación puede quedar rígida [1].",),
            ),
        },
    ),
    Rule(
        code="tone.pressure",
        severity="warn",
        title=_("Wording that presses for a decision"),
        message=_(
            "“%(phrase)s” presses the reader. Decisions about health need time: say how to get in "
            "touch, what it costs and that there is no hurry."
        ),
        source="FTC, 16 CFR 251 (use of “free”); Directive 2001/83/EC, art. 90",
        check=Asserted(negatable=False, hedging="none", conditional=False, questions=True),
        phrases={
            "en": (
                "act|call|book|start|apply|order|buy|register|enroll|schedule ~5 now|today",
                "don't|do not? wait|delay|hesitate|miss ~3 "
                "now|today|this|your|longer|another|out|too",
                "limited time|offer|spots|places|availability|slots",
                "special|exclusive ~1 offer|discount|price|promotion",
                "hurry",
                "last chance|places|spots",
                "only # places|spots|left|days",
                "for free",
                "free consultation|evaluation|assessment|quote|trial|session",
                "get|with|save|enjoy|claim ~2 discount|discounts",
                "# % off|discount",
                "promotion|promotions ~2 ends|valid|until|month|week",
                "now|today and only|get",
                "what are you waiting",
                "you deserve",
            ),
            "es": (
                "llame|llama|llámenos|agende|agenda|reserve|reserva|empiece|empieza|inicie|inicia"
                "|compre|compra|regístrese|actúe|actúa|solicite|solicita ~5 ahora|hoy|ya|mismo",
                "no espere|esperes|pierda|pierdas|deje|dude ~3 más|oportunidad|tiempo|pasar|en|la",
                "tiempo|cupo|oferta|lugares|cupos limitado|limitada|limitados",
                "oferta|promoción|descuento|precio ~1 especial|exclusivo|exclusiva|única",
                "última|últimas|últimos oportunidad|lugares|cupos|días",
                "consulta|valoración|evaluación|sesión|diagnóstico gratis|gratuita|gratuito",
                "con|obtenga|obtén|gane ~2 descuento|descuentos",
                "# % de? descuento",
                "promoción|promociones ~2 válida|vigente|hasta|mes",
                "gratis",
                "qué espera|esperas ~1 para",
                "aproveche|aprovecha|apresúrese|apúrese",
                "te|usted|se lo? merece|mereces",
            ),
        },
        examples={
            "en": Examples(
                found=("Book your place today!", "Do not miss this limited offer."),
                clean=("You can book an appointment by telephone.",),
            ),
            "es": Examples(
                found=("¡Reserve su lugar hoy mismo!", "Aproveche la oferta limitada."),
                clean=("Puede pedir una cita por teléfono.",),
            ),
        },
    ),
    Rule(
        code="tone.capitals",
        severity="warn",
        title=_("A word in capitals"),
        message=_(
            "“%(phrase)s” in capitals shouts, and screen readers may spell it out. Write it in "
            "small letters."
        ),
        source="AMA Manual of Style, 11th ed., chapter 10 (Capitalization)",
        check=_shouting,
        examples={
            "en": Examples(
                found=("There is NO need to rest.",),
                clean=("An MRI is not needed.",),
            ),
            "es": Examples(
                found=("NUNCA hace falta reposo.",),
                clean=("No hace falta una RM.",),
            ),
        },
    ),
    Rule(
        code="evidence.prognosis_uncited",
        severity="warn",
        title=_("The course of a disease without a citation"),
        message=_(
            "“%(phrase)s” says how a disease goes on, and the sentence cites nothing. Cite the "
            "source, and say how often it comes to that."
        ),
        source="AMA Manual of Style, 11th ed., chapter 3",
        check=Asserted(kinds=PROSE, citation_settles=True, negatable=True, hedging="none"),
        phrases={
            "en": (
                "@ailment ~3 will ~1 worsen|progress|lead|get|lose|spread|destroy|thicken",
                "will ~3 worsen|progress|deteriorate ~3 time",
                "will begin|continue to lose",
                "over time ~8 will",
                "key to ~2 success|recovery|outcome|outcomes|treatment",
            ),
            "es": (
                "@ailment ~3 empeorará|empeorarán|progresará|avanzará|destruirá|llevará",
                "con el tiempo ~8 empeorará|causará|llevará|perderá",
                "clave para|del ~2 éxito|recuperación|tratamiento",
            ),
        },
        examples={
            "en": Examples(
                found=("The symptoms will worsen with age.",),
                clean=("The symptoms can worsen with age.",),
            ),
            "es": Examples(
                found=("Los síntomas empeorarán con la edad.",),
                clean=("Los síntomas pueden empeorar con la edad.",),
            ),
        },
    ),
)
