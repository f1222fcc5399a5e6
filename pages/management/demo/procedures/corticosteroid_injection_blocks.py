"""Steps, criteria, effects and outcomes of the corticosteroid injection page."""

from __future__ import annotations

from pages.management.demo.writing import Ref, Value, block, p, t

STEPS: list[Value] = [
    block(
        "step",
        title=t("Questions and consent", "Preguntas y consentimiento"),
        description=p(
            "The doctor explains the benefits and risks, answers questions and asks for written "
            "consent[[uson-2021]].",
            "El médico explica los beneficios y riesgos, responde preguntas y solicita el "
            "consentimiento por escrito[[uson-2021]].",
        ),
        minimum_minutes=10,
        maximum_minutes=15,
    ),
    block(
        "step",
        title=t("Cleaning the skin", "Limpieza de la piel"),
        description=p(
            "You lie down with the knee supported. The skin is cleaned with antiseptic and the "
            "doctor works with sterile technique[[uson-2021]].",
            "Usted se recuesta con la rodilla apoyada. La piel se limpia con antiséptico y el "
            "médico trabaja con técnica estéril[[uson-2021]].",
        ),
        minimum_minutes=3,
        maximum_minutes=5,
    ),
    block(
        "step",
        title=t("Injection", "Infiltración"),
        description=p(
            "If there is much fluid, it is drawn out first. Then the corticosteroid is injected, "
            "often with a local anesthetic; ultrasound may be used to guide the "
            "needle[[uson-2021]].",
            "Si hay mucho líquido, primero se extrae. Después se inyecta el corticosteroide, a "
            "menudo con un anestésico local; puede usarse ultrasonido para guiar la "
            "aguja[[uson-2021]].",
        ),
        minimum_minutes=2,
        maximum_minutes=10,
    ),
    block(
        "step",
        title=t("Rest and observation", "Reposo y observación"),
        description=p(
            "You stay seated for a while, so that staff can help if you feel faint.",
            "Usted permanece sentado un rato, para que el personal pueda ayudarle si se siente "
            "mareado.",
        ),
        minimum_minutes=15,
        maximum_minutes=30,
    ),
]

CRITERIA: list[Value] = [
    block(
        "include",
        text=p(
            "Pain and swelling of the knee from osteoarthritis that limit daily life although "
            "exercise and other measures have been tried",
            "Dolor e hinchazón de la rodilla por osteoartritis que limitan la vida diaria a pesar "
            "de haber intentado ejercicio y otras medidas",
        ),
    ),
    block(
        "include",
        text=p(
            "Rheumatoid arthritis with one or a few joints that stay inflamed",
            "Artritis reumatoide con una o pocas articulaciones que siguen inflamadas",
        ),
    ),
    block(
        "exclude",
        text=p(
            "Infection of the joint, the skin over it or the blood, or suspicion of it",
            "Infección de la articulación, de la piel que la cubre o de la sangre, o sospecha de "
            "ella",
        ),
    ),
    block(
        "exclude",
        text=p(
            "A joint replacement in that knee, or surgery to replace it planned within the next 3 "
            "months[[uson-2021]]",
            "Una prótesis en esa rodilla, o una cirugía para colocarla planeada en los próximos "
            "3 meses[[uson-2021]]",
        ),
    ),
    block(
        "exclude",
        text=p(
            "A fracture near the joint, or allergy to any component",
            "Una fractura cerca de la articulación, o alergia a algún componente",
        ),
    ),
]

ADVERSE_EFFECTS: list[Value] = [
    block(
        "adverse_effect",
        effect=t("Pain after the injection", "Dolor después de la infiltración"),
        frequency="common",
        severity="mild",
        description=p(
            "Pain may increase for one or two days and then settle. Cold packs may help.",
            "El dolor puede aumentar uno o dos días y después ceder. Las compresas frías pueden "
            "ayudar.",
        ),
    ),
    block(
        "adverse_effect",
        effect=t(
            "Higher blood sugar in people with diabetes",
            "Aumento del azúcar en sangre en personas con diabetes",
        ),
        frequency="not_known",
        severity="moderate",
        description=p(
            "It is advised to check blood sugar, above all from the first to the third "
            "day[[uson-2021]].",
            "Se aconseja vigilar el azúcar en sangre, sobre todo del primero al tercer "
            "día[[uson-2021]].",
        ),
    ),
    block(
        "adverse_effect",
        effect=t(
            "Thinning or lighter color of the skin", "Adelgazamiento o aclaramiento de la piel"
        ),
        frequency="not_known",
        severity="mild",
        description=p(
            "It may appear where the needle went in and may last for months.",
            "Puede aparecer en el sitio de la punción y durar meses.",
        ),
    ),
    block(
        "adverse_effect",
        effect=t(
            "Loss of cartilage with repeated injections",
            "Pérdida de cartílago con infiltraciones repetidas",
        ),
        frequency="not_known",
        severity="moderate",
        description=p(
            "In a trial with an injection every 12 weeks for 2 years, more cartilage was lost with "
            "the corticosteroid than with salt water[[mcalindon-2017]].",
            "En un ensayo con una infiltración cada 12 semanas durante 2 años, se perdió más "
            "cartílago con el corticosteroide que con solución salina[[mcalindon-2017]].",
        ),
    ),
    block(
        "adverse_effect",
        effect=t("Fast worsening of the joint", "Deterioro rápido de la articulación"),
        frequency="not_known",
        severity="severe",
        description=p(
            "Small fractures under the cartilage, bone loss and rapid joint damage have been "
            "described after injections; how often the injection is the cause is not "
            "known[[kompel-2019]].",
            "Se han descrito pequeñas fracturas bajo el cartílago, pérdida de hueso y daño rápido "
            "de la articulación después de infiltraciones; no se sabe con qué frecuencia la "
            "infiltración es la causa[[kompel-2019]].",
        ),
    ),
    block(
        "adverse_effect",
        effect=t("Infection of the joint", "Infección de la articulación"),
        frequency="not_known",
        severity="severe",
        description=p(
            "It is a medical emergency. Sterile technique is advised in every injection to lower "
            "the risk[[uson-2021]].",
            "Es una urgencia médica. En cada infiltración se aconseja técnica estéril para reducir "
            "el riesgo[[uson-2021]].",
        ),
    ),
]

