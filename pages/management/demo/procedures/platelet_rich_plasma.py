"""Platelet-rich plasma, investigational: live in English, its translation waits for review."""

from __future__ import annotations

from pages.management.demo.procedures.platelet_rich_plasma_blocks import (
    ADVERSE_EFFECTS,
    CRITERIA,
    FAQ,
    REGULATORY_STATUS,
    STEPS,
)
from pages.management.demo.writing import PageText, Picture, Ref, Value, block, p, rich, t, ul

BODY: list[Value] = [
    block(
        "callout",
        kind="note",
        title=t("This treatment is investigational", "Este tratamiento está en investigación"),
        text=p(
            "It is not known whether it helps more than an injection of salt water. Guidelines "
            "advise against it or do not recommend it for knee "
            "osteoarthritis[[kolasinski-2020 bannuru-2019]].",
            "No se sabe si ayuda más que una inyección de solución salina. Las guías lo "
            "desaconsejan o no lo recomiendan para la osteoartritis de "
            "rodilla[[kolasinski-2020 bannuru-2019]].",
        ),
    ),
    block(
        "section",
        heading=t("What trials have found", "Qué han encontrado los ensayos"),
        text=rich(
            p(
                "The RESTORE trial compared 3 weekly injections of plasma with 3 of salt water in "
                "288 adults aged 50 or older[[bennell-2021]]. At 12 months pain had fallen on "
                "average by 2.1 points with plasma and by 1.8 points with salt water on a scale "
                "from 0 to 10; neither pain nor the loss of cartilage differed significantly "
                "between the groups[[bennell-2021]].",
                "El ensayo RESTORE comparó 3 infiltraciones semanales de plasma con 3 de solución "
                "salina en 288 adultos de 50 años o más[[bennell-2021]]. A los 12 meses, el dolor "
                "había bajado en promedio 2.1 puntos con plasma y 1.8 puntos con solución salina "
                "en una escala de 0 a 10; ni el dolor ni la pérdida de cartílago fueron "
                "significativamente diferentes entre los grupos[[bennell-2021]].",
            ),
            p(
                "The way of preparing plasma varies from place to place, which makes it difficult "
                "to compare trials[[kolasinski-2020]].",
                "La forma de preparar el plasma varía de un lugar a otro, lo que dificulta "
                "comparar los ensayos[[kolasinski-2020]].",
            ),
        ),
    ),
    block(
        "study_summary",
        reference=Ref("bennell-2021"),
        design="randomised_trial",
        participants=288,
        outcome=p(
            "Medial tibial cartilage lost 1.4% of its volume with plasma and 1.2% with salt "
            "water[[bennell-2021]]. The difference was not statistically "
            "significant[[bennell-2021]].",
            "El cartílago tibial medial perdió 1.4% de su volumen con plasma y 1.2% con solución "
            "salina[[bennell-2021]]. La diferencia no fue estadísticamente "
            "significativa[[bennell-2021]].",
        ),
    ),
    block(
        "comparison",
        heading=t("Plasma or salt water", "Plasma o solución salina"),
        intervention=t("Platelet-rich plasma", "Plasma rico en plaquetas"),
        comparator=t("Salt water", "Solución salina"),
        text=p(
            "In both groups pain fell over the year, which shows why a comparison group is needed "
            "to know whether a treatment works[[bennell-2021]].",
            "En ambos grupos el dolor bajó durante el año, lo que muestra por qué se necesita un "
            "grupo de comparación para saber si un tratamiento funciona[[bennell-2021]].",
        ),
    ),
]

