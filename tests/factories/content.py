"""Page trees and pages of every type: unfinished by default, complete and citable on request.

``ConditionPageFactory()`` is a draft with a title; ``ConditionPageFactory(complete=True)`` has
everything that review needs, with citations to one reference of the library. ``language`` chooses
the tree and the text: English or Spanish. Pages come back as the database holds them, so that
blocks and list items have their lasting ids, and with one revision, as from the editor.
"""

from __future__ import annotations

import datetime
from typing import Any

import factory
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Locale, Page, Site

from pages.citations.models import Reference
from pages.consent.models import Authorization
from pages.content.condition import ConditionPage
from pages.content.index import (
    ConditionIndexPage,
    HomePage,
    ProcedureIndexPage,
    TestimonialIndexPage,
)
from pages.content.procedure import ProcedurePage
from pages.content.testimonial import TestimonialPage
from pages.people.models import Person

SOURCE_LANGUAGE = "en"
INLINE_CHILDREN = ("codes", "treatments", "conditions")
INDEX_SLUGS: dict[type[Page], dict[str, str]] = {
    ConditionIndexPage: {"en": "conditions", "es": "enfermedades"},
    ProcedureIndexPage: {"en": "procedures", "es": "procedimientos"},
    TestimonialIndexPage: {"en": "testimonials", "es": "testimonios"},
}


def locale(language: str) -> Locale:
    """Return the locale of a language, made if need be."""
    return Locale.objects.get_or_create(language_code=language)[0]


def home(language: str = SOURCE_LANGUAGE) -> HomePage:
    """Return the home page of a language, made if need be; the source's is the site's root."""
    if existing := HomePage.objects.filter(locale__language_code=language).first():
        return existing
    home_page = HomePage(title=language.upper(), slug=language, locale=locale(language))
    if language != SOURCE_LANGUAGE:
        home_page.translation_key = home().translation_key
    root = Page.get_first_root_node() or Page.add_root(
        title="Root", slug="root", locale=locale(SOURCE_LANGUAGE)
    )
    root.add_child(instance=home_page)
    if language == SOURCE_LANGUAGE:
        Site.objects.update_or_create(
            is_default_site=True,
            defaults={"hostname": "localhost", "root_page": home_page, "site_name": "Test"},
        )
        Site.clear_site_root_paths_cache()
    return home_page


def index_page(model: type[Page], language: str = SOURCE_LANGUAGE) -> Page:
    """Return the index page of this type in a language's tree, made if need be."""
    if existing := model.objects.filter(locale__language_code=language).first():
        return existing
    slug = INDEX_SLUGS[model][language]
    page = model(title=slug.title(), slug=slug, locale=locale(language))
    if language != SOURCE_LANGUAGE:
        page.translation_key = index_page(model).translation_key
    home(language).add_child(instance=page)
    return page


def an_author() -> Person:
    """Return the one author of the pages, made if need be."""
    return Person.objects.get_or_create(
        name="Ada Fictional",
        defaults={"credentials": "MD", "is_author": True, "languages": ["en", "es"]},
    )[0]


def a_reference() -> Reference:
    """Return the one reference that complete pages cite, made if need be."""
    if existing := Reference.objects.filter(title="A study that was never done").first():
        return existing
    return Reference.objects.create(
        title="A study that was never done",
        authors=[{"family": "Inventado", "given": "I."}],
        container_title="J Imagin Med",
        year=2020,
        volume="1",
        pages="1-9",
    )


def an_authorization() -> Authorization:
    """Return a permission that covers everything a testimonial uses, made if need be."""
    return Authorization.objects.get_or_create(
        reference_code="A-0001",
        defaults={
            "patient_legal_name": "Somebody Secret",
            "uses": ["quotation", "name", "photograph", "story", "video"],
            "purpose": "To tell others about the treatment.",
            "channels": ["website", "app", "social", "print"],
            "languages": ["en", "es"],
            "signed_on": datetime.date(2024, 1, 15),
            "expires_on": datetime.date(2999, 1, 15),
            "scan": "scans/a-0001.pdf",
        },
    )[0]


def an_image(title: str = "A drawing") -> Any:
    """Return a new image; the collection that it needs is made if need be."""
    if not Collection.get_first_root_node():
        Collection.add_root(name="Root")
    return get_image_model().objects.create(title=title, file=get_test_image_file())


