"""The page that goes the road: what an editor types in English, and a translator in Spanish."""

from __future__ import annotations

import re
from typing import Any

from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

ENGLISH_ADDRESS = "/en/conditions/gout/"
SPANISH_ADDRESS = "/es/enfermedades/gota/"

SPANISH = {
    "Gout": "Gota",
    "gout": "gota",
    "Gout is a painful inflammation of a joint.": (
        "La gota es una inflamación dolorosa de una articulación."
    ),
    "What gout is": "Qué es la gota",
    "Crystals of urate settle in the joint": "Cristales de urato se depositan en la articulación",
    "Sudden pain": "Dolor repentino",
    "Too much uric acid in the blood may lead to gout": (
        "Demasiado ácido úrico en la sangre puede llevar a la gota"
    ),
    "What gout is and when it is urgent.": "Qué es la gota y cuándo es urgente.",
    "See a doctor at once if you have a fever.": "Acuda de inmediato a un médico si tiene fiebre.",
}


def typed_in_english(*, author: str, key: str) -> dict[str, Any]:
    """Return what the editor's form posts: a whole page, with two citations of one reference."""

    def prose(words: str, *, citing: bool = False) -> Any:
        citation = f'<a linktype="citation" keys="{key}">[{key}]</a>' if citing else ""
        return rich_text(f"<p>{words}{citation}</p>", features=["citation"])

    section = {
        "heading": "What gout is",
        "text": prose("Crystals of urate settle in the joint", citing=True),
    }
    symptom = {
        "name": "Sudden pain",
        "code_system": "",
        "code": "",
        "description": "null",
        "children": {"count": "0"},
    }
    return nested_form_data(
        {
            "title": "Gout",
            "slug": "gout",
            "summary": "Gout is a painful inflammation of a joint.",
            "body": streamfield([("section", section)]),
            "faq": streamfield([]),
            "symptoms": streamfield([("symptom", symptom)]),
            "stages": streamfield([]),
            "listed_references": streamfield([]),
            "causes": prose("Too much uric acid in the blood may lead to gout", citing=True),
            "urgent_care": prose("See a doctor at once if you have a fever."),
            "author": author,
            "search_description": "What gout is and when it is urgent.",
        }
    )


def in_spanish(source: str) -> str:
    """Return the translation of a segment, with its placeholders kept in their place."""
    found = re.fullmatch(r"([^<]*)(.*)", source, re.DOTALL)
    assert found is not None
    words, placeholder = found.groups()
    return SPANISH[words.strip()] + placeholder
