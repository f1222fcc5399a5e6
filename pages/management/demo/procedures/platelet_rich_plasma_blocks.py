"""Steps, criteria and effects of the platelet-rich plasma page."""

from __future__ import annotations

from pages.management.demo.writing import Value, block, p, t

STEPS: list[Value] = [
    block(
        "step",
        title=t("Information and consent", "Información y consentimiento"),
        description=p(
            "The doctor explains that the treatment is investigational, what is known and what is "
            "not, and answers your questions. You may take the form home before you decide.",
            "El médico explica que el tratamiento está en investigación, qué se sabe y qué no, y "
            "responde sus preguntas. Puede llevarse el formato a casa antes de decidir.",
        ),
        minimum_minutes=20,
        maximum_minutes=30,
    ),
    block(
        "step",
        title=t("Blood sample", "Toma de sangre"),
        description=p(
            "Blood is drawn from a vein in your arm.",
            "Se toma sangre de una vena de su brazo.",
        ),
        minimum_minutes=5,
        maximum_minutes=10,
    ),
    block(
        "step",
        title=t("Preparation of the plasma", "Preparación del plasma"),
        description=p(
            "A centrifuge separates the blood, and the part with more platelets is collected with "
            "sterile technique.",
            "Una centrífuga separa la sangre, y la parte con más plaquetas se recoge con técnica "
            "estéril.",
        ),
        minimum_minutes=15,
        maximum_minutes=25,
    ),
    block(
        "step",
        title=t("Injection into the knee", "Infiltración en la rodilla"),
        description=p(
            "The skin is cleaned with antiseptic and the plasma is injected into the joint. "
            "Ultrasound may be used to guide the needle[[uson-2021]].",
            "La piel se limpia con antiséptico y el plasma se inyecta en la articulación. Puede "
            "usarse ultrasonido para guiar la aguja[[uson-2021]].",
        ),
        minimum_minutes=5,
        maximum_minutes=10,
    ),
]

CRITERIA: list[Value] = [
    block(
        "include",
        text=p(
            "Adults with painful knee osteoarthritis, grade 2 or 3 on the X-ray, who already "
            "follow an exercise plan and accept that the benefit is uncertain",
            "Adultos con osteoartritis de rodilla dolorosa, grado 2 o 3 en la radiografía, que ya "
            "siguen un plan de ejercicio y aceptan que el beneficio es incierto",
        ),
    ),
    block(
        "exclude",
        text=p(
            "Infection of the joint, the skin over it or the blood",
            "Infección de la articulación, de la piel que la cubre o de la sangre",
        ),
    ),
    block(
        "exclude",
        text=p(
            "Low platelet count, a blood disease or cancer under treatment",
            "Plaquetas bajas, una enfermedad de la sangre o cáncer en tratamiento",
        ),
    ),
    block(
        "exclude",
        text=p("Pregnancy or breastfeeding", "Embarazo o lactancia"),
    ),
]

ADVERSE_EFFECTS: list[Value] = [
    block(
        "adverse_effect",
        effect=t("Pain and swelling of the knee", "Dolor e hinchazón de la rodilla"),
        frequency="common",
        severity="mild",
        description=p(
            "They may last several days after each injection.",
            "Pueden durar varios días después de cada infiltración.",
        ),
    ),
    block(
        "adverse_effect",
        effect=t("Bruise where blood was drawn", "Moretón en el sitio de la toma de sangre"),
        frequency="common",
        severity="mild",
        description=p(
            "It fades over the following days.",
            "Se desvanece en los días siguientes.",
        ),
    ),
    block(
        "adverse_effect",
        effect=t("Infection of the joint", "Infección de la articulación"),
        frequency="not_known",
        severity="severe",
        description=p(
            "It is possible with any injection into a joint and needs emergency care. Sterile "
            "technique is advised to lower the risk[[uson-2021]].",
            "Es posible con cualquier inyección en una articulación y requiere atención urgente. "
            "Se aconseja técnica estéril para reducir el riesgo[[uson-2021]].",
        ),
    ),
]

REGULATORY_STATUS: list[Value] = [
    block(
        "status",
        jurisdiction=t("Mexico", "México"),
        status="investigational",
        identifier="",
        statement=p(
            "The clinic treats it as investigational and offers it within a research protocol "
            "alone. We know of no sanitary registration of platelet-rich plasma as a treatment "
            "for knee osteoarthritis.",
            "La clínica lo considera en investigación y lo ofrece exclusivamente dentro de un "
            "protocolo de investigación. No conocemos ningún registro sanitario del plasma rico en "
            "plaquetas como tratamiento para la osteoartritis de rodilla.",
        ),
    ),
    block(
        "status",
        jurisdiction=t("United States", "Estados Unidos"),
        status="not_approved",
        identifier="",
        statement=p(
            "We know of no approval of platelet-rich plasma by the Food and Drug Administration "
            "for knee osteoarthritis. The agency asks people to be careful with regenerative "
            "products that are offered for orthopedic conditions[[fda-2021]].",
            "No conocemos ninguna aprobación del plasma rico en plaquetas por la Administración de "
            "Alimentos y Medicamentos (FDA) para la osteoartritis de rodilla. La agencia pide "
            "cautela con los productos regenerativos que se ofrecen para problemas "
            "ortopédicos[[fda-2021]].",
        ),
    ),
]

FAQ: list[Value] = [
    block(
        "question",
        question=t("Is it the same as stem cells?", "¿Es lo mismo que las células madre?"),
        answer=p(
            "No. Plasma rich in platelets contains pieces of blood cells that take part in "
            "clotting. It is not a stem cell product.",
            "No. El plasma rico en plaquetas contiene fragmentos de células de la sangre que "
            "participan en la coagulación. No es un producto de células madre.",
        ),
    ),
    block(
        "question",
        question=t(
            "Why do you offer something that is uncertain?",
            "¿Por qué ofrecen algo que es incierto?",
        ),
        answer=p(
            "Because questions remain that research may answer. Taking part is voluntary, and your "
            "other care does not depend on it.",
            "Porque quedan preguntas que la investigación puede responder. Participar es "
            "voluntario, y el resto de su atención no depende de ello.",
        ),
    ),
]
