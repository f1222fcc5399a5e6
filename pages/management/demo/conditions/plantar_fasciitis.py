"""Plantar fasciitis: sent back by the reviewer with comments."""

from __future__ import annotations

from pages.management.demo.writing import PageText, Picture, Ref, Value, block, p, rich, t, ul

BODY: list[Value] = [
    block(
        "section",
        heading=t("What plantar fasciitis is", "Qué es la fascitis plantar"),
        text=rich(
            p(
                "The plantar fascia is a band of tissue under the foot, from the heel to the toes. "
                "When it is overloaded it may become painful where it joins the heel bone.",
                "La fascia plantar es una banda de tejido bajo el pie, del talón a los dedos. "
                "Cuando se sobrecarga puede doler donde se une al hueso del talón.",
            ),
            p(
                "Pain under the heel affects an estimated 4% to 7% of the "
                "community[[morrissey-2021]].",
                "El dolor bajo el talón afecta a un estimado de 4% a 7% de la "
                "comunidad[[morrissey-2021]].",
            ),
        ),
    ),
    block(
        "image",
        image=Picture("foot"),
        alt_text=t(
            "Drawing of a foot from the side with a band under the sole and a red mark at the "
            "heel.",
            "Dibujo de un pie de lado con una banda bajo la planta y una marca roja en el talón.",
        ),
        decorative=False,
        caption=p("Where the pain is usually felt.", "Donde suele sentirse el dolor."),
    ),
    block(
        "section",
        heading=t("How it is treated", "Cómo se trata"),
        text=rich(
            p(
                "A guide based on 51 trials suggests starting with stretching of the plantar "
                "fascia, taping and individual education[[morrissey-2021]].",
                "Una guía basada en 51 ensayos sugiere empezar con estiramiento de la fascia "
                "plantar, vendaje con cinta y educación individual[[morrissey-2021]].",
            ),
            p(
                "Strength training may be another option. In a trial with 48 people it gave "
                "lower pain and disability scores than stretching at 3 months, without a "
                "difference at 12 months[[rathleff-2015]].",
                "El entrenamiento de fuerza puede ser otra opción. En un ensayo con 48 personas "
                "dio puntuaciones de dolor y discapacidad más bajas que el estiramiento a los 3 "
                "meses, sin diferencia a los 12 meses[[rathleff-2015]].",
            ),
            p(
                "A corticosteroid injection may ease pain for a few weeks. In a trial with 82 "
                "people the advantage over placebo was seen at 4 weeks and not at 8 or "
                "12[[mcmillan-2012]].",
                "Una infiltración de corticosteroide puede aliviar el dolor unas semanas. En un "
                "ensayo con 82 personas, la ventaja sobre el placebo se observó a las 4 semanas y "
                "no a las 8 ni a las 12[[mcmillan-2012]].",
            ),
        ),
    ),
    block(
        "outcome",
        label=t(
            "People with complete answers 2 years after a trial of stretching",
            "Personas con respuestas completas 2 años después de un ensayo de estiramiento",
        ),
        numerator=66,
        denominator=82,
        period=t("2 years", "2 años"),
        instrument=t("Questionnaire sent by mail", "Cuestionario enviado por correo"),
        reference=Ref("digiovanni-2006"),
        note=p(
            "Those who answered had improved after stretching of the plantar fascia, without a "
            "difference between the groups of the trial[[digiovanni-2006]]. Nobody can say how "
            "the others fared, so the result may look more favorable than it is.",
            "Quienes respondieron habían mejorado después del estiramiento de la fascia plantar, "
            "sin diferencia entre los grupos del ensayo[[digiovanni-2006]]. No se sabe cómo les "
            "fue a los demás, por lo que el resultado puede parecer más favorable de lo que es.",
        ),
    ),
]

SYMPTOMS: list[Value] = [
    block(
        "symptom",
        name=t("Heel pain with the first steps", "Dolor en el talón con los primeros pasos"),
        code_system="icd-10",
        code="M79.6",
        description=p(
            "In the morning or after sitting for a while[[koc-2023]].",
            "Por la mañana o después de estar un rato sentado[[koc-2023]].",
        ),
        children=[],
    ),
    block(
        "symptom",
        name=t("Pain after standing for long", "Dolor después de estar mucho tiempo de pie"),
        code_system="",
        code="",
        description=p(
            "It may ease when walking and come back at the end of the day.",
            "Puede ceder al caminar y regresar al final del día.",
        ),
        children=[],
    ),
]

FAQ: list[Value] = [
    block(
        "question",
        question=t("Do I need an X-ray?", "¿Necesito una radiografía?"),
        answer=p(
            "Often not. The doctor usually recognizes it by examining the foot[[koc-2023]].",
            "Con frecuencia no. El médico suele reconocerla al explorar el pie[[koc-2023]].",
        ),
    ),
]

PAGE = PageText(
    key="plantar-fasciitis",
    slug=t("plantar-fasciitis", "fascitis-plantar"),
    codes=(("icd-10", "M72.2"), ("mesh", "D036981")),
    fields={
        "title": t("Plantar fasciitis", "Fascitis plantar"),
        "seo_title": t(
            "Plantar fasciitis: signs and treatment", "Fascitis plantar: signos y tratamiento"
        ),
        "search_description": t(
            "Why the heel hurts with the first steps, what may help, and when to seek care.",
            "Por qué duele el talón con los primeros pasos, qué puede ayudar y cuándo buscar "
            "atención.",
        ),
        "summary": t(
            "Plantar fasciitis causes pain under the heel, often with the first steps of the day. "
            "Exercises are usually the first treatment.",
            "La fascitis plantar causa dolor bajo el talón, a menudo con los primeros pasos del "
            "día. Los ejercicios suelen ser el primer tratamiento.",
        ),
        "hero_image": Picture("foot"),
        "hero_alt": t(
            "Drawing of a foot from the side with a red mark at the heel.",
            "Dibujo de un pie de lado con una marca roja en el talón.",
        ),
        "body": BODY,
        "symptoms": SYMPTOMS,
        "stages_scale": t("", ""),
        "stages": [],
        "causes": rich(
            p(
                "It is thought that repeated load on the fascia causes small changes in its "
                "tissue.",
                "Se piensa que la carga repetida sobre la fascia causa pequeños cambios en su "
                "tejido.",
            ),
        ),
        "risk_factors": ul(
            (
                "an ankle that bends little[[riddle-2003]]",
                "un tobillo que se dobla poco[[riddle-2003]]",
            ),
            ("excess weight[[riddle-2003]]", "exceso de peso[[riddle-2003]]"),
            (
                "spending most of the workday on one's feet[[riddle-2003]]",
                "pasar de pie la mayor parte de la jornada[[riddle-2003]]",
            ),
        ),
        "urgent_care": rich(
            p("Seek care the same day if you have:", "Busque atención el mismo día si tiene:"),
            ul(
                (
                    "sudden strong pain with a snap in the sole, or inability to step",
                    "dolor fuerte y repentino con un chasquido en la planta, o imposibilidad de "
                    "apoyar",
                ),
                (
                    "a hot, red foot, or a wound in a person with diabetes",
                    "el pie caliente y rojo, o una herida en una persona con diabetes",
                ),
                (
                    "numbness, or pain at night that does not let you sleep",
                    "adormecimiento, o dolor nocturno que no le deja dormir",
                ),
            ),
        ),
        "faq": FAQ,
    },
)
