"""What is signed of a page of each type in each language, and its fingerprint, kept as they are.

The same on SQLite and PostgreSQL. If a change of the code changes one of them, no signature that
exists holds any more: every page needs a new one. Set ``UPDATE_GOLDEN=1`` to write them anew, and
read the difference.
"""

import base64
import datetime
import json
import os
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.models import Collection

from pages.citations.models import Reference
from pages.content.condition import ConditionCode, ConditionTreatment
from pages.content.procedure import ProcedureCondition
from pages.people.models import Person
from pages.review.fingerprints import fingerprint, row_fingerprint, signed_values
from tests.contract.golden import FOLDER
from tests.factories.content import (
    condition_content,
    locale,
    procedure_content,
    story_content,
)
from tests.factories.delivery import FACTORIES, KINDS, LANGUAGES, every_block, link_to_file

pytestmark = pytest.mark.django_db

CONTENT = {
    "condition": condition_content,
    "procedure": procedure_content,
    "testimonial": story_content,
}
ONE_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def a_library():
    """Make everything that the pages point to, with ids of its own so that they are always same."""
    collection = Collection.get_first_root_node() or Collection.add_root(name="Root")
    image = get_image_model().objects.create(
        pk=9001,
        title="A drawing",
        file=ContentFile(ONE_PIXEL, name="drawing.png"),
        collection=collection,
    )
    file = get_document_model().objects.create(
        pk=9002,
        title="A leaflet",
        file=ContentFile(b"Read me.", name="leaflet.txt"),
        collection=collection,
    )
    author = Person.objects.create(
        pk=9003,
        name="Ada Fictional",
        credentials="MD",
        affiliation="Clínica de Ejemplo",
        licence_number="28/1234567",
        licence_authority="Colegio Médico",
        languages=["en", "es"],
        photograph=image,
    )
    reference = Reference.objects.create(
        pk=9004,
        title="A study that was never done",
        authors=[{"family": "Inventado", "given": "I."}, {"literal": "Sociedad Ficticia"}],
        container_title="J Imagin Med",
        year=2020,
        month=5,
        volume="1",
        pages="1-9",
        doi="10.1000/imaginary",
        url="https://example.org/study",
        accessed=datetime.date(2026, 1, 2),
    )
    return image, file, author, reference


def a_golden_page(kind, language):
    """Return a page that was never stored, so that nothing in it is numbered by a database."""
    image, file, author, reference = a_library()
    content, model = CONTENT[kind], FACTORIES[kind]._meta.model
    body = every_block(reference, image=image, page=SimpleNamespace(pk=9005))
    body[0]["value"]["text"] += f"<p>Read {link_to_file(file)}.</p>"
    body[-1]["value"] |= {"page": None, "url": "https://example.org/ask"}
    fields = content(language, reference) | {
        "locale": locale(language),
        "author": author,
        "title": "Artritis" if language == "es" else "Arthritis",
        "seo_title": "All about it",
        "hero_image": image,
        "hero_alt": "Una mano, señalada" if language == "es" else "A hand",
        "body": body,
        "listed_references": [{"type": "reference", "value": reference.pk}],
    }
    if kind == "testimonial":
        fields |= {
            "condition_id": 9006,
            "procedure_id": 9005,
            "photograph": image,
            "photograph_alt": "Ana",
            "authorization": None,
            "authorization_id": 9008,
        }
    streams = {
        name: fields.pop(name)
        for name in [*fields]
        if isinstance(model._meta.get_field(name.removesuffix("_id")), StreamField)
    }
    page = model(**{name: value for name, value in fields.items() if value is not None})
    for name, blocks in streams.items():
        stream = getattr(page, name).stream_block
        setattr(page, name, stream.to_python(blocks))
    if kind == "condition":
        codes = [("icd-10", "M05.79"), ("mesh", "D001172")]
        page.codes.set([ConditionCode(system=system, code=code) for system, code in codes])
        page.treatments.set([ConditionTreatment(procedure_id=9005)])
    if kind == "procedure":
        page.conditions.set([ProcedureCondition(condition_id=9006)])
    return page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_signed_of_each_type_is_what_it_always_was(kind, language):
    page = a_golden_page(kind, language)
    found = {
        "fingerprint": fingerprint(page),
        "row_fingerprint": row_fingerprint(page),
        "values": signed_values(page),
    }
    path = FOLDER / f"signed.{kind}.{language}.json"
    if os.environ.get("UPDATE_GOLDEN"):
        text = json.dumps(found, ensure_ascii=False, indent=2, sort_keys=True)
        path.write_text(text + "\n", encoding="utf-8")

    kept = json.loads(path.read_text(encoding="utf-8"))

    assert found["values"] == kept["values"]
    assert found == kept


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_words_in_two_languages_are_signed_apart(kind):
    kept = [
        json.loads((FOLDER / f"signed.{kind}.{language}.json").read_text(encoding="utf-8"))
        for language in LANGUAGES
    ]

    assert kept[0]["fingerprint"] != kept[1]["fingerprint"]
    assert [one["values"]["language"] for one in kept] == list(LANGUAGES)