def cite(*references: Reference) -> str:
    """Return a stored citation of these references, as the editor writes it."""
    keys = " ".join(reference.key for reference in references)
    return f'<a linktype="citation" keys="{keys}">[{keys}]</a>'


def _in_language(language: str, english: str, spanish: str) -> str:
    return spanish if language == "es" else english


def _cited(reference: Reference, text: str) -> str:
    return f"<p>{text} {cite(reference)}.</p>"


def section(language: str, reference: Reference) -> dict[str, Any]:
    """Return a complete section block with one citation, as stored."""
    return {
        "type": "section",
        "value": {
            "heading": _in_language(language, "What happens", "Qué ocurre"),
            "text": _cited(
                reference,
                _in_language(
                    language,
                    "The lining of the joint becomes inflamed",
                    "La membrana de la articulación se inflama",
                ),
            ),
        },
    }


def question(language: str) -> dict[str, Any]:
    """Return a complete question block, as stored."""
    return {
        "type": "question",
        "value": {
            "question": _in_language(language, "Can I exercise?", "¿Puedo hacer ejercicio?"),
            "answer": _in_language(
                language, "<p>Ask your team.</p>", "<p>Pregunte a su equipo.</p>"
            ),
        },
    }


def condition_content(language: str, reference: Reference) -> dict[str, Any]:
    """Return everything that review needs of a condition page, by field."""

    def text(english: str, spanish: str) -> str:
        return _in_language(language, english, spanish)

    return {
        "summary": text("A disease of the joints.", "Una enfermedad de las articulaciones."),
        "search_description": text("About joint disease.", "Sobre la enfermedad articular."),
        "body": [section(language, reference)],
        "symptoms": [
            {
                "type": "symptom",
                "value": {
                    "name": text("Stiffness", "Rigidez"),
                    "code_system": "icd-10",
                    "code": "M25.6",
                    "description": _cited(reference, text("Worst at dawn", "Peor al amanecer")),
                    "children": [
                        {
                            "name": text("In the morning", "Por la mañana"),
                            "code_system": "",
                            "code": "",
                        }
                    ],
                },
            }
        ],
        "causes": _cited(reference, text("The cause is unknown", "Se desconoce la causa")),
        "urgent_care": text(
            "<p>Seek help for a hot, red joint.</p>",
            "<p>Busque ayuda si una articulación está caliente y roja.</p>",
        ),
        "faq": [question(language)],
    }


def procedure_content(language: str, reference: Reference) -> dict[str, Any]:
    """Return everything that review needs of a procedure page, by field."""

    def text(english: str, spanish: str) -> str:
        return _in_language(language, english, spanish)

    return {
        "summary": text("An injection into a joint.", "Una inyección en una articulación."),
        "search_description": text("About joint injections.", "Sobre inyecciones articulares."),
        "what_it_is": _cited(
            reference, text("A medicine is injected", "Se inyecta un medicamento")
        ),
        "steps": [
            {
                "type": "step",
                "value": {
                    "title": text("Numbing", "Anestesia"),
                    "description": text(
                        "<p>The skin is numbed.</p>", "<p>Se anestesia la piel.</p>"
                    ),
                    "minimum_minutes": 5,
                    "maximum_minutes": 10,
                },
            }
        ],
        "preparation": text("<p>Eat as usual.</p>", "<p>Coma como siempre.</p>"),
        "recovery": text("<p>Rest for a day.</p>", "<p>Repose un día.</p>"),
        "criteria": [
            {
                "type": "include",
                "value": {"text": text("<p>Adults.</p>", "<p>Personas adultas.</p>")},
            },
            {
                "type": "exclude",
                "value": {
                    "text": text("<p>An active infection.</p>", "<p>Una infección activa.</p>")
                },
            },
        ],
        "risks": _cited(reference, text("Infection is rare", "La infección es rara")),
        "adverse_effects": [
            {
                "type": "adverse_effect",
                "value": {
                    "effect": text("Bruise", "Hematoma"),
                    "frequency": "common",
                    "severity": "mild",
                    "description": _cited(reference, text("It fades", "Desaparece")),
                },
            }
        ],
        "alternatives": text("<p>Exercise.</p>", "<p>Ejercicio.</p>"),
        "outcomes": [
            {
                "type": "outcome",
                "value": {
                    "label": text("Pain halved", "Dolor reducido a la mitad"),
                    "numerator": 34,
                    "denominator": 80,
                    "period": text("6 months", "6 meses"),
                    "instrument": text("Visual scale", "Escala visual"),
                    "reference": reference.pk,
                    "note": "",
                },
            }
        ],
        "regulatory_status": [
            {
                "type": "status",
                "value": {
                    "jurisdiction": text("European Union", "Unión Europea"),
                    "status": "approved",
                    "identifier": "EU/0/00/000",
                    "statement": text("<p>Approved for adults.</p>", "<p>Para adultos.</p>"),
                },
            }
        ],
    }


