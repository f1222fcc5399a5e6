"""Frequent words of Spanish medical texts, with their gender and number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from pages.claims.tokens import folded


class Form(NamedTuple):
    """Gender and number of a word.

    Attributes:
        gender: ``"m"`` or ``"f"``.
        number: ``"s"``, ``"p"``, or empty where the form tells neither (``"dosis"``).
    """

    gender: str
    number: str

    def fits(self, other: Form) -> bool:
        """Tell whether two words that stand together agree."""
        return self.gender == other.gender and (
            not self.number or not other.number or self.number == other.number
        )


def words(text: str) -> tuple[str, ...]:
    """Return the words of a list that is written as a text."""
    return tuple(text.split())


MASCULINE: Final = words("""
    absceso adelgazamiento alivio análisis anestésico analgésico antebrazo antibiótico
    anticoagulante anticuerpo antiinflamatorio aparato apoyo aspirado aumento ayuno barandal
    beneficio bloqueo brazo brote calambre cartílago cáncer cerebro codo coágulo colágeno comité
    concentrado consentimiento consultorio contraste corazón corticosteroide criterio cuello
    cuerpo cuestionario cuidado daño dedo derrame desenlace desgarro diagnóstico disco dolor
    drenaje edema efecto ejercicio embarazo ensayo entrenamiento entumecimiento episodio
    escalofrío esfuerzo esguince espasmo estiramiento estómago estudio evento examen expediente
    factor fármaco fémur ganglio glóbulo glucocorticoide hematoma hígado hombro hospital hueso
    implante índice infarto ligamento líquido lupus malestar manguito medicamento menisco
    metaanálisis metotrexato mes moretón movimiento músculo nervio nudillo ojo opioide órgano
    paracetamol pie placebo plasma porcentaje problema procedimiento programa protocolo pulmón
    quiste reposo resultado riesgo riñón sangrado seguimiento sesgo signo síndrome síntoma sistema
    suplemento talón tejido tendón tobillo tratamiento trauma traumatismo tumor ultrasonido vaso
    vendaje virus zapato
    """)

FEMININE: Final = words("""
    actividad afección aguja alergia alternativa amplitud analgesia anestesia ansiedad aplicación
    agua área arteria arteritis articulación artritis artroplastia artroscopia artrosis asistencia
    asma atención ayuda biopsia boca bursitis cabeza cadera calidad cápsula causa cicatriz cirugía
    cita clínica columna complicación condición consulta contraindicación curación debilidad
    deformidad depresión diabetes dieta dificultad discapacidad distensión dosis duración
    ecografía edad eficacia elección enfermedad erupción escala esclerosis espalda espondilitis
    evaluación evidencia exploración extremidad falta fascia fascitis fatiga férula fibromialgia
    fiebre fisioterapia fractura fuerza función gota guía hambre herida hinchazón hora incidencia
    indicación infección infiltración inflamación información inmunidad insulina intensidad
    intervención inyección lactancia lesión limitación luxación mano marcha masa medicina médula
    mejoría membrana mención molestia movilidad muestra mujer muñeca náusea neuropatía operación
    ortesis osteoartritis osteoporosis pantorrilla parálisis pelvis pérdida persona piel pierna
    placa plaqueta población presión prevalencia proteína prótesis prueba psoriasis punción
    quemadura radiografía reacción recomendación recuperación rehabilitación remisión resonancia
    respuesta revisión rigidez rodilla rótula salud sangre sensación sensibilidad sesión sinovitis
    sobredosis solución sustancia tableta técnica temperatura tendinitis terapia tibia tomografía
    trombosis úlcera urgencia uña vacuna valoración vena ventaja vértebra vía visita vida zona
    """)

LIKE_VERBS: Final = frozenset(
    folded(word)
    for word in words("""
    alivio apoyo aumento ayuda aplica baja bloqueo carga causa causas cita citas consulta
    consultas cuidado daño derrame desgarro diagnóstico drenaje edad ensayo esfuerzo estudio
    examen falta guía marcha muestra muestras opera placa prueba pruebas receta reposo seguimiento
    sesgo vacuna valora vendaje visita visitas contraste trauma cura toma dieta sangrado anestesia
    brote programa fractura escala plasma lesiona corte
    """)
)
"""Nouns that are forms of verbs as well: “los ayuda” is a pronoun with its verb."""

DETERMINERS: Final[dict[str, Form]] = {
    word: Form(gender, number)
    for gender, number, words in (
        ("m", "s", "el un del al este ese aquel algún ningún nuestro cuyo otro dicho"),
        ("f", "s", "la una esta esa aquella alguna ninguna nuestra cuya otra dicha"),
        ("m", "p", "los unos estos esos aquellos algunos nuestros cuyos otros varios ambos muchos"),
        ("f", "p", "las unas estas esas aquellas algunas nuestras cuyas otras varias ambas muchas"),
    )
    for word in words.split()
}

BEFORE_STRESSED_A: Final = frozenset({"el", "un", "del", "al", "algún", "ningún"})
"""Masculine in form, and said of feminine nouns as well: “el agua”, “un área”."""

PRONOUNS: Final = frozenset(
    words("""
    la los las
    """)
)
"""Articles that are pronouns before a verb."""

PREPOSITIONS: Final = frozenset(
    words("""
    a al ante bajo con contra de del desde durante en entre hacia hasta para por según sin sobre
    tras como
    """)
)
CONJUNCTIONS: Final = frozenset(
    words("""
    y e o u ni
    """)
)

_VARYING: Final = words("""
    adverso agudo aleatorizado alto anatómico autólogo bacteriano biológico congelado controlado
    crónico cutáneo degenerativo delgado diario doloroso eléctrico elevado epidémico espontáneo
    específico estadístico estrecho físico genético hinchado inflamado infeccioso inflamatorio
    informado inmunitario inmunológico intenso intravenoso izquierdo lento localizado metabólico
    moderado nervioso neurológico neuropático nocturno ortopédico óseo periódico poplíteo previo
    profundo progresivo psicológico psoriásico quirúrgico reumático rígido rojo roto sanguíneo
    secundario sistémico severo simulado subcutáneo súbito terapéutico tópico torácico venoso
    matutino
    """)

INVARIABLE: Final = frozenset(
    folded(word)
    for word in words("""
    articular articulares muscular musculares lumbar lumbares cervical cervicales plantar
    plantares tibial femoral dorsal lateral medial local locales general generales intraarticular
    sinovial sinoviales vertebral corporal
    """)
)
"""Adjectives of one form, over which another may be read: “dolor lumbar crónico”."""

ADJECTIVES: Final[dict[str, Form]] = {
    f"{word[:-1]}{ending}": Form(gender, number)
    for word in _VARYING
    for ending, gender, number in (
        ("o", "m", "s"),
        ("a", "f", "s"),
        ("os", "m", "p"),
        ("as", "f", "p"),
    )
} | {"médica": Form("f", "s"), "médicas": Form("f", "p")}
"""Adjectives that follow a noun and have both genders. “Médico” is left out: a noun as well."""


def forms_of_noun(word: str, gender: str) -> Iterator[tuple[str, Form]]:
    """Yield the folded forms of a noun with what they say.

    Args:
        word: the singular, as it is written.
        gender: ``"m"`` or ``"f"``.
    """
    bare = folded(word)
    is_oxytone = word.endswith(("és", "ás", "ós", "ús")) or word == "mes"
    if bare.endswith(("s", "x")) and not is_oxytone:
        yield bare, Form(gender, "")
        return
    yield bare, Form(gender, "s")
    if bare.endswith("z"):
        yield f"{bare[:-1]}ces", Form(gender, "p")
    elif bare[-1] in "aeiou":
        yield f"{bare}s", Form(gender, "p")
    else:
        yield f"{bare}es", Form(gender, "p")


def _all(*groups: tuple[str, Iterable[str]]) -> dict[str, tuple[Form, ...]]:
    found: dict[str, tuple[Form, ...]] = {}
    for gender, words in groups:
        for word in words:
            for written, form in forms_of_noun(word, gender):
                found[written] = (*found.get(written, ()), form)
    return found


NOUNS: Final = _all(("m", MASCULINE), ("f", FEMININE))
"""Frequent nouns of one gender. Those of persons, and “frente” or “radio”, have two."""
