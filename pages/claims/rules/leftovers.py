"""What was copied along from a site and is no text of the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_lazy as _

from pages.claims.findings import Hit
from pages.claims.reading import Reading, first_words
from pages.claims.rule import Examples, Rule

_FORM: Final = "form"


def _hits(reading: Reading, *, forms: bool) -> Iterator[Hit]:
    for leftover in reading.document.leftovers:
        if (leftover.code == _FORM) is forms:
            yield Hit(
                quote=first_words(leftover.text, 240),
                place=leftover.place,
                values={"phrase": first_words(leftover.text, 80)},
            )


def _furniture(reading: Reading, rule: Rule) -> Iterator[Hit]:
    return _hits(reading, forms=False)


def _forms(reading: Reading, rule: Rule) -> Iterator[Hit]:
    return _hits(reading, forms=True)


RULES = (
    Rule(
        code="leftover.furniture",
        severity="warn",
        title=_("Menus, buttons and the like in the text"),
        message=_(
            "“%(phrase)s” belongs to a site and not to this page: take it out of the text. Use a "
            "call to action where one is meant."
        ),
        source="WCAG 2.2, 1.3.1",
        check=_furniture,
        examples={
            "en": Examples(
                found=("@@menu Home | About us | Contact",), clean=("See the page about insoles.",)
            ),
            "es": Examples(
                found=("@@menu Inicio | Nosotros | Contacto",),
                clean=("Vea la página sobre plantillas.",),
            ),
        },
    ),
    Rule(
        code="leftover.form",
        severity="block",
        title=_("A form in the text"),
        message=_(
            "“%(phrase)s” announces a form that asks for data about health. Take it out of the "
            "text; a form needs a privacy notice, its purpose and consent beside it."
        ),
        source=(
            "Regulation (EU) 2016/679, arts. 9 and 13; "
            "Ley Federal de Protección de Datos Personales en Posesión de los Particulares (México)"
        ),
        check=_forms,
        examples={
            "en": Examples(
                found=("@@form Complete this form",), clean=("Bring the form to your visit.",)
            ),
            "es": Examples(
                found=("@@form Llene este formulario",),
                clean=("Traiga el formulario a su consulta.",),
            ),
        },
    ),
)
