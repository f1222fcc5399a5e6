"""What a heading announces, in English and Spanish."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.content.importing.vocabulary import (
    announces_stage,
    announces_step,
    is_definition,
    kind_of,
)


@pytest.mark.parametrize(
    ("language", "heading", "kind"),
    [
        ("en", "Symptoms", "symptoms"),
        ("en", "Common signs and symptoms of gout", "symptoms"),
        ("en", "What are the symptoms of gout?", "symptoms"),
        ("en", "Rheumatoid Arthritis Stages", "stages"),
        ("en", "Severity", "stages"),
        ("en", "What causes gout?", "causes"),
        ("en", "Causes and risk factors", "risk_factors"),
        ("en", "Who is at risk?", "risk_factors"),
        ("en", "When to seek urgent care", "urgent_care"),
        ("en", "When should I see a doctor?", "urgent_care"),
        ("en", "Frequently Asked Questions", "faq"),
        ("en", "References", "references"),
        ("en", "Bibliography:", "references"),
        ("en", "Overview", "definition"),
        ("es", "Síntomas", "symptoms"),
        ("es", "¿Cuáles son los síntomas?", "symptoms"),
        ("es", "Estadios de la enfermedad", "stages"),
        ("es", "ETAPAS", "stages"),
        ("es", "Causas", "causes"),
        ("es", "¿Qué causa la gota?", "causes"),
        ("es", "¿Por qué se produce?", "causes"),
        ("es", "Factores de riesgo", "risk_factors"),
        ("es", "Cuándo buscar atención urgente", "urgent_care"),
        ("es", "¿Cuándo acudir al médico?", "urgent_care"),
        ("es", "Signos de alarma", "urgent_care"),
        ("es", "Preguntas frecuentes", "faq"),
        ("es", "Referencias bibliográficas", "references"),
        ("es", "Bibliografía", "references"),
        ("es-mx", "Síntomas", "symptoms"),
    ],
)
def test_headings_of_conditions_are_known(language, heading, kind):
    assert kind_of(heading, page_type="condition", language=language) == kind


@pytest.mark.parametrize(
    ("language", "heading", "kind"),
    [
        ("en", "How is the injection performed?", "steps"),
        ("en", "The procedure, step by step", "steps"),
        ("en", "Preparing for your injection", "preparation"),
        ("en", "Before the procedure", "preparation"),
        ("en", "Recovery", "recovery"),
        ("en", "After your treatment", "recovery"),
        ("en", "Follow-up", "follow_up"),
        ("en", "Who is a candidate?", "criteria_include"),
        ("en", "Who should not have it?", "criteria_exclude"),
        ("en", "Is it suitable for me?", "criteria_include"),
        ("en", "Which cells are most suitable?", ""),
        ("en", "Contraindications", "criteria_exclude"),
        ("en", "Side effects", "adverse_effects"),
        ("en", "Risks and complications", "risks"),
        ("en", "Alternatives", "alternatives"),
        ("en", "Success rate", "outcomes"),
        ("en", "FDA approval", "regulatory"),
        ("es", "¿Cómo se realiza?", "steps"),
        ("es", "¿Cómo se realiza la infiltración?", "steps"),
        ("es", "Paso a paso", "steps"),
        ("es", "Preparación", "preparation"),
        ("es", "Antes de la intervención", "preparation"),
        ("es", "Recuperación", "recovery"),
        ("es", "Después del procedimiento", "recovery"),
        ("es", "Seguimiento", "follow_up"),
        ("es", "¿Quién es candidato?", "criteria_include"),
        ("es", "¿Quién no es candidato?", "criteria_exclude"),
        ("es", "Contraindicaciones", "criteria_exclude"),
        ("es", "Efectos secundarios", "adverse_effects"),
        ("es", "Riesgos", "risks"),
        ("es", "Alternativas", "alternatives"),
        ("es", "Tasa de éxito", "outcomes"),
        ("es", "¿En qué consiste?", "what_it_is"),
        ("es", "Autorización sanitaria", "regulatory"),
    ],
)
def test_headings_of_procedures_are_known(language, heading, kind):
    assert kind_of(heading, page_type="procedure", language=language) == kind


@pytest.mark.parametrize(
    "heading",
    [
        "",
        "???",
        "How stem cells reduce symptoms",
        "Treating the symptoms of gout",
        "Living with gout: ease the symptoms",
        "The problem with causes that nobody knows",
        "Does it hurt?",
        "A long heading that goes on and on about symptoms and many other things of the whole body",
    ],
)
def test_other_headings_announce_nothing(heading):
    assert kind_of(heading, page_type="condition", language="en") == ""


def test_headings_in_a_language_without_a_table_announce_nothing():
    assert kind_of("Symptômes", page_type="condition", language="fr") == ""


@pytest.mark.parametrize(
    ("heading", "title", "language", "expected"),
    [
        ("What is gout?", "How ice helps with gout", "en", True),
        ("What is a frozen shoulder?", "Frozen Shoulder", "en", True),
        ("What is the best treatment?", "Frozen Shoulder", "en", False),
        ("¿Qué es la gota?", "Cómo ayuda el frío en la gota", "es", True),
        ("¿Qué es un tofo?", "La gota", "es", False),
        ("What is gout?", "Gout", "fr", False),
        ("Gout", "Gout", "en", False),
    ],
)
def test_a_question_about_the_subject_itself_is_a_definition(heading, title, language, expected):
    assert is_definition(heading, title=title, language=language) is expected


@pytest.mark.parametrize(
    "text", ["Stage One: early", "Stage IV", "Grade 2", "Estadio II", "Etapa uno"]
)
def test_names_of_stages_are_known(text):
    assert announces_stage(text)


@pytest.mark.parametrize("text", ["Stages differ", "Staging", "On stage one sings", "Etapas"])
def test_other_words_are_no_names_of_stages(text):
    assert not announces_stage(text)


def test_names_of_steps_are_known():
    assert announces_step("Step 2: rest")
    assert announces_step("Paso dos")
    assert not announces_step("Steps to take")


@given(
    st.text(max_size=120),
    st.sampled_from(["condition", "procedure"]),
    st.sampled_from(["en", "es"]),
)
def test_any_heading_is_looked_up(heading, page_type, language):
    assert isinstance(kind_of(heading, page_type=page_type, language=language), str)
