"""Which fields of each page type the public gets, by allow-list.

What every reviewed page has in common is not repeated here: title, summary, main image, body,
author, references, disclaimers. A page type of a site's own has those of the type that it derives
from, and names further fields the way Wagtail knows it, in ``api_fields``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.db.models import Model
from wagtail.api import APIField
from wagtail.models import Page

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "pages.ConditionPage": (
        "codes",
        "symptoms",
        "stages_scale",
        "stages",
        "causes",
        "risk_factors",
        "urgent_care",
        "treatments",
        "faq",
    ),
    "pages.ProcedurePage": (
        "what_it_is",
        "steps",
        "preparation",
        "recovery",
        "follow_up",
        "criteria",
        "risks",
        "adverse_effects",
        "alternatives",
        "outcomes",
        "regulatory_status",
        "conditions",
        "faq",
    ),
    "pages.TestimonialPage": (
        "display_name",
        "story_date",
        "photograph",
        "condition",
        "procedure",
        "expected_results",
    ),
}
"""Fields that are public under their own names."""

SHAPED: Final[Mapping[str, tuple[str, ...]]] = {
    "pages.TestimonialPage": ("quotation", "material_connection"),
}
"""Fields that are public in another shape than they are stored in."""

COMMON: Final = ("summary", "hero_image", "body", "author", "references", "disclaimers")
"""What every reviewed page has beside its title, in the order in which the API shows it."""

ALT_TEXTS: Final[Mapping[str, str]] = {"photograph": "photograph_alt"}
"""Where the alt text of an image field is."""


def model_of(page: Page) -> type[Page]:
    """Return the type of a page; Wagtail's own where its app is not installed any more."""
    model: type[Page] | None = page.cached_content_type.model_class()
    return model or Page


def base_label(model: type[Model]) -> str:
    """Return the label of the page type here that a model is or derives from, else its own."""
    for ancestor in model.__mro__:
        options = getattr(ancestor, "_meta", None)
        if options is not None and options.label in FIELDS:
            return str(options.label)
    return str(model._meta.label)


def type_fields(model: type[Model]) -> tuple[str, ...]:
    """Return the names of the fields that a page type's documents hold under their own names."""
    named = (
        field.name if isinstance(field, APIField) else str(field)
        for field in getattr(model, "api_fields", ())
    )
    return tuple(dict.fromkeys((*FIELDS.get(base_label(model), ()), *named)))


def shaped_fields(model: type[Model]) -> tuple[str, ...]:
    """Return the names of the fields that a page type's documents hold in another shape."""
    return SHAPED.get(base_label(model), ())


def document_fields(model: type[Model]) -> tuple[str, ...]:
    """Return all field names of a page type that the API answers from its documents."""
    return (*COMMON, *type_fields(model), *shaped_fields(model))