def story_content(language: str, reference: Reference) -> dict[str, Any]:
    """Return everything that review needs of a testimonial page but its subject, by field."""

    def text(english: str, spanish: str) -> str:
        return _in_language(language, english, spanish)

    return {
        "summary": text("A patient tells.", "Una paciente cuenta."),
        "search_description": text("A patient's story.", "La historia de una paciente."),
        "quotation": text("I walk again.", "Vuelvo a caminar."),
        "quotation_language": language,
        "display_name": "Ana (demo)",
        "story_date": datetime.date(2024, 2, 1),
        "expected_results": _cited(
            reference, text("Results differ", "Los resultados son distintos")
        ),
        "material_connection": "none",
        "authorization": an_authorization(),
    }


class HomePageFactory(factory.django.DjangoModelFactory):
    """The home page of a ``language``; the tree has one for each."""

    class Meta:
        model = HomePage

    @classmethod
    def _create(cls, model_class: type[Page], *args: Any, **kwargs: Any) -> Page:
        return home(kwargs.get("language", SOURCE_LANGUAGE))


class ReviewedPageFactory(factory.django.DjangoModelFactory):
    """A draft below the index page of its type.

    Args:
        language: code of the tree and of the text.
        complete: fill in everything that review needs; further arguments override single fields.
        reference: the reference that a complete page cites; one of the library, unless given.
        parent: the page below which it is added; the index page of its type, unless given.
        codes, treatments, conditions: rows of inline children, as dicts of their fields.
    """

    class Meta:
        abstract = True

    title = factory.Sequence(lambda number: f"Page {number}")
    language = SOURCE_LANGUAGE
    complete = False

    index_model: type[Page]

    @classmethod
    def content(cls, language: str, reference: Reference) -> dict[str, Any]:
        """Return everything that review needs, by field."""
        raise NotImplementedError("Each type of page has a content of its own.")

    @classmethod
    def _create(cls, model_class: type[Page], *args: Any, **kwargs: Any) -> Page:
        language = kwargs.pop("language")
        reference = kwargs.pop("reference", None)
        parent = kwargs.pop("parent", None) or index_page(cls.index_model, language)
        rows = {name: kwargs.pop(name) for name in INLINE_CHILDREN if name in kwargs}
        if kwargs.pop("complete"):
            reference = reference or a_reference()
            kwargs = {"author": an_author(), **cls.content(language, reference), **kwargs}
        page = model_class(*args, **{"locale": locale(language), **kwargs})
        for name, children in rows.items():
            manager = getattr(page, name)
            manager.set([manager.model(sort_order=at, **row) for at, row in enumerate(children)])
        parent.add_child(instance=page)
        page.save_revision()
        return model_class.objects.get(pk=page.pk)


class ConditionPageFactory(ReviewedPageFactory):
    """A condition page."""

    class Meta:
        model = ConditionPage
        exclude = ("index_model",)

    index_model = ConditionIndexPage
    content = staticmethod(condition_content)


class ProcedurePageFactory(ReviewedPageFactory):
    """A procedure page."""

    class Meta:
        model = ProcedurePage
        exclude = ("index_model",)

    index_model = ProcedureIndexPage
    content = staticmethod(procedure_content)


class TestimonialPageFactory(ReviewedPageFactory):
    """A testimonial page; a complete one is about a condition page of its own language."""

    __test__ = False

    class Meta:
        model = TestimonialPage
        exclude = ("index_model",)

    index_model = TestimonialIndexPage

    @classmethod
    def content(cls, language: str, reference: Reference) -> dict[str, Any]:
        """Return everything that review needs, by field."""
        return {
            **story_content(language, reference),
            "condition": ConditionPageFactory(language=language),
        }
