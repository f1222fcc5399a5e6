"""Symptoms, stages and questions of the knee osteoarthritis page."""

from __future__ import annotations

from pages.management.demo.writing import Value, block, p, t

SYMPTOMS: list[Value] = [
    block(
        "symptom",
        name=t("Knee pain", "Dolor de rodilla"),
        code_system="icd-10",
        code="M25.5",
        description=p(
            "It usually grows with use and eases with rest[[hunter-2019]].",
            "Suele aumentar con el uso y ceder con el reposo[[hunter-2019]].",
        ),
        children=[
            {
                "name": t("Pain on stairs", "Dolor en las escaleras"),
                "code_system": "",
                "code": "",
            },
            {
                "name": t("Pain when standing up", "Dolor al ponerse de pie"),
                "code_system": "",
                "code": "",
            },
        ],
    ),
    block(
        "symptom",
        name=t("Stiffness", "Rigidez"),
        code_system="icd-10",
        code="M25.6",
        description=p(
            "After sitting for a while or in the morning, for a short time.",
            "Después de estar un rato sentado o por la mañana, durante poco tiempo.",
        ),
        children=[],
    ),
    block(
        "symptom",
        name=t("Swelling and creaking", "Hinchazón y crujidos"),
        code_system="icd-10",
        code="M25.4",
        description=p(
            "The knee may fill with fluid after effort and may crackle when it bends.",
            "La rodilla puede llenarse de líquido después de un esfuerzo y puede crujir al "
            "doblarse.",
        ),
        children=[],
    ),
]

STAGES: list[Value] = [
    block(
        "stage",
        name=t("Grade 1, doubtful", "Grado 1, dudoso"),
        description=p(
            "A possible small bony growth at the edge[[kellgren-1957]].",
            "Un posible crecimiento óseo pequeño en el borde[[kellgren-1957]].",
        ),
    ),
    block(
        "stage",
        name=t("Grade 2, minimal", "Grado 2, mínimo"),
        description=p(
            "Definite bony growths; the joint space may be a little narrower[[kellgren-1957]].",
            "Crecimientos óseos definidos; el espacio articular puede estar un poco más "
            "estrecho[[kellgren-1957]].",
        ),
    ),
    block(
        "stage",
        name=t("Grade 3, moderate", "Grado 3, moderado"),
        description=p(
            "Several bony growths and a narrower joint space[[kellgren-1957]].",
            "Varios crecimientos óseos y un espacio articular más estrecho[[kellgren-1957]].",
        ),
    ),
    block(
        "stage",
        name=t("Grade 4, severe", "Grado 4, grave"),
        description=p(
            "Large bony growths and marked narrowing of the joint space[[kellgren-1957]].",
            "Crecimientos óseos grandes y estrechamiento marcado del espacio "
            "articular[[kellgren-1957]].",
        ),
    ),
]

FAQ: list[Value] = [
    block(
        "question",
        question=t("Does exercise wear the knee out?", "¿El ejercicio desgasta la rodilla?"),
        answer=p(
            "Adapted exercise is recommended for knee osteoarthritis in "
            "guidelines[[kolasinski-2020 bannuru-2019]]. A physical therapist can help you to find "
            "the amount that suits you.",
            "Las guías recomiendan el ejercicio adaptado para la osteoartritis de "
            "rodilla[[kolasinski-2020 bannuru-2019]]. Un fisioterapeuta puede ayudarle a encontrar "
            "la cantidad adecuada para usted.",
        ),
    ),
    block(
        "question",
        question=t("Will I need an operation?", "¿Necesitaré una operación?"),
        answer=p(
            "It cannot be known beforehand. For some people exercise and other measures are "
            "enough; others choose a joint replacement after some years.",
            "No puede saberse de antemano. A algunas personas les bastan el ejercicio y otras "
            "medidas; otras eligen una prótesis después de algunos años.",
        ),
    ),
    block(
        "question",
        question=t("Do supplements help?", "¿Ayudan los suplementos?"),
        answer=p(
            "The 2019 guideline of the American College of Rheumatology advises against "
            "glucosamine for knee osteoarthritis[[kolasinski-2020]]. Tell your doctor about any "
            "supplement that you take.",
            "La guía de 2019 del Colegio Americano de Reumatología desaconseja la glucosamina para "
            "la osteoartritis de rodilla[[kolasinski-2020]]. Informe a su médico de cualquier "
            "suplemento que tome.",
        ),
    ),
]