OUTCOMES: list[Value] = [
    block(
        "outcome",
        label=t(
            "People without a meaningful improvement after glucocorticoid injection",
            "Personas sin una mejoría relevante después de la infiltración de glucocorticoide",
        ),
        numerator=20,
        denominator=78,
        period=t("12 months", "12 meses"),
        instrument=t(
            "WOMAC total score, below the minimal clinically important difference",
            "Puntuación total WOMAC, por debajo de la diferencia mínima clínicamente importante",
        ),
        reference=Ref("deyle-2020"),
        note=p(
            "Up to 3 injections were allowed in the year[[deyle-2020]]. In the same trial, 8 of "
            "78 people who had physical therapy had no meaningful improvement[[deyle-2020]].",
            "Se permitieron hasta 3 infiltraciones en el año[[deyle-2020]]. En el mismo ensayo, "
            "8 de 78 personas que recibieron fisioterapia no tuvieron una mejoría "
            "relevante[[deyle-2020]].",
        ),
    ),
    block(
        "outcome",
        label=t(
            "People who completed 2 years in the trial of repeated injections",
            "Personas que completaron 2 años en el ensayo de infiltraciones repetidas",
        ),
        numerator=119,
        denominator=140,
        period=t("2 years", "2 años"),
        instrument=t("Attendance at the final visit", "Asistencia a la consulta final"),
        reference=Ref("mcalindon-2017"),
        note=p(
            "At the end, pain did not differ significantly between triamcinolone and salt water"
            "[[mcalindon-2017]]. Nobody can say how those who left the trial fared.",
            "Al final, el dolor no fue significativamente diferente entre la triamcinolona y la "
            "solución salina[[mcalindon-2017]]. No se sabe cómo les fue a quienes dejaron el "
            "ensayo.",
        ),
    ),
]

REGULATORY_STATUS: list[Value] = [
    block(
        "status",
        jurisdiction=t("United States", "Estados Unidos"),
        status="approved",
        identifier="NDA 014901",
        statement=p(
            "The label of triamcinolone acetonide 40 mg/mL (NDA 014901) includes injection into a "
            "joint as short-term added treatment, for example in rheumatoid arthritis and in "
            "synovitis of osteoarthritis.",
            "La etiqueta de la triamcinolona acetónida de 40 mg/mL (NDA 014901) incluye la "
            "inyección en una articulación como tratamiento adicional a corto plazo, por ejemplo "
            "en la artritis reumatoide y en la sinovitis de la osteoartritis.",
        ),
    ),
    block(
        "status",
        jurisdiction=t("Mexico", "México"),
        status="registered",
        identifier="",
        statement=p(
            "Medicines of this group need a sanitary registration for each product. The number is "
            "printed on the box, and you can ask to see it before the injection.",
            "Los medicamentos de este grupo requieren un registro sanitario por cada producto. El "
            "número está impreso en la caja, y usted puede pedir verlo antes de la infiltración.",
        ),
    ),
]

FAQ: list[Value] = [
    block(
        "question",
        question=t("How long may relief last?", "¿Cuánto puede durar el alivio?"),
        answer=p(
            "It varies. A review of 27 trials found that pain and movement may improve for up to 6 "
            "weeks, on evidence of low quality[[juni-2015]].",
            "Varía. Una revisión de 27 ensayos encontró que el dolor y el movimiento pueden "
            "mejorar hasta por 6 semanas, con evidencia de baja calidad[[juni-2015]].",
        ),
    ),
    block(
        "question",
        question=t("How often may it be repeated?", "¿Cada cuánto puede repetirse?"),
        answer=p(
            "It is decided case by case. Because repeated injections went together with more "
            "cartilage loss in one trial[[mcalindon-2017]], at the clinic the doctor reviews with "
            "you whether another one makes sense.",
            "Se decide caso por caso. Como las infiltraciones repetidas se acompañaron de mayor "
            "pérdida de cartílago en un ensayo[[mcalindon-2017]], en la clínica el médico revisa "
            "con usted si otra tiene sentido.",
        ),
    ),
    block(
        "question",
        question=t("Does it hurt?", "¿Duele?"),
        answer=p(
            "You may feel a prick and some pressure. The clinic offers a local anesthetic and "
            "explains what speaks for it and against it, as European recommendations "
            "advise[[uson-2021]].",
            "Puede sentir un piquete y algo de presión. La clínica ofrece un anestésico local y "
            "explica sus ventajas y desventajas, como aconsejan las recomendaciones "
            "europeas[[uson-2021]].",
        ),
    ),
]
