"""Turns the demo's texts into pages: drafts that the demo's editor writes."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wagtail.fields import StreamField

from pages.management.demo.conditions import (
    frozen_shoulder,
    knee_osteoarthritis,
    plantar_fasciitis,
    rheumatoid_arthritis,
)
from pages.management.demo.library import load_authorization
from pages.management.demo.procedures import corticosteroid_injection, platelet_rich_plasma
from pages.management.demo.testimonials import ELENA, TOMAS
from pages.management.demo.writing import (
    Both,
    PageText,
    Picture,
    Ref,
    Value,
    block_id,
    reference_keys,
    stored,
)
from pages.models import (
    ConditionCode,
    ConditionIndexPage,
    ConditionPage,
    ConditionTreatment,
    Person,
    ProcedureCondition,
    ProcedureIndexPage,
    ProcedurePage,
    Reference,
    TestimonialIndexPage,
    TestimonialPage,
)

CONDITIONS = (
    rheumatoid_arthritis.PAGE,
    knee_osteoarthritis.PAGE,
    plantar_fasciitis.PAGE,
    frozen_shoulder.PAGE,
)
PROCEDURES = (corticosteroid_injection.PAGE, platelet_rich_plasma.PAGE)
TESTIMONIALS = (ELENA, TOMAS)

TYPES: tuple[tuple[type[Any], type[Any], tuple[PageText, ...]], ...] = (
    (ConditionPage, ConditionIndexPage, CONDITIONS),
    (ProcedurePage, ProcedureIndexPage, PROCEDURES),
    (TestimonialPage, TestimonialIndexPage, TESTIMONIALS),
)
"""Page type, the index it stands below, and the demo's texts of that type."""

ALL_PAGES: tuple[tuple[type[Any], PageText], ...] = tuple(
    (model, text) for model, _index, texts in TYPES for text in texts
)
UNFINISHED = frozenset({"frozen-shoulder"})
"""Pages whose author is not chosen yet, and whose references are listed but not cited."""


@dataclass(frozen=True)
class Shelf:
    """What the pages take from the library: references by key, pictures by name, the author."""

    references: Mapping[str, Reference]
    pictures: Mapping[str, Any]
    author: Person | None

    def primary_key(self, value: Ref | Picture) -> int:
        """Return the primary key of the row that a value stands for."""
        if isinstance(value, Ref):
            return self.references[value.key].pk
        return int(self.pictures[value.name].pk)


def page_values(model: type[Any], text: PageText, language: str, *, shelf: Shelf) -> dict[str, Any]:
    """Return the values of a page's fields in one language, links to other pages left out."""
    values: dict[str, Any] = {"slug": text.slug.text(language)}
    for name, value in text.fields.items():
        values[name] = _field_value(model, text, name, value, language, shelf)
    values["author"] = None if text.key in UNFINISHED else shelf.author
    values["listed_references"] = json.dumps(
        [
            {
                "type": "reference",
                "value": shelf.references[key].pk,
                "id": block_id(f"{text.key}/listed/{key}"),
            }
            for key in _listed(text)
        ]
    )
    values.update(_testimonial_values(text))
    return values


def _field_value(
    model: type[Any], text: PageText, name: str, value: Value, language: str, shelf: Shelf
) -> Any:
    if isinstance(value, Picture):
        return shelf.pictures[value.name]
    if isinstance(model._meta.get_field(name), StreamField):
        return json.dumps(
            stored(value, language, place=f"{text.key}/{name}", primary_key=shelf.primary_key)
        )
    if isinstance(value, Both):
        return value.text(language)
    raise TypeError(f"{text.key}.{name} is neither a text, a picture nor a stream of blocks.")


def _listed(text: PageText) -> list[str]:
    if text.key in UNFINISHED:
        return ["kolasinski-2020"]
    return reference_keys(text)


def _testimonial_values(text: PageText) -> dict[str, Any]:
    if not text.extra:
        return {}
    values: dict[str, Any] = dict(text.extra)
    values["story_date"] = datetime.date.fromisoformat(text.extra["story_date"])
    values["authorization"] = load_authorization(text.extra["authorization"])
    quotation = text.fields["quotation"]
    if isinstance(quotation, Both):
        values["original_quotation"] = quotation.text(text.extra["quotation_language"])
    return values


def add_draft(model: type[Any], index: Any, text: PageText, *, shelf: Shelf, editor: Any) -> Any:
    """Write a page in English below its index, as a draft, and return it."""
    page = model(
        **page_values(model, text, "en", shelf=shelf),
        locale=index.locale,
        live=False,
        owner=editor,
    )
    page.codes = (
        [ConditionCode(system=system, code=code) for system, code in text.codes]
        if text.codes
        else []
    )
    index.add_child(instance=page)
    index.refresh_from_db()
    return page


def link(page: Any, text: PageText, pages: Mapping[str, Any]) -> None:
    """Set a page's links to other pages of the demo, and keep the draft."""
    if isinstance(page, ConditionPage):
        page.treatments = [ConditionTreatment(procedure=pages[key]) for key in text.links]
    elif isinstance(page, ProcedurePage):
        page.conditions = [ProcedureCondition(condition=pages[key]) for key in text.links]
    elif isinstance(page, TestimonialPage):
        condition, procedure = text.links
        page.condition = pages.get(condition)
        page.procedure = pages.get(procedure)
    page.save()


def in_language(page: Any, text: PageText, language: str, *, shelf: Shelf) -> Any:
    """Return an unsaved copy of a page with the texts of another language in their places."""
    model = type(page)
    values = page_values(model, text, language, shelf=shelf)
    twin = model.objects.get(pk=page.pk)
    for name, value in values.items():
        setattr(twin, name, value)
    return twin
