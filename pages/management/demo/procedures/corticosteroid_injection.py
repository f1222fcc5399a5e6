"""Corticosteroid injection into the knee: live in both languages."""

from __future__ import annotations

from pages.management.demo.procedures.corticosteroid_injection_blocks import (
    ADVERSE_EFFECTS,
    CRITERIA,
    FAQ,
    OUTCOMES,
    REGULATORY_STATUS,
    STEPS,
)
from pages.management.demo.writing import PageText, Picture, Ref, Value, block, p, rich, t, ul

BODY: list[Value] = [
    block(
        "section",
        heading=t("When it is considered", "Cuándo se considera"),
        text=rich(
            p(
                "At the clinic it is considered when a swollen, painful knee limits daily life and "
                "exercise alone has not been enough. It is one part of a plan, next to exercise.",
                "En la clínica se considera cuando una rodilla hinchada y dolorosa limita la vida "
                "diaria y el ejercicio por sí solo no ha sido suficiente. Es una parte de un plan, "
                "junto con el ejercicio.",
            ),
            p(
                "Before deciding, the doctor examines the knee and looks for signs of infection or "
                "of another cause of the pain.",
                "Antes de decidir, el médico explora la rodilla y busca signos de infección o de "
                "otra causa del dolor.",
            ),
        ),
    ),
    block(
        "image",
        image=Picture("room"),
        alt_text=t(
            "Drawing of a treatment room with a couch, a lamp and a small table with covered "
            "instruments.",
            "Dibujo de un consultorio con una camilla, una lámpara y una mesita con instrumental "
            "cubierto.",
        ),
        decorative=False,
        caption=p(
            "The room where injections are given.", "La sala donde se aplican las infiltraciones."
        ),
    ),
    block(
        "section",
        heading=t("What trials have found", "Qué han encontrado los ensayos"),
        text=rich(
            p(
                "A Cochrane review of 27 trials with 1,767 people found on average 1 cm less pain "
                "on a 10 cm scale with a corticosteroid than with a sham injection or no "
                "treatment[[juni-2015]]. The authors rated the evidence as low "
                "quality[[juni-2015]].",
                "Una revisión Cochrane de 27 ensayos con 1,767 personas encontró en promedio 1 cm "
                "menos de dolor en una escala de 10 cm con un corticosteroide que con una "
                "infiltración simulada o sin tratamiento[[juni-2015]]. Los autores calificaron "
                "la evidencia como de baja calidad[[juni-2015]].",
            ),
            p(
                "The effect may therefore be modest and short, and some people notice none.",
                "Por lo tanto, el efecto puede ser modesto y breve, y algunas personas no notan "
                "ninguno.",
            ),
        ),
    ),
    block(
        "study_summary",
        reference=Ref("mcalindon-2017"),
        design="randomised_trial",
        participants=140,
        outcome=p(
            "Injections of triamcinolone every 12 weeks for 2 years were compared with salt "
            "water[[mcalindon-2017]]. More cartilage was lost with triamcinolone than with salt "
            "water, and pain did not differ significantly[[mcalindon-2017]].",
            "Se compararon infiltraciones de triamcinolona cada 12 semanas durante 2 años con "
            "solución salina[[mcalindon-2017]]. Se perdió más cartílago con triamcinolona que "
            "con solución salina, y el dolor no fue significativamente "
            "diferente[[mcalindon-2017]].",
        ),
    ),
    block(
        "comparison",
        heading=t("Injection or physical therapy", "Infiltración o fisioterapia"),
        intervention=t("Glucocorticoid injection", "Infiltración de glucocorticoide"),
        comparator=t("Physical therapy", "Fisioterapia"),
        text=p(
            "In a trial with 156 people, those who had physical therapy reported less pain and "
            "disability at 1 year than those who had injections[[deyle-2020]]. The mean scores "
            "were 37.0 and 55.8 points on a scale from 0 to 240, on which lower scores mean less "
            "difficulty[[deyle-2020]].",
            "En un ensayo con 156 personas, quienes recibieron fisioterapia refirieron menos dolor "
            "y discapacidad al año que quienes recibieron infiltraciones[[deyle-2020]]. Las "
            "puntuaciones medias fueron de 37.0 y 55.8 puntos en una escala de 0 a 240, en la "
            "que una puntuación más baja indica menos dificultad[[deyle-2020]].",
        ),
    ),
    block(
        "callout",
        kind="urgent",
        title=t("After the injection", "Después de la infiltración"),
        text=p(
            "Fever, chills, or a knee that becomes more red, hot and painful may be signs of "
            "infection. Go to an emergency department without delay.",
            "Fiebre, escalofríos o una rodilla que se pone más roja, caliente y dolorosa pueden "
            "ser signos de infección. Acuda sin demora a un servicio de urgencias.",
        ),
    ),
    block(
        "call_to_action",
        text=t(
            "Bring your medicines and earlier X-rays to the first visit.",
            "Traiga sus medicamentos y radiografías previas a la primera consulta.",
        ),
        label=t("Ask for an appointment", "Pida una cita"),
        page=None,
        url="https://clinica-ribera.example/appointments",
    ),
]

