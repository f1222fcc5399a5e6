"""Rheumatoid arthritis: live in both languages."""

from __future__ import annotations

from pages.management.demo.conditions.rheumatoid_arthritis_body import BODY
from pages.management.demo.writing import PageText, Picture, Value, block, p, rich, t, ul

SYMPTOMS: list[Value] = [
    block(
        "symptom",
        name=t("Joint pain", "Dolor articular"),
        code_system="icd-10",
        code="M25.5",
        description=p(
            "Often in the small joints of both hands and feet at the same time[[smolen-2016]].",
            "Con frecuencia en las articulaciones pequeñas de ambas manos y ambos pies a la "
            "vez[[smolen-2016]].",
        ),
        children=[
            {
                "name": t("Pain in the knuckles and wrists", "Dolor en nudillos y muñecas"),
                "code_system": "",
                "code": "",
            },
            {
                "name": t("Pain in the balls of the feet", "Dolor en la parte delantera del pie"),
                "code_system": "",
                "code": "",
            },
        ],
    ),
    block(
        "symptom",
        name=t("Morning stiffness", "Rigidez matutina"),
        code_system="icd-10",
        code="M25.6",
        description=p(
            "Difficulty in closing the hand or moving after a night's rest, which eases slowly.",
            "Dificultad para cerrar la mano o moverse después del descanso nocturno, que cede poco "
            "a poco.",
        ),
        children=[],
    ),
    block(
        "symptom",
        name=t("Joint swelling", "Hinchazón articular"),
        code_system="icd-10",
        code="M25.4",
        description=p(
            "The joint looks puffy and feels soft and warm to the touch.",
            "La articulación se ve abultada y se siente blanda y tibia al tacto.",
        ),
        children=[],
    ),
    block(
        "symptom",
        name=t("General symptoms", "Síntomas generales"),
        code_system="",
        code="",
        description=p(
            "They may appear when the disease is active.",
            "Pueden aparecer cuando la enfermedad está activa.",
        ),
        children=[
            {"name": t("Fatigue", "Fatiga"), "code_system": "icd-10", "code": "R53"},
            {
                "name": t("Weight loss", "Pérdida de peso"),
                "code_system": "icd-10",
                "code": "R63.4",
            },
            {
                "name": t("Mild fever", "Febrícula"),
                "code_system": "icd-10",
                "code": "R50.9",
            },
        ],
    ),
]

STAGES: list[Value] = [
    block(
        "stage",
        name=t("Remission", "Remisión"),
        description=p(
            "Few or no signs of inflammation. Medicines are usually kept, sometimes at a lower "
            "dose[[smolen-2023]].",
            "Pocos signos de inflamación o ninguno. Por lo general se conservan los medicamentos, "
            "a veces en dosis menor[[smolen-2023]].",
        ),
    ),
    block(
        "stage",
        name=t("Low activity", "Actividad baja"),
        description=p(
            "Mild inflammation in few joints. It may be an acceptable target for some people "
            "with long-standing disease[[smolen-2023]].",
            "Inflamación leve en pocas articulaciones. Puede ser un objetivo aceptable para "
            "algunas personas con enfermedad de muchos años[[smolen-2023]].",
        ),
    ),
    block(
        "stage",
        name=t("Moderate activity", "Actividad moderada"),
        description=p(
            "Several painful or swollen joints. The doctor usually considers adjusting the "
            "treatment.",
            "Varias articulaciones dolorosas o hinchadas. El médico suele considerar un ajuste del "
            "tratamiento.",
        ),
    ),
    block(
        "stage",
        name=t("High activity", "Actividad alta"),
        description=p(
            "Many inflamed joints and greater risk of lasting damage[[smolen-2016]].",
            "Muchas articulaciones inflamadas y mayor riesgo de daño permanente[[smolen-2016]].",
        ),
    ),
]

FAQ: list[Value] = [
    block(
        "question",
        question=t("Is it the same as osteoarthritis?", "¿Es lo mismo que la osteoartritis?"),
        answer=p(
            "No. In rheumatoid arthritis the immune system inflames the joint lining"
            "[[mcinnes-2011]]. In osteoarthritis the tissues of the joint change over the years, "
            "with less inflammation[[hunter-2019]]. A person may have both.",
            "No. En la artritis reumatoide, el sistema inmunitario inflama la membrana de la "
            "articulación[[mcinnes-2011]]. En la osteoartritis, los tejidos de la articulación "
            "cambian con los años, con menos inflamación[[hunter-2019]]. Una persona puede tener "
            "ambas.",
        ),
    ),
    block(
        "question",
        question=t("Can I exercise?", "¿Puedo hacer ejercicio?"),
        answer=rich(
            p(
                "In general yes, at a pace that suits your joints. Ask your doctor or a physical "
                "therapist which of these may suit you:",
                "En general sí, a un ritmo adecuado para sus articulaciones. Pregunte a su médico "
                "o a un fisioterapeuta cuál de estas opciones puede convenirle:",
            ),
            ul(
                ("walking or cycling", "caminar o andar en bicicleta"),
                ("exercise in warm water", "ejercicio en agua tibia"),
                ("gentle strength exercises", "ejercicios suaves de fuerza"),
            ),
        ),
    ),
    block(
        "question",
        question=t(
            "May I become pregnant during treatment?",
            "¿Puedo embarazarme durante el tratamiento?",
        ),
        answer=p(
            "Talk with your rheumatologist before you try. Some medicines, such as methotrexate "
            "and leflunomide, have to be stopped beforehand, and others may be continued.",
            "Hable con su reumatólogo antes de intentarlo. Algunos medicamentos, como el "
            "metotrexato y la leflunomida, tienen que suspenderse con anticipación, y otros pueden "
            "continuarse.",
        ),
    ),
]

