"""The demo's disclaimers, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from pages.management.demo.writing import Both, p, t

DISCLAIMERS: Mapping[str, tuple[Both, Both]] = {
    "medical-information": (
        t("About this information", "Acerca de esta información"),
        p(
            "This page informs and does not replace a consultation. Do not start, change or stop a "
            "treatment because of what you read here; talk with a health professional who knows "
            "you. In an emergency, call your local emergency number (911 in Mexico and the United "
            "States).",
            "Esta página informa y no sustituye una consulta. No inicie, cambie ni suspenda un "
            "tratamiento por lo que lea aquí; hable con un profesional de la salud que le conozca. "
            "En una emergencia, llame al número local de emergencias (911 en México y Estados "
            "Unidos).",
        ),
    ),
    "treatment-results": (
        t("About results of treatment", "Acerca de los resultados del tratamiento"),
        p(
            "Results vary from person to person and cannot be promised. Every procedure has risks. "
            "Before you decide, ask about the alternatives, including no treatment.",
            "Los resultados varían de una persona a otra y no pueden prometerse. Todo "
            "procedimiento tiene riesgos. Antes de decidir, pregunte por las alternativas, "
            "incluida la de no tratarse.",
        ),
    ),
    "individual-experience": (
        t("About personal stories", "Acerca de las historias personales"),
        p(
            "This is one person's experience. It does not show what a treatment does in general, "
            "and yours may be different. The people and stories on this demonstration site are "
            "invented.",
            "Esta es la experiencia de una persona. No muestra lo que hace un tratamiento en "
            "general, y la suya puede ser diferente. Las personas y las historias de este sitio de "
            "demostración son inventadas.",
        ),
    ),
}
