"""What belongs to the old site, and what only looks as if it did."""

from __future__ import annotations

import pytest

from pages.content.importing.furniture import reason, reason_of_list


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Español: Español", "language_switcher"),
        ("EN | ES", "language_switcher"),
        ("English", "language_switcher"),
        ("× How can I help you?", "chat"),
        ("How can we help you today?", "chat"),
        ("¿En qué puedo ayudarte?", "chat"),
        ("Start your online process for FREE now!", "call_to_action"),
        ("Book your free consultation", "call_to_action"),
        ("Get in touch", "call_to_action"),
        ("Read more »", "call_to_action"),
        ("Agenda tu cita hoy", "call_to_action"),
        ("Solicite una valoración gratuita", "call_to_action"),
        ("Comience su proceso de evaluación", "call_to_action"),
        ("Fill out the form below to get in touch", "form"),
        ("Complete el formulario y le llamaremos", "form"),
        ("Email *", "form"),
        ("Acepto la política de privacidad", "form"),
        ("Our Blog", "site_section"),
        ("Patient Testimonials", "site_section"),
        ("Nuestro blog", "site_section"),
        ("Home | About us | Blog | Contact", "menu"),
        ("Inicio > Enfermedades > Gota", "menu"),
        ("Home   About   Contact", "menu"),
        ("Skip to content", "menu"),
        ("We use cookies to improve your experience.", "cookies"),
        ("Este sitio utiliza cookies propias y de terceros.", "cookies"),
        ("© 2019 A Clinic", "legal"),
        ("Todos los derechos reservados", "legal"),
        ("Follow us on Instagram", "social"),
        ("Facebook Twitter YouTube", "social"),
        ("Tel. +52 55 1234 5678", "contact"),
        ("hello@example.org", "contact"),
        ("Last updated: 3 May 2019", "byline"),
        ("shoulder-pain-1024x683.jpg", "image_name"),
        ("[Image: a shoulder]", "image_name"),
    ],
)
def test_lines_of_an_old_site_are_recognised(line, code):
    assert reason(line) == code


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Contact your doctor if the pain does not pass.",
        "Call an ambulance at once.",
        "Treatments",
        "Treatment options",
        "Home exercises",
        "How can physiotherapy help?",
        "How can I help my recovery?",
        "Start your exercises slowly.",
        "Get plenty of rest",
        "Results",
        "Your appointment",
        "Share your worries with the team and write them down.",
        "About frozen shoulder",
        "Pain / stiffness / swelling",
        "Fever > 38 °C",
        "The message of this study",
        "Contacto con el agua fría",
        "Consulte a su médico si tiene fiebre.",
        "Comience a caminar despacio.",
        "Cookies and other sweets raise your blood sugar.",
        "In English literature the condition is called podagra.",
        "It may help to rest.",
    ],
)
def test_lines_of_a_page_stay(line):

    assert reason(line) == ""


def test_a_long_line_is_always_prose():
    assert reason("We use cookies. " * 30) == ""


def test_a_list_is_a_menu_when_nearly_all_its_items_are():
    assert reason_of_list(["Home", "About us", "Blog", "Contact"]) == "menu"
    assert reason_of_list(["Facebook", "Instagram"]) == "social"
    assert reason_of_list(["Fatigue", "Fever", "Contact"]) == ""
    assert reason_of_list([]) == ""
