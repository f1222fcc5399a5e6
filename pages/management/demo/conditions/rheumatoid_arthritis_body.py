"""The body of the rheumatoid arthritis page."""

from __future__ import annotations

from pages.management.demo.writing import Picture, Ref, Value, block, p, rich, t

BODY: list[Value] = [
    block(
        "section",
        heading=t("What rheumatoid arthritis is", "Qué es la artritis reumatoide"),
        text=rich(
            p(
                "Rheumatoid arthritis is a long-term autoimmune disease. The immune system, which "
                "normally defends the body, keeps up an inflammation in the lining of the joints, "
                "called the synovium[[mcinnes-2011]].",
                "La artritis reumatoide es una enfermedad autoinmune de larga duración. El sistema "
                "inmunitario, que normalmente defiende al cuerpo, mantiene una inflamación en la "
                "membrana que recubre las articulaciones, llamada sinovial[[mcinnes-2011]].",
            ),
            p(
                "When the inflammation lasts, it can damage cartilage and bone and make daily "
                "tasks difficult. It may also affect other organs, such as the lungs, the eyes and "
                "the blood vessels[[smolen-2016]].",
                "Cuando la inflamación persiste, puede dañar el cartílago y el hueso y dificultar "
                "las tareas diarias. También puede afectar otros órganos, como los pulmones, los "
                "ojos y los vasos sanguíneos[[smolen-2016]].",
            ),
            p(
                "In 2020 an estimated 17.6 million people in the world lived with the disease, "
                "about 208.8 in every 100,000 after adjusting for age[[gbd-ra-2023]]. The same "
                "analysis found it to be more frequent in women than in men[[gbd-ra-2023]].",
                "En 2020 se estimó que 17.6 millones de personas en el mundo vivían con la "
                "enfermedad, alrededor de 208.8 de cada 100,000 tras ajustar por "
                "edad[[gbd-ra-2023]]. El mismo análisis encontró que era más frecuente en mujeres "
                "que en hombres[[gbd-ra-2023]].",
            ),
        ),
    ),
    block(
        "image",
        image=Picture("joint"),
        alt_text=t(
            "Drawing of two joints in section, each with two bones capped with cartilage. The "
            "lining of the left one is thin; that of the right one is thick and red.",
            "Dibujo de dos articulaciones en corte, cada una con dos huesos cubiertos de "
            "cartílago. La membrana de la izquierda es delgada; la de la derecha es gruesa y roja.",
        ),
        decorative=False,
        caption=p(
            "On the left, a thin joint lining. On the right, a lining thickened by inflammation.",
            "A la izquierda, una membrana sinovial delgada. A la derecha, una membrana engrosada "
            "por la inflamación.",
        ),
    ),
    block(
        "section",
        heading=t("How it is diagnosed", "Cómo se diagnostica"),
        text=rich(
            p(
                "No single test confirms the disease. The doctor puts together what you tell, the "
                "examination of your joints, blood tests and sometimes an ultrasound or an X-ray.",
                "Ninguna prueba por sí sola confirma la enfermedad. El médico reúne lo que usted "
                "relata, la exploración de sus articulaciones, análisis de sangre y, a veces, un "
                "ultrasonido o una radiografía.",
            ),
            p(
                "The 2010 classification criteria give points for the joints affected, antibodies "
                "in the blood, signs of inflammation and how long symptoms have "
                "lasted[[aletaha-2010]]. With 6 of 10 points the disease is classified as "
                "definite rheumatoid arthritis, if there is swelling and no other likely "
                "explanation[[aletaha-2010]].",
                "Los criterios de clasificación de 2010 dan puntos por las articulaciones "
                "afectadas, los anticuerpos en sangre, los signos de inflamación y el tiempo con "
                "síntomas[[aletaha-2010]]. Con 6 de 10 puntos la enfermedad se clasifica como "
                "artritis reumatoide definida, si hay hinchazón y ninguna otra explicación "
                "probable[[aletaha-2010]].",
            ),
            p(
                "European recommendations advise that a person with swelling in a joint and pain "
                "or stiffness be seen by a rheumatologist within 6 weeks of the first "
                "symptoms[[combe-2017]].",
                "Las recomendaciones europeas aconsejan que una persona con hinchazón en una "
                "articulación y dolor o rigidez sea vista por un reumatólogo en las primeras "
                "6 semanas de síntomas[[combe-2017]].",
            ),
        ),
    ),
    block(
        "section",
        heading=t("How it is treated", "Cómo se trata"),
        text=rich(
            p(
                "Treatment combines medicines, exercise adapted to each person, rest when joints "
                "are very inflamed, and help from other professionals. Treatment aims at remission "
                "or low disease activity, and it is decided together with the "
                "patient[[smolen-2023]].",
                "El tratamiento combina medicamentos, ejercicio adaptado a cada persona, reposo "
                "cuando las articulaciones están muy inflamadas y apoyo de otros profesionales. El "
                "objetivo es la remisión o una actividad baja de la enfermedad, y se decide junto "
                "con el paciente[[smolen-2023]].",
            ),
            p(
                "European recommendations advise starting a disease-modifying medicine as soon as "
                "the diagnosis is made, reviewing it every 1 to 3 months while the disease is "
                "active, and adjusting it when there is no improvement by 3 months or the target "
                "is not reached by 6 months[[smolen-2023]]. Methotrexate is usually part of the "
                "first treatment when nothing advises against it[[smolen-2023 fraenkel-2021]].",
                "Las recomendaciones europeas aconsejan iniciar un medicamento modificador de la "
                "enfermedad en cuanto se hace el diagnóstico, revisarlo cada 1 a 3 meses mientras "
                "la enfermedad está activa y ajustarlo cuando no hay mejoría a los 3 meses o no se "
                "alcanza el objetivo a los 6 meses[[smolen-2023]]. El metotrexato suele formar "
                "parte del primer tratamiento cuando no hay motivos para "
                "evitarlo[[smolen-2023 fraenkel-2021]].",
            ),
            p(
                "When one or a few joints stay inflamed, an injection of a corticosteroid into the "
                "joint may be considered as part of the plan[[uson-2021]].",
                "Cuando una o pocas articulaciones siguen inflamadas, puede considerarse una "
                "infiltración de corticosteroide en la articulación como parte del "
                "plan[[uson-2021]].",
            ),
        ),
    ),
    block(
        "table",
        caption=t("Groups of medicines and what to watch", "Grupos de medicamentos y qué vigilar"),
        header=[
            t("Group", "Grupo"),
            t("Examples", "Ejemplos"),
            t("What is watched", "Qué se vigila"),
        ],
        rows=[
            {
                "cells": [
                    p("Conventional disease-modifying", "Modificadores convencionales"),
                    p(
                        "Methotrexate, leflunomide and sulfasalazine[[smolen-2023]]",
                        "Metotrexato, leflunomida y sulfasalazina[[smolen-2023]]",
                    ),
                    p(
                        "Blood count and liver tests; pregnancy must be ruled out before "
                        "methotrexate",
                        "Biometría hemática y pruebas del hígado; debe descartarse un embarazo "
                        "antes del metotrexato",
                    ),
                ]
            },
            {
                "cells": [
                    p("Biological", "Biológicos"),
                    p(
                        "Adalimumab, etanercept, abatacept, rituximab and "
                        "tocilizumab[[smolen-2023]]",
                        "Adalimumab, etanercept, abatacept, rituximab y tocilizumab[[smolen-2023]]",
                    ),
                    p(
                        "Infections; tests for tuberculosis and hepatitis before starting",
                        "Infecciones; pruebas de tuberculosis y hepatitis antes de iniciar",
                    ),
                ]
            },
            {
                "cells": [
                    p("Targeted synthetic", "Sintéticos dirigidos"),
                    p(
                        "Tofacitinib, baricitinib and upadacitinib[[smolen-2023]]",
                        "Tofacitinib, baricitinib y upadacitinib[[smolen-2023]]",
                    ),
                    p(
                        "Risk of infections, blood clots, heart problems and cancer is weighed "
                        "before starting[[smolen-2023]]",
                        "Antes de iniciar se valora el riesgo de infecciones, coágulos, problemas "
                        "del corazón y cáncer[[smolen-2023]]",
                    ),
                ]
            },
            {
                "cells": [
                    p("Glucocorticoids", "Glucocorticoides"),
                    p("Prednisone and prednisolone", "Prednisona y prednisolona"),
                    p(
                        "Used for a short time and reduced as soon as possible[[smolen-2023]]",
                        "Se usan por poco tiempo y se reducen en cuanto es posible[[smolen-2023]]",
                    ),
                ]
            },
        ],
        note=p(
            "This table does not replace the information that comes with each medicine.",
            "Esta tabla no sustituye la información que acompaña a cada medicamento.",
        ),
    ),
    block(
        "study_summary",
        reference=Ref("grigor-2004"),
        design="randomised_trial",
        participants=111,
        outcome=p(
            "Two hospitals compared monthly visits with a treatment target against routine visits. "
            "After 18 months disease activity had fallen more, on average, in the group with "
            "intensive visits[[grigor-2004]].",
            "Dos hospitales compararon consultas mensuales con un objetivo de tratamiento frente a "
            "las consultas habituales. Después de 18 meses, la actividad de la enfermedad había "
            "bajado más, en promedio, en el grupo con consultas intensivas[[grigor-2004]].",
        ),
    ),
    block(
        "outcome",
        label=t(
            "Remission with monthly visits and a treatment target",
            "Remisión con consultas mensuales y un objetivo de tratamiento",
        ),
        numerator=36,
        denominator=55,
        period=t("18 months", "18 meses"),
        instrument=t(
            "Disease Activity Score (DAS) below 1.6",
            "Índice de actividad de la enfermedad (DAS) menor de 1.6",
        ),
        reference=Ref("grigor-2004"),
        note=p(
            "With routine visits, 9 of 55 people reached remission in the same trial"
            "[[grigor-2004]]. Medicines have changed since then, and results vary from person to "
            "person.",
            "Con las consultas habituales, 9 de 55 personas alcanzaron la remisión en el mismo "
            "ensayo[[grigor-2004]]. Desde entonces los medicamentos han cambiado, y los resultados "
            "varían de una persona a otra.",
        ),
    ),
    block(
        "comparison",
        heading=t("Intensive or routine follow-up", "Seguimiento intensivo o habitual"),
        intervention=t(
            "Monthly visits with a treatment target", "Consultas mensuales con un objetivo"
        ),
        comparator=t("Routine visits", "Consultas habituales"),
        text=p(
            "More frequent visits ask for more time and more blood tests. In the trial they went "
            "together with lower disease activity than routine visits[[grigor-2004]].",
            "Las consultas más frecuentes piden más tiempo y más análisis de sangre. En el ensayo "
            "se acompañaron de una actividad de la enfermedad más baja que con las consultas "
            "habituales[[grigor-2004]].",
        ),
    ),
    block(
        "callout",
        kind="note",
        title=t("Do not stop a medicine on your own", "No suspenda un medicamento por su cuenta"),
        text=p(
            "Even if you feel well, talk with your rheumatologist before you change a dose. "
            "Stopping suddenly may bring the inflammation back.",
            "Aunque se sienta bien, hable con su reumatólogo antes de cambiar una dosis. "
            "Suspenderlo de golpe puede hacer que la inflamación regrese.",
        ),
    ),
    block(
        "call_to_action",
        text=t(
            "Are your hands stiff for a long while in the morning? A rheumatologist can examine "
            "them.",
            "¿Amanece con las manos rígidas por un buen rato? Un reumatólogo puede revisarlas.",
        ),
        label=t("Ask for an appointment", "Pida una cita"),
        page=None,
        url="https://clinica-ribera.example/appointments",
    ),
]
