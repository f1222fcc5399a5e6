"""Knee osteoarthritis: live in English, its Spanish translation under way."""

from __future__ import annotations

from pages.management.demo.conditions.knee_osteoarthritis_blocks import FAQ, STAGES, SYMPTOMS
from pages.management.demo.writing import PageText, Picture, Ref, Value, block, p, rich, t, ul

BODY: list[Value] = [
    block(
        "section",
        heading=t("What knee osteoarthritis is", "Qué es la osteoartritis de rodilla"),
        text=rich(
            p(
                "Osteoarthritis, also called arthrosis, is a disease of the whole joint. Cartilage "
                "becomes thinner, the bone under it changes, and the joint lining may become "
                "inflamed[[hunter-2019]].",
                "La osteoartritis, también llamada artrosis, es una enfermedad de toda la "
                "articulación. El cartílago se adelgaza, el hueso que está debajo cambia y la "
                "membrana de la articulación puede inflamarse[[hunter-2019]].",
            ),
            p(
                "In 2020 an estimated 595 million people in the world had osteoarthritis in some "
                "joint, 7.6% of the population[[gbd-oa-2023]].",
                "En 2020 se estimó que 595 millones de personas en el mundo tenían osteoartritis "
                "en alguna articulación, el 7.6% de la población[[gbd-oa-2023]].",
            ),
        ),
    ),
    block(
        "image",
        image=Picture("knee"),
        alt_text=t(
            "Drawing of a knee from the front: thighbone, shinbone and kneecap, with a narrower "
            "space between the bones on the inner side.",
            "Dibujo de una rodilla de frente: fémur, tibia y rótula, con un espacio más estrecho "
            "entre los huesos en el lado interno.",
        ),
        decorative=False,
        caption=p(
            "The space between the bones narrows as cartilage thins.",
            "El espacio entre los huesos se estrecha a medida que el cartílago se adelgaza.",
        ),
    ),
    block(
        "section",
        heading=t("How it is diagnosed", "Cómo se diagnostica"),
        text=rich(
            p(
                "The doctor usually recognizes it by listening and examining. An X-ray may support "
                "the diagnosis, but what it shows and how much a knee hurts do not always go "
                "together[[hunter-2019]].",
                "El médico suele reconocerla al escuchar y explorar. Una radiografía puede apoyar "
                "el diagnóstico, pero lo que muestra y cuánto duele la rodilla no siempre van de "
                "la mano[[hunter-2019]].",
            ),
        ),
    ),
    block(
        "section",
        heading=t("How it is treated", "Cómo se trata"),
        text=rich(
            p(
                "Guidelines place education, exercise and, when there is excess weight, weight "
                "management at the center of treatment[[kolasinski-2020 bannuru-2019]].",
                "Las guías ponen la educación, el ejercicio y, cuando hay exceso de peso, el "
                "control del peso en el centro del tratamiento[[kolasinski-2020 bannuru-2019]].",
            ),
            p(
                "Anti-inflammatory medicines, on the skin or by mouth, may be added after weighing "
                "the risks for stomach, kidneys and heart[[bannuru-2019]]. An injection of a "
                "corticosteroid may give short-term relief[[juni-2015]].",
                "Pueden agregarse antiinflamatorios, aplicados en la piel o tomados, después de "
                "valorar los riesgos para el estómago, los riñones y el corazón[[bannuru-2019]]. "
                "Una infiltración de corticosteroide puede dar alivio a corto plazo[[juni-2015]].",
            ),
            p(
                "When pain and difficulty in walking persist despite these measures, joint "
                "replacement may be considered with an orthopedic surgeon[[hunter-2019]].",
                "Cuando el dolor y la dificultad para caminar persisten a pesar de estas medidas, "
                "puede valorarse con un cirujano ortopedista la colocación de una "
                "prótesis[[hunter-2019]].",
            ),
        ),
    ),
    block(
        "study_summary",
        reference=Ref("fransen-2015"),
        design="systematic_review",
        participants=None,
        outcome=p(
            "Right after the exercise programs, pain was on average 12 points lower than without "
            "exercise on a scale from 0 to 100[[fransen-2015]].",
            "Al terminar los programas de ejercicio, el dolor fue en promedio 12 puntos menor que "
            "sin ejercicio en una escala de 0 a 100[[fransen-2015]].",
        ),
    ),
    block(
        "steps",
        heading=t("A first exercise at home", "Un primer ejercicio en casa"),
        steps=[
            {
                "title": t("Sit on a firm chair", "Siéntese en una silla firme"),
                "description": p(
                    "Keep your back straight and both feet on the floor.",
                    "Mantenga la espalda recta y ambos pies en el piso.",
                ),
                "minimum_minutes": None,
                "maximum_minutes": None,
            },
            {
                "title": t("Straighten one knee", "Estire una rodilla"),
                "description": p(
                    "Lift the foot slowly, hold while you count to five, and lower it slowly.",
                    "Levante el pie despacio, sosténgalo mientras cuenta hasta cinco y bájelo "
                    "despacio.",
                ),
                "minimum_minutes": None,
                "maximum_minutes": None,
            },
            {
                "title": t("Repeat with the other leg", "Repita con la otra pierna"),
                "description": p(
                    "Stop if the pain grows sharply, and tell your physical therapist.",
                    "Deténgase si el dolor aumenta mucho y avise a su fisioterapeuta.",
                ),
                "minimum_minutes": 3,
                "maximum_minutes": 5,
            },
        ],
    ),
    block(
        "callout",
        kind="note",
        title=t("Start slowly", "Empiece poco a poco"),
        text=p(
            "Some soreness after exercise is to be expected at first. Pain that keeps you awake "
            "or swelling that lasts until the next day is a reason to do less and to ask.",
            "Al principio es de esperarse algo de molestia después del ejercicio. Un dolor que no "
            "le deja dormir o una hinchazón que dura hasta el día siguiente es motivo para hacer "
            "menos y preguntar.",
        ),
    ),
]

