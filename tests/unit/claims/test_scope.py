"""Sentences that deny, leave open, ask or report a claim are left alone."""

from __future__ import annotations

import pytest

from pages import claims
from pages.claims.example_text import document


def codes(text: str, language: str) -> set[str]:
    return {
        finding.code
        for finding in claims.check(document(text, language=language, page_type="testimonial"))
        if not finding.code.startswith("missing.")
    }


@pytest.mark.parametrize(
    "text",
    [
        "The splint could be effective against the pain.",
        "The splint may cure the pain.",
        "The risk of rejection is present.",
        "Every patient responds differently.",
        "Not every patient is helped by the splint.",
        "The splint does not cure the pain.",
        "The splint never cures the pain.",
        "Does the splint cure the pain?",
        "It is a myth that the splint cures the pain.",
        "That the splint cures pain is not true.",
        "Be wary of anyone who promises to cure your pain.",
        "Ask your doctor whether the splint cures the pain.",
        "There is no evidence that the splint cures pain.",
        "Nobody knows if the splint cures pain.",
    ],
)
def test_english_sentences_that_claim_nothing_are_left_alone(text: str) -> None:
    assert codes(text, "en") == set()


@pytest.mark.parametrize(
    "text",
    [
        "La férula podría ser eficaz contra el dolor.",
        "Existe riesgo de rechazo.",
        "Cada paciente responde de forma distinta.",
        "La férula no cura el dolor.",
        "La férula nunca cura el dolor.",
        "¿La férula cura el dolor?",
        "Es un mito que la férula cure el dolor.",
        "Es falso que la férula cura el dolor.",
        "Desconfíe de quien promete curar su dolor.",
        "Pregunte a su médico si la férula cura el dolor.",
        "No hay pruebas de que la férula cura el dolor.",
        "No se sabe si la férula cura el dolor.",
    ],
)
def test_spanish_sentences_that_claim_nothing_are_left_alone(text: str) -> None:
    assert codes(text, "es") == set()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The splint not only cures the pain, it looks good.", "en"),
        ("Other splints may help, but this one cures the pain.", "en"),
        ("La férula no solo cura el dolor, también adorna.", "es"),
        ("Otras podrían ayudar, pero esta cura el dolor.", "es"),
    ],
)
def test_a_denial_that_is_taken_back_hides_no_claim(text: str, language: str) -> None:
    assert "claim.cure" in codes(text, language)
