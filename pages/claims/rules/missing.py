"""What a page must not leave out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from django.utils.translation import gettext_lazy as _

from pages.claims.findings import Hit
from pages.claims.reading import Reading
from pages.claims.rule import Examples, Phrases, Rule

_OFFER: Final = "offer"
OFFERING: Final = 3
"""Sentences that invite to a treatment, from which on a page offers it."""

_INVITATIONS: Final[Phrases] = {
    "en": (
        "candidate|candidates for ~2 @treatment",
        "you|you're|who are|is|re? a|an? candidate|candidates",
        "our patients|clinic|doctors|team|specialists|treatment|therapy|procedure",
        "we ~1 offer|use|perform|provide|inject|recommend|continue|apply",
        "your|the ~4 appointment|@treatment can|will begin|start",
        "before|after|during the|your @treatment ~1 begins|begin|you|your",
        "right for you",
    ),
    "es": (
        "candidato|candidata|candidatos a|al|para",
        "nuestros|nuestras|nuestra|nuestro "
        "pacientes|clínica|médicos|equipo|especialistas|tratamiento|terapia",
        "ofrecemos|utilizamos|realizamos|aplicamos|inyectamos|recomendamos",
        "su|tu ~1 cita|valoración|tratamiento",
    ),
}

_JAMA = "JAMA benchmarks (Silberg et al., 1997); HONcode"


def _unless(part: str, *, page_types: Iterable[str]) -> Callable[[Reading, Rule], Iterator[Hit]]:
    """Return a check that finds a part missing, unless the page has it or speaks of it."""
    wanted = frozenset(page_types)

    def check(reading: Reading, rule: Rule) -> Iterator[Hit]:
        document = reading.document
        asked = document.page_type in wanted or ("procedure" in wanted and _offers(reading))
        if not asked or part in document.assured:
            return
        if not any(not sentence.asks for sentence, _match in reading.found(f"part.{part}")):
            yield Hit()

    return check


def _offers(reading: Reading) -> bool:
    """Tell whether a page about something else offers a treatment to its readers."""
    return len({id(sentence) for sentence, _match in reading.found(_OFFER)}) >= OFFERING


def _rule(
    part: str,
    *,
    title: object,
    message: object,
    source: str,
    phrases: Phrases,
    clean: dict[str, str],
    page_types: Iterable[str] = ("condition", "procedure"),
) -> Rule:
    return Rule(
        code=f"missing.{part}",
        severity="block",
        title=title,  # type: ignore[arg-type]  # lazily translated; mypy knows it as object here
        message=message,  # type: ignore[arg-type]  # as above
        source=source,
        check=_unless(part, page_types=page_types),
        # One of the rules brings the invitations along for all of them.
        helpers={f"part.{part}": phrases, **({_OFFER: _INVITATIONS} if part == "risks" else {})},
        examples={
            "en": Examples(found=("Heel pain is common in runners.",), clean=(clean["en"],)),
            "es": Examples(
                found=("El dolor de talón aparece en corredores.",), clean=(clean["es"],)
            ),
        },
    )


RULES = (
    _rule(
        "author",
        title=_("No author"),
        message=_("The page does not say who wrote it: name the author and their credentials."),
        source=_JAMA,
        phrases={
            "en": ("written by", "author|authors ~1 dr|md|is|of", "by dr"),
            "es": ("escrito|redactado|elaborado por", "autor|autora|autores ~1 dr|dra|es|de"),
        },
        clean={"en": "Written by Ana Lane, MD.", "es": "Escrito por la Dra. Ana Lara."},
        page_types=("condition", "procedure", "testimonial"),
    ),
    _rule(
        "reviewer",
        title=_("No medical reviewer with a licence"),
        message=_(
            "The page does not say who reviewed it: name the medical reviewer with licence number "
            "and institution."
        ),
        source=f"{_JAMA}; Ley General de Salud (México), art. 83",
        phrases={
            "en": ("medically? reviewed by", "reviewer ~1 dr|is|md", "licence|license number|no"),
            "es": (
                "revisado|revisada|revisión ~2 por",
                "cédula|cedula profesional",
                "revisor|revisora ~1 dr|dra|es",
            ),
        },
        clean={
            "en": "Medically reviewed by Ana Lane, MD, license number 4711.",
            "es": "Revisado por la Dra. Ana Lara, cédula profesional 4711.",
        },
        page_types=("condition", "procedure", "testimonial"),
    ),
    _rule(
        "disclaimer",
        title=_("No medical disclaimer"),
        message=_(
            "The page lacks the notice that it informs and does not replace a consultation: add "
            "the disclaimer."
        ),
        source="HONcode (complementarity); Directive 2001/83/EC, art. 90(a)",
        phrases={
            "en": (
                "not|no|never ~3 substitute|replace|replacement ~4 "
                "advice|consultation|doctor|diagnosis|care",
                "for information|informational only|purposes",
                "educational|informational purposes",
            ),
            "es": (
                "no ~2 sustituye|reemplaza|sustituir|reemplazar ~4 "
                "consulta|médico|diagnóstico|consejo|valoración|atención|opinión",
                "fines informativos|educativos",
            ),
        },
        clean={
            "en": "This page does not replace the advice of your doctor.",
            "es": "Esta página no sustituye la consulta con su médico.",
        },
        page_types=("condition", "procedure", "testimonial"),
    ),
    _rule(
        "risks",
        title=_("No risks"),
        message=_(
            "The page says nothing of risks or adverse effects: name them, how often they occur "
            "and according to which source."
        ),
        source=(
            "FDA, 21 CFR 202.1(e)(5)(ii) (fair balance); FTC, Health Products Compliance "
            "Guidance (2022)"
        ),
        phrases={
            "en": (
                "risks|complications ~2 include|includes|are|of ~2 "
                "infection|bleeding|allergic|reaction|damage|death|clots|pain|injury|rupture",
                "adverse|side|unwanted effects ~1 include|are|can|may|such|of",
                "risks|complications include",
                "risk of ~2 infection|bleeding|rupture|clots|allergic|damage|injury|reaction",
            ),
            "es": (
                "riesgos|complicaciones ~2 incluyen|son|de|del",
                "efectos adversos|secundarios ~1 incluyen|son|pueden|más|como|de",
                "riesgo de ~2 infección|sangrado|rotura|ruptura|coágulos|alergia|daño|lesión"
                "|reacción",
            ),
        },
        clean={
            "en": "Risks include infection and bleeding.",
            "es": "Existe riesgo de infección y de sangrado.",
        },
        page_types=("procedure",),
    ),
    _rule(
        "contraindications",
        title=_("Nothing about whom it does not suit"),
        message=_(
            "The page does not say for whom the treatment is not suitable: name the "
            "contraindications."
        ),
        source="FDA, 21 CFR 202.1(e)(5)(ii) (fair balance)",
        phrases={
            "en": (
                "contraindicat*",
                "not ~1 suitable|recommended|appropriate|advised ~1 for|in|if|during",
                "should not ~2 have|receive|be|undergo",
                "not candidates",
            ),
            "es": (
                "contraindica*",
                "no ~2 adecuado|adecuada|recomendable|recomienda|indicado|indicada ~1 "
                "para|en|si|durante",
                "no deben|debe ~1 recibir|someterse|hacerse",
            ),
        },
        clean={
            "en": "It is not suitable for people with an infection.",
            "es": "No se recomienda en personas con una infección.",
        },
        page_types=("procedure",),
    ),
    _rule(
        "alternatives",
        title=_("No alternatives"),
        message=_(
            "The page does not name other treatments: say what else there is, doing nothing "
            "included, and what each achieves."
        ),
        source=(
            "GMC, Decision making and consent (2020); ISSCR, Nine Things To Know About Stem "
            "Cell Treatments"
        ),
        phrases={
            "en": (
                "alternatives|alternative ~1 include|are|is|to|treatment|treatments",
                "other|different ~1 treatments|treatment|options ~1 include|are|such|for|is",
                "treatment|treatments|treated ~2 include|includes|with|are ~3 "
                "exercise|medication|medicines|surgery|physiotherapy|drugs|methotrexate|rest",
                "options include|are",
            ),
            "es": (
                "alternativas|alternativa ~1 incluyen|son|es|al|a|de|son",
                "otros|otras ~1 tratamientos|opciones ~1 incluyen|son|como|para",
                "se trata|tratamiento|tratamientos ~2 con|incluye|incluyen|son ~3 "
                "ejercicio|medicamentos|fármacos|cirugía|fisioterapia|metotrexato|reposo",
                "opciones son|incluyen",
            ),
        },
        clean={
            "en": "Alternatives include exercise and rest.",
            "es": "Las alternativas son el ejercicio y el reposo.",
        },
    ),
    _rule(
        "urgent_care",
        title=_("Nothing about when to seek care"),
        message=_("The page does not say when to seek care: name the signs that cannot wait."),
        source="CDC, Clear Communication Index; HONcode",
        phrases={
            "en": (
                "seek|get|call|see|contact|go|visit ~3 "
                "help|care|attention|doctor|emergency|911|hospital|rheumatologist|112",
                "emergency ~1 room|department|services|number",
                "call 911|112",
            ),
            "es": (
                "busque|acuda|llame|consulte|vaya|pida|solicite ~3 "
                "atención|urgencias|médico|911|112|hospital|ayuda|emergencia|doctor",
                "servicio|sala|número de urgencias|emergencias|emergencia",
            ),
        },
        clean={
            "en": "Seek medical help if the leg swells.",
            "es": "Acuda a urgencias si la pierna se hincha.",
        },
    ),
    _rule(
        "regulatory",
        title=_("Nothing about how the treatment is regulated"),
        message=_(
            "The page does not say whether the treatment is approved for this use, where and by "
            "whom: say so, also if it is not."
        ),
        source=(
            "FDA, Important Patient and Consumer Information About Regenerative Medicine "
            "Therapies; Ley General de Salud (México), art. 376"
        ),
        phrases={
            "en": (
                "approved|authorized|authorised|licensed|cleared|regulated|registered ~3 "
                "by|for|in|use",
                "not|unapproved ~1 approved|use|treatment",
                "fda|cofepris|ema",
                "regulatory status|approval|authority|authorities|agency",
            ),
            "es": (
                "aprobado|aprobada|autorizado|autorizada|registrado|regulado|regulada ~3 "
                "por|para|en",
                "cofepris|fda|ema|aemps",
                "registro sanitario",
            ),
        },
        clean={
            "en": "It is not approved for this use.",
            "es": "No está autorizada para este uso.",
        },
        page_types=("procedure",),
    ),
    _rule(
        "date",
        title=_("No date"),
        message=_("The page does not say when it was last reviewed: give the date."),
        source=_JAMA,
        phrases={
            "en": (
                "last? updated|reviewed|revised|modified ~2 #",
                "updated|reviewed|revised|published on|in|january|february|march|april|may|june"
                "|july|august|september|october|november|december",
                "next review",
            ),
            "es": (
                "actualizado|actualizada|revisado|revisada|actualización|publicado ~3 #",
                "última revisión|actualización",
                "próxima revisión",
            ),
        },
        clean={
            "en": "Last updated 3 May 2026.",
            "es": "Última actualización: 3 de mayo de 2026.",
        },
        page_types=("condition", "procedure", "testimonial"),
    ),
)