PAGE = PageText(
    key="knee-osteoarthritis",
    slug=t("knee-osteoarthritis", "osteoartritis-de-rodilla"),
    links=("corticosteroid-injection", "platelet-rich-plasma"),
    codes=(("icd-10", "M17.9"), ("mesh", "D020370")),
    fields={
        "title": t("Knee osteoarthritis", "Osteoartritis de rodilla"),
        "seo_title": t(
            "Knee osteoarthritis: signs, exercise and treatment",
            "Osteoartritis de rodilla: signos, ejercicio y tratamiento",
        ),
        "search_description": t(
            "What happens in a knee with osteoarthritis, what may ease it, and when to seek care.",
            "Qué ocurre en una rodilla con osteoartritis, qué puede aliviarla y cuándo buscar "
            "atención.",
        ),
        "summary": t(
            "Osteoarthritis changes the tissues of the knee over the years and may cause pain and "
            "stiffness. Exercise is a central part of treatment.",
            "La osteoartritis cambia los tejidos de la rodilla con los años y puede causar dolor y "
            "rigidez. El ejercicio es una parte central del tratamiento.",
        ),
        "hero_image": Picture("stairs"),
        "hero_alt": t(
            "Drawing of a person going up three steps while holding a handrail.",
            "Dibujo de una persona que sube tres escalones sujetándose del barandal.",
        ),
        "body": BODY,
        "symptoms": SYMPTOMS,
        "stages_scale": t(
            "Kellgren and Lawrence grades on the X-ray",
            "Grados de Kellgren y Lawrence en la radiografía",
        ),
        "stages": STAGES,
        "causes": rich(
            p(
                "It has no single cause. Age, inherited traits, earlier injuries and the load on "
                "the joint act together[[hunter-2019]].",
                "No tiene una sola causa. La edad, los rasgos heredados, las lesiones previas y la "
                "carga sobre la articulación actúan en conjunto[[hunter-2019]].",
            ),
        ),
        "risk_factors": ul(
            ("older age[[hunter-2019]]", "mayor edad[[hunter-2019]]"),
            ("excess weight[[hunter-2019]]", "exceso de peso[[hunter-2019]]"),
            (
                "an earlier injury or operation of the knee[[hunter-2019]]",
                "una lesión u operación previa de la rodilla[[hunter-2019]]",
            ),
            (
                "work with much kneeling or heavy lifting[[hunter-2019]]",
                "un trabajo con mucho tiempo de rodillas o cargas pesadas[[hunter-2019]]",
            ),
        ),
        "urgent_care": rich(
            p(
                "Seek care the same day if you have:",
                "Busque atención el mismo día si tiene:",
            ),
            ul(
                (
                    "a knee that is suddenly hot, red and very painful, or pain with fever",
                    "una rodilla que de repente está caliente, roja y muy dolorosa, o dolor con "
                    "fiebre",
                ),
                (
                    "a fall or blow after which you cannot put weight on the leg",
                    "una caída o golpe después del cual no puede apoyar la pierna",
                ),
                (
                    "a swollen, painful calf, or shortness of breath",
                    "una pantorrilla hinchada y dolorosa, o falta de aire",
                ),
            ),
        ),
        "faq": FAQ,
    },
)