PAGE = PageText(
    key="rheumatoid-arthritis",
    slug=t("rheumatoid-arthritis", "artritis-reumatoide"),
    links=("corticosteroid-injection",),
    codes=(("icd-10", "M06.9"), ("mesh", "D001172")),
    fields={
        "title": t("Rheumatoid arthritis", "Artritis reumatoide"),
        "seo_title": t(
            "Rheumatoid arthritis: signs, diagnosis and treatment",
            "Artritis reumatoide: signos, diagnóstico y tratamiento",
        ),
        "search_description": t(
            "What rheumatoid arthritis is, how it is diagnosed and treated, and when to seek care "
            "without delay.",
            "Qué es la artritis reumatoide, cómo se diagnostica y se trata, y cuándo buscar "
            "atención sin demora.",
        ),
        "summary": t(
            "Rheumatoid arthritis is a long-term disease in which the immune system inflames the "
            "lining of the joints. Recognizing it early may help to limit lasting damage.",
            "La artritis reumatoide es una enfermedad de larga duración en la que el sistema "
            "inmunitario inflama la membrana de las articulaciones. Reconocerla pronto puede "
            "ayudar a limitar el daño permanente.",
        ),
        "hero_image": Picture("hands"),
        "hero_alt": t(
            "Drawing of two open hands; the knuckles are marked with soft red circles.",
            "Dibujo de dos manos abiertas; los nudillos están marcados con círculos rojos tenues.",
        ),
        "body": BODY,
        "symptoms": SYMPTOMS,
        "stages_scale": t("Disease activity", "Actividad de la enfermedad"),
        "stages": STAGES,
        "causes": rich(
            p(
                "The cause is not known. It is thought that inherited traits and factors such as "
                "tobacco smoke act together, and that the immune response may start years before "
                "the first symptoms[[mcinnes-2011]].",
                "No se conoce la causa. Se piensa que los rasgos heredados y factores como el humo "
                "de tabaco actúan en conjunto, y que la respuesta inmunitaria puede comenzar años "
                "antes de los primeros síntomas[[mcinnes-2011]].",
            ),
        ),
        "risk_factors": rich(
            p(
                "Having a risk factor does not mean that a person will have the disease. Some that "
                "have been described are:",
                "Tener un factor de riesgo no significa que la persona tendrá la enfermedad. "
                "Algunos de los descritos son:",
            ),
            ul(
                (
                    "being a woman[[gbd-ra-2023]]",
                    "ser mujer[[gbd-ra-2023]]",
                ),
                (
                    "smoking, at present or in the past[[smolen-2016]]",
                    "fumar, en la actualidad o en el pasado[[smolen-2016]]",
                ),
                (
                    "having close relatives with the disease[[smolen-2016]]",
                    "tener familiares cercanos con la enfermedad[[smolen-2016]]",
                ),
            ),
        ),
        "urgent_care": rich(
            p(
                "Go to an emergency department without delay if you have:",
                "Acuda sin demora a un servicio de urgencias si tiene:",
            ),
            ul(
                (
                    "one joint that suddenly becomes very painful, hot and red, above all with "
                    "fever",
                    "una articulación que de repente se pone muy dolorosa, caliente y roja, sobre "
                    "todo con fiebre",
                ),
                (
                    "fever or chills while you take medicines that lower your defenses",
                    "fiebre o escalofríos mientras toma medicamentos que bajan las defensas",
                ),
                (
                    "shortness of breath or chest pain",
                    "falta de aire o dolor en el pecho",
                ),
                (
                    "sudden eye pain or loss of vision",
                    "dolor repentino en un ojo o pérdida de la visión",
                ),
                (
                    "new weakness or numbness in arms or legs with neck pain",
                    "debilidad o adormecimiento nuevos en brazos o piernas con dolor de cuello",
                ),
            ),
            p(
                "In Mexico, call 911.",
                "En México, llame al 911.",
            ),
        ),
        "faq": FAQ,
    },
)