PAGE = PageText(
    key="corticosteroid-injection",
    slug=t("corticosteroid-injection-knee", "infiltracion-de-corticosteroide-rodilla"),
    links=("knee-osteoarthritis", "rheumatoid-arthritis"),
    fields={
        "title": t(
            "Corticosteroid injection into the knee",
            "Infiltración de corticosteroide en la rodilla",
        ),
        "seo_title": t(
            "Corticosteroid injection into the knee: what to expect",
            "Infiltración de corticosteroide en la rodilla: qué esperar",
        ),
        "search_description": t(
            "How a corticosteroid injection into the knee is done, what it may do for pain, its "
            "risks and its alternatives.",
            "Cómo se hace una infiltración de corticosteroide en la rodilla, qué puede hacer por "
            "el dolor, sus riesgos y sus alternativas.",
        ),
        "summary": t(
            "An anti-inflammatory medicine is injected into the knee joint. It may ease pain and "
            "swelling for some weeks; it does not repair cartilage, and it has risks.",
            "Se inyecta un medicamento antiinflamatorio en la articulación de la rodilla. Puede "
            "aliviar el dolor y la hinchazón por algunas semanas; no repara el cartílago y tiene "
            "riesgos.",
        ),
        "hero_image": Picture("injection"),
        "hero_alt": t(
            "Drawing of a bent knee seen from the side with a syringe pointing at the joint.",
            "Dibujo de una rodilla flexionada vista de lado con una jeringa dirigida a la "
            "articulación.",
        ),
        "body": BODY,
        "what_it_is": rich(
            p(
                "A corticosteroid is an anti-inflammatory medicine. When it is injected into the "
                "joint, it acts mainly there, although a part reaches the rest of the body.",
                "Un corticosteroide es un medicamento antiinflamatorio. Cuando se inyecta en la "
                "articulación actúa sobre todo ahí, aunque una parte llega al resto del cuerpo.",
            ),
            p(
                "Guidelines for knee osteoarthritis include it among the options for short-term "
                "pain relief[[kolasinski-2020 bannuru-2019]].",
                "Las guías para la osteoartritis de rodilla la incluyen entre las opciones para el "
                "alivio del dolor a corto plazo[[kolasinski-2020 bannuru-2019]].",
            ),
        ),
        "steps": STEPS,
        "preparation": rich(
            p(
                "Before the appointment, tell the clinic if you:",
                "Antes de la cita, avise a la clínica si usted:",
            ),
            ul(
                (
                    "take medicines that thin the blood; do not stop them on your own",
                    "toma anticoagulantes; no los suspenda por su cuenta",
                ),
                ("have diabetes", "tiene diabetes"),
                (
                    "have fever, a wound on the knee or an infection",
                    "tiene fiebre, una herida en la rodilla o una infección",
                ),
                ("are or may be pregnant", "está o puede estar embarazada"),
                (
                    "have had a reaction to anesthetics or corticosteroids",
                    "ha tenido una reacción a anestésicos o corticosteroides",
                ),
            ),
        ),
        "recovery": rich(
            p(
                "You may walk when you leave. It is advised not to overuse the joint for 24 hours, "
                "without keeping it completely still[[uson-2021]].",
                "Puede caminar al salir. Se aconseja no sobrecargar la articulación durante "
                "24 horas, sin inmovilizarla por completo[[uson-2021]].",
            ),
        ),
        "follow_up": rich(
            p(
                "The clinic reviews pain, movement and possible side effects at 6 weeks, and "
                "decides with you how to continue.",
                "La clínica revisa el dolor, el movimiento y los posibles efectos secundarios a "
                "las 6 semanas, y decide con usted cómo continuar.",
            ),
        ),
        "criteria": CRITERIA,
        "risks": rich(
            p(
                "The injection has risks. Some are mild and pass in days; others, such as an "
                "infection of the joint or fast damage to it, are serious[[kompel-2019]].",
                "La infiltración tiene riesgos. Algunos son leves y pasan en días; otros, como una "
                "infección de la articulación o su daño rápido, son graves[[kompel-2019]].",
            ),
            p(
                "Seek care the same day if the knee becomes more red, hot and painful after the "
                "second day, if you have fever or chills, or if you cannot put weight on the leg.",
                "Busque atención el mismo día si la rodilla se pone más roja, caliente y dolorosa "
                "después del segundo día, si tiene fiebre o escalofríos, o si no puede apoyar la "
                "pierna.",
            ),
        ),
        "adverse_effects": ADVERSE_EFFECTS,
        "alternatives": rich(
            p(
                "Depending on the cause, alternatives may include:",
                "Según la causa, las alternativas pueden incluir:",
            ),
            ul(
                (
                    "exercise and physical therapy, with less pain and disability than injections "
                    "at 1 year in one trial[[deyle-2020]]",
                    "ejercicio y fisioterapia, con menos dolor y discapacidad que las "
                    "infiltraciones al año en un ensayo[[deyle-2020]]",
                ),
                (
                    "weight management when there is excess weight[[kolasinski-2020]]",
                    "control del peso cuando hay exceso de peso[[kolasinski-2020]]",
                ),
                (
                    "anti-inflammatory medicines, on the skin or by mouth, if your doctor finds "
                    "them suitable[[bannuru-2019]]",
                    "antiinflamatorios, aplicados en la piel o tomados, si su médico los considera "
                    "adecuados[[bannuru-2019]]",
                ),
                (
                    "waiting, and reviewing again after some weeks",
                    "esperar y volver a valorar después de algunas semanas",
                ),
            ),
        ),
        "outcomes": OUTCOMES,
        "regulatory_status": REGULATORY_STATUS,
        "faq": FAQ,
    },
)
