"""What a heading announces: tables of words, per language and page type.

A heading is compared without case, accents, punctuation and question marks. A word such as
“symptoms” counts where the heading is about symptoms, not where it is about relieving them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, Literal

from pages.content.importing.elements import folded

PageType = Literal["condition", "procedure"]

MOST_WORDS: Final = 14
_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")

_ABOUT_CHANGING_IT: Final[Mapping[str, re.Pattern[str]]] = {
    "en": re.compile(
        r"\b(?:treat\w*|reliev\w*|relief|manag\w+|eas(?:e|es|ing)|control\w*|reduc\w+|improv\w+|"
        r"help\w*|liv(?:e|ing)|"
        r"cop(?:e|ing)|problem|myths?|prevent\w*|avoid\w*)\b"
    ),
    "es": re.compile(
        r"\b(?:trat(?:a|ar|arlos|amientos?)|alivi\w+|manej\w+|control\w*|reduc\w+|mejor\w*|"
        r"ayud\w+|vivir|convivir|"
        r"problemas?|mitos?|preven\w+|evitar\w*)\b"
    ),
}

_LEAD_EN: Final = (
    r"(?:(?:the|common|early|main|typical|first|key|other|possible|known|most|usual|general|"
    r"signs and|potential) )*"
)

_SHARED: Final[Mapping[str, Sequence[tuple[str, str]]]] = {
    "en": (
        (
            "references",
            r"(?:(?:scientific|selected|medical|list of|key|article|our|further|the) )*"
            r"(?:references|bibliography|works cited|literature cited|sources|citations|"
            r"literature)(?: cited| list| used)?",
        ),
        (
            "faq",
            r"(?:the )?(?:frequently asked questions|faqs?|common questions|questions and answers|"
            r"q ?& ?a|"
            r"(?:patient|patients'?|popular|your|frequent) questions(?: answered)?|questions)(?: "
            r"(?:about|on|regarding) .+)?",
        ),
    ),
    "es": (
        (
            "references",
            r"(?:(?:lista de|principales|nuestras|las) )*(?:referencias|bibliografia|fuentes|"
            r"literatura|citas)"
            r"(?: (?:bibliograficas?|citadas?|cientificas?|consultadas?|medicas?|y "
            r"bibliografia))*",
        ),
        (
            "faq",
            r"(?:las )?(?:preguntas (?:mas )?(?:frecuentes|comunes|habituales)|preguntas y "
            r"respuestas|faqs?|"
            r"(?:tus|sus|las) (?:preguntas|dudas)(?: frecuentes)?|dudas (?:frecuentes|habituales)|"
            r"preguntas)"
            r"(?: (?:sobre|acerca de) .+)?",
        ),
    ),
}

_CONDITION: Final[Mapping[str, Sequence[tuple[str, str]]]] = {
    "en": (
        (
            "urgent_care",
            r".*\b(?:urgent|urgently|emergency|emergencies|red flags?)\b.*|(?:when|how soon) "
            r".*\b(?:see|call|contact|seek|visit|"
            r"get|go to) .*\b(?:doctor|help|care|ambulance|medical|attention|specialist|gp|"
            r"hospital)\b.*|"
            r"seek .*\b(?:help|care|attention)\b.*",
        ),
        (
            "risk_factors",
            r".*\brisk factors?\b.*|who (?:is|gets|are) .*\b(?:risk|likely|prone)\b.*|who gets .+|"
            r"who (?:is|are) affected.*",
        ),
        (
            "stages",
            r"(?:.*\bstages\b.*|.*\bstaging\b.*|(?:.+ )?(?:grades|grading|phases|degrees of "
            r"severity|severity)(?: .+)?)",
        ),
        ("symptoms", r"(?:what (?:are|do) )?.*\b(?:symptoms?|signs)\b.*"),
        (
            "causes",
            rf"{_LEAD_EN}causes?\b.*|what (?:causes|is the cause|are the causes|"
            rf"leads to)\b.*|"
            r".+ causes?(?: and risks?)?|why (?:do|does|did) .+ (?:happen|occur|develop|appear|"
            r"start)s?|a?etiology.*|origins? of .+",
        ),
        (
            "definition",
            r"definition(?: of .+)?|overview|what it is|about (?:the|this) (?:condition|disease)",
        ),
    ),
    "es": (
        (
            "urgent_care",
            r".*\b(?:urgen(?:te|tes|cia|cias|temente)|emergencias?|(?:signos|senales|sintomas) de "
            r"(?:alarma|alerta))\b.*|"
            r"(?:cuando|en que casos) .*\b(?:acudir|consultar|llamar|buscar|ir al?|ver al?|pedir|"
            r"contactar|visitar)\b.*|"
            r"busque .*\b(?:ayuda|atencion)\b.*",
        ),
        (
            "risk_factors",
            r".*\bfactores? de riesgo\b.*|(?:a )?quien(?:es)? .*\b(?:riesgo|propens\w+|afecta|"
            r"predispuest\w+)\b.*",
        ),
        (
            "stages",
            r".*\b(?:estadios?|estadificacion|etapas?|fases?|grados?|gravedad|severidad)\b.*",
        ),
        ("symptoms", r".*\b(?:sintomas?|signos)\b.*"),
        (
            "causes",
            r"(?:(?:las|la|posibles?|principales|cuales|son|cual|es|que) )*causas?\b.*|"
            r"(?:que|a que se) (?:causa|provoca|origina|produce|debe)\b.*|"
            r"por que (?:se )?(?:produce|ocurre|aparece|sucede|desarrolla|da)\b.*|origen(?: de "
            r".+)?|etiologia.*",
        ),
        (
            "definition",
            r"definicion(?: de .+)?|descripcion(?: general)?|acerca de (?:la|esta) enfermedad|en "
            r"que consiste.*",
        ),
    ),
}

_PROCEDURE: Final[Mapping[str, Sequence[tuple[str, str]]]] = {
    "en": (
        (
            "criteria_exclude",
            r".*\b(?:contra-?indications?|exclusion criteria|not suitable|unsuitable|not (?:a |"
            r"good )?candidates?)\b.*|"
            r"who (?:should not|cannot|can't|can not|may not|must not|is not|shouldn't|isn't)\b.*|"
            r"when (?:is it|it is) not .+|"
            r"reasons not to .+",
        ),
        (
            "criteria_include",
            r".*\b(?:candidates?|eligib\w+|inclusion criteria|suitability|indications?)\b.*|"
            r"(?:(?:for whom )?(?:is|am) .*\bsuitable\b.*|who .*\bsuitable\b.*)|"
            r"who (?:is|can|may|should) .*\b(?:for|have|benefit|get|receive|considered?|it)\b.*|"
            r"is (?:it|this) (?:right|for) .+",
        ),
        ("regulatory", r".*\b(?:regulat\w+|approv(?:al|ed)|legal status|licen[cs](?:ed|ing))\b.*"),
        ("follow_up", r".*\b(?:follow-?(?: )?up|check-?ups|monitoring afterwards)\b.*"),
        (
            "preparation",
            r".*\b(?:prepar(?:e|es|ing|ation|ations))\b.*|before (?:the|your|surgery|treatment|"
            r"you)\b.*|what to bring.*",
        ),
        (
            "recovery",
            r".*\b(?:recover(?:y|ing)|aftercare|downtime|rehabilitation|convalescence)\b.*|after "
            r"(?:the|your|surgery|treatment)\b.*|"
            r"going home.*|what happens (?:after|afterwards).*",
        ),
        (
            "adverse_effects",
            r".*\b(?:side[ -]effects?|adverse (?:effects?|events?|reactions?))\b.*",
        ),
        ("risks", r".*\b(?:risks?|complications?|dangers?|safe|safety|what can go wrong)\b.*"),
        (
            "alternatives",
            r".*\balternatives?\b.*|(?:what )?other (?:treatments?|options|choices|ways)\b.*|"
            r"without (?:the )?(?:procedure|treatment|surgery)|"
            r"instead of .+",
        ),
        (
            "outcomes",
            r".*\b(?:success rates?|outcomes?|results?|effectiveness|how (?:effective|well))\b.*",
        ),
        (
            "steps",
            r"(?:the )?(?:procedure|steps|process|technique|treatment steps|operation)(?: steps?| "
            r"in detail)?|.*\bstep[ -]by[ -]step\b.*|"
            r"(?:the )?steps (?:of|in) .+|how (?:is|are) .+ (?:performed|done|carried out|made|"
            r"given|administered)|"
            r"how (?:do|does) .*\b(?:procedure|process|operation)\b.* work|what happens (?:during|"
            r"on the day|in the|at the).*|"
            r"(?:during|on the day of) .+|the (?:day of the )?(?:procedure|operation|treatment) "
            r"(?:day|itself)|"
            r"how (?:we|it is|the procedure is) .+",
        ),
        (
            "what_it_is",
            r"(?:definition|overview|introduction|what it is|description)(?: of .+)?|about (?:the|"
            r"this) (?:procedure|treatment|operation)|"
            r"what (?:is|does) (?:it|this (?:procedure|treatment|operation))(?: involve)?|how "
            r"(?:does )?it works?",
        ),
    ),
    "es": (
        (
            "criteria_exclude",
            r".*\b(?:contraindica(?:cion|ciones|do|da)|criterios de exclusion|no (?:es|son|seria) "
            r"(?:un |una |buen |buenos )*candidat\w+|"
            r"no (?:esta |es )?(?:indicad[oa]|recomendad[oa]|recomendable|apt[oa]s?))\b.*|(?:a "
            r")?quien(?:es)? no .+|"
            r"cuando no .+",
        ),
        (
            "criteria_include",
            r".*\b(?:candidat\w+|criterios de inclusion|idone\w+|indicaciones)\b.*|(?:a |para "
            r")?quien(?:es)? "
            r"(?:puede|pueden|deberia|va|esta|es|se)\b.*|es (?:adecuado|apropiado) para .+",
        ),
        (
            "regulatory",
            r".*\b(?:regulator\w+|regulacion|autorizacion(?:es)?|aprobad[oa]s?|aprobacion|"
            r"registro sanitario)\b.*",
        ),
        ("follow_up", r".*\b(?:seguimiento|revisiones|controles)\b.*"),
        (
            "preparation",
            r".*\b(?:prepara(?:cion|ciones|rse|rme|r|ndose|tivos)|prepar[oa])\b.*|antes (?:de|"
            r"del)\b.*|que (?:debo )?(?:llevar|traer).*",
        ),
        (
            "recovery",
            r".*\b(?:recupera(?:cion|rse|rme)|postoperatori[oa]|convalecencia|rehabilitacion)\b.*|"
            r"despues (?:de|del)\b.*|"
            r"tras (?:el|la)\b.*|vuelta a casa.*|que (?:ocurre|pasa|sucede) despues.*",
        ),
        (
            "adverse_effects",
            r".*\b(?:efectos? (?:secundarios?|adversos?|indeseables?)|reacciones adversas)\b.*",
        ),
        ("risks", r".*\b(?:riesgos?|complicaci(?:on|ones)|peligros?|segur[oa]|seguridad)\b.*"),
        (
            "alternatives",
            r".*\balternativas?\b.*|(?:que )?otr[oa]s (?:tratamientos|opciones|formas)\b.*|en "
            r"lugar de .+",
        ),
        (
            "outcomes",
            r".*\b(?:tasas? de exito|resultados?|eficacia|efectividad|eficaz|efectivo)\b.*",
        ),
        (
            "steps",
            r"(?:el |los |la )?(?:procedimiento|pasos|proceso|tecnica|intervencion|operacion)(?: "
            r"del tratamiento| en detalle)?|"
            r".*\bpaso a paso\b.*|(?:los )?pasos (?:de|del) .+|como (?:se|lo|la) .*\b(?:realiza|"
            r"hace|lleva|efectua|aplica|hacemos|realizamos)\b.*|"
            r"que (?:ocurre|pasa|sucede|se hace) (?:durante|el dia|en) .+|durante .+|el dia (?:de "
            r"la|del) .+",
        ),
        (
            "what_it_is",
            r"(?:definicion|descripcion(?: general)?|introduccion|que es|vision general)(?: de .+|"
            r"l .+)?|en que consiste.*|"
            r"(?:sobre|acerca de) (?:el|la|este|esta) (?:procedimiento|tratamiento|intervencion|"
            r"operacion)|como funciona",
        ),
    ),
}

_BY_TYPE: Final[Mapping[PageType, Mapping[str, Sequence[tuple[str, str]]]]] = {
    "condition": _CONDITION,
    "procedure": _PROCEDURE,
}
_COMPILED: Final[Mapping[tuple[PageType, str], Sequence[tuple[str, re.Pattern[str]]]]] = {
    (page_type, language): tuple(
        (kind, re.compile(pattern)) for kind, pattern in (*_SHARED[language], *rules[language])
    )
    for page_type, rules in _BY_TYPE.items()
    for language in ("en", "es")
}
LANGUAGES: Final = frozenset(_SHARED)
"""Languages whose headings are known."""

_QUIET_KINDS: Final = frozenset({"symptoms", "causes", "stages", "risk_factors"})
_DEFINITION: Final[Mapping[str, re.Pattern[str]]] = {
    "en": re.compile(r"what (?:is|are) (?:an? |the )?(?P<rest>.+)"),
    "es": re.compile(r"que (?:es|son) (?:el |la |los |las |una? )?(?P<rest>.+)"),
}
_SMALL_WORDS: Final = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "for",
        "and",
        "in",
        "el",
        "la",
        "los",
        "las",
        "un",
        "una",
        "de",
        "del",
        "y",
        "en",
        "para",
        "con",
        "por",
    ]
)
_NUMBERS: Final = r"(?:[ivx]{1,4}|\d{1,2}|[a-d])"
_STAGE: Final = re.compile(
    rf"(?:stage|grade|phase|class|level|degree|estadio|etapa|fase|grado|nivel|clase) "
    rf"(?:{_NUMBERS}|one|two|three|four|five|six|uno|una|dos|tres|cuatro|cinco|seis|inicial|final|"
    rf"primer\w*|segund\w*)\b.{{0,100}}|"
    r"(?:first|second|third|fourth|early|late|primer[ao]?|segund[ao]|tercer[ao]?|cuart[ao]|"
    r"ultim[ao]) "
    r"(?:stage|grade|phase|estadio|etapa|fase|grado)\b.{0,100}"
)
_STEP: Final = re.compile(
    rf"(?:step|paso|phase|fase) (?:{_NUMBERS}|one|two|three|four|five|six|uno|dos|tres|cuatro|"
    rf"cinco|seis)\b.{{0,100}}"
)


def kind_of(heading: str, *, page_type: PageType, language: str) -> str:
    """Return what a heading announces, such as ``"symptoms"``; empty text when nothing known.

    Args:
        heading: its text.
        page_type: the type of page that is made; each has its own fields.
        language: code of the page's language; a region makes no difference.
    """
    code = language.partition("-")[0].lower()
    text = bare(heading)
    if code not in LANGUAGES or not text or len(_WORD.findall(text)) > MOST_WORDS:
        return ""
    for kind, pattern in _COMPILED[page_type, code]:
        if pattern.fullmatch(text):
            if kind in _QUIET_KINDS and _ABOUT_CHANGING_IT[code].search(text):
                return ""
            return kind
    return ""


def is_definition(heading: str, *, title: str, language: str) -> bool:
    """Tell whether a heading asks what the page's own subject is, as in “What is gout?”."""
    pattern = _DEFINITION.get(language.partition("-")[0].lower())
    found = pattern.fullmatch(bare(heading)) if pattern else None
    if not found:
        return False
    words = set(_WORD.findall(found["rest"])) - _SMALL_WORDS
    return bool(words) and words <= set(_WORD.findall(bare(title)))


def announces_stage(text: str) -> bool:
    """Tell whether a text begins with the name of a stage: “Stage two”, “Etapa 2”."""
    return bool(_STAGE.match(bare(text[:120])))


def announces_step(text: str) -> bool:
    """Tell whether a text begins with the number of a step: “Step 2”, “Paso dos”."""
    return bool(_STEP.match(bare(text[:120])))


def bare(text: str) -> str:
    """Return a heading as the tables know it."""
    return folded(text).strip(" ¿?¡!.:;,()\"'“”«»–—-").replace("’", "'")