PAGE = PageText(
    key="platelet-rich-plasma",
    slug=t("platelet-rich-plasma-knee", "plasma-rico-en-plaquetas-rodilla"),
    links=("knee-osteoarthritis",),
    fields={
        "title": t(
            "Platelet-rich plasma for the knee (investigational)",
            "Plasma rico en plaquetas para la rodilla (en investigación)",
        ),
        "seo_title": t(
            "Platelet-rich plasma for the knee: what is known",
            "Plasma rico en plaquetas para la rodilla: qué se sabe",
        ),
        "search_description": t(
            "What platelet-rich plasma is, what trials have found, its risks and its status as an "
            "investigational treatment.",
            "Qué es el plasma rico en plaquetas, qué han encontrado los ensayos, sus riesgos y su "
            "situación como tratamiento en investigación.",
        ),
        "summary": t(
            "A part of your own blood with more platelets is injected into the knee. It is an "
            "investigational treatment, and its benefit for osteoarthritis is uncertain.",
            "Se inyecta en la rodilla una parte de su propia sangre con más plaquetas. Es un "
            "tratamiento en investigación, y su beneficio para la osteoartritis es incierto.",
        ),
        "hero_image": Picture("tubes"),
        "hero_alt": t(
            "Drawing of three test tubes with separated blood: red cells below, yellow plasma "
            "above.",
            "Dibujo de tres tubos con sangre separada: glóbulos rojos abajo, plasma amarillo "
            "arriba.",
        ),
        "body": BODY,
        "what_it_is": rich(
            p(
                "Platelets are small parts of the blood that help it to clot and that release "
                "substances which take part in repair. To prepare the plasma, a sample of your "
                "blood is spun and the part with more platelets is collected.",
                "Las plaquetas son partes pequeñas de la sangre que le ayudan a coagularse y que "
                "liberan sustancias que participan en la reparación. Para preparar el plasma, una "
                "muestra de su sangre se centrifuga y se recoge la parte con más plaquetas.",
            ),
            p(
                "At the clinic it is given within a research protocol that an ethics committee has "
                "reviewed.",
                "En la clínica se aplica dentro de un protocolo de investigación que ha revisado "
                "un comité de ética.",
            ),
        ),
        "steps": STEPS,
        "preparation": rich(
            p("Before the appointment:", "Antes de la cita:"),
            ul(
                ("drink water as usual", "tome agua como de costumbre"),
                (
                    "tell the clinic about all your medicines, above all those that act on "
                    "clotting; do not stop them on your own",
                    "informe a la clínica de todos sus medicamentos, sobre todo los que actúan "
                    "sobre la coagulación; no los suspenda por su cuenta",
                ),
                (
                    "postpone the visit if you have fever or an infection",
                    "posponga la visita si tiene fiebre o una infección",
                ),
            ),
        ),
        "recovery": rich(
            p(
                "You may walk when you leave. It is advised not to overuse the joint for 24 "
                "hours[[uson-2021]].",
                "Puede caminar al salir. Se aconseja no sobrecargar la articulación durante "
                "24 horas[[uson-2021]].",
            ),
        ),
        "follow_up": rich(
            p(
                "The protocol includes visits at 3, 6 and 12 months, with questionnaires and an "
                "examination.",
                "El protocolo incluye visitas a los 3, 6 y 12 meses, con cuestionarios y una "
                "exploración.",
            ),
        ),
        "criteria": CRITERIA,
        "risks": rich(
            p(
                "There are risks: pain, swelling, bleeding and infection of the joint. It is also "
                "possible that you notice no benefit.",
                "Hay riesgos: dolor, hinchazón, sangrado e infección de la articulación. También "
                "es posible que no note ningún beneficio.",
            ),
            p(
                "Go to an emergency department without delay if the knee becomes red, hot and very "
                "painful, or if you have fever or chills.",
                "Acuda sin demora a un servicio de urgencias si la rodilla se pone roja, caliente "
                "y muy dolorosa, o si tiene fiebre o escalofríos.",
            ),
        ),
        "adverse_effects": ADVERSE_EFFECTS,
        "alternatives": ul(
            (
                "exercise and physical therapy[[kolasinski-2020 fransen-2015]]",
                "ejercicio y fisioterapia[[kolasinski-2020 fransen-2015]]",
            ),
            (
                "weight management when there is excess weight[[kolasinski-2020]]",
                "control del peso cuando hay exceso de peso[[kolasinski-2020]]",
            ),
            (
                "anti-inflammatory medicines, on the skin or by mouth[[bannuru-2019]]",
                "antiinflamatorios, aplicados en la piel o tomados[[bannuru-2019]]",
            ),
            (
                "a corticosteroid injection for short-term relief[[juni-2015]]",
                "una infiltración de corticosteroide para un alivio a corto plazo[[juni-2015]]",
            ),
            ("no injection", "no infiltrar"),
        ),
        "outcomes": [],
        "regulatory_status": REGULATORY_STATUS,
        "faq": FAQ,
    },
)
