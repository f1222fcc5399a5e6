"""Two testimonials by invented patients, each plainly marked as a demonstration."""

from __future__ import annotations

from pages.management.demo.writing import PageText, Picture, p, rich, t

ELENA = PageText(
    key="elena",
    slug=t("elena-back-to-the-stairs", "elena-de-vuelta-a-las-escaleras"),
    links=("knee-osteoarthritis", "corticosteroid-injection"),
    extra={
        "authorization": "A-DEMO-0001",
        "quotation_language": "es",
        "story_date": "2025-02-14",
        "material_connection": "none",
        "display_name": "Elena R. (demo)",
    },
    fields={
        "title": t(
            "Elena: taking the stairs slowly (demonstration)",
            "Elena: las escaleras, despacio (demostración)",
        ),
        "seo_title": t("Elena's story (demonstration)", "La historia de Elena (demostración)"),
        "search_description": t(
            "An invented patient tells how she lives with knee osteoarthritis. Demonstration.",
            "Una paciente inventada cuenta cómo vive con osteoartritis de rodilla. Demostración.",
        ),
        "summary": t(
            "Elena does not exist: this story was written to show how testimonials look. It is not "
            "evidence that a treatment works.",
            "Elena no existe: esta historia se escribió para mostrar cómo se ven los testimonios. "
            "No es evidencia de que un tratamiento funcione.",
        ),
        "quotation": t(
            "My knee hurt when I went down to the market. I had the injection and felt some relief "
            "for about a month; then the pain came back in part. What stayed with me are the "
            "exercises that I do every morning.",
            "Me dolía la rodilla al bajar al mercado. Me pusieron la infiltración y sentí algo de "
            "alivio como un mes; después el dolor regresó en parte. Lo que se me quedó son los "
            "ejercicios que hago cada mañana.",
        ),
        "photograph": Picture("portrait-elena"),
        "photograph_alt": t(
            "Abstract portrait of a woman with grey hair and a green blouse.",
            "Retrato abstracto de una mujer de cabello gris y blusa verde.",
        ),
        "expected_results": rich(
            p(
                "A corticosteroid injection may ease pain for some weeks. A review of 27 trials "
                "found on average 1 cm less pain on a 10 cm scale than with a sham injection, on "
                "evidence of low quality[[juni-2015]].",
                "Una infiltración de corticosteroide puede aliviar el dolor algunas semanas. Una "
                "revisión de 27 ensayos encontró en promedio 1 cm menos de dolor en una escala de "
                "10 cm que con una infiltración simulada, con evidencia de baja "
                "calidad[[juni-2015]].",
            ),
            p(
                "In another trial, 20 of 78 people had no meaningful improvement 12 months after "
                "starting injections[[deyle-2020]]. Your own result may differ from Elena's.",
                "En otro ensayo, 20 de 78 personas no tuvieron una mejoría relevante 12 meses "
                "después de empezar las infiltraciones[[deyle-2020]]. Su propio resultado puede "
                "ser distinto del de Elena.",
            ),
        ),
    },
)

TOMAS = PageText(
    key="tomas",
    slug=t("tomas-learning-to-rest", "tomas-aprender-a-descansar"),
    links=("rheumatoid-arthritis", ""),
    extra={
        "authorization": "A-DEMO-0002",
        "quotation_language": "en",
        "story_date": "2025-03-20",
        "material_connection": "discount",
        "display_name": "Tomás (demo)",
    },
    fields={
        "title": t(
            "Tomás: learning to rest (demonstration)", "Tomás: aprender a descansar (demostración)"
        ),
        "seo_title": t("Tomás's story (demonstration)", "La historia de Tomás (demostración)"),
        "search_description": t(
            "An invented patient tells how he lives with rheumatoid arthritis. Demonstration.",
            "Un paciente inventado cuenta cómo vive con artritis reumatoide. Demostración.",
        ),
        "summary": t(
            "Tomás does not exist: this story was written to show how testimonials look. It is not "
            "evidence that a treatment works.",
            "Tomás no existe: esta historia se escribió para mostrar cómo se ven los testimonios. "
            "No es evidencia de que un tratamiento funcione.",
        ),
        "quotation": t(
            "At first I was angry about the tablets and the blood tests. Some weeks are still "
            "hard. I have learned to say when I need to rest, and my doctor and I look at the "
            "treatment together.",
            "Al principio me enojaban las tabletas y los análisis. Algunas semanas todavía son "
            "difíciles. Aprendí a decir cuándo necesito descansar, y mi doctora y yo revisamos "
            "juntos el tratamiento.",
        ),
        "photograph": Picture("portrait-tomas"),
        "photograph_alt": t(
            "Abstract portrait of a man with a beard and a blue shirt.",
            "Retrato abstracto de un hombre con barba y camisa azul.",
        ),
        "material_connection_details": t(
            "The clinic gave Tomás a discount on one consultation in thanks for his time.",
            "La clínica le dio a Tomás un descuento en una consulta como agradecimiento por su "
            "tiempo.",
        ),
        "expected_results": rich(
            p(
                "Results of treatment vary. In a trial of intensive follow-up, 36 of 55 people "
                "were in remission after 18 months[[grigor-2004]]. With routine follow-up, 9 of "
                "55 were[[grigor-2004]].",
                "Los resultados del tratamiento varían. En un ensayo de seguimiento intensivo, 36 "
                "de 55 personas estaban en remisión después de 18 meses[[grigor-2004]]. Con el "
                "seguimiento habitual, 9 de 55[[grigor-2004]].",
            ),
        ),
    },
)
